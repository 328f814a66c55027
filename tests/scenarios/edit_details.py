"""Somebody sets right what their photos say: dates, zones, places, words, stars."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.scenarios import admitted, expect, upload

NOBODY = "7b8c1c2e-1111-4111-8111-111111111111"


def scenario(base_url: str) -> None:
    with admitted(base_url) as client:
        ids = [upload(client, shade, f"{shade}.jpg") for shade in range(3)]
        describe(client, ids[0])
        move_in_time(client, ids)
        read_again(client, ids[0])
        keep_notes(client, ids)
        replace(client, ids)
        count(client, ids)


def change(client: httpx.Client, ids: list[str], **changes: Any) -> None:
    answer = client.put("/assets", json={"ids": ids, **changes})
    assert answer.status_code == 204, answer.text


def taken(client: httpx.Client, id: str) -> tuple[str, str, str]:
    asset = client.get(f"/assets/{id}").json()
    return asset["fileCreatedAt"], asset["localDateTime"], asset["exifInfo"]["timeZone"]


def describe(client: httpx.Client, id: str) -> None:
    said = {"description": " Plaza Mayor ", "rating": 5, "latitude": 40.4154, "longitude": -3.7074}
    shown = client.put(f"/assets/{id}", json=said | {"isFavorite": True})
    assert shown.status_code == 200, shown.text
    exif = shown.json()["exifInfo"]
    assert (exif["description"], exif["rating"]) == ("Plaza Mayor", 5)
    assert abs(exif["latitude"] - 40.4154) < 1e-9
    assert shown.json()["isFavorite"] is True
    half = client.put(f"/assets/{id}", json={"latitude": 1})
    assert half.json()["errors"][0]["message"] == "Latitude and longitude must be provided together"
    foreign = client.put(f"/assets/{NOBODY}", json={"rating": 1})
    expect(foreign, 400, "Not found or no asset.update access")


def move_in_time(client: httpx.Client, ids: list[str]) -> None:
    moved = client.put(
        f"/assets/{ids[0]}", json={"dateTimeOriginal": "2019-07-01T12:00:00.250-07:00"}
    ).json()
    assert (moved["fileCreatedAt"], moved["localDateTime"]) == (
        "2019-07-01T19:00:00.250Z", "2019-07-01T12:00:00.250Z",
    )  # fmt: skip
    assert moved["exifInfo"]["dateTimeOriginal"] == "2019-07-01T19:00:00.25+00:00"
    change(client, ids[1:], dateTimeOriginal="2020-12-31T23:30:00Z", timeZone="Europe/Madrid")
    assert taken(client, ids[1]) == (
        "2020-12-31T23:30:00.000Z", "2021-01-01T00:30:00.000Z", "UTC+1",
    )  # fmt: skip
    change(client, ids, dateTimeRelative=-60)
    assert taken(client, ids[0])[:2] == ("2019-07-01T18:00:00.250Z", "2019-07-01T11:00:00.250Z")
    assert taken(client, ids[2])[1] == "2020-12-31T23:30:00.000Z"
    change(client, ids[2:], timeZone="Nowhere/At_All")
    assert taken(client, ids[2])[1] == "2020-12-31T23:30:00.000Z"
    buckets = client.get("/timeline/buckets").json()
    assert buckets == [
        {"timeBucket": "2020-12-01", "count": 2}, {"timeBucket": "2019-07-01", "count": 1},
    ]  # fmt: skip
    wrong = {"ids": [*ids, NOBODY], "dateTimeRelative": 5}
    expect(client.put("/assets", json=wrong), 400, "Not found or no asset.update access")
    assert taken(client, ids[2])[1] == "2020-12-31T23:30:00.000Z"


def read_again(client: httpx.Client, id: str) -> None:
    """What was said by hand outlives a fresh reading of the file."""
    for name in ("refresh-metadata", "regenerate-thumbnail", "refresh-faces"):
        answer = client.post("/assets/jobs", json={"assetIds": [id], "name": name})
        assert answer.status_code == 204, answer.text
    before = taken(client, id)
    deadline = time.monotonic() + 30
    while client.get(f"/assets/{id}").json()["exifInfo"]["exifImageWidth"] is None:
        assert time.monotonic() < deadline, "the file is not read"
        time.sleep(0.1)
    exif = client.get(f"/assets/{id}").json()["exifInfo"]
    assert (exif["description"], exif["rating"]) == ("Plaza Mayor", 5)
    assert taken(client, id) == before


def keep_notes(client: httpx.Client, ids: list[str]) -> None:
    url, value = f"/assets/{ids[0]}/metadata", {"iCloudId": "ABC/1", "nested": [1, None]}
    kept = client.put(url, json={"items": [{"key": "mobile-app", "value": value}]}).json()
    assert [(item["key"], item["value"]) for item in kept] == [("mobile-app", value)]
    assert client.get(f"{url}/mobile-app").json() == kept[0]
    items = [{"assetId": id, "key": "seen", "value": {"by": "Ada"}} for id in ids]
    assert len(client.put("/assets/metadata", json={"items": items}).json()) == 3
    gone = client.request("DELETE", "/assets/metadata", json={"items": items[:1]})
    assert gone.status_code == 204
    assert [item["key"] for item in client.get(url).json()] == ["mobile-app"]


def replace(client: httpx.Client, ids: list[str]) -> None:
    pair = {"sourceId": ids[0], "targetId": ids[1]}
    assert client.put("/assets/copy", json=pair).status_code == 204
    assert client.get(f"/assets/{ids[1]}").json()["isFavorite"] is True
    same = client.put("/assets/copy", json={"sourceId": ids[0], "targetId": ids[0]})
    expect(same, 400, "Source and target id must be distinct")


def count(client: httpx.Client, ids: list[str]) -> None:
    change(client, ids[:1], visibility="archive")
    everything = {"images": 3, "videos": 0, "total": 3}
    assert client.get("/assets/statistics").json() == everything
    favorites = client.get("/assets/statistics", params={"isFavorite": "true"}).json()
    assert favorites["images"] == 2
    change(client, ids, visibility="locked")
    assert client.get("/assets/statistics").json() == {"images": 0, "videos": 0, "total": 0}
