"""Inputs at their limits, in rare spellings, and of forms today's contract does not have."""

from __future__ import annotations

import json
from typing import Annotated

import pytest
from msgspec import UNSET, Meta, Struct, UnsetType

from generated import models
from generated.routes.assets import AssetMediaCreateDtoFields
from handlers.decode import Invalid, decode_body, decode_fields
from handlers.issues import MOST, NUL
from tests.handlers.test_decode import DATES, ID, JSON, body_issues, told


def test_what_stands_at_a_limit_is_no_fault() -> None:
    """Nor does it become one because another field has one."""
    right = {"query": "x" * 10_000, "size": 1000, "page": 1, "rating": 5}
    raw = json.dumps({**right, "order": "up"})
    assert [issue["path"] for issue in body_issues(raw, models.MetadataSearchDto)] == [["order"]]
    two = {"assetIds": [ID, ID]}
    assert decode_body(json.dumps(two).encode(), JSON, models.StackCreateDto).assetIds == [ID, ID]
    again = json.dumps({"assetIds": [ID.upper(), ID]}).encode()
    assert decode_body(again, JSON, models.StackCreateDto).assetIds == [ID, ID]


def test_limits_are_written_as_javascript_does() -> None:
    (issue,) = body_issues('{"latitude": 90.5}', models.UpdateAssetDto)
    assert issue["message"] == "Too big: expected number to be <=90"
    assert json.dumps(issue["maximum"]) == "90"


class Rare(Struct):
    """What the compiler knows how to write and today's contract has no use for."""

    between: Annotated[int, Meta(gt=0, lt=10)] | UnsetType = UNSET
    either: str | int | UnsetType = UNSET
    counts: dict[str, int] | UnsetType = UNSET
    share: Annotated[float, Meta(ge=0.25)] | UnsetType = UNSET


def test_forms_no_contract_of_today_has() -> None:
    assert told(body_issues('{"between": 0}', Rare)) == [
        "between: Too small: expected number to be >0"
    ]
    assert told(body_issues('{"between": 10, "either": 1}', Rare)) == [
        "between: Too big: expected number to be <10"
    ]
    assert told(body_issues('{"between": 9, "either": null}', Rare)) == ["either: Invalid input"]
    assert told(body_issues('{"share": 0.2}', Rare)) == [
        "share: Too small: expected number to be >=0.25"
    ]
    (issue,) = body_issues('{"between": 1, "either": true}', Rare)
    assert [told(tried) for tried in issue["errors"]] == [
        [": Invalid input: expected string, received boolean"],
        [": Invalid input: expected number, received boolean"],
    ]
    many = {"counts": {f"n{number}": "x" for number in range(MOST + 50)}}
    assert len(body_issues(json.dumps(many), Rare)) == MOST


def test_spellings_that_are_rare() -> None:
    assert decode_body(b'{"size": 5}', "Application/JSON", models.MetadataSearchDto).size == 5
    ids = "&".join(["ids=" + ID] * 3).encode()
    form = "application/x-www-form-urlencoded"
    assert decode_body(ids, form, models.BulkIdsDto).ids == [ID] * 3
    with pytest.raises(Invalid) as caught:
        decode_fields(DATES | {"filename": ["a\0"], "metadata": ["[]"]}, AssetMediaCreateDtoFields)
    assert told(caught.value.issues) == [f"filename: {NUL}"]
