from __future__ import annotations

import io
from datetime import timedelta

import httpx
import pytest
from PIL import Image

from bindings import Blobs
from photos import settings, system
from tests.handlers.conftest import House
from tests.pictures import jpeg
from tests.scenarios import expect

URL = "/api/users/profile-image"
UNKNOWN = "0f7a1c1e-0000-4000-8000-000000000000"


async def send(
    client: httpx.AsyncClient, data: bytes, name: str = "me.jpg", field: str = "file"
) -> httpx.Response:
    return await client.post(URL, files={field: (name, data, "application/octet-stream")})


async def keys(blobs: Blobs) -> list[str]:
    return [key async for key in blobs.keys("profile/")]


async def own(client: httpx.AsyncClient) -> httpx.Response:
    id = (await client.get("/api/users/me")).json()["id"]
    return await client.get(f"/api/users/{id}/profile-image", params={"updatedAt": "x"})


async def test_set_replace_remove(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    before = (await admin.get("/api/users/me")).json()
    house.wait(timedelta(seconds=1))
    first = await send(admin, jpeg(size=(800, 600)))
    assert first.status_code == 201
    set_ = first.json()
    assert set_["userId"] == before["id"]
    assert set_["profileChangedAt"] > before["profileChangedAt"]
    assert await keys(house.bindings.blobs) == [set_["profileImagePath"]], "and no upload"
    public = (await member.get(f"/api/users/{before['id']}")).json()
    assert {name: public[name] for name in ("profileImagePath", "profileChangedAt")} == {
        name: set_[name] for name in ("profileImagePath", "profileChangedAt")
    }
    second = (await send(admin, jpeg(1))).json()
    assert second["profileImagePath"] != set_["profileImagePath"]
    assert await keys(house.bindings.blobs) == [second["profileImagePath"]], "the old one is gone"
    house.wait(timedelta(seconds=1))
    assert (await admin.delete(URL)).status_code == 204
    after = (await admin.get("/api/users/me")).json()
    assert after["profileImagePath"] == ""
    assert after["profileChangedAt"] > second["profileChangedAt"]
    assert await keys(house.bindings.blobs) == []
    expect(await own(admin), 404, "Not Found")
    expect(await admin.delete(URL), 400, "Can't delete a missing profile Image")


async def test_served_to_everybody(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    id = (await send(admin, jpeg(size=(800, 600)))).json()["userId"]
    url = f"/api/users/{id}/profile-image"
    shown = await member.get(url)
    assert shown.status_code == 200
    assert shown.headers["content-type"] == "image/webp"
    assert shown.headers["cache-control"] == "public, max-age=0"
    picture = Image.open(io.BytesIO(shown.content))
    assert (picture.format, picture.size) == ("WEBP", (333, 250))
    again = await member.get(url, headers={"if-none-match": shown.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    expect(await visitor.get(url), 401, "Authentication required")


async def test_turned_upright_and_never_enlarged(admin: httpx.AsyncClient) -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (100, 40)).save(out, "JPEG", exif=exif)
    assert (await send(admin, out.getvalue())).status_code == 201
    picture = Image.open(io.BytesIO((await own(admin)).content))
    assert picture.size == (40, 100)
    assert not picture.getexif()


async def test_as_large_as_thumbnails_are(house: House, admin: httpx.AsyncClient) -> None:
    tree = {"image": {"thumbnail": {"size": 120}}}
    await system.write(house.bindings.database, settings.KEY, tree)
    await send(admin, jpeg(size=(800, 600)))
    assert Image.open(io.BytesIO((await own(admin)).content)).size == (160, 120)


@pytest.mark.parametrize(
    ("data", "name", "field", "message"),
    [
        (b"text", "x.txt", "file", "Unsupported file type x.txt"),
        (jpeg(), "x.mp4", "file", "Unsupported file type x.mp4"),
        (b"no picture", "x.jpg", "file", "Unable to process profile image"),
        (b"", "x.jpg", "file", "Unable to process profile image"),
        (jpeg()[:-200], "x.jpg", "file", "Unable to process profile image"),
        (jpeg(), "x.jpg", "picture", "Unexpected field - picture"),
    ],
)
async def test_refused_and_nothing_left(
    house: House, admin: httpx.AsyncClient, data: bytes, name: str, field: str, message: str
) -> None:
    kept = (await send(admin, jpeg())).json()["profileImagePath"]
    expect(await send(admin, data, name, field), 400, message)
    assert await keys(house.bindings.blobs) == [kept]
    assert (await own(admin)).status_code == 200


async def test_two_files_are_one_too_many(house: House, admin: httpx.AsyncClient) -> None:
    part = ("file", ("me.jpg", jpeg(), "image/jpeg"))
    expect(await admin.post(URL, files=[part, part]), 400, "Unexpected field - file")
    assert await keys(house.bindings.blobs) == []


async def test_no_file(admin: httpx.AsyncClient) -> None:
    assert (await admin.post(URL)).status_code == 400
    empty = await admin.post(URL, files={"name": (None, "value")})
    expect(empty, 400, "File is required")


async def test_nobodys_picture(admin: httpx.AsyncClient) -> None:
    expect(await own(admin), 404, "Not Found")
    expect(await admin.get(f"/api/users/{UNKNOWN}/profile-image"), 404, "Not Found")
    assert (await admin.get("/api/users/nonsense/profile-image")).status_code == 400


async def test_lost_bytes(house: House, admin: httpx.AsyncClient) -> None:
    path = (await send(admin, jpeg())).json()["profileImagePath"]
    await house.bindings.blobs.delete([path])
    expect(await own(admin), 404, "Not Found")
