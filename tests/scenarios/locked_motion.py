"""A live photo goes into the locked folder, and nobody gets at its motion without the PIN."""

from __future__ import annotations

import httpx

from tests.contract_check import check_sync
from tests.pictures import jpeg
from tests.scenarios import expect

PASSWORD = "a long enough password"
DATES = {"fileCreatedAt": "2024-01-01T00:00:00.000Z", "fileModifiedAt": "2024-01-01T00:00:00.000Z"}


def scenario(base_url: str) -> None:
    with httpx.Client(
        base_url=base_url, timeout=60, event_hooks={"response": [check_sync]}
    ) as client:
        person = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
        assert client.post("/api/auth/admin-sign-up", json=person).status_code == 201
        assert client.post("/api/auth/login", json=person).status_code == 201
        film = upload(client, "a.mov", b"film", visibility="hidden")
        still = upload(client, "a.jpg", jpeg(1), livePhotoVideoId=film)
        other = upload(client, "b.jpg", jpeg(2))
        assert client.get(f"/api/assets/{film}/video/playback").content == b"film"
        change(client, still, visibility="locked")
        for motion in (film, None):
            change(client, other, livePhotoVideoId=motion)
            expect(client.get(f"/api/assets/{film}/video/playback"), 404, "Not Found")
        assert client.post("/api/auth/pin-code", json={"pinCode": "123456"}).status_code == 204
        opened = client.post("/api/auth/session/unlock", json={"pinCode": "123456"})
        assert opened.status_code == 204
        part = client.get(f"/api/assets/{film}/video/playback", headers={"range": "bytes=1-2"})
        assert (part.status_code, part.content) == (206, b"il")


def upload(client: httpx.Client, name: str, data: bytes, **fields: str) -> str:
    made = client.post("/api/assets", data=DATES | fields, files={"assetData": (name, data)})
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    return id


def change(client: httpx.Client, id: str, **changes: str | None) -> None:
    answer = client.put(f"/api/assets/{id}", json=changes)
    assert answer.status_code == 200, answer.text
