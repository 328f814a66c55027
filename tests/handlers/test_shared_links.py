"""Shared links as their owners make and change them, and what they show."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import House, log_in
from tests.handlers.sharing import album, me, move, photos, share
from tests.scenarios import expect

_PLAIN = str.maketrans("-_", "+/")


async def test_a_link_to_photos(admin: httpx.AsyncClient, visitor: httpx.AsyncClient) -> None:
    a, b, other = await photos(admin, 3)
    link = await share(admin, b, a, b, description="", slug="", password="")
    assert len(base64.urlsafe_b64decode(link["key"] + "=")) == 50
    assert [asset["id"] for asset in link["assets"]] == [a, b]
    shown = {name: link[name] for name in ("description", "slug", "password", "expiresAt")}
    assert set(shown.values()) == {None}
    assert (link["allowUpload"], link["allowDownload"], link["showMetadata"]) == (True, True, True)
    seen = (await me(visitor, link)).json()
    assert seen == link
    assert seen["assets"][0]["exifInfo"]["fileSizeInByte"] > 0
    key = {"key": link["key"]}
    assert (await visitor.get(f"/api/assets/{a}", params=key)).json()["id"] == a
    refused = await visitor.get(f"/api/assets/{other}", params=key)
    expect(refused, 400, "Not found or no asset.read access")
    gone = await visitor.get(f"/api/assets/{other}/original", params=key)
    expect(gone, 404, "Not Found")


@pytest.mark.parametrize(
    "form",
    [
        lambda link: {"params": {"key": link["key"]}},
        lambda link: {"params": {"slug": link["slug"]}},
        lambda link: {"headers": {"x-immich-share-key": link["key"]}},
        lambda link: {"headers": {"x-immich-share-slug": link["slug"]}},
        lambda link: {"params": {"key": base64.urlsafe_b64decode(link["key"] + "=").hex()}},
        lambda link: {"params": {"key": link["key"].translate(_PLAIN) + "="}},
    ],
    ids=["key", "slug", "key header", "slug header", "key in hex", "key in plain base64"],
)
async def test_every_form_of_key(
    admin: httpx.AsyncClient, visitor: httpx.AsyncClient, form: Any
) -> None:
    """Also beside the cookie of somebody who is logged in."""
    (a,) = await photos(admin, 1)
    link = await share(admin, a, slug="summer")
    for client in (visitor, admin):
        assert (await client.get("/api/shared-links/me", **form(link))).json()["id"] == link["id"]
        assert (await client.get(f"/api/assets/{a}/original", **form(link))).status_code == 200
        expect(await client.get("/api/users/me", **form(link)), 403, "Forbidden")
        expect(await client.get("/api/shared-links", **form(link)), 403, "Forbidden")


async def test_who_may_share_what(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    (mine,) = await photos(admin, 1)
    (theirs,) = await photos(member, 1, first=5)
    group = await album(house, member)

    async def refused(message: str, **body: Any) -> None:
        expect(await admin.post("/api/shared-links", json=body), 400, message)

    await refused("Invalid assetIds", type="INDIVIDUAL")
    await refused("Invalid assetIds", type="INDIVIDUAL", assetIds=[])
    await refused("Invalid albumId", type="ALBUM", assetIds=[mine])
    no_share = "Not found or no asset.share access"
    await refused(no_share, type="INDIVIDUAL", assetIds=[mine, theirs])
    await refused("Not found or no album.share access", type="ALBUM", albumId=group)
    await move(house, mine, "locked")
    await refused(no_share, type="INDIVIDUAL", assetIds=[mine])


async def test_a_slug_is_taken_once(admin: httpx.AsyncClient) -> None:
    (a,) = await photos(admin, 1)
    first, second = await share(admin, a, slug="x"), await share(admin, a)
    body = {"type": "INDIVIDUAL", "assetIds": [a], "slug": "x"}
    taken = "Failed to save shared link"
    expect(await admin.post("/api/shared-links", json=body), 400, taken)
    url = f"/api/shared-links/{second['id']}"
    expect(await admin.patch(url, json={"slug": "x"}), 400, taken)
    changed = (await admin.patch(f"/api/shared-links/{first['id']}", json={})).json()
    assert changed == first | {"slug": None}, "a slug that is not sent goes"
    assert (await admin.patch(url, json={"slug": "x"})).json()["slug"] == "x"


async def test_hidden_metadata(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    (a,) = await photos(admin, 1)
    link = await share(admin, a, showMetadata=False, allowDownload=True)
    assert link["allowDownload"] is False
    (asset,) = (await me(visitor, link)).json()["assets"]
    assert asset["hasMetadata"] is False
    assert set(asset) == {
        "id", "type", "thumbhash", "originalMimeType", "localDateTime", "duration",
        "livePhotoVideoId", "hasMetadata", "width", "height",
    }  # fmt: skip
    key = {"key": link["key"]}
    assert (await visitor.get(f"/api/assets/{a}", params=key)).json() == asset
    expect(await visitor.get(f"/api/assets/{a}/original", params=key), 404, "Not Found")
    await house.run_jobs()
    shown = await visitor.get(f"/api/assets/{a}/thumbnail", params=key)
    assert shown.headers["content-disposition"].endswith(f"''{a}_thumbnail.webp")
    url = f"/api/shared-links/{link['id']}"
    changed = (await admin.patch(url, json={"allowDownload": True})).json()
    assert (changed["allowDownload"], changed["showMetadata"]) == (True, False)
    changed = (await admin.patch(url, json={"showMetadata": True})).json()
    assert (changed["allowDownload"], changed["showMetadata"]) == (True, True)


async def test_hidden_places_cannot_be_searched_out(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    (a,) = await photos(admin, 1)
    where = {"latitude": 52.5, "longitude": 13.4}
    assert (await admin.put(f"/api/assets/{a}", json=where)).status_code == 200
    group = await album(house, admin, a)
    around = {"albumId": group, "bbox": "13,52,14,53", "timeBucket": "2024-01-01"}
    for shows in (True, False):
        link = await share(admin, albumId=group, showMetadata=shows)
        key = {"key": link["key"]}
        months = (await visitor.get("/api/timeline/buckets", params=around | key)).json()
        month = (await visitor.get("/api/timeline/bucket", params=around | key)).json()
        assert (len(months), len(month["id"])) == ((1, 1) if shows else (0, 0))


async def test_what_is_listed(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    a, b = await photos(admin, 2)
    group = await album(house, admin, a, b)
    one = await share(admin, b, a, expiresAt="2020-01-01T00:00:00+01:00")
    house.wait(timedelta(seconds=1))
    two = await share(admin, albumId=group)
    assert "album" not in two
    listed = (await admin.get("/api/shared-links")).json()
    assert [each["id"] for each in listed] == [two["id"], one["id"]]
    assert listed[1]["expiresAt"] == "2019-12-31T23:00:00.000Z"
    assert [asset["id"] for asset in listed[1]["assets"]] == [a], "the oldest stands for all"
    shown = listed[0]["album"]
    assert (shown["albumName"], shown["assetCount"], shown["albumUsers"]) == ("Lisbon", 0, [])
    assert (shown["shared"], shown["hasSharedLink"]) == (True, True)
    whole = (await admin.get(f"/api/shared-links/{two['id']}")).json()["album"]
    assert (whole["assetCount"], whole["startDate"]) == (2, "2024-01-01T00:00:00.000Z")
    for query, found in (({"albumId": group}, [two]), ({"id": one["id"]}, [one])):
        got = (await admin.get("/api/shared-links", params=query)).json()
        assert [each["id"] for each in got] == [each["id"] for each in found]
    assert (await member.get("/api/shared-links")).json() == []
    expect(await member.get(f"/api/shared-links/{one['id']}"), 400, "Shared link not found")


async def test_others_touch_no_link(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    (a,), (theirs,) = await photos(admin, 1), await photos(member, 1, first=5)
    link = await share(admin, a, slug="mine")
    url = f"/api/shared-links/{link['id']}"
    for answer in (
        await member.patch(url, json={"slug": "theirs"}),
        await member.delete(url),
        await member.put(f"{url}/assets", json={"assetIds": [theirs]}),
        await member.request("DELETE", f"{url}/assets", json={"assetIds": [a]}),
    ):
        expect(answer, 400, "Shared link not found")
    expect(await member.get("/api/shared-links/me"), 403, "Forbidden")
    shown = (await admin.get(url)).json()
    assert (shown["slug"], [asset["id"] for asset in shown["assets"]]) == ("mine", [a])


async def test_what_goes_from_behind_a_link(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    trashed, locked, kept = await photos(admin, 3)
    link = await share(admin, trashed, locked, kept)
    group = await album(house, admin, trashed, locked, kept)
    to_album = await share(admin, albumId=group)
    cover = {"albumThumbnailAssetId": locked}
    assert (await admin.patch(f"/api/albums/{group}", json=cover)).status_code == 200
    await admin.request("DELETE", "/api/assets", json={"ids": [trashed]})
    await move(house, locked, "locked")
    assert [asset["id"] for asset in (await me(visitor, link)).json()["assets"]] == [kept]
    listed = {each["id"]: each for each in (await admin.get("/api/shared-links")).json()}
    assert [asset["id"] for asset in listed[link["id"]]["assets"]] == [kept]
    shown = (await me(visitor, to_album)).json()["album"]
    assert (shown["assetCount"], shown["albumThumbnailAssetId"]) == (1, None)
    for id in (trashed, locked):
        for part in ("original", "thumbnail", ""):
            url = f"/api/assets/{id}/{part}".rstrip("/")
            assert (await visitor.get(url, params={"key": link["key"]})).status_code in (400, 404)


async def test_more_and_fewer_photos(house: House, admin: httpx.AsyncClient) -> None:
    a, b, locked = await photos(admin, 3)
    await move(house, locked, "locked")
    url = f"/api/shared-links/{(await share(admin, a))['id']}/assets"
    added = await admin.put(url, json={"assetIds": [a, b, b, locked]})
    assert added.json() == [
        {"assetId": a, "success": False, "error": "duplicate"},
        {"assetId": b, "success": True},
        {"assetId": b, "success": False, "error": "duplicate"},
        {"assetId": locked, "success": False, "error": "no_permission"},
    ]
    removed = await admin.request("DELETE", url, json={"assetIds": [a, a]})
    assert removed.json() == [
        {"assetId": a, "success": True},
        {"assetId": a, "success": False, "error": "not_found"},
    ]
    group = await share(admin, albumId=await album(house, admin, a))
    for method in ("PUT", "DELETE"):
        url = f"/api/shared-links/{group['id']}/assets"
        refused = await admin.request(method, url, json={"assetIds": [b]})
        expect(refused, 400, "Invalid shared link type")


async def test_until_it_expires(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    (a,) = await photos(admin, 1)
    end = (house.bindings.clock.now() + timedelta(minutes=1)).isoformat()
    link = await share(admin, a, expiresAt=end)
    assert (await me(visitor, link)).status_code == 200
    house.wait(timedelta(minutes=2))
    expect(await me(visitor, link), 401, "Invalid share key")
    url = f"/api/shared-links/{link['id']}"
    assert (await admin.patch(url, json={"expiresAt": None})).json()["expiresAt"] is None
    assert (await me(visitor, link)).status_code == 200
    for sent, kept in (("9999-12-31T23:00:00-14:00", "9999"), ("0000-01-01T00:00:00Z", "0001")):
        changed = await admin.patch(url, json={"expiresAt": sent})
        assert (changed.status_code, changed.json()["expiresAt"][:4]) == (200, kept)
    assert (await admin.delete(url)).status_code == 204
    expect(await me(visitor, link), 401, "Invalid share key")
    expect(await admin.delete(url), 400, "Shared link not found")


async def test_a_link_to_an_album(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    a, other = await photos(admin, 2)
    group = await album(house, admin, a)
    link = await share(admin, albumId=group)
    seen = (await me(visitor, link)).json()
    assert (seen["album"]["id"], seen["assets"]) == (group, [])
    assert (seen["album"]["albumUsers"], seen["album"]["assetCount"]) == ([], 1)
    key = {"key": link["key"]}
    read = await visitor.get(f"/api/albums/{group}", params=key)
    assert read.json() == seen["album"], "who belongs to it is nothing a link tells"
    month = {"albumId": group, "timeBucket": "2024-01-01", **key}
    assert (await visitor.get("/api/timeline/bucket", params=month)).json()["id"] == [a]
    alone = await visitor.get("/api/timeline/buckets", params=key)
    expect(alone, 400, "Not found or no timeline.read access")
    assert (await visitor.get(f"/api/assets/{a}/original", params=key)).status_code == 200
    refused = await visitor.get(f"/api/assets/{other}", params=key)
    expect(refused, 400, "Not found or no asset.read access")
    database = house.bindings.database
    now = "2024-01-01T00:00:00.000Z"
    await database.run(Sql("UPDATE albums SET deleted_at = ?", (now,)))
    expect(await me(visitor, link), 401, "Invalid share key")
    assert (await admin.get("/api/shared-links")).json() == []
    changed = await admin.patch(f"/api/shared-links/{link['id']}", json={"slug": "new"})
    expect(changed, 400, "Shared link not found")
    await database.run(Sql("UPDATE albums SET deleted_at = NULL"))
    assert (await me(visitor, link)).json()["slug"] is None, "nothing was changed"
    await database.run(Sql("DELETE FROM albums"))
    expect(await me(visitor, link), 401, "Invalid share key")


async def test_what_an_owner_loses(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    """A closed account keeps its links to photos until it is removed."""
    await house.move_in("eve@example.com")
    async with house.visitor() as owner:
        await log_in(owner, "eve@example.com")
        link = await share(owner, *await photos(owner, 1))
        id = (await owner.get("/api/users/me")).json()["id"]
    await admin.request("DELETE", f"/api/admin/users/{id}", json={})
    assert (await me(visitor, link)).status_code == 200
    await house.bindings.database.run(Sql("DELETE FROM users WHERE id = ?", (id,)))
    expect(await me(visitor, link), 401, "Invalid share key")
