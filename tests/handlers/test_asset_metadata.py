"""Key-value data of clients."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import House, upload
from tests.pictures import jpeg
from tests.scenarios import expect

NOBODY = "7b8c1c2e-1111-4111-8111-111111111111"
CLOUD = {"iCloudId": "A/1", "latitude": 1.25, "adjustmentTime": None}


async def add(client: httpx.AsyncClient, shade: int = 0) -> str:
    id: str = (await upload(client, jpeg(shade))).json()["id"]
    return id


async def put(client: httpx.AsyncClient, id: str, **values: dict[str, Any]) -> list[dict[str, Any]]:
    items = [{"key": key, "value": value} for key, value in values.items()]
    answer = await client.put(f"/api/assets/{id}/metadata", json={"items": items})
    assert answer.status_code == 200, answer.text
    kept: list[dict[str, Any]] = answer.json()
    return kept


async def test_values_are_set_replaced_and_forgotten(admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    url = f"/api/assets/{id}/metadata"
    assert (await admin.get(url)).json() == []
    assert await put(admin, id) == []
    first = await put(admin, id, **{"mobile-app": CLOUD, "a/b ü": {}})
    assert [(item["key"], item["value"]) for item in first] == [
        ("mobile-app", CLOUD),
        ("a/b ü", {}),
    ]
    (second,) = await put(admin, id, **{"mobile-app": {"nested": {"list": [1, "2", None]}}})
    assert second["value"] == {"nested": {"list": [1, "2", None]}}
    assert (await admin.get(f"{url}/mobile-app")).json() == second
    assert [item["key"] for item in (await admin.get(url)).json()] == ["a/b ü", "mobile-app"]
    for _ in range(2):
        assert (await admin.delete(f"{url}/mobile-app")).status_code == 204
    text = f'Metadata with key "mobile-app" not found for asset with id "{id}"'
    expect(await admin.get(f"{url}/mobile-app"), 400, text)


async def test_values_of_the_upload_are_there(admin: httpx.AsyncClient) -> None:
    items = '[{"key":"mobile-app","value":{"iCloudId":"x"}}]'
    id = (await upload(admin, metadata=items)).json()["id"]
    (item,) = (await admin.get(f"/api/assets/{id}/metadata")).json()
    assert (item["key"], item["value"]) == ("mobile-app", {"iCloudId": "x"})


@pytest.mark.parametrize("key", ["a/b", "/", "%2F", "ä ö?&#", "a%2Fb/c", "a\uffffb", "\uffff/"])
async def test_a_key_is_any_text(admin: httpx.AsyncClient, key: str) -> None:
    id = await add(admin)
    await put(admin, id, **{key: {"n": 1}, "other": {}})
    url = f"/api/assets/{id}/metadata/{quote(key, safe='')}"
    assert (await admin.get(url)).json()["key"] == key
    assert (await admin.delete(url)).status_code == 204
    left = (await admin.get(f"/api/assets/{id}/metadata")).json()
    assert [item["key"] for item in left] == ["other"]


async def test_many_assets_at_once(admin: httpx.AsyncClient) -> None:
    one, two = await add(admin, 1), await add(admin, 2)
    items = [
        {"assetId": two, "key": "k", "value": {"n": 2}},
        {"assetId": one, "key": "k", "value": {"n": 1}},
        {"assetId": one, "key": "l", "value": {}},
    ]
    answer = await admin.put("/api/assets/metadata", json={"items": items})
    assert answer.status_code == 200
    kept = [{key: item[key] for key in ("assetId", "key", "value")} for item in answer.json()]
    assert kept == items, "in the order sent"
    gone = [{"assetId": one, "key": "k"}, {"assetId": two, "key": "never was"}]
    forgotten = await admin.request("DELETE", "/api/assets/metadata", json={"items": gone})
    assert forgotten.status_code == 204
    left = [item["key"] for item in (await admin.get(f"/api/assets/{one}/metadata")).json()]
    assert left == ["l"]
    assert len((await admin.get(f"/api/assets/{two}/metadata")).json()) == 1


async def test_nothing_is_said_twice(admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    item = {"key": "k", "value": {}}
    twice = await admin.put(f"/api/assets/{id}/metadata", json={"items": [item, item]})
    expect(twice, 400, 'Duplicate items are not allowed: "k"')
    twice = await admin.put("/api/assets/metadata", json={"items": [{"assetId": id, **item}] * 2})
    expect(twice, 400, f'Duplicate items are not allowed: "({id}, k)"')


@pytest.mark.parametrize("value", ["text", 1, [], None])
async def test_values_are_objects(admin: httpx.AsyncClient, value: Any) -> None:
    id = await add(admin)
    body = {"items": [{"key": "k", "value": value}]}
    answer = await admin.put(f"/api/assets/{id}/metadata", json=body)
    assert (answer.status_code, answer.json()["message"]) == (400, "Validation failed")


async def test_foreign_assets(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    mine, theirs = await add(admin), await add(member)
    read, update = (f"Not found or no asset.{right} access" for right in ("read", "update"))
    item = {"key": "k", "value": {}}
    for id in (theirs, NOBODY):
        url = f"/api/assets/{id}/metadata"
        expect(await admin.get(url), 400, read)
        expect(await admin.get(f"{url}/k"), 400, read)
        expect(await admin.put(url, json={"items": [item]}), 400, update)
        expect(await admin.delete(f"{url}/k"), 400, update)
        both = {"items": [{"assetId": each, **item} for each in (mine, id)]}
        expect(await admin.put("/api/assets/metadata", json=both), 400, update)
        expect(await admin.request("DELETE", "/api/assets/metadata", json=both), 400, update)
    assert (await admin.get(f"/api/assets/{mine}/metadata")).json() == []


async def test_more_than_one_argument_holds(house: House, admin: httpx.AsyncClient) -> None:
    id = await add(admin)
    values = {f"key {number}": {"text": "ä" * 30_000} for number in range(60)}
    assert [item["key"] for item in await put(admin, id, **values)] == list(values)
    count = Sql("SELECT count(*), min(length(value)) FROM asset_metadata")
    assert await house.bindings.database.one(count, tuple[int, int]) == (60, 30_011)
