"""Taking photos home: a plan, its archives, and what visitors may take."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import httpx

from tests.contract_check import check_sync
from tests.pictures import jpeg
from tests.scenarios import ADA, expect

NAMES = ["Tejo à tarde.jpg", "東京.jpg", "東京.jpg"]
FILM = b"\0\0\0\x18ftypqt  " + bytes(range(256)) * 4096


def scenario(base_url: str) -> None:
    hooks: Any = {"response": [check_sync]}
    with (
        httpx.Client(base_url=base_url, timeout=60, event_hooks=hooks) as owner,
        httpx.Client(base_url=base_url, timeout=60, event_hooks=hooks) as visitor,
    ):
        assert owner.post("/api/auth/admin-sign-up", json=ADA).status_code == 201
        assert owner.post("/api/auth/login", json=ADA).status_code == 201
        ids = [upload(owner, jpeg(number), name) for number, name in enumerate(NAMES)]
        film = upload(owner, FILM, "moving.mov", visibility="hidden")
        ids.append(upload(owner, jpeg(9), "moving.jpg", livePhotoVideoId=film))
        contents = {
            "Tejo à tarde.jpg": jpeg(0), "東京.jpg": jpeg(1), "東京+1.jpg": jpeg(2),
            "moving.jpg": jpeg(9), "moving.mov": FILM,
        }  # fmt: skip
        take_everything(owner, [*ids, film], contents)
        take_an_album(owner, visitor, ids[:2])


def upload(client: httpx.Client, data: bytes, name: str, **fields: str) -> str:
    form = {
        "fileCreatedAt": "2024-01-01T00:00:00.000Z",
        "fileModifiedAt": "2024-01-02T00:00:00.000Z",
        **fields,
    }
    files = {"assetData": (name, data, "application/octet-stream")}
    made = client.post("/api/assets", data=form, files=files)
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    return id


def plan(client: httpx.Client, key: str = "", **body: Any) -> list[list[str]]:
    params = {"key": key} if key else {}
    answer = client.post("/api/download/info", json=body, params=params)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert found["totalSize"] == sum(each["size"] for each in found["archives"])
    return [each["assetIds"] for each in found["archives"]]


def fetch(client: httpx.Client, ids: list[str], key: str = "") -> dict[str, bytes]:
    body, params = {"assetIds": ids, "edited": True}, {"key": key} if key else {}
    answer = client.post("/api/download/archive", json=body, params=params)
    assert answer.status_code == 200, answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {each.filename: archive.read(each) for each in archive.infolist()}


def take_everything(owner: httpx.Client, ids: list[str], contents: dict[str, bytes]) -> None:
    me = owner.get("/api/users/me").json()["id"]
    (archive,) = plan(owner, userId=me)
    assert sorted(archive) == sorted(ids)
    assert archive.index(ids[-1]) == archive.index(ids[-2]) + 1, "a film comes behind its photo"
    assert fetch(owner, ids) == contents
    single = plan(owner, userId=me, archiveSize=1)
    assert [id for ids in single for id in ids] == archive
    assert [len(fetch(owner, ids)) for ids in single] == [1] * len(ids)


def take_an_album(owner: httpx.Client, visitor: httpx.Client, ids: list[str]) -> None:
    album = owner.post("/api/albums", json={"albumName": "Trip", "assetIds": ids}).json()["id"]
    link = owner.post("/api/shared-links", json={"type": "ALBUM", "albumId": album}).json()
    key = link["key"]
    (archive,) = plan(visitor, key, albumId=album)
    assert set(archive) == set(ids)
    assert len(fetch(visitor, archive, key)) == len(ids)
    owner.patch(f"/api/shared-links/{link['id']}", json={"allowDownload": False})
    shut = visitor.post("/api/download/archive", json={"assetIds": ids}, params={"key": key})
    expect(shut, 400, "Not found or no asset.download access")
    odd = owner.post("/api/download/info", json={})
    expect(odd, 400, "assetIds, albumId, or userId is required")
