"""Every fault of an input, in the words clients know (zod 4.3, as upstream uses it).

The decoders of msgspec stop at the first fault and say it their way, so an
input they refuse is read a second time here, slowly and to the end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import inspect

Issue = dict[str, Any]
Path = tuple[str | int, ...]

MISSING = msgspec.UNSET
NUL = "Invalid input: a text cannot contain NUL"
"""SQLite keeps it, but ends a text there in most of what it does with it: two names would
become one, and a phone be told half of a description."""
MOST = 100
"""Faults after which the items of a list or record are read no further: nobody
reads more of them, and ten megabytes of them would take gigabytes."""
_FORMATS = {
    "datetime": "ISO 8601 datetime string",
    "date": "ISO date string (YYYY-MM-DD)",
    "email": "email",
}


class NotJson:
    """A text that should have been JSON."""


class Reader:
    """Walks a value along its type; `issues` fills up on the way.

    `text` tells that the value came as text (a query, a form): what could not
    be read as a number or boolean is then still a string here.
    """

    def __init__(self, text: bool = False) -> None:
        self.issues: list[Issue] = []
        self._text = text

    def read(self, value: Any, kind: inspect.Type, path: Path = ()) -> Any:
        """The value as the decoder takes it: uuids in lower case, 5.0 as 5 where an
        integer belongs (JSON has no other way to tell them apart)."""
        reading = _READINGS.get(type(kind))
        return reading(self, value, kind, path) if reading else value

    def _add(self, code: str, path: Path, message: str, **extras: Any) -> None:
        self.issues.append({**extras, "code": code, "path": list(path), "message": message})

    def _wrong(self, expected: str, value: Any, path: Path, words: str = "", **extras: Any) -> Any:
        text = f"Invalid input: expected {words or expected}, received {_name(value)}"
        self._add("invalid_type", path, text, expected=expected, **extras)
        return value

    def _annotated(self, value: Any, kind: inspect.Metadata, path: Path) -> Any:
        if isinstance(kind.type, inspect.StrType):
            return self._string(value, kind.type, path, str((kind.extra or {}).get("format", "")))
        return self.read(value, kind.type, path)

    def _union(self, value: Any, kind: inspect.UnionType, path: Path) -> Any:
        members = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        if value is None and len(members) < len(kind.types):
            return None
        if len(members) == 1:
            return self.read(value, members[0], path)
        tries = []
        for member in members:
            reader = Reader(self._text)
            read = reader.read(value, member)
            if not reader.issues:
                return read
            tries.append(reader.issues)
        return self._add("invalid_union", path, "Invalid input", errors=tries)

    def _struct(self, value: Any, kind: inspect.StructType, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong("object", value, path)
        return {
            field.encode_name: self.read(
                value.get(field.encode_name, MISSING), field.type, (*path, field.encode_name)
            )
            for field in kind.fields
            if field.required or field.encode_name in value
        }

    def _record(self, value: Any, kind: inspect.DictType, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong("record", value, path)
        return {
            key: self.read(item, kind.value_type, (*path, key))
            for key, item in value.items()
            if len(self.issues) < MOST
        }

    def _list(self, value: Any, kind: inspect.ListType, path: Path) -> Any:
        if value is NotJson:
            text = "Invalid input: expected JSON string, received string"
            return self._add("custom", path, text)
        if not isinstance(value, list):
            return self._wrong("array", value, path)
        items = [
            self.read(item, kind.item_type, (*path, index))
            for index, item in enumerate(value[: kind.max_length])
            if len(self.issues) < MOST
        ]
        self._length(value, kind, path, "array", "items")
        return items

    def _enum(self, value: Any, kind: inspect.EnumType, path: Path) -> Any:
        return self._option(value, tuple(member.value for member in kind.cls), path)

    def _boolean(self, value: Any, kind: inspect.BoolType, path: Path) -> Any:
        if isinstance(value, bool):
            return value
        if self._text:
            return self._option(value, ("true", "false"), path)
        return self._wrong("boolean", value, path)

    def _option(self, value: Any, options: tuple[Any, ...], path: Path) -> Any:
        if type(value) is type(options[0]) and value in options:
            return value
        shown = "|".join(msgspec.json.encode(option).decode() for option in options)
        phrase = "option: expected one of" if len(options) > 1 else "input: expected"
        self._add("invalid_value", path, f"Invalid {phrase} {shown}", values=list(options))
        return value

    def _string(self, value: Any, kind: inspect.StrType, path: Path, form: str = "") -> Any:
        if not isinstance(value, str):
            return self._wrong("string", value, path, _FORMATS.get(form, ""))
        if "\0" in value:
            return self._add("custom", path, NUL)
        if kind.pattern is not None and not re.search(kind.pattern, value):
            self._misses(kind.pattern, form, path)
        self._length(value, kind, path, "string", "characters")
        return value.lower() if form == "uuid" else value

    def _misses(self, pattern: str, form: str, path: Path) -> None:
        shown = f"/{contract_pattern(pattern)}/"
        if form == "uuid":
            text = "Invalid UUID"
        elif form in _FORMATS:
            text = f"Invalid input: expected {_FORMATS[form]}, received string"
        else:
            form, text = "regex", f"Invalid string: must match pattern {shown}"
        self._add(
            "invalid_format", path, text, origin="string", format=form, pattern=shown
        )  # fmt: skip

    def _length(
        self,
        value: Any,
        kind: inspect.StrType | inspect.ListType,
        path: Path,
        origin: str,
        unit: str,
    ) -> None:
        if kind.min_length is not None and len(value) < kind.min_length:
            self._beyond("small", ">=", kind.min_length, path, origin, f"have {{}} {unit}")
        if kind.max_length is not None and len(value) > kind.max_length:
            self._beyond("big", "<=", kind.max_length, path, origin, f"have {{}} {unit}")

    def _number(self, value: Any, kind: inspect.IntType | inspect.FloatType, path: Path) -> Any:
        if self._text and isinstance(value, str):
            text = "Invalid input: expected number, received NaN"
            self._add("invalid_type", path, text, expected="number", received="NaN")
            return value
        if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
            return self._wrong("number", value, path)
        if isinstance(kind, inspect.IntType) and isinstance(value, float):
            if not value.is_integer():
                return self._wrong("int", value, path, format="safeint")
            value = int(value)
        self._range(value, kind, path)
        return value

    def _range(self, value: float, kind: inspect.IntType | inspect.FloatType, path: Path) -> None:
        if kind.ge is not None and value < kind.ge:
            self._beyond("small", ">=", kind.ge, path)
        if kind.gt is not None and value <= kind.gt:
            self._beyond("small", ">", kind.gt, path)
        if kind.le is not None and value > kind.le:
            self._beyond("big", "<=", kind.le, path)
        if kind.lt is not None and value >= kind.lt:
            self._beyond("big", "<", kind.lt, path)

    def _beyond(
        self,
        side: str,
        sign: str,
        limit: float,
        path: Path,
        origin: str = "number",
        phrase: str = "be {}",
    ) -> None:
        if isinstance(limit, float) and limit.is_integer():
            limit = int(limit)  # JavaScript says 1, not 1.0
        text = f"Too {side}: expected {origin} to {phrase.format(f'{sign}{limit}')}"
        bound = {"minimum" if side == "small" else "maximum": limit}
        self._add(f"too_{side}", path, text, origin=origin, **bound, inclusive="=" in sign)


def contract_pattern(pattern: str) -> str:
    r"""A pattern as the contract has it: the compiler writes `(?a)\A…\Z` for `^…$`."""
    return f"^{pattern.removeprefix('(?a)').removeprefix(chr(92) + 'A')[:-2]}$"


def _finite(value: float) -> bool:
    """Whether JavaScript could hold it as a number."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _name(value: Any) -> str:
    """What JavaScript calls the type of a decoded value."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number" if _finite(value) else "Infinity"
    return _NAMES.get(type(value), "undefined")


_NAMES = {type(None): "null", bool: "boolean", str: "string", list: "array", dict: "object"}
_READINGS: dict[type, Callable[[Reader, Any, Any, Path], Any]] = {
    inspect.UnionType: Reader._union,
    inspect.Metadata: Reader._annotated,
    inspect.StructType: Reader._struct,
    inspect.ListType: Reader._list,
    inspect.DictType: Reader._record,
    inspect.EnumType: Reader._enum,
    inspect.StrType: Reader._string,
    inspect.IntType: Reader._number,
    inspect.FloatType: Reader._number,
    inspect.BoolType: Reader._boolean,
}
