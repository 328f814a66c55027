"""Somebody puts photos on the map and finds them by the folders they came from."""

from __future__ import annotations

import json

import httpx

from tests.scenarios import admitted, upload

MADRID = {"latitude": 40.4154, "longitude": -3.7074}


def scenario(base_url: str) -> None:
    with admitted(base_url) as client:
        ids = [import_photo(client, shade) for shade in range(3)]
        put_on_the_map(client, ids)
        show_an_album(client, ids)
        open_folders(client, ids)


def import_photo(client: httpx.Client, shade: int) -> str:
    origin = {"key": "origin", "value": {"folder": f"Photos/{2020 + shade // 2}"}}
    return upload(client, shade, f"{9 - shade}.jpg", metadata=json.dumps([origin]))


def put_on_the_map(client: httpx.Client, ids: list[str]) -> None:
    assert client.get("/server/features").json()["map"] is True
    assert client.get("/map/markers").json() == []
    assert client.put("/assets", json={"ids": ids[:2], **MADRID}).status_code == 204
    shown = client.get("/map/markers").json()
    assert {marker["id"] for marker in shown} == set(ids[:2])
    assert abs(shown[0]["lat"] - 40.4154) < 1e-9
    assert client.put(f"/assets/{ids[1]}", json={"visibility": "archive"}).status_code == 200
    assert [marker["id"] for marker in client.get("/map/markers").json()] == ids[:1]
    archived = client.get("/map/markers", params={"isArchived": "true"}).json()
    assert {marker["id"] for marker in archived} == set(ids[:2])
    assert client.get("/map/markers?fileCreatedAfter=2024-01-02T00:00:00Z").json() == []
    # Nobody has loaded a table of places here, and nothing is the worse for it.
    assert shown[0]["city"] is None
    assert client.get("/map/reverse-geocode", params={"lat": 40.4, "lon": -3.7}).json() == []
    assert client.get("/map/reverse-geocode", params={"lat": 91, "lon": 0}).status_code == 400
    assert client.get("/search/places", params={"name": "Madrid"}).json() == []


def show_an_album(client: httpx.Client, ids: list[str]) -> None:
    album = client.post("/albums", json={"albumName": "Trip", "assetIds": ids}).json()["id"]
    markers = client.get(f"/albums/{album}/map-markers").json()
    assert [marker["id"] for marker in markers] == [ids[1], ids[0]]


def open_folders(client: httpx.Client, ids: list[str]) -> None:
    assert client.get("/view/folder/unique-paths").json() == ["Photos/2020", "Photos/2021"]
    (asset,) = client.get("/view/folder", params={"path": "Photos/2020"}).json()
    assert (asset["id"], asset["originalPath"]) == (ids[0], "Photos/2020/9.jpg")
    assert client.get("/view/folder", params={"path": "Photos"}).json() == []
    assert client.get("/view/folder").status_code == 400
