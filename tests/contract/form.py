"""openapi.yaml and the facts file in one comparable form: structure without prose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
PROSE = ("description", "title", "example")
NULL = {"nullable": True, "enum": [None]}


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    """Method, path and operation of everything under `paths`."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def schema_form(schema: Node) -> Node:
    """A schema with one spelling for what can be spelled in several ways.

    References stand as `$ref`, with `nullable` and `default` beside them; limits
    of integers are inclusive; `required` holds one entry per name.
    """
    kept = {key: value for key, value in schema.items() if key not in PROSE}
    for keyword in ("allOf", "anyOf"):
        parts = [part for part in kept.get(keyword, []) if part != NULL]
        if len(parts) == 1:
            nullable = kept.get("nullable") or NULL in kept.pop(keyword)
            kept = {**parts[0], **kept, **({"nullable": True} if nullable else {})}
            kept.pop(keyword, None)
        elif parts:
            kept[keyword] = [schema_form(part) for part in parts]
    if kept.get("type") == "integer" and kept.pop("exclusiveMinimum", False):
        kept["minimum"] += 1
    if isinstance(kept.get("items"), dict):
        kept["items"] = schema_form(kept["items"])
    if isinstance(kept.get("additionalProperties"), dict):
        kept["additionalProperties"] = schema_form(kept["additionalProperties"])
    properties = kept.pop("properties", {})
    kept["properties"] = {name: schema_form(part) for name, part in properties.items()}
    kept["required"] = dict.fromkeys(kept.get("required", []), True)
    return kept


def content_form(content: Node) -> Node:
    """Schemas by media type; all types that carry bare bytes are one."""
    form = {}
    for media, part in content.items():
        schema = schema_form(part["schema"])
        form["bytes" if schema.get("format") == "binary" else media] = schema
    return form


def operation_form(method: str, path: str, operation: Node) -> Node:
    """What a client can rely on when it calls an operation."""
    body = operation.get("requestBody")
    return {
        "method": method,
        "path": path,
        "tag": operation["tags"][0],  # upstream marks deprecated ones with a second tag
        "permission": operation.get("x-immich-permission"),
        "admin": operation.get("x-immich-admin-only", False),
        "deprecated": operation.get("deprecated", False),
        "public": not operation.get("security"),
        "parameters": {
            f"{parameter['in']}:{parameter['name']}": {
                "required": parameter["required"],
                "schema": schema_form(parameter["schema"]),
            }
            for parameter in operation.get("parameters", [])
        },
        "body": body and {"required": body["required"], "content": content_form(body["content"])},
        "success": {
            status: {"declared": True, "content": content_form(answer.get("content", {}))}
            for status, answer in operation["responses"].items()
            if status < "400"
        },
    }


def flat(value: object, path: str = "") -> dict[str, object]:
    """`{"a": {"b": 1}}` as `{"a b": 1}`. Only objects are opened."""
    if not isinstance(value, dict):
        return {path: value}
    found: dict[str, object] = {}
    for key, part in value.items():
        found |= flat(part, f"{path} {key}".lstrip())
    return found
