"""Reading schemas of the document into the form."""

from __future__ import annotations

import re
from typing import cast

from codegen.document import Document, Node
from codegen.form import MISSING, Kind, Property, Schema

NOTES = frozenset({"description", "title", "example", "deprecated", "externalDocs"})
LIMITS = {
    "string": ("minLength", "maxLength"),
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
    "array": ("minItems", "maxItems"),
}
EXCLUSIVE = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
FORMATS = {
    "string": {"uuid", "date", "date-time", "email", "uri", "binary", "password"},
    "integer": {"int32", "int64"},
    "number": {"float", "double"},
}
SCALARS = ("string", "integer", "number", "boolean")
HIDING = frozenset({"bool", "dict", "field", "float", "int", "list", "str"})
PREFIX = "#/components/schemas/"


def read_schema(document: Document, node: Node) -> Schema:
    """The schema at `node`. Raises Refused for every construct not handled here."""
    if "$ref" in node:
        node.only(NOTES | {"$ref", "default", "nullable"})
        return _reference(document, node, node["$ref"])
    for keyword in ("allOf", "anyOf", "oneOf"):
        if keyword in node:
            return _combined(document, node, keyword)
    if "type" not in node:
        node.only(NOTES | {"nullable"})
        return Schema("any", nullable=True)
    kind = node["type"].value
    if "enum" in node:
        return _enum(node, kind)
    match kind:
        case "object":
            return _object(document, node)
        case "array":
            return _array(document, node)
        case kind if kind in SCALARS:
            return _scalar(node, kind)
    raise node["type"].refused(f"type {kind!r} is not supported")


def read_default(node: Node) -> object:
    """The default of the schema at `node`, or MISSING."""
    return node.get("default", MISSING)


def check_name(node: Node, name: str) -> None:
    """A class attribute named like a type would hide it from the fields below."""
    if name in HIDING:
        raise node.refused(f"a field named '{name}' would hide what Python calls so")


def _reference(document: Document, node: Node, reference: Node) -> Schema:
    if not reference.text.startswith(PREFIX):
        raise reference.refused(f"only references to {PREFIX} are supported in a schema")
    document.resolve(node)
    name = reference.text.removeprefix(PREFIX)
    return Schema("reference", nullable=_nullable(node), name=name)


def _combined(document: Document, node: Node, keyword: str) -> Schema:
    """One named schema, possibly null; a choice of objects; a union of scalars."""
    node.only(NOTES | {keyword, "nullable", "default"})
    parts = [part for part in node[keyword].sequence if not _is_null(part)]
    nullable = _nullable(node) or len(parts) < len(node[keyword].sequence)
    choices = tuple(read_schema(document, part) for part in parts)
    kinds = [choice.kind for choice in choices]
    if len(choices) == 1 and kinds == ["reference"]:
        return Schema("reference", nullable=nullable, name=choices[0].name)
    if keyword != "allOf" and len(choices) > 1:
        plain = all(choice == Schema(choice.kind) for choice in choices)
        if plain and set(kinds) < set(SCALARS) and len(set(kinds)) == len(kinds):
            return Schema("union", nullable=nullable, choices=choices)
        if all(document.resolve(part).get("type") == "object" for part in parts):
            return Schema("choice", nullable=nullable, choices=choices)
    raise node[keyword].refused(f"{keyword} of {', '.join(kinds) or 'nothing'} is not supported")


def _is_null(node: Node) -> bool:
    """OpenAPI 3.0 has no null type; this is how it is written beside a reference."""
    return "$ref" not in node and _nullable(node) and node.get("enum") == [None]


def _enum(node: Node, kind: object) -> Schema:
    node.only(NOTES | {"type", "enum", "nullable", "default"})
    wanted = {"string": str, "integer": int}.get(str(kind))
    if wanted is None:
        raise node["enum"].refused(f"an enum of {kind} is not supported")
    values = [value for value in node["enum"].plain if not (value is None and _nullable(node))]
    if not values or not all(type(value) is wanted for value in values):
        raise node["enum"].refused(f"enum members must be of type {kind}")
    return Schema("enum", nullable=_nullable(node), values=tuple(values))


