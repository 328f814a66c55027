"""openapi.yaml is a sound document, complete where tools do not look."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from tests.contract.form import NULL, Node, operations
from tests.contract_check import document, strict

OPERATIONS = [operation for _, _, operation in operations(document())]


def nodes(node: object, pointer: str = "") -> Iterator[tuple[str, Node]]:
    """Every object of the document, with the JSON pointer to it."""
    if isinstance(node, dict):
        yield pointer, node
    parts = node.items() if isinstance(node, dict) else enumerate(node)  # type: ignore[arg-type]
    for key, part in parts:
        if isinstance(part, dict | list):
            step = str(key).replace("~", "~0").replace("/", "~1")
            yield from nodes(part, f"{pointer}/{step}")


def schema_nodes() -> Iterator[tuple[str, Node]]:
    """Objects that are schemas: they sit in a schema place, not among property names."""
    for pointer, node in nodes(document()):
        inside = "/schema" in pointer or pointer.startswith("/components/schemas/")
        if inside and not pointer.endswith("/properties"):
            yield pointer, node


@cache
def strict_components() -> Node:
    schemas = document()["components"]["schemas"]
    return {"schemas": {name: strict(schema) for name, schema in schemas.items()}}


def accepts(schema: Node, value: object) -> bool:
    """Whether the validator that checks every answer takes the value."""
    made = {**strict(schema), "components": strict_components()}
    return jsonschema_rs.Draft202012Validator(made).is_valid(value)


def test_is_valid() -> None:
    validate(document())


def test_operations_are_explained() -> None:
    assert [o["operationId"] for o in OPERATIONS if not o["summary"] or not o["description"]] == []
    summaries = [(o["tags"][0], o["summary"]) for o in OPERATIONS]
    assert sorted(set(summaries)) == sorted(summaries)


def test_schemas_are_explained() -> None:
    schemas = document()["components"]["schemas"]
    assert [name for name, schema in schemas.items() if not schema.get("description")] == []


def test_components_are_used() -> None:
    used = {node["$ref"] for _, node in nodes(document()) if isinstance(node.get("$ref"), str)}
    there = {
        f"#/components/{kind}/{name}"
        for kind, parts in document()["components"].items()
        for name in parts
        if kind != "securitySchemes"
    }
    assert used == there


def test_tags_are_in_order() -> None:
    names = [tag["name"] for tag in document()["tags"]]
    assert names == sorted(set(names))
    met = [tag for operation in OPERATIONS for tag in operation["tags"]]
    assert len(met) == len(OPERATIONS)
    assert list(dict.fromkeys(met)) == names
    assert met == sorted(met)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o["operationId"])
def test_refusals_are_declared(operation: Node) -> None:
    declared = set(operation["responses"])
    if operation["security"]:
        assert {"401", "403"} <= declared
    elif operation["operationId"] != "login":
        assert not {"401", "403"} & declared
    if "parameters" in operation or "requestBody" in operation:
        assert "400" in declared
    if "requestBody" in operation:
        assert "413" in declared
    assert not {status for status in declared if status >= "500"}


def test_files_say_how_they_are_kept() -> None:
    ranged = [o for o in OPERATIONS if "206" in o["responses"]]
    assert {o["operationId"] for o in ranged} == {
        "downloadAsset", "getProfileImage", "playAssetVideo", "viewAsset",
    }  # fmt: skip
    for operation in ranged:
        answers = operation["responses"]
        assert {"ETag", "Cache-Control", "Accept-Ranges"} <= set(answers["200"]["headers"])
        assert "Content-Range" in answers["206"]["headers"]
        assert {"304", "404"} <= set(answers)


def test_examples_and_defaults_fit() -> None:
    checked = 0
    for pointer, node in schema_nodes():
        for keyword in ("example", "default"):
            if keyword in node and not isinstance(node[keyword], dict):
                assert accepts(node, node[keyword]), pointer
                checked += 1
    assert checked > 100


def test_null_is_taken_where_it_may_be() -> None:
    checked = 0
    components = {"components": document()["components"]}
    for pointer, node in schema_nodes():
        if node.get("nullable") is True or NULL in node.get("anyOf", []):
            assert accepts(node, None), pointer
            assert OAS30Validator({**node, **components}).is_valid(None), pointer
            checked += 1
    assert checked > 100


def test_null_is_refused_elsewhere() -> None:
    owner = document()["components"]["schemas"]["AssetResponseDto"]["properties"]["owner"]
    assert not accepts(owner, None)


def test_links_lead_somewhere() -> None:
    targets = {operation["operationId"]: operation for operation in OPERATIONS}
    count = 0
    for operation in OPERATIONS:
        for status, answer in operation["responses"].items():
            for link in answer.get("links", {}).values():
                names = {p["name"] for p in targets[link["operationId"]]["parameters"]}
                assert set(link["parameters"]) <= names
                schema = answer["content"]["application/json"]["schema"]
                for expression in link["parameters"].values():
                    assert finds(schema, expression), (operation["operationId"], status)
                count += 1
    assert count > 20


def finds(schema: Node, expression: str) -> bool:
    """Whether `$response.body#/a/b` names a required property."""
    for name in expression.removeprefix("$response.body#/").split("/"):
        schema = resolved(schema)
        if name not in schema["required"]:
            return False
        schema = schema["properties"][name]
    return True


def resolved(schema: Node) -> Node:
    if "$ref" not in schema:
        return schema
    found: Any = document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return resolved(found)
