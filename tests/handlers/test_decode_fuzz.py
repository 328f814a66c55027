"""Whatever bytes come: a value, Invalid with sound issues, or Malformed; nothing else."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import given, settings, strategies as st
from msgspec import inspect

from generated import models
from generated.routes.assets import AssetMediaCreateDtoFields
from generated.routes.map import ReverseGeocodeQuery
from generated.routes.search import SearchLargeAssetsQuery
from generated.routes.timeline import GetTimeBucketQuery
from handlers.decode import Invalid, Malformed, decode_body, decode_fields, decode_query
from handlers.issues import NUL, Reader
from tests.handlers.test_decode import DATES, ID, JSON

# What requests carry; answers that hold themselves would need deferred strategies.
BODIES = [
    getattr(models, name)
    for name in dir(models)
    if name.endswith("Dto") and issubclass(getattr(models, name), msgspec.Struct)
]
names = st.sampled_from(sorted({field for kind in BODIES for field in kind.__struct_fields__}))
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from([ID, ID.upper(), "2024-01-01T00:00:00Z", "2024-01-01", "asc", 10**400])
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=12,
)


def outcome(decode: Callable[[], Any]) -> Any:
    """The value; None for Malformed and for Invalid with sound issues. Anything else fails."""
    try:
        return decode()
    except Malformed:
        return None
    except Invalid as invalid:
        issues = invalid.issues
    assert issues
    assert msgspec.json.encode(issues)
    for issue in issues:
        assert {"code", "path", "message"} <= issue.keys()
        # Any other custom issue would mean that the two readings disagree.
        told = issue["message"] == NUL or "JSON string" in issue["message"]
        assert issue["code"] != "custom" or told
    return None


def text_of(value: Any) -> bytes:
    """JSON, with infinite numbers as what JSON has for them."""
    return json.dumps(value).replace("Infinity", "1e999").encode()


def check_body(raw: bytes, kind: Any) -> None:
    value = outcome(lambda: decode_body(raw, JSON, kind))
    assert value is None or isinstance(value, kind)
    if value is not None:
        # What the fast reading takes, the slow one has nothing to say against.
        reader = Reader()
        read = reader.read(json.loads(raw.strip() or b"{}"), inspect.type_info(kind))
        assert reader.issues == []
        assert msgspec.convert(read, kind) == value


def right(kind: inspect.Type) -> st.SearchStrategy[Any]:  # noqa: PLR0911
    """Values of a type, most of them within its limits."""
    match kind:
        case inspect.Metadata():
            return right(kind.type)
        case inspect.UnionType():
            return st.one_of([right(member) for member in kind.types])
        case inspect.StructType():
            return right_struct(kind)
        case inspect.ListType():
            return st.lists(right(kind.item_type), min_size=kind.min_length or 0, max_size=3)
        case inspect.EnumType():
            return st.sampled_from([member.value for member in kind.cls])
        case inspect.StrType(pattern=str() as pattern):
            return st.from_regex(pattern)
        case inspect.StrType():
            return st.text(min_size=kind.min_length or 0, max_size=12)
        case inspect.IntType():
            return st.integers(kind.ge, kind.le) | st.integers(0, 100).map(float)
        case inspect.FloatType():
            return st.floats(kind.ge, kind.le, allow_nan=False)
        case inspect.BoolType():
            return st.booleans()
    return st.none() if isinstance(kind, inspect.NoneType) else values


def right_struct(kind: inspect.StructType) -> st.SearchStrategy[Any]:
    """Objects whose fields are mostly right: wrong ones are met at every depth."""
    slips = st.integers(0, 30)
    fields = {
        field.encode_name: slips.flatmap(
            lambda slip, field=field: right(field.type) if slip else values  # type: ignore[misc]
        )
        for field in kind.fields
    }
    required = {field.encode_name for field in kind.fields if field.required}
    return st.fixed_dictionaries(
        {name: value for name, value in fields.items() if name in required},
        optional={name: value for name, value in fields.items() if name not in required},
    )


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(BODIES), st.dictionaries(names, values, max_size=8))
def test_any_json(kind: Any, value: Any) -> None:
    check_body(text_of(value), kind)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(BODIES), st.data())
def test_nearly_right_json(kind: Any, data: st.DataObject) -> None:
    check_body(text_of(data.draw(right(inspect.type_info(kind)))), kind)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([models.BulkIdsDto, models.MetadataSearchDto]), st.binary(max_size=40))
def test_any_bytes(kind: Any, raw: bytes) -> None:
    check_body(raw, kind)
    check_body(b'{"ids": ' + raw + b"}", kind)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([GetTimeBucketQuery, SearchLargeAssetsQuery, ReverseGeocodeQuery]),
    st.lists(
        st.tuples(
            st.sampled_from(["size", "rating", "lat", "lon", "isTrashed", "tagIds", "timeBucket"]),
            st.text(max_size=6) | st.floats().map(str) | st.integers().map(str),
        ),
        max_size=5,
    ),
)
def test_any_query(kind: Any, pairs: list[tuple[str, str]]) -> None:
    raw = "&".join(f"{name}={text}" for name, text in pairs).encode("utf-8", "surrogatepass")
    query = outcome(lambda: decode_query(raw, [], kind))
    for name in ("lat", "lon"):
        assert math.isfinite(getattr(query, name, 0))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=30))
def test_any_query_bytes(raw: bytes) -> None:
    assert outcome(lambda: decode_query(raw, [], GetTimeBucketQuery)) is None


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["metadata", "duration", "isFavorite", "visibility"]),
                       st.lists(st.text(max_size=10), max_size=2)))  # fmt: skip
def test_any_form(texts: dict[str, list[str]]) -> None:
    outcome(lambda: decode_fields(DATES | texts, AssetMediaCreateDtoFields))
