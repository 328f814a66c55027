"""What visitors of a link put in."""

from __future__ import annotations

import hashlib

import httpx
import pytest

from tests.handlers.conftest import House, upload
from tests.handlers.sharing import Listening, album, me, move, photos, put_in, share
from tests.pictures import jpeg
from tests.scenarios import expect


async def test_uploading_into_a_link(admin: httpx.AsyncClient, visitor: httpx.AsyncClient) -> None:
    (a,) = await photos(admin, 1)
    link = await share(admin, a)
    made = await put_in(visitor, link, jpeg(50))
    assert made.status_code == 201
    new = made.json()["id"]
    assert {asset["id"] for asset in (await me(visitor, link)).json()["assets"]} == {a, new}
    mine = (await admin.get(f"/api/assets/{new}")).json()
    assert mine["ownerId"] == link["userId"]
    await admin.patch(f"/api/shared-links/{link['id']}", json={"allowUpload": False})
    expect(await put_in(visitor, link, jpeg(51)), 401, "Unauthorized")


@pytest.mark.parametrize("early", [False, True])
async def test_bytes_that_are_here_already(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient, early: bool
) -> None:
    """They join the link as well, unless their owner keeps them locked."""
    a, b, locked = await photos(admin, 3)
    await move(house, locked, "locked")
    link = await share(admin, a)
    for number, id in ((1, b), (2, locked)):
        data = jpeg(number)
        digest = hashlib.sha1(data).hexdigest()
        headers = {"x-immich-checksum": digest} if early else {}
        again = await put_in(visitor, link, data, **headers)
        assert (again.status_code, again.json()["id"]) == (200, id)
    assert [asset["id"] for asset in (await me(visitor, link)).json()["assets"]] == [a, b]
    await move(house, locked, "timeline")
    assert len((await me(visitor, link)).json()["assets"]) == 2


@pytest.mark.parametrize("visibility", ["locked", "hidden", "archive"])
async def test_a_visitor_decides_nothing_for_the_owner(
    admin: httpx.AsyncClient, visitor: httpx.AsyncClient, visibility: str
) -> None:
    """Least of all that a film of theirs is a part of the visitor's photo, and so in the link."""
    film = (await upload(admin, b"film", "a.mp4")).json()["id"]
    (a,) = await photos(admin, 1)
    key = {"key": (await share(admin, a))["key"]}
    form = {
        "fileCreatedAt": "2024-01-01T00:00:00Z", "fileModifiedAt": "2024-01-01T00:00:00Z",
        "visibility": visibility, "isFavorite": "true", "livePhotoVideoId": film,
    }  # fmt: skip
    files = {"assetData": ("guest.jpg", jpeg(3), "image/jpeg")}
    made = await visitor.post("/api/assets", params=key, data=form, files=files)
    assert made.status_code == 201, made.text
    shown = (await admin.get(f"/api/assets/{made.json()['id']}")).json()
    assert (shown["visibility"], shown["isFavorite"]) == ("timeline", False)
    assert shown["livePhotoVideoId"] is None
    assert (await admin.get(f"/api/assets/{film}")).json()["visibility"] == "timeline"
    assert (await visitor.get(f"/api/assets/{film}", params=key)).status_code == 400


async def test_uploading_into_an_album(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    group = await album(house, admin)
    link = await share(admin, albumId=group)
    heard = Listening(house)
    made = (await put_in(visitor, link, jpeg(60))).json()["id"]
    seen = (await me(visitor, link)).json()["album"]
    assert (seen["assetCount"], seen["albumThumbnailAssetId"]) == (1, made)
    assert heard.events == [(link["userId"], "on_album_update", [group])]
    again = await put_in(visitor, link, jpeg(60))
    assert (again.status_code, len(heard.events)) == (200, 1), "it was there already"
