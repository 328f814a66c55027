"""openapi.yaml says what Immich 3.1.0 says, but for the differences listed here."""

from __future__ import annotations

import csv
import json
import re
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest

from tests.contract.form import Node, flat, operation_form, operations, schema_form
from tests.contract_check import ROOT, document

SHARED = ROOT.parent / "shared" / "immich"
FACTS = SHARED / "contract-3.1.0.json"

pytestmark = pytest.mark.skipif(not FACTS.exists(), reason="the facts file is not there")

# Place (a shell pattern over flat names) -> why it differs. Unneeded entries fail.
DIFFERENCES = {
    "operations createActivity success 200*": "a like that exists is answered with 200",
    "operations * success 206*": "files are served in parts",
    "operations * success 304*": "files are served conditionally",
    "operations viewAsset success 302*": "some sizes are found at another address",
    "operations getSyncStream success 200*": "the lines of the stream are described",
    "operations getUserCalendarHeatmapAdmin admin": "upstream forgot to ask for an administrator",
    "operations * parameters query:for schema *": "a day with a time is taken as well",
    "schemas MetadataSearchDto properties query*": "the web's search box sends it undeclared",
    "operations getSearchSuggestions success 200*": "upstream sends null undeclared",
    "schemas TimeBucketAssetResponseDto properties status*": "upstream sends it undeclared",
    "schemas * maxLength": "texts end somewhere",
    "schemas AssetEditsCreateDto properties edits maxItems": "lists end somewhere",
    "schemas TagUpsertDto properties tags maxItems": "lists end somewhere",
    "schemas ErrorDto*": "upstream declares no errors",
    "schemas ValidationErrorDto*": "upstream declares no errors",
    "schemas ValidationIssueDto*": "upstream declares no errors",
    "schemas SyncLineDto*": "the lines of the stream are described",
}


@cache
def rows() -> dict[str, dict[str, str]]:
    """The operations to build, by operationId, as in operations.csv."""
    with (SHARED / "operations.csv").open() as lines:
        return {
            row["operationId"]: row for row in csv.DictReader(lines) if row["class"] != "removed"
        }


def own() -> dict[str, tuple[str, str, Node]]:
    """Our operations by operationId, without the PATCH twins."""
    return {
        operation["operationId"]: (method, path, operation)
        for method, path, operation in operations(document())
        if "x-twin-of" not in operation
    }


def structure(contract: Node, schemas: set[str]) -> dict[str, object]:
    """The kept operations of a contract and some of its schemas, flat."""
    return flat(
        {
            "operations": {
                operation["operationId"]: operation_form(method, path, operation)
                for method, path, operation in operations(contract)
                if operation["operationId"] in rows()
            },
            "schemas": {
                name: schema_form(schema)
                for name, schema in contract["components"]["schemas"].items()
                if name in schemas
            },
        }
    )


def test_structure_equals_the_facts() -> None:
    facts: Node = json.loads(FACTS.read_text())
    names = set(document()["components"]["schemas"])
    ours, theirs = structure(document(), names), structure(facts, names)
    missing = object()
    places = [
        place for place in ours | theirs if ours.get(place, missing) != theirs.get(place, missing)
    ]
    surprising = [
        f"{place}: {ours.get(place)!r}, upstream {theirs.get(place)!r}"
        for place in places
        if not any(fnmatchcase(place, pattern) for pattern in DIFFERENCES)
    ]
    unneeded = [
        pattern
        for pattern in DIFFERENCES
        if not any(fnmatchcase(place, pattern) for place in places)
    ]
    assert (surprising, unneeded) == ([], [])


def test_all_kept_operations_and_no_others() -> None:
    assert own().keys() == rows().keys()


@pytest.mark.parametrize("operation_id", sorted(rows()) if FACTS.exists() else [])
def test_credentials_equal_the_table(operation_id: str) -> None:
    row = rows()[operation_id]
    _, _, operation = own()[operation_id]
    schemes = {name for choice in operation["security"] for name in choice}
    expected = set() if row["auth"] == "none" else {"bearer", "cookie", "api_key"}
    if "sharedLink" in row["auth"]:
        expected |= {"share_key", "share_slug"}
    free = operation.get("x-permission-free", False)
    assert (schemes, free) == (expected, row["permission"] == "(none needed)")


def twin_paths() -> set[str]:
    """The PATCH aliases of system.md; those in parentheses belong to removed features."""
    sheet = (SHARED / "behaviour" / "system.md").read_text()
    line = next(line for line in sheet.splitlines() if line.startswith("PATCH aliases"))
    return set(re.findall(r"`(/[^`]*)`", line.split("(")[0]))


def test_twins_are_those_of_the_sheet() -> None:
    found = {path for _, path, operation in operations(document()) if "x-twin-of" in operation}
    assert found == twin_paths()


def test_twins_do_what_the_put_does() -> None:
    for method, path, twin in operations(document()):
        if "x-twin-of" not in twin:
            continue
        put = document()["paths"][path]["put"]
        assert (method, twin["x-twin-of"]) == ("patch", put["operationId"])
        assert twin["operationId"] == f"{put['operationId']}Patch"
        assert (put["deprecated"], twin.get("deprecated")) == (True, None)
        assert shared_part(twin) == shared_part(put)


def shared_part(operation: Node) -> dict[str, Any]:
    own_part = ("operationId", "x-twin-of", "deprecated", "summary", "description")
    return {key: value for key, value in operation.items() if key not in own_part}
