"""What handlers/decode.py makes of requests, and what it says against them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec import UNSET

from generated import models
from generated.routes.assets import AssetMediaCreateDtoFields, UploadAssetQuery
from generated.routes.maintenance_admin import GetIntegrityReportQuery
from generated.routes.map import ReverseGeocodeQuery
from generated.routes.memories import SearchMemoriesQuery
from generated.routes.queues import GetQueueJobsQuery
from generated.routes.search import SearchLargeAssetsQuery
from generated.routes.timeline import GetTimeBucketQuery
from handlers.decode import (
    Invalid,
    Malformed,
    decode_body,
    decode_fields,
    decode_path,
    decode_query,
)
from handlers.issues import MOST

JSON = "application/json"
ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
UUID_PATTERN = (
    "/^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$/"
)


def body_issues(raw: str, kind: Any, content_type: str | None = JSON) -> list[dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        decode_body(raw.encode(), content_type, kind)
    return caught.value.issues


def query_issues(query: str, kind: Any) -> list[dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        decode_query(query.encode(), [], kind)
    return caught.value.issues


def told(issues: list[dict[str, Any]]) -> list[str]:
    """As the web client shows them."""
    return [f"{'.'.join(map(str, issue['path']))}: {issue['message']}" for issue in issues]


# --- bodies ---------------------------------------------------------------------------------


def test_body_drops_unknown_fields_and_tells_absent_from_null() -> None:
    body = decode_body(b'{"albumName": null, "x": 1}', JSON, models.TagUpdateDto)
    assert body.color is UNSET
    assert decode_body(b'{"color": null}', JSON, models.TagUpdateDto).color is None


def test_body_lists_every_issue_in_order() -> None:
    raw = json.dumps({"email": "nobody", "name": None, "password": 5})
    assert told(body_issues(raw, models.SignUpDto)) == [
        "email: Invalid input: expected email, received string",
        "name: Invalid input: expected string, received null",
        "password: Invalid input: expected string, received number",
    ]


def test_missing_fields() -> None:
    assert body_issues("{}", models.LoginCredentialDto) == [
        {
            "expected": "string",
            "code": "invalid_type",
            "path": ["email"],
            "message": "Invalid input: expected email, received undefined",
        },
        {
            "expected": "string",
            "code": "invalid_type",
            "path": ["password"],
            "message": "Invalid input: expected string, received undefined",
        },
    ]


def test_uuid_issue_carries_the_pattern_of_the_contract() -> None:
    assert body_issues('{"ids": ["x"]}', models.BulkIdsDto) == [
        {
            "origin": "string",
            "code": "invalid_format",
            "format": "uuid",
            "pattern": UUID_PATTERN,
            "path": ["ids", 0],
            "message": "Invalid UUID",
        }
    ]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("v7", "Invalid UUID"),
        (ID + "\n", "Invalid UUID"),
        ("00000000-0000-0000-0000-000000000000", "Invalid UUID"),
        ("0193fa85-5717-7562-b3fc-2c963f66afa6", "Invalid UUID"),
        ("٣fa85f64-5717-4562-b3fc-2c963f66afa6", "Invalid UUID"),
        (1, "Invalid input: expected string, received number"),
        ([], "Invalid input: expected string, received array"),
        ({}, "Invalid input: expected string, received object"),
        (True, "Invalid input: expected string, received boolean"),
    ],
)
def test_uuids(wrong: object, message: str) -> None:
    (issue,) = body_issues(json.dumps({"ids": [ID, wrong]}), models.BulkIdsDto)
    assert (issue["path"], issue["message"]) == (["ids", 1], message)


def test_uuids_come_in_lower_case() -> None:
    raw = json.dumps({"ids": [ID.upper()]}).encode()
    assert decode_body(raw, JSON, models.BulkIdsDto).ids == [ID]
    album = decode_body(f'{{"albumName": "{ID.upper()}"}}'.encode(), JSON, models.CreateAlbumDto)
    assert album.albumName == ID.upper()


@pytest.mark.parametrize("good", ["2024-02-29T10:00Z", "2024-01-01T10:00:00.1234567+05:30"])
def test_date_times(good: str) -> None:
    raw = json.dumps({"createdAfter": good}).encode()
    assert decode_body(raw, JSON, models.MetadataSearchDto).createdAfter == good


@pytest.mark.parametrize(
    "wrong", ["2023-02-29T10:00:00Z", "2024-01-01T10:00:00", "2024-01-01T10:00:00+0200", "today"]
)
def test_wrong_date_times(wrong: str) -> None:
    (issue,) = body_issues(json.dumps({"createdAfter": wrong}), models.MetadataSearchDto)
    assert issue["format"] == "datetime"
    assert issue["message"] == "Invalid input: expected ISO 8601 datetime string, received string"


def test_enum_number_list_and_pattern() -> None:
    issues = body_issues('{"order": "up", "size": 1001, "page": 0}', models.MetadataSearchDto)
    assert told(issues) == [
        'order: Invalid option: expected one of "asc"|"desc"',
        "page: Too small: expected number to be >=1",
        "size: Too big: expected number to be <=1000",
    ]
    assert issues[0]["values"] == ["asc", "desc"]
    assert issues[2]["maximum"] == 1000
    assert told(body_issues('{"edits": []}', models.AssetEditsCreateDto)) == [
        "edits: Too small: expected array to have >=1 items"
    ]
    assert told(body_issues('{"pinCode": "1234567"}', models.PinCodeSetupDto)) == [
        r"pinCode: Invalid string: must match pattern /^\d{6}$/"
    ]


def test_json_bodies_are_not_coerced() -> None:
    assert told(body_issues('{"ids": [], "force": "true"}', models.AssetBulkDeleteDto)) == [
        "force: Invalid input: expected boolean, received string"
    ]
    assert told(body_issues('{"size": "1"}', models.MetadataSearchDto)) == [
        "size: Invalid input: expected number, received string"
    ]
    assert told(body_issues('{"size": true}', models.MetadataSearchDto)) == [
        "size: Invalid input: expected number, received boolean"
    ]
    assert told(body_issues('{"size": 1.5}', models.MetadataSearchDto)) == [
        "size: Invalid input: expected int, received number"
    ]


def test_numbers_beyond_a_double() -> None:
    assert told(body_issues('{"latitude": 1e999}', models.UpdateAssetDto)) == [
        "latitude: Invalid input: expected number, received Infinity"
    ]


def test_a_whole_number_may_be_written_as_a_float() -> None:
    assert decode_body(b'{"size": 5.0}', JSON, models.MetadataSearchDto).size == 5


def test_records_and_choices() -> None:
    raw = '{"edits": [{"action": "crop", "parameters": 1}]}'
    assert told(body_issues(raw, models.AssetEditsCreateDto)) == [
        "edits.0.parameters: Invalid input: expected record, received number"
    ]


@pytest.mark.parametrize("content_type", [None, "text/plain", "multipart/form-data"])
def test_no_body(content_type: str | None) -> None:
    assert body_issues("{}", models.BulkIdsDto, content_type) == [
        {
            "expected": "object",
            "code": "invalid_type",
            "path": [],
            "message": "Invalid input: expected object, received undefined",
        }
    ]
    assert decode_body(b"", content_type, models.TagUpdateDto, required=False).color is UNSET


def test_an_empty_json_body_is_an_empty_object() -> None:
    assert (
        decode_body(b" \n", "application/json; charset=utf-8", models.TagUpdateDto).color is UNSET
    )


def test_urlencoded_bodies_are_read_like_json() -> None:
    raw = b"email=a%40b.de&password=x+y"
    body = decode_body(raw, "application/x-www-form-urlencoded", models.LoginCredentialDto)
    assert (body.email, body.password) == ("a@b.de", "x y")


def test_urlencoded_bodies_end_somewhere() -> None:
    form = "application/x-www-form-urlencoded"
    raw = b"email=a@b.cd&password=x" + b"&x" * 998
    assert decode_body(raw, form, models.LoginCredentialDto).password == "x"
    with pytest.raises(Malformed, match="more than 1000 fields"):
        decode_body(raw + b"&x", form, models.LoginCredentialDto)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"ids": [', "Unexpected end of JSON input"),
        (b"{x}", "Unexpected token in JSON at position 1"),
        (b"5/", "Unexpected token in JSON at position 2"),
        (b"5", "Unexpected token at the start of the JSON text"),
        (b'"x"', "Unexpected token at the start of the JSON text"),
        (b"null", "Unexpected token at the start of the JSON text"),
        (b'{"ids": ["\xff"]}', "The body is not valid JSON"),
        (b'{"z": ' + b"[" * 100_000, "The body is not valid JSON"),
    ],
)
def test_malformed_bodies(raw: bytes, message: str) -> None:
    with pytest.raises(Malformed) as caught:
        decode_body(raw, JSON, models.BulkIdsDto)
    assert caught.value.message == message


def test_a_list_instead_of_an_object() -> None:
    assert told(body_issues("[]", models.BulkIdsDto)) == [
        ": Invalid input: expected object, received array"
    ]


# --- queries, headers, paths, forms ---------------------------------------------------------


def test_query() -> None:
    raw = f"timeBucket=2024-01-01&albumId={ID.upper()}&isTrashed=false&x=1&visibility=archive"
    query = decode_query(raw.encode(), [], GetTimeBucketQuery)
    assert query.timeBucket == "2024-01-01"
    assert query.albumId == ID
    assert query.isTrashed is False
    assert query.visibility is models.AssetVisibility.ARCHIVE
    assert query.userId is UNSET


def test_query_issues() -> None:
    assert told(query_issues("isTrashed=1&albumId=x&order=up", GetTimeBucketQuery)) == [
        "albumId: Invalid UUID",
        'isTrashed: Invalid option: expected one of "true"|"false"',
        'order: Invalid option: expected one of "asc"|"desc"',
        "timeBucket: Invalid input: expected string, received undefined",
    ]
    assert told(query_issues("type=today", SearchMemoriesQuery)) == [
        'type: Invalid input: expected "on_this_day"'
    ]


@pytest.mark.parametrize("wrong", ["True", "TRUE", "1", "", "null", " true"])
def test_booleans_are_true_or_false(wrong: str) -> None:
    (issue,) = query_issues(f"timeBucket=x&isTrashed={wrong}", GetTimeBucketQuery)
    assert issue["values"] == ["true", "false"]


@pytest.mark.parametrize(
    "wrong", ["5.5", "1e-1", "nan", "inf", "null", "", "0x1", "٣", "1_0", "+1"]
)
def test_whole_numbers_are_whole(wrong: str) -> None:
    (issue,) = query_issues(f"size={wrong}", SearchLargeAssetsQuery)
    assert issue["code"] == "invalid_type"
    assert decode_query(b"size=50.0", [], SearchLargeAssetsQuery).size == 50
    assert decode_query(b"size=1e2", [], SearchLargeAssetsQuery).size == 100


def test_limits_of_numbers() -> None:
    assert told(query_issues("type=checksum_mismatch&limit=0", GetIntegrityReportQuery)) == [
        "limit: Too small: expected number to be >=1"
    ]
    (issue,) = query_issues(f"size={'9' * 5000}", SearchLargeAssetsQuery)
    assert issue["code"] == "invalid_type"
    (issue,) = query_issues(f"size={'9' * 20}", SearchLargeAssetsQuery)
    assert issue["code"] == "too_big"


@pytest.mark.parametrize("wrong", ["nan", "inf", "-Infinity", "1e999", "x", ""])
def test_floats_are_finite(wrong: str) -> None:
    (issue,) = query_issues(f"lat={wrong}&lon=1e0", ReverseGeocodeQuery)
    assert issue["path"] == ["lat"]
    assert issue["message"].startswith("Invalid input: expected number, received ")


def test_defaults() -> None:
    query = decode_query(b"type=checksum_mismatch", [], GetIntegrityReportQuery)
    assert query.limit == 500


def test_lists_are_lists_however_often_the_key_comes() -> None:
    assert decode_query(b"status=active", [], GetQueueJobsQuery).status == ["active"]
    two = decode_query(b"status=active&status=failed", [], GetQueueJobsQuery)
    assert two.status == ["active", "failed"]
    assert decode_query(b"", [], GetQueueJobsQuery).status is UNSET


def test_a_repeated_key_is_too_much_for_a_scalar() -> None:
    assert told(query_issues("timeBucket=a&timeBucket=b", GetTimeBucketQuery)) == [
        "timeBucket: Invalid input: expected string, received array"
    ]


def test_null_is_a_text_like_any_other() -> None:
    assert decode_query(b"city=null", [], SearchLargeAssetsQuery).city == "null"


def test_headers_come_from_headers_alone() -> None:
    headers = [(b"host", b"x"), (b"x-immich-checksum", b"abc")]
    assert decode_query(b"", headers, UploadAssetQuery).x_immich_checksum == "abc"
    query = decode_query(b"x-immich-checksum=abc", [], UploadAssetQuery)
    assert query.x_immich_checksum is UNSET


def test_path() -> None:
    assert decode_path(ID.upper(), "id", models.Uuid4) == ID
    assert decode_path("me", "userId", str) == "me"
    assert decode_path("library", "name", models.QueueName) is models.QueueName.LIBRARY
    with pytest.raises(Invalid) as caught:
        decode_path("assets", "id", models.Uuid4)
    assert told(caught.value.issues) == ["id: Invalid UUID"]
    with pytest.raises(Invalid) as caught:
        decode_path("nope", "name", models.QueueName)
    assert caught.value.issues[0]["path"] == ["name"]


DATES = {"fileCreatedAt": ["2024-01-01T00:00:00Z"], "fileModifiedAt": ["2024-01-01T00:00:00Z"]}


def test_form_fields() -> None:
    fields = decode_fields(
        DATES
        | {
            "isFavorite": ["true"],
            "duration": ["12"],
            "metadata": ['[{"key": "mobile-app", "value": {"a": 1}}]'],
            "deviceId": ["gone"],
        },
        AssetMediaCreateDtoFields,
    )
    assert fields.isFavorite is True
    assert fields.duration == 12
    assert isinstance(fields.metadata, list)
    assert fields.metadata[0].value == {"a": 1}
    assert AssetMediaCreateDtoFields.files == {"assetData": True, "sidecarData": False}


def test_form_issues() -> None:
    with pytest.raises(Invalid) as caught:
        decode_fields(DATES | {"metadata": ["{"], "duration": ["x"]}, AssetMediaCreateDtoFields)
    assert told(caught.value.issues) == [
        "duration: Invalid input: expected number, received NaN",
        "metadata: Invalid input: expected JSON string, received string",
    ]


def test_no_text_contains_nul() -> None:
    nul = "Invalid input: a text cannot contain NUL"
    items = r'{"items": [{"key": "a\u0000", "value": {"b": "\u0000"}}]}'
    assert told(body_issues(items, models.AssetMetadataUpsertDto)) == [f"items.0.key: {nul}"]
    form = "application/x-www-form-urlencoded"
    assert told(body_issues("color=%00", models.TagUpdateDto, form)) == [f"color: {nul}"]
    assert told(query_issues("timeBucket=%00", GetTimeBucketQuery)) == [f"timeBucket: {nul}"]
    with pytest.raises(Invalid) as caught:
        decode_path("a\0", "key", str)
    assert told(caught.value.issues) == [f"key: {nul}"]
    told_items = items[len('{"items": ') : -1]
    with pytest.raises(Invalid) as caught:
        decode_fields(DATES | {"metadata": [told_items]}, AssetMediaCreateDtoFields)
    assert told(caught.value.issues) == [f"metadata.0.key: {nul}"]
    written = decode_body(rb'{"originalFileName": "\\u0000"}', JSON, models.MetadataSearchDto)
    assert written.originalFileName == r"\u0000", "six signs"


def test_faults_without_number_are_not_all_listed() -> None:
    """Ten megabytes of them made a list of gigabytes."""
    issues = body_issues('{"assets":[%s]}' % ("1," * 5000 + "1"), models.AssetBulkUploadCheckDto)
    assert len(issues) == MOST
    assert issues[-1]["path"] == ["assets", MOST - 1]
