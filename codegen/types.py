"""Schemas as Python types, as generated/routes writes them."""

from __future__ import annotations

from codegen.form import Schema
from codegen.formats import alias, pattern, python_pattern

PLAIN = {
    "any": "Any",
    "boolean": "bool",
    "choice": "dict[str, Any]",
    "integer": "int",
    "number": "float",
    "string": "str",
}
META = {
    "minimum": "ge",
    "exclusiveMinimum": "gt",
    "maximum": "le",
    "exclusiveMaximum": "lt",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
}


def python_type(schema: Schema) -> str:
    """`models.AlbumResponseDto`, `list[models.Uuid4]`, `Annotated[int, Meta(ge=1)]` …"""
    hint = _bare_type(schema)
    constraints = [f"{META[keyword]}={number}" for keyword, number in schema.limits]
    if pattern(schema) and not alias(schema):
        constraints.append(f"pattern={python_pattern(pattern(schema))!r}")
    if constraints:
        hint = f"Annotated[{hint}, Meta({', '.join(constraints)})]"
    return f"{hint} | None" if schema.nullable and schema.kind != "any" else hint


def _bare_type(schema: Schema) -> str:
    if name := alias(schema) or schema.name:
        return f"models.{name}"
    if schema.kind == "array":
        assert schema.items
        return f"list[{python_type(schema.items)}]"
    if schema.kind == "record":
        assert schema.items
        return f"dict[str, {python_type(schema.items)}]"
    return PLAIN[schema.kind]
