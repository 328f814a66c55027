"""Requests into the contract's types: query, headers, path, JSON and form fields.

msgspec decodes; what it refuses is read again by `issues`, which lists every
fault. Whatever bytes come in, the outcome is a value, Invalid or Malformed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from msgspec import inspect

from handlers.issues import MISSING, NUL, Issue, NotJson, Path, Reader

T = TypeVar("T")

_FORM = "application/x-www-form-urlencoded"
_INTEGER = re.compile(r"-?[0-9]{1,30}")
_NUMBER = re.compile(r"-?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_UPPER_UUID = re.compile(
    rb'"(?=[^"]{0,35}[A-F])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"'
)
_MOST_FIELDS = 1000
"""Of an urlencoded body. No form has a hundredth of it; ten megabytes of `&` would be taken
apart for seconds, in half a gigabyte."""
_REFUSALS = (ValueError, TypeError, OverflowError, RecursionError)


class Invalid(Exception):
    """The input breaks the contract. `issues` are all its faults, in the contract's order."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__("; ".join(issue["message"] for issue in issues))
        self.issues = issues


class Malformed(Exception):
    """The body is no JSON at all."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def decode_path(value: str, name: str, kind: Any) -> str:
    """A path parameter; uuids in lower case, enums as members. Raises Invalid."""
    if kind is str:
        if "\0" in value:
            raise Invalid([{"code": "custom", "path": [name], "message": NUL}])
        return value
    decoded: str = _convert(_coerce(value, _type(kind)), kind, Reader(text=True), (name,))
    return decoded


def decode_query(query: bytes, headers: Iterable[tuple[bytes, bytes]], kind: type[T]) -> T:
    """The query and header parameters `kind` names. Raises Invalid.

    `headers` are as in an ASGI scope. Lists are lists even when the key comes
    once, which is what clients send; a repeated key is too much for the rest.
    """
    fields = _fields(kind)
    values: dict[str, Any] = {}
    for name, text in parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True):
        if (field := fields.get(name)) and not field.header:
            field.add(values, text)
    if _reads_headers(kind):
        for raw, content in headers:
            if (field := fields.get(raw.decode("latin-1"))) and field.header:
                field.add(values, content.decode("latin-1"))
    return _convert(values, kind, Reader(text=True), doubtful=_hides_nul(query))


def decode_fields(texts: Mapping[str, list[str]], kind: type[T]) -> T:
    """The text fields of a multipart form; lists and objects come as JSON. Raises Invalid."""
    values: dict[str, Any] = {}
    doubtful = False
    for name, field in _fields(kind).items():
        for text in texts.get(name, ()):
            doubtful = doubtful or _hides_nul(text.encode())
            if field.nested:
                values[name] = _nested(text)
            else:
                field.add(values, text)
    return _convert(values, kind, Reader(text=True), doubtful=doubtful)


def decode_body(raw: bytes, content_type: str | None, kind: type[T], required: bool = True) -> T:
    """A JSON or urlencoded body. Raises Invalid or Malformed.

    An empty body that calls itself JSON is `{}`; one that is neither is no
    body at all, which only an optional one may be.
    """
    media = (content_type or "").partition(";")[0].strip().lower()
    if media == _FORM:
        return _convert(_urlencoded(raw), kind, Reader(), doubtful=_hides_nul(raw))
    if media == "application/json" or media.endswith("+json"):
        return _json(raw if raw.strip() else b"{}", kind)
    return _convert(MISSING if required else {}, kind, Reader())


def decode_value(value: Any, kind: type[T], path: Path) -> T:
    """A part of a body whose type the rest of it decides; `path` is where it stands there.
    Raises Invalid."""
    return _convert(value, kind, Reader(), path)


def _json(raw: bytes, kind: type[T]) -> T:
    try:
        value: T = _decoder(kind).decode(raw)
    except msgspec.ValidationError:
        return _read(_untyped(raw), kind, Reader())
    except (ValueError, RecursionError) as error:
        raise Malformed(_complaint(error)) from None
    if _UPPER_UUID.search(raw) or _hides_nul(raw):
        return _read(_untyped(raw), kind, Reader())
    return value


def _untyped(raw: bytes) -> Any:
    """What JSON.parse makes of it; only objects and lists count as bodies."""
    try:
        value = _any_json.decode(raw)
    except (ValueError, RecursionError) as error:
        raise Malformed(_complaint(error)) from None
    if not isinstance(value, dict | list):
        raise Malformed("Unexpected token at the start of the JSON text")
    return value


def _complaint(error: Exception) -> str:
    text = str(error)
    if "truncated" in text:
        return "Unexpected end of JSON input"
    if found := re.search(r"\(byte (\d+)\)", text):
        return f"Unexpected token in JSON at position {found[1]}"
    return "The body is not valid JSON"


def _nested(text: str) -> Any:
    try:
        return _any_json.decode(text)
    except (ValueError, RecursionError):
        return NotJson


def _urlencoded(raw: bytes) -> dict[str, Any]:
    """Keys that come more than once become lists, as in a query."""
    if raw.count(b"&") >= _MOST_FIELDS:
        raise Malformed(f"The body has more than {_MOST_FIELDS} fields")
    values: dict[str, Any] = {}
    for name, text in parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True):
        _collect(values, name, text)
    return values


def _collect(values: dict[str, Any], name: str, value: Any) -> None:
    if name not in values:
        values[name] = value
    elif isinstance(values[name], list):
        values[name].append(value)
    else:
        values[name] = [values[name], value]


def _hides_nul(raw: bytes) -> bool:
    """Whether a text in this query, form or JSON can contain NUL, which msgspec lets pass."""
    return b"\0" in raw or b"%00" in raw or b"\\u0000" in raw


def _convert(
    value: Any, kind: type[T], reader: Reader, path: Path = (), doubtful: bool = False
) -> T:
    """The value as `kind`; only when that fails, or is `doubtful`, is it read for all its
    issues."""
    if doubtful:
        return _read(value, kind, reader, path)
    try:
        return msgspec.convert(value, kind)
    except _REFUSALS:
        return _read(value, kind, reader, path)


def _read(value: Any, kind: type[T], reader: Reader, path: Path = ()) -> T:
    """The value as `kind`, by the slow way that knows every issue."""
    repaired = reader.read(value, _type(kind), path)
    if reader.issues:
        raise Invalid(reader.issues)
    try:
        return msgspec.convert(repaired, kind)
    except RecursionError as error:
        raise Malformed(_complaint(error)) from None
    except _REFUSALS as error:
        # Two readers of one contract disagree: our fault, told as one of theirs.
        issue = {"code": "custom", "path": list(path), "message": str(error)}
        raise Invalid([issue]) from None


@dataclass(frozen=True, slots=True)
class _Field:
    """How one text of a query, header or form becomes a value."""

    name: str
    type: inspect.Type
    header: bool

    @property
    def nested(self) -> bool:
        return isinstance(self.type, inspect.ListType | inspect.StructType | inspect.DictType)

    def add(self, values: dict[str, Any], text: str) -> None:
        if isinstance(self.type, inspect.ListType):
            values.setdefault(self.name, []).append(_coerce(text, self.type.item_type))
        else:
            _collect(values, self.name, _coerce(text, self.type))


def _coerce(text: str, kind: inspect.Type) -> Any:
    """The value a text stands for, or the text itself where it stands for none."""
    match kind:
        case inspect.Metadata(extra={"format": "uuid"}):
            return text.lower()
        case inspect.Metadata():
            return _coerce(text, kind.type)
        case inspect.BoolType():
            return {"true": True, "false": False}.get(text, text)
        case inspect.IntType() if _INTEGER.fullmatch(text):
            return int(text)
        case inspect.IntType() | inspect.FloatType() if _NUMBER.fullmatch(text):
            number = float(text)
            if isinstance(kind, inspect.IntType) and number.is_integer():
                return int(number)  # `1500.0`, as some scripts write a length
            return number if math.isfinite(number) else text
    return text


def _text_fields(kind: Any) -> dict[str, _Field]:
    struct = _type(kind)
    assert isinstance(struct, inspect.StructType)
    return {field.encode_name: _field(field) for field in struct.fields}


def _field(field: inspect.Field) -> _Field:
    kind, header = field.type, False
    if isinstance(kind, inspect.Metadata) and kind.extra == {"in": "header"}:
        kind, header = kind.type, True
    return _Field(field.encode_name, kind, header)


# Built at the first use of a type: most are never needed by one isolate.
_type: Callable[[Any], inspect.Type] = cache(inspect.type_info)
_fields: Callable[[Any], dict[str, _Field]] = cache(_text_fields)
_reads_headers: Callable[[Any], bool] = cache(
    lambda kind: any(field.header for field in _fields(kind).values())
)
_decoder: Callable[[Any], msgspec.json.Decoder[Any]] = cache(msgspec.json.Decoder)
# Numbers beyond a double are infinite in JavaScript, not a syntax error.
_any_json = msgspec.json.Decoder(float_hook=float)