def _object(document: Document, node: Node) -> Schema:
    node.only(
        NOTES | {"type", "properties", "required", "additionalProperties", "nullable", "default"}
    )
    if "additionalProperties" in node:
        if "properties" in node:
            raise node["additionalProperties"].refused("additionalProperties beside properties")
        return _record(document, node)
    required = [name.text for name in node.members("required")]
    members = node["properties"].mapping if "properties" in node else {}
    for name in node.members("required"):
        if name.text not in members:
            raise name.refused(f"'{name.text}' is required but not among the properties")
    for key, child in members.items():
        check_name(child, key)
    properties = tuple(
        Property(name, read_schema(document, child), name in required, read_default(child))
        for name, child in members.items()
    )
    return Schema("object", nullable=_nullable(node), properties=properties)


def _record(document: Document, node: Node) -> Schema:
    elements = node["additionalProperties"]
    if elements.value is True:
        items = Schema("any", nullable=True)
    elif elements.value is False:
        raise elements.refused("additionalProperties: false is not supported: keys are dropped")
    else:
        items = read_schema(document, elements)
    return Schema("record", nullable=_nullable(node), items=items)


def _array(document: Document, node: Node) -> Schema:
    node.only(NOTES | {"type", "items", "nullable", "default", *LIMITS["array"]})
    return Schema(
        "array",
        nullable=_nullable(node),
        limits=_limits(node, "array"),
        items=_item(document, node["items"]),
    )


def _item(document: Document, node: Node) -> Schema:
    schema = read_schema(document, node)
    if schema.kind == "reference" and schema.nullable:
        raise node.refused("a list of named schemas that may be null is not supported")
    return schema


def _scalar(node: Node, kind: str) -> Schema:
    limits = LIMITS.get(kind, ())
    exclusive = [EXCLUSIVE[name] for name in limits if name in EXCLUSIVE]
    own = {"pattern"} if kind == "string" else set()
    node.only(NOTES | {"type", "format", "nullable", "default", *limits, *exclusive, *own})
    form = node.get("format", "")
    if form and form not in FORMATS.get(kind, ()):
        raise node["format"].refused(f"format {form!r} of a {kind} is not supported")
    if form == "binary":
        return Schema("binary", nullable=_nullable(node))
    pattern = node.get("pattern", "")
    if pattern:
        _check_pattern(node["pattern"])
    return Schema(
        cast(Kind, kind),
        nullable=_nullable(node),
        format=form,
        pattern=pattern,
        limits=_limits(node, kind),
    )


def _limits(node: Node, kind: str) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    for name in LIMITS.get(kind, ()):
        if name not in node:
            continue
        number = node[name].value
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise node[name].refused(f"{name} must be a number")
        strict = EXCLUSIVE.get(name, "")
        found.append((strict if strict and node.get(strict) is True else name, number))
    for name in EXCLUSIVE.values():
        if name in node and not isinstance(node[name].value, bool):
            raise node[name].refused(f"{name} is a boolean in OpenAPI 3.0")
    return tuple(found)


def _check_pattern(node: Node) -> None:
    """Only patterns whose Python rewriting means the same are let through."""
    if not (node.text.startswith("^") and node.text.endswith("$")):
        raise node.refused("a pattern that is not anchored as ^…$ is not supported")
    depth = 0
    for token in re.findall(r"\\.|\[(?:\\.|[^\]])*\]|.", node.text):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            raise node.refused("a pattern with | outside of parentheses is not supported")
    if re.search(r"\\[pPkcusSbB]|\(\?<(?![=!])|\[[^\]]*\[", node.text):
        raise node.refused("the pattern uses what Python and JavaScript read differently")
    try:
        re.compile(node.text)
    except re.error as error:
        raise node.refused(f"the pattern is not one in Python: {error}") from error


def _nullable(node: Node) -> bool:
    return node.get("nullable") is True
