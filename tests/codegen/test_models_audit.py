"""generated/models.py against openapi.yaml, property by property.

Reads the YAML by itself and the models by msgspec's own eyes: nothing of the
compiler is used, so nothing of it can be wrong in both.
"""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from msgspec import inspect

from generated import models

ROOT = Path(__file__).parent.parent.parent
CONTRACT = yaml.load(
    (ROOT / "openapi.yaml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]
OBJECTS = sorted(name for name, schema in SCHEMAS.items() if "properties" in schema)
FORMS = [
    name
    for name in OBJECTS
    if any(member.get("format") == "binary" for member in SCHEMAS[name]["properties"].values())
]
EMPTY = [
    name
    for name, schema in SCHEMAS.items()
    if schema.get("type") == "object"
    and schema.keys().isdisjoint({"properties", "additionalProperties"})
]
MODELS = [name for name in OBJECTS if name not in FORMS]
ENUMS = sorted(name for name, schema in SCHEMAS.items() if "enum" in schema)
LIMITS = {
    "minimum": "ge",
    "maximum": "le",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
}
SCALARS = {"string": "Str", "integer": "Int", "number": "Float", "boolean": "Bool"}


def patterns_of_formats() -> dict[str, str]:
    """What the contract says of a date or date-time wherever it says it."""
    found: dict[str, set[str]] = {"date": set(), "date-time": set()}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("pattern"), str) and node.get("format") in found:
                found[node["format"]].add(node["pattern"])
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(CONTRACT)
    return {name: patterns.pop() for name, patterns in found.items() if len(patterns) == 1}


PATTERNS = patterns_of_formats()
assert len(PATTERNS) == 2, "one pattern each for dates and date-times"


def said(schema: dict[str, Any]) -> dict[str, Any]:
    """What the contract says of a value, in the words of `seen`."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword in schema:
            return said_combined(schema, schema[keyword])
    null = {"null": True} if schema.get("nullable") else {}
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        named = {"kind": "Struct"} if name in EMPTY else said(SCHEMAS[name])
        return named | {"name": name} | null
    match schema.get("type"):
        case None:
            return {"kind": "Any"}
        case _ if "enum" in schema:
            values = [value for value in schema["enum"] if value is not None]
            return {"kind": "Enum", "values": values} | null
        case "object" if "properties" in schema:
            return {"kind": "Struct"} | null
        case "object":
            return {"kind": "Dict"} | null
        case "array":
            return {"kind": "List", "items": said(schema["items"])} | limits(schema) | null
    return {"kind": SCALARS[schema["type"]]} | limits(schema) | null


def said_combined(schema: dict[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    real = [part for part in parts if part.get("enum") != [None]]
    null = {"null": True} if schema.get("nullable") or len(real) < len(parts) else {}
    if len(real) == 1:
        return said(real[0]) | null
    described = [said(part) for part in real]
    if all(each["kind"] == "Struct" for each in described):
        return {"kind": "Dict"} | null
    return {"kind": "Union", "of": sorted(each["kind"] for each in described)} | null


def limits(schema: dict[str, Any]) -> dict[str, Any]:
    found = {LIMITS[name]: value for name, value in schema.items() if name in LIMITS}
    for strict, loose, bound in (
        ("exclusiveMinimum", "ge", "gt"),
        ("exclusiveMaximum", "le", "lt"),
    ):
        if schema.get(strict):
            found[bound] = found.pop(loose)
    if pattern := schema.get("pattern") or PATTERNS.get(schema.get("format", "")):
        found["pattern"] = pattern
    return found


def seen(kind: inspect.Type) -> dict[str, Any]:
    """What msgspec will check of a value."""
    match kind:
        case inspect.Metadata():
            return seen(kind.type)
        case inspect.UnionType():
            return seen_union(kind)
        case inspect.EnumType():
            values = [member.value for member in kind.cls]
            return {"kind": "Enum", "values": values, "name": kind.cls.__name__}
        case inspect.StructType():
            return {"kind": "Struct", "name": kind.cls.__name__}
        case inspect.ListType():
            return {"kind": "List", "items": seen(kind.item_type)} | bounds(kind)
    return {"kind": type(kind).__name__.removesuffix("Type")} | bounds(kind)


def seen_union(kind: inspect.UnionType) -> dict[str, Any]:
    real = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
    null = {"null": True} if len(real) < len(kind.types) else {}
    if len(real) == 1:
        return seen(real[0]) | null
    return {"kind": "Union", "of": sorted(seen(each)["kind"] for each in real)} | null


def bounds(kind: inspect.Type) -> dict[str, Any]:
    names = {*LIMITS.values(), "gt", "lt"}
    found = {name: getattr(kind, name, None) for name in names}
    described = {name: value for name, value in found.items() if value is not None}
    if pattern := getattr(kind, "pattern", None):
        assert pattern.startswith(r"(?a)\A")
        assert pattern.endswith(r"\Z")
        described["pattern"] = "^" + pattern[6:-2] + "$"
    return described


def same(said_of: dict[str, Any], seen_of: dict[str, Any]) -> bool:
    """What is written in place has no name in the contract, but one in Python."""
    if "name" not in said_of:
        seen_of = {key: value for key, value in seen_of.items() if key != "name"}
    if {"items"} <= said_of.keys() & seen_of.keys():
        inner = same(said_of["items"], seen_of["items"])
        return inner and said_of | {"items": 0} == seen_of | {"items": 0}
    return said_of == seen_of


def struct(name: str) -> inspect.StructType:
    described = inspect.type_info(getattr(models, name))
    assert isinstance(described, inspect.StructType)
    return described


@pytest.mark.parametrize("name", MODELS)
def test_every_property_in_the_order_of_the_contract(name: str) -> None:
    fields = [field.encode_name for field in struct(name).fields]
    assert fields == list(SCHEMAS[name]["properties"])


@pytest.mark.parametrize("name", MODELS)
def test_types_and_constraints(name: str) -> None:
    for field in struct(name).fields:
        expected = said(SCHEMAS[name]["properties"][field.encode_name])
        found = seen(field.type)
        assert same(expected, found), f"{field.name}: the contract says {expected}, not {found}"


@pytest.mark.parametrize("name", MODELS)
def test_required_and_defaults(name: str) -> None:
    kind = getattr(models, name)
    info = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for property_name, schema in SCHEMAS[name]["properties"].items():
        field = info[property_name]
        assert field.required == (property_name in SCHEMAS[name].get("required", ()))
        if not field.required:
            default = field.default
            plain = default.value if isinstance(default, enum.Enum) else default
            assert plain == schema.get("default", msgspec.UNSET), property_name
            assert isinstance(default, enum.Enum) == (said(schema)["kind"] == "Enum" and
                                                      default is not msgspec.UNSET)  # fmt: skip


@pytest.mark.parametrize("name", ENUMS)
def test_enums(name: str) -> None:
    assert [member.value for member in getattr(models, name)] == SCHEMAS[name]["enum"]


def test_nothing_is_left_out() -> None:
    assert [name for name in SCHEMAS if name not in FORMS and not hasattr(models, name)] == []
    assert FORMS == ["AssetMediaCreateDto", "CreateProfileImageDto"]
    assert len(MODELS) > 200


def test_absent_is_not_null() -> None:
    assert msgspec.json.encode(msgspec.json.decode(b"{}", type=models.TagUpdateDto)) == b"{}"
    null = msgspec.json.decode(b'{"color":null}', type=models.TagUpdateDto)
    assert msgspec.json.encode(null) == b'{"color":null}'


@pytest.mark.parametrize("text", ["3fa85f64-5717-4562-b3fc-2c963f66afa6\n", "٣" * 36])
def test_patterns_are_those_of_javascript(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, models.Uuid4)
