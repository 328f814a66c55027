"""The isolate has 128 MB, and Python's part of them never shrinks."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx

from tests.worker.harness import Worker

MB = 10**6


@contextmanager
def visiting(worker: Worker) -> Iterator[httpx.Client]:
    """The first admin."""
    with httpx.Client(base_url=f"{worker.url}/api", timeout=120) as client:
        person = {"email": "ada@example.com", "password": "a long password", "name": "Ada"}
        assert client.post("/auth/admin-sign-up", json=person).status_code == 201
        assert client.post("/auth/login", json=person).status_code == 201
        yield client


def upload(client: httpx.Client, name: str, photo: bytes) -> str:
    data = {
        "fileCreatedAt": "2024-01-01T00:00:00Z",
        "fileModifiedAt": "2024-01-01T00:00:00Z",
    }
    files = {"assetData": (name, photo, "image/jpeg")}
    made = client.post("/assets", data=data, files=files)
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    return id


def large(size: int) -> bytes:
    return b"\xff\xd8\xff" + os.urandom(size)


def test_uploads_leave_the_heap_small(worker: Worker) -> None:
    with visiting(worker) as client, ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda number: upload(client, f"{number}.jpg", large(40 * MB)), range(3)))
    assert worker.heap() < 64 * MB


def test_archives_leave_the_heap_small(worker: Worker) -> None:
    """R2's own streams where the checksum is known, through Python where it is not."""
    photos = {f"{number}.jpg": large(10 * MB) for number in range(6)}
    with visiting(worker) as client:
        ids = [upload(client, name, photo) for name, photo in photos.items()]
        before = worker.heap()
        for statement in ("SELECT 1", "UPDATE asset_exif SET crc32 = NULL"):
            worker.run("tests.worker.probes", "sql", text=statement, values=[])
            answer = client.post("/download/archive", json={"assetIds": ids})
            with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
                assert {name: archive.read(name) for name in archive.namelist()} == photos
    assert worker.heap() - before < 8 * MB
