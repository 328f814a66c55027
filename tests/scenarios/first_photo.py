"""The main job: the first admin signs up, uploads a photo, finds it, takes it back."""

from __future__ import annotations

import hashlib
import io
import time
from base64 import b64encode
from datetime import datetime, timedelta

import httpx
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tests.contract_check import check_sync
from tests.scenarios import expect

PASSWORD = "a long enough password"


def scenario(base_url: str) -> None:
    with httpx.Client(
        base_url=base_url, timeout=60, event_hooks={"response": [check_sync]}
    ) as client:
        greet(client)
        register(client)
        photo = picture()
        asset_id = upload(client, photo)
        asset = await_processed(client, asset_id)
        describe(asset, photo)
        browse(client, asset_id, asset["thumbhash"])
        look(client, asset_id, photo)
        note(client, asset_id)
        throw_away_and_restore(client, asset_id)
        leave(client)


def picture() -> bytes:
    """A 1600 x 1200 JPEG lying on its side, taken in Lisbon with a known camera."""
    image = Image.radial_gradient("L").resize((1600, 1200)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Acme"
    exif[0x0110] = "Pinhole 2"
    exif[0x0112] = 6
    details = exif.get_ifd(0x8769)
    details[0x9003] = "2023:07:14 18:30:05"
    details[0x9011] = "+01:00"
    details[0x829A] = IFDRational(1, 160)
    details[0x829D] = IFDRational(28, 10)
    details[0x8827] = 200
    position = exif.get_ifd(0x8825)
    position[1], position[2] = "N", (38.0, 42.0, 36.0)
    position[3], position[4] = "W", (9.0, 8.0, 24.0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


def greet(client: httpx.Client) -> None:
    assert client.get("/.well-known/immich").json() == {"api": {"endpoint": "/api"}}
    assert client.get("/api/server/ping").json() == {"res": "pong"}
    version = client.get("/api/server/version").json()
    assert (version["major"], version["minor"]) == (3, 1)
    assert client.get("/api/server/config").json()["isInitialized"] is False
    assert client.get("/api/server/features").json()["passwordLogin"] is True
    assert ".jpg" in client.get("/api/server/media-types").json()["image"]
    expect(client.get("/api/users/me"), 401, "Authentication required")
    expect(client.get("/api/nope?a=1"), 404, "Cannot GET /api/nope?a=1")


def register(client: httpx.Client) -> None:
    person = {"email": "Ada@Example.com", "password": PASSWORD, "name": "Ada"}
    created = client.post("/api/auth/admin-sign-up", json=person)
    assert created.status_code == 201, created.text
    assert created.json()["email"] == "ada@example.com"
    again = client.post("/api/auth/admin-sign-up", json=person)
    expect(again, 400, "The server already has an admin")
    wrong = client.post("/api/auth/login", json={"email": "ada@example.com", "password": "no"})
    expect(wrong, 401, "Incorrect email or password")
    login = client.post("/api/auth/login", json={"email": "ada@example.com", "password": PASSWORD})
    assert login.status_code == 201, login.text
    assert set(client.cookies) >= {
        "immich_access_token", "immich_auth_type", "immich_is_authenticated"
    }  # fmt: skip
    assert client.post("/api/auth/validateToken").json() == {"authStatus": True}
    assert client.get("/api/users/me").json()["id"] == login.json()["userId"]
    assert client.get("/api/users/me/preferences").json()["download"]["archiveSize"] > 0
    assert client.get("/api/auth/status").json()["isElevated"] is False


def upload(client: httpx.Client, photo: bytes) -> str:
    digest = hashlib.sha1(photo, usedforsecurity=False).digest()
    item = {"id": "a.jpg", "checksum": digest.hex()}
    question = {"assets": [item]}
    fresh = client.post("/api/assets/bulk-upload-check", json=question).json()
    assert fresh["results"] == [{"id": "a.jpg", "action": "accept"}]
    form = {
        "fileCreatedAt": "2024-01-01T00:00:00.000Z",
        "fileModifiedAt": "2024-01-02T00:00:00.000Z",
        "isFavorite": "false",
        "deviceAssetId": "an old client's field",
    }
    files = {"assetData": ("Tejo à tarde.JPG", photo, "application/octet-stream")}
    created = client.post("/api/assets", data=form, files=files)
    assert created.status_code == 201, created.text
    asset_id: str = created.json()["id"]
    again = client.post("/api/assets", data=form, files=files)
    assert (again.status_code, again.json()) == (200, {"status": "duplicate", "id": asset_id})
    header = {"x-immich-checksum": b64encode(digest).decode()}
    early = client.post("/api/assets", data=form, files=files, headers=header)
    assert (early.status_code, early.json()["id"]) == (200, asset_id)
    known = client.post("/api/assets/bulk-upload-check", json=question).json()["results"][0]
    assert (known["action"], known["assetId"]) == ("reject", asset_id)
    return asset_id


def await_processed(client: httpx.Client, asset_id: str) -> dict[str, object]:
    """The asset once its jobs are done (they run beside the requests)."""
    deadline = time.monotonic() + 30
    while True:
        asset: dict[str, object] = client.get(f"/api/assets/{asset_id}").json()
        if asset["thumbhash"] is not None:
            return asset
        assert time.monotonic() < deadline, f"no thumbnail in time: {asset}"
        time.sleep(0.1)


def describe(asset: dict[str, object], photo: bytes) -> None:
    exif = asset["exifInfo"]
    assert isinstance(exif, dict)
    assert (asset["width"], asset["height"]) == (1200, 1600), "turned upright"
    assert asset["fileCreatedAt"] == "2023-07-14T17:30:05.000Z"
    assert asset["localDateTime"] == "2023-07-14T18:30:05.000Z"
    assert (exif["make"], exif["model"]) == ("Acme", "Pinhole 2")
    assert (exif["exposureTime"], exif["fNumber"], exif["iso"]) == ("1/160", 2.8, 200)
    assert abs(exif["latitude"] - 38.71) < 1e-4
    assert abs(exif["longitude"] + 9.14) < 1e-4
    assert exif["orientation"] == "6"
    assert exif["fileSizeInByte"] == len(photo)
    assert exif["timeZone"] == "UTC+1"


def browse(client: httpx.Client, asset_id: str, thumbhash: object) -> None:
    wanted = {"visibility": "timeline", "withStacked": "true"}
    buckets = client.get("/api/timeline/buckets", params=wanted)
    assert buckets.json() == [{"timeBucket": "2023-07-01", "count": 1}]
    unchanged = client.get(
        "/api/timeline/buckets", params=wanted, headers={"if-none-match": buckets.headers["etag"]}
    )
    assert unchanged.status_code == 304
    month = client.get("/api/timeline/bucket", params={**wanted, "timeBucket": "2023-07-01"}).json()
    assert month["id"] == [asset_id]
    assert month["thumbhash"] == [thumbhash]
    assert month["ratio"] == [0.75]
    assert month["stack"] == [None]
    local = datetime.fromisoformat(month["fileCreatedAt"][0]) + timedelta(
        hours=month["localOffsetHours"][0]
    )
    assert local == datetime(2023, 7, 14, 18, 30, 5)


def look(client: httpx.Client, asset_id: str, photo: bytes) -> None:
    sizes = {"thumbnail": (250, 333), "preview": (1200, 1600)}
    for size, expected in sizes.items():
        shown = client.get(f"/api/assets/{asset_id}/thumbnail", params={"size": size})
        assert shown.status_code == 200, shown.text
        width, height = Image.open(io.BytesIO(shown.content)).size
        assert abs(width - expected[0]) <= 1
        assert abs(height - expected[1]) <= 1
        assert "private" in shown.headers["cache-control"]
    url = f"/api/assets/{asset_id}/original"
    original = client.get(url)
    assert original.content == photo
    assert "Tejo%20%C3%A0%20tarde.JPG" in original.headers["content-disposition"]
    again = client.get(url, headers={"if-none-match": original.headers["etag"]})
    assert again.status_code == 304
    part = client.get(url, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, photo[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(photo)}"
    head = client.head(url, headers={"range": "bytes=10-19"})
    assert (head.status_code, head.content) == (206, b"")
    assert head.headers["content-length"] == "10"
    tail = client.get(url, headers={"range": "bytes=-7"})
    assert tail.content == photo[-7:]
    past = client.get(url, headers={"range": "bytes=999999999-"})
    expect(past, 404, "Not Found")
    assert past.headers["content-range"] == f"bytes */{len(photo)}"


def note(client: httpx.Client, asset_id: str) -> None:
    """What clients keep beside a photo, under whatever key."""
    url = f"/api/assets/{asset_id}/metadata"
    item = {"key": "app/v1", "value": {"seen": True}}
    assert client.put(url, json={"items": [item]}).status_code == 200
    assert client.get(f"{url}/app%2Fv1").json()["value"] == {"seen": True}
    assert client.delete(f"{url}/app%2Fv1").status_code == 204
    assert client.get(url).json() == []
    assert client.put(url, json={"items": [item | {"key": "a\0b"}]}).status_code == 400


def throw_away_and_restore(client: httpx.Client, asset_id: str) -> None:
    trashed = client.request("DELETE", "/api/assets", json={"ids": [asset_id]})
    assert trashed.status_code == 204, trashed.text
    assert client.get("/api/timeline/buckets", params={"visibility": "timeline"}).json() == []
    bin_ = client.get("/api/timeline/buckets", params={"isTrashed": "true"}).json()
    assert [bucket["count"] for bucket in bin_] == [1]
    assert client.get(f"/api/assets/{asset_id}").json()["isTrashed"] is True
    restored = client.post("/api/trash/restore/assets", json={"ids": [asset_id]})
    assert restored.json() == {"count": 1}
    assert client.get(f"/api/assets/{asset_id}").json()["isTrashed"] is False


def leave(client: httpx.Client) -> None:
    token = client.cookies["immich_access_token"]
    out = client.post("/api/auth/logout")
    assert out.json() == {"successful": True, "redirectUri": "/auth/login?autoLaunch=0"}
    late = client.get("/api/users/me", headers={"authorization": f"Bearer {token}"})
    expect(late, 401, "Invalid user token")
