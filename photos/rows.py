"""Rows as Structs: one field per column, in the order of the select list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec

from bindings import Sql, joined
from photos.refusal import Refused

Left = TypeVar("Left", bound=msgspec.Struct)
Right = TypeVar("Right", bound=msgspec.Struct)


@cache
def columns(row: type[msgspec.Struct], table: str) -> str:
    """The select list that fills `row`, qualified by `table`."""
    return ", ".join(f"{table}.{name}" for name in row.__struct_encode_fields__)


def divide(found: list[Any], left: type[Left], right: type[Right]) -> tuple[Left, Right]:
    """One joined row as the two rows it was made of."""
    border = len(left.__struct_fields__)
    return (
        msgspec.convert(found[:border], left, strict=False),
        msgspec.convert(found[border:], right, strict=False),
    )


def assignments(changes: msgspec.Struct) -> Sql | None:
    """`column = ?, …` of the fields that are set; None when none is."""
    given = [
        Sql(f"{name} = ?", (value,))
        for name, value in msgspec.structs.asdict(changes).items()
        if value is not msgspec.UNSET
    ]
    return joined(", ", given) if given else None


def id_list(ids: Iterable[str]) -> str:
    """Ids as the one JSON argument that `json_each(?)` reads."""
    return msgspec.json.encode(list(ids)).decode()


def portions(items: Iterable[object]) -> Iterator[str]:
    """Items of any number as JSON lists, each small enough for one argument of a
    statement. Nothing for no items."""
    portion: list[bytes] = []
    size = 0
    for item in items:
        encoded = msgspec.json.encode(item)
        if portion and size + len(encoded) > _LARGEST:
            yield f"[{b','.join(portion).decode()}]"
            portion, size = [], 0
        portion.append(encoded)
        size += len(encoded) + 1
    if portion:
        yield f"[{b','.join(portion).decode()}]"


def require_bounded(some: Sequence[str], others: Sequence[str]) -> None:
    """Raise Refused when several of these with each of those would be too many rows: ten
    megabytes of ids can name billions."""
    fewer, more = sorted((len(set(some)), len(set(others))))
    if fewer > 1 and fewer * more > MOST_PAIRS:
        raise Refused(f"At most {MOST_PAIRS} pairs can be made at once")


MOST_PAIRS = 100_000
"""Rows one request makes of two lists. They take some seconds, in which nobody else writes."""

_LARGEST = 1_900_000
"""Bytes; D1 takes 2 MB."""
