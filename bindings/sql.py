"""SQL as a value: text and the arguments that belong to it, travelling together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

Argument = str | int | float | bool | None


class Sql(NamedTuple):
    """One statement or one fragment of it.

    `text` uses `?` for each argument, in order. Fragments compose with `&`:
    the right text follows the left after a space and its arguments follow too,
    so a value can never lose its place. Text is never built from values.

    Integers reach the database as REAL (that is how D1 binds them); write
    `CAST(? AS INTEGER)` where the difference shows. Lists travel as one JSON
    argument read with `json_each`, because a statement may bind 100 arguments.
    """

    text: str
    args: tuple[Argument, ...] = ()

    def __and__(self, other: Sql) -> Sql:
        return Sql(f"{self.text} {other.text}", self.args + other.args)


def joined(separator: str, parts: Iterable[Sql]) -> Sql:
    """The fragments in order with `separator` (such as ` AND `) between them."""
    listed = tuple(parts)
    return Sql(
        separator.join(part.text for part in listed),
        tuple(argument for part in listed for argument in part.args),
    )


def number(value: Argument) -> float:
    """A number as D1 is given it: JavaScript's, so that every integer arrives as REAL.

    Raises TypeError for what is no number, ValueError for one that JavaScript would round
    or that no column takes."""
    if not isinstance(value, int | float):
        raise TypeError(f"cannot bind {type(value).__name__}")
    if isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError(f"{value} is beyond 2^53: send it as text")
    if not math.isfinite(value):
        raise ValueError(f"cannot bind {value}")
    return float(value)
