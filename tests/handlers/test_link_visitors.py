"""What visitors of a shared link may do: give its password, and add photos."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from handlers import limits
from tests.handlers.conftest import House, upload
from tests.handlers.sharing import Listening, album, me, move, photos, put_in, share
from tests.pictures import jpeg
from tests.scenarios import expect

COOKIE = "immich_shared_link_token"


async def enter(visitor: httpx.AsyncClient, link: dict[str, Any], password: str) -> httpx.Response:
    return await visitor.post(
        "/api/shared-links/login", params={"key": link["key"]}, json={"password": password}
    )


async def test_the_password(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    (a,) = await photos(admin, 1)
    link = await share(admin, a, password="sesame")
    assert link["password"] == "sesame", "the owner's form shows it"
    key = {"key": link["key"]}
    expect(await me(visitor, link), 401, "Password required")
    thumbnail = await visitor.get(f"/api/assets/{a}/thumbnail", params=key)
    expect(thumbnail, 401, "Password required")
    expect(await put_in(visitor, link, jpeg(9)), 401, "Password required")
    expect(await enter(visitor, link, "sesam"), 401, "Invalid password")
    opened = await enter(visitor, link, "sesame")
    assert opened.status_code == 201
    token = base64.b64encode(hashlib.sha256(f"{link['id']}-sesame".encode()).digest()).decode()
    (cookie,) = opened.headers.get_list("set-cookie")
    assert unquote(cookie.partition(";")[0]) == f"{COOKIE}={token}"
    for attribute in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"):
        assert attribute in cookie
    assert "Secure" not in cookie
    seen = (await me(visitor, link)).json()
    assert seen == opened.json() == link | {"password": None}, "visitors are never told"
    assert (await visitor.get(f"/api/assets/{a}/original", params=key)).status_code == 200
    url = f"/api/shared-links/{link['id']}"
    await admin.patch(url, json={"password": "other"})
    expect(await me(visitor, link), 401, "Password required")
    await admin.patch(url, json={"password": ""})
    assert (await me(visitor, link)).status_code == 200
    expect(await enter(visitor, link, ""), 400, "Shared link is not password protected")


async def test_two_passwords_in_one_browser(
    admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    (a,) = await photos(admin, 1)
    links = [await share(admin, a, password=password) for password in ("one", "two")]
    for link, password in zip(links, ("one", "two"), strict=True):
        assert (await enter(visitor, link, password)).status_code == 201
    await enter(visitor, links[0], "one")
    assert unquote(visitor.cookies[COOKIE]).count(",") == 1
    for link in links:
        assert (await me(visitor, link)).status_code == 200


async def test_guessing_ends(admin: httpx.AsyncClient, visitor: httpx.AsyncClient) -> None:
    (a,) = await photos(admin, 1)
    link, other = await share(admin, a, password="x"), await share(admin, a, password="y")
    for _ in range(limits.PER_ACCOUNT):
        expect(await enter(visitor, link, "no"), 401, "Invalid password")
    assert (await enter(visitor, link, "x")).status_code == 429
    assert (await enter(visitor, other, "y")).status_code == 201


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
    (locked,) = await photos(admin, 1)
    await move(house, locked, "locked")
    again = await put_in(visitor, link, jpeg(0))
    assert (again.status_code, again.json()["id"]) == (200, locked)
    await move(house, locked, "timeline")
    assert (await me(visitor, link)).json()["album"]["assetCount"] == 1, "it stayed outside"
