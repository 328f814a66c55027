"""Every operation is one that the published client package would call."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.contract.form import operations
from tests.contract_check import ROOT, document

BUILD = ROOT / "node_modules" / "@immich" / "sdk" / "build"

pytestmark = pytest.mark.skipif(not BUILD.exists(), reason="the client package is not installed")

FUNCTION = re.compile(r"^export function (\w+)\(.*?^}", re.MULTILINE | re.DOTALL)
ADDRESS = re.compile(r"oazapfts\.fetch\w+\((?:\"([^\"]*)\"|`(.*?)`), ", re.DOTALL)
QUERY = re.compile(r"\$\{QS\.query\((.*)\)\}", re.DOTALL)
KEY = re.compile(r'^\s+(?:"([^"]+)"|(\w+))(?:: \S+?)?,?$', re.MULTILINE)
SEGMENT = re.compile(r"\$\{encodeURIComponent\(\$?(\w+)\)\}")
TYPE = re.compile(r"^export type (\w+) = \{\n(.*?)^\};", re.MULTILINE | re.DOTALL)
PROPERTY = re.compile(r'^    "?([\w-]+)"?(\??): ', re.MULTILINE)

Call = tuple[str, str, frozenset[str]]


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@cache
def client_calls() -> dict[str, Call]:
    """Function name -> method, path template, names in the query."""
    calls = {}
    for function in FUNCTION.finditer(without_comments((BUILD / "fetch-client.js").read_text())):
        text = function[0]
        found = ADDRESS.search(text)
        if found is None:
            continue
        address = found[1] or found[2]
        query = QUERY.search(address)
        names = {quoted or bare for quoted, bare in KEY.findall(query[1])} if query else set()
        path = SEGMENT.sub(r"{\1}", QUERY.sub("", address))
        method = re.search(r'method: "(\w+)"', text)
        calls[function[1]] = (method[1] if method else "GET", path, frozenset(names))
    return calls


def own_calls() -> dict[str, Call]:
    return {
        operation["operationId"]: (
            method.upper(),
            path,
            frozenset(p["name"] for p in operation.get("parameters", []) if p["in"] == "query"),
        )
        for method, path, operation in operations(document())
        if "x-twin-of" not in operation
    }


def test_package_was_understood() -> None:
    calls = client_calls()
    assert len(calls) == 254
    assert calls["getActivities"][2] == {"albumId", "assetId", "level", "type", "userId"}


@pytest.mark.parametrize("operation_id", sorted(own_calls()))
def test_call_equals_the_packages(operation_id: str) -> None:
    assert own_calls()[operation_id] == client_calls()[operation_id]


def test_types_have_the_packages_properties() -> None:
    """Names and optionality of the properties, wherever the package has a type of that name."""
    text = without_comments((BUILD / "fetch-client.d.ts").read_text())
    types = {
        name: {key: optional == "?" for key, optional in PROPERTY.findall(body)}
        for name, body in TYPE.findall(text)
    }
    schemas = {
        name: {key: key not in schema.get("required", []) for key in schema["properties"]}
        for name, schema in document()["components"]["schemas"].items()
        if "properties" in schema and name in types
    }
    schemas["TimeBucketAssetResponseDto"].pop("status")  # sent, but not declared upstream
    schemas["MetadataSearchDto"].pop("query")  # the web's search box sends it all the same
    assert len(schemas) > 200
    assert schemas == {name: types[name] for name in schemas}
