from __future__ import annotations

import io

import httpx
import pytest
from PIL import Image

from tests.handlers.conftest import House, upload
from tests.pictures import jpeg

NOBODY = "7b8c1c2e-1111-4111-8111-111111111111"


async def processed(house: House, client: httpx.AsyncClient, **options: str) -> str:
    made = await upload(client, jpeg(3, (800, 600)), **options)
    assert made.status_code == 201
    await house.run_jobs()
    asset_id: str = made.json()["id"]
    return asset_id


async def test_pictures(house: House, admin: httpx.AsyncClient) -> None:
    asset_id = await processed(house, admin)
    url = f"/api/assets/{asset_id}/thumbnail"
    thumbnail = await admin.get(url)
    assert thumbnail.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(thumbnail.content)).size == (333, 250)
    assert "a_thumbnail.webp" in thumbnail.headers["content-disposition"]
    assert thumbnail.headers["cache-control"].startswith("private, max-age=86400, no-transform")
    preview = await admin.get(url, params={"size": "preview", "c": "cachebuster", "edited": "true"})
    assert preview.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(preview.content)).size == (800, 600), "never enlarged"
    again = await admin.get(url, headers={"if-none-match": thumbnail.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "etag" in again.headers
    asset = (await admin.get(f"/api/assets/{asset_id}")).json()
    assert (asset["width"], asset["height"]) == (800, 600)
    assert asset["thumbhash"]


@pytest.mark.parametrize(
    ("query", "location"),
    [
        ({"size": "original", "c": "x"}, "original?c=x"),
        ({"size": "fullsize"}, "original?"),
        ({"size": "fullsize", "edited": "false"}, "original?edited=false"),
        ({"size": "fullsize", "edited": "true"}, "thumbnail?edited=true&size=preview"),
    ],
)
async def test_redirects(
    house: House, admin: httpx.AsyncClient, query: dict[str, str], location: str
) -> None:
    asset_id = await processed(house, admin)
    answer = await admin.get(f"/api/assets/{asset_id}/thumbnail", params=query)
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/api/assets/{asset_id}/{location}"


async def test_before_the_jobs_there_is_no_picture(admin: httpx.AsyncClient) -> None:
    made = (await upload(admin)).json()["id"]
    answer = await admin.get(f"/api/assets/{made}/thumbnail")
    assert (answer.status_code, answer.json()) == (404, {"message": "Asset media not found"})


async def test_a_file_nobody_can_decode_stays(house: House, admin: httpx.AsyncClient) -> None:
    made = (await upload(admin, b"not a picture at all", "broken.jpg")).json()["id"]
    await house.run_jobs()
    asset = (await admin.get(f"/api/assets/{made}")).json()
    assert asset["thumbhash"] is None
    assert asset["fileCreatedAt"] == "2024-01-01T00:00:00.000Z"
    got = await admin.get(f"/api/assets/{made}/original")
    assert got.content == b"not a picture at all"


async def test_jobs_may_come_twice(house: House, admin: httpx.AsyncClient) -> None:
    from handlers.jobs import AssetExtractMetadata

    asset_id = await processed(house, admin)
    before = (await admin.get(f"/api/assets/{asset_id}")).json()
    job = AssetExtractMetadata(id=asset_id, source="upload").message()
    await house.bindings.queue.send([job, job])
    await house.run_jobs()
    after = (await admin.get(f"/api/assets/{asset_id}")).json()
    assert after | {"updatedAt": ""} == before | {"updatedAt": ""}


@pytest.mark.parametrize(
    ("header", "status", "expected"),
    [
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=0-", 206, slice(None)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-3", 206, slice(-3, None)),
        ("bytes=-999999", 206, slice(None)),
        ("bytes=2-999999", 206, slice(2, None)),
        ("bytes=199-", 206, slice(199, None)),
        ("bytes=200-", 404, None),
        ("bytes=0-1,4-5", 200, slice(None)),
        ("items=0-1", 200, slice(None)),
        ("bytes=9-2", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-99999999999999999999999", 206, slice(None)),
        ("bytes=99999999999999999999999-", 404, None),
        ("bytes=999999-", 404, None),
        ("bytes=-0", 404, None),
    ],
)
async def test_ranges(
    admin: httpx.AsyncClient, header: str, status: int, expected: slice | None
) -> None:
    data = b"0123456789" * 20
    made = (await upload(admin, data, "a.mp4")).json()["id"]
    for path in ("original", "video/playback"):
        answer = await admin.get(f"/api/assets/{made}/{path}", headers={"range": header})
        assert answer.status_code == status
        head = await admin.head(f"/api/assets/{made}/{path}", headers={"range": header})
        assert (head.status_code, head.content) == (status, b"")
        own = {"x-correlation-id"}
        assert dict(head.headers) | dict.fromkeys(own) == dict(answer.headers) | dict.fromkeys(own)
        if expected is not None:
            assert answer.content == data[expected]
            assert answer.headers["accept-ranges"] == "bytes"
        else:
            assert answer.json() == {"message": "Not Found"}
            assert answer.headers["content-range"] == f"bytes */{len(data)}"
            assert not {"cache-control", "etag"} & answer.headers.keys()


async def test_if_range(admin: httpx.AsyncClient) -> None:
    made = (await upload(admin, b"0123456789", "a.mp4")).json()["id"]
    url = f"/api/assets/{made}/original"
    first = await admin.get(url)
    same = {"range": "bytes=0-1", "if-range": first.headers["etag"]}
    assert (await admin.get(url, headers=same)).status_code == 206
    other = {"range": "bytes=0-1", "if-range": '"other"'}
    assert (await admin.get(url, headers=other)).status_code == 200
    written = first.headers["last-modified"]
    for date, status in ((written, 206), ("Sun, 06 Nov 1994 08:49:37 GMT", 200)):
        answer = await admin.get(url, headers={"range": "bytes=0-1", "if-range": date})
        assert answer.status_code == status
    since = {"if-modified-since": written}
    assert (await admin.get(url, headers=since)).status_code == 304
    zoneless = {"if-modified-since": written.replace("GMT", "-0000")}
    assert (await admin.get(url, headers=zoneless)).status_code == 304
    decided = since | {"if-none-match": '"other"'}
    assert (await admin.get(url, headers=decided)).status_code == 200, "the date does not count"
    for nonsense in ("Sun, 06 Nov 99999999999 08:49:37 GMT", "Mon, 99 Foo 2024", ""):
        answer = await admin.get(url, headers={"if-modified-since": nonsense})
        assert answer.status_code == 200


async def test_strangers_and_unknown_ids(house: House, admin: httpx.AsyncClient) -> None:
    made = (await upload(admin)).json()["id"]
    stranger = await other_user(house)
    for client, asset_id in ((admin, NOBODY), (stranger, made)):
        read = await client.get(f"/api/assets/{asset_id}")
        assert (read.status_code, read.json()) == (
            400, {"message": "Not found or no asset.read access"}
        )  # fmt: skip
        view = await client.get(f"/api/assets/{asset_id}/thumbnail")
        assert view.json() == {"message": "Not found or no asset.view access"}
        for path in ("original", "video/playback"):
            got = await client.get(f"/api/assets/{asset_id}/{path}")
            assert (got.status_code, got.json()) == (404, {"message": "Not Found"})
        gone = await client.request("DELETE", "/api/assets", json={"ids": [asset_id]})
        assert gone.json() == {"message": "Not found or no asset.delete access"}
    assert (await admin.get(f"/api/assets/{made}")).json()["isTrashed"] is False
    assert (await stranger.post("/api/assets/bulk-upload-check", json={"assets": []})).json() == {
        "results": []
    }
    await stranger.aclose()


async def test_upper_case_ids_are_the_same_ids(admin: httpx.AsyncClient) -> None:
    made: str = (await upload(admin)).json()["id"]
    assert (await admin.get(f"/api/assets/{made.upper()}")).json()["id"] == made
    gone = await admin.request("DELETE", "/api/assets", json={"ids": [made.upper()]})
    assert gone.status_code == 204


async def test_a_still_is_no_video(admin: httpx.AsyncClient) -> None:
    made = (await upload(admin)).json()["id"]
    assert (await admin.get(f"/api/assets/{made}/video/playback")).status_code == 404


async def other_user(house: House) -> httpx.AsyncClient:
    """Somebody else with an account, logged in."""
    from bindings import Sql

    hashed = await house.bindings.passwords.hash("pw")
    now = "2024-01-01T00:00:00.000Z"
    row = (house.bindings.clock.uuid(), "bob@example.com", "Bob", hashed, now, now)
    await house.bindings.database.run(
        Sql(
            "INSERT INTO users (id, email, name, password, profile_changed_at, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
    )
    client = house.visitor()
    login = await client.post(
        "/api/auth/login", json={"email": "bob@example.com", "password": "pw"}
    )
    assert login.status_code == 201
    return client
