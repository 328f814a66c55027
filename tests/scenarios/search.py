"""Somebody looks for photos: by words, by name, by what the camera wrote, by chance."""

from __future__ import annotations

from typing import Any

import httpx

from tests.scenarios import admitted, expect, upload

NAMES = ("IMG_0001.jpg", "Café Zürich.jpg", "東京タワー.jpg", "dsc-7.jpg")


def scenario(base_url: str) -> None:
    with admitted(base_url) as client:
        ids = [upload(client, shade, name, filename=name) for shade, name in enumerate(NAMES)]
        describe(client, ids)
        by_words(client, ids)
        by_name(client, ids)
        by_filters(client, ids)
        by_album(client, ids)
        otherwise(client, ids)


def found(client: httpx.Client, **body: Any) -> list[str]:
    answer = client.post("/search/metadata", json=body)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["assets"]["items"]]


def describe(client: httpx.Client, ids: list[str]) -> None:
    for id, changes in (
        (ids[0], {"description": "Straße am See", "rating": 5, "isFavorite": True}),
        (ids[1], {"dateTimeOriginal": "1931-07-01T12:00:00.250Z"}),
        (ids[3], {"visibility": "archive"}),
    ):
        changed = client.put(f"/assets/{id}", json=changes)
        assert changed.status_code == 200, changed.text
    tags = client.put("/tags", json={"tags": ["trip/rome"]}).json()
    answer = client.put(f"/tags/{tags[-1]['id']}/assets", json={"ids": [ids[2]]})
    assert answer.json() == [{"id": ids[2], "success": True}]
    assert found(client, tagIds=[tags[0]["id"]]) == [ids[2]]


def by_words(client: httpx.Client, ids: list[str]) -> None:
    for words, expected in (
        ("see stra", [ids[0]]),
        ("cafe ZURICH", [ids[1]]),
        ("京", [ids[2]]),
        ("rom", [ids[2]]),
        ("jpg", [ids[3], ids[2], ids[0], ids[1]]),
        ('"NEAR(a* OR', []),
    ):
        assert (words, found(client, query=words, withExif=True, page=1)) == (words, expected)


def by_name(client: httpx.Client, ids: list[str]) -> None:
    for name, expected in (
        ("mg_0", [ids[0]]),
        ("É Z", [ids[1]]),
        ("タワ", [ids[2]]),
        ("sc_7", [ids[3]]),
        ("c%7", [ids[3]]),
        ("%" * 60, [ids[3], ids[2], ids[0], ids[1]]),
        ("x" * 300, []),
    ):
        assert (name, found(client, originalFileName=name)) == (name, expected)
    assert found(client, description="STRA") == [ids[0]]


def by_filters(client: httpx.Client, ids: list[str]) -> None:
    assert found(client, rating=5) == [ids[0]]
    assert found(client, isFavorite=True, order="asc") == [ids[0]]
    assert found(client, visibility="archive") == [ids[3]]
    assert found(client, takenBefore="1931-07-01T12:00:00.250Z") == [ids[1]]
    assert found(client, query="jpg", takenBefore="2024-01-01T00:00:00Z") == [ids[0], ids[1]]
    assert found(client, type="VIDEO") == []
    assert found(client, createdAfter="2020-01-01T00:00:00Z", size=1, page=2) == [ids[2]]
    assert found(client, updatedAfter="2999-01-01T00:00:00Z") == []
    locked = client.post("/search/metadata", json={"visibility": "locked"})
    expect(locked, 401, "Elevated permission is required")


def by_album(client: httpx.Client, ids: list[str]) -> None:
    made = {"albumName": "Été à la mer", "assetIds": ids[1:3]}
    album = client.post("/albums", json=made).json()["id"]
    assert found(client, albumIds=[album]) == [ids[2], ids[1]]
    assert found(client, query="mer ete") == [ids[2], ids[1]]
    assert found(client, isNotInAlbum=True) == [ids[3], ids[0]]
    client.patch(f"/albums/{album}", json={"albumName": "Winter"}).raise_for_status()
    assert found(client, query="mer ete") == []
    link = client.post("/shared-links", json={"type": "ALBUM", "albumId": album}).json()["key"]
    with httpx.Client(base_url=client.base_url, timeout=60) as visitor:
        answer = visitor.post(f"/search/metadata?key={link}", json={"albumIds": [album]})
        assert answer.json()["assets"]["count"] == 2
        refused = visitor.post(f"/search/metadata?key={link}", json={})
        assert refused.status_code == 400


def otherwise(client: httpx.Client, ids: list[str]) -> None:
    assert client.post("/search/statistics", json={}).json() == {"total": 4}
    assert client.post("/search/statistics", json={"rating": 5}).json() == {"total": 1}
    drawn = client.post("/search/random", json={"size": 2}).json()
    assert len({item["id"] for item in drawn} & {*ids}) == 2
    large = client.post("/search/large-assets?minFileSize=0&size=2").json()
    sizes = [item["exifInfo"]["fileSizeInByte"] for item in large]
    assert len(sizes) == 2
    assert sizes == sorted(sizes, reverse=True)
    suggested = client.get("/search/suggestions?type=camera-make&includeNull=true")
    assert suggested.json()[-1] is None
    places, newest = client.get("/search/explore").json()
    assert (places["fieldName"], newest["fieldName"]) == ("exifInfo.city", "createdAt")
    assert {item["data"]["id"] for item in newest["items"]} == {*ids[:3]}
    assert isinstance(client.get("/search/cities").json(), list)
