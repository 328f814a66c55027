"""The isolate has 128 MB, and Python's part of them never shrinks."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.worker.harness import Worker

MB = 10**6


def test_uploads_leave_the_heap_small(worker: Worker) -> None:
    with httpx.Client(base_url=f"{worker.url}/api", timeout=120) as client:
        person = {"email": "ada@example.com", "password": "a long password", "name": "Ada"}
        assert client.post("/auth/admin-sign-up", json=person).status_code == 201
        assert client.post("/auth/login", json=person).status_code == 201

        def upload(number: int) -> int:
            data = {
                "fileCreatedAt": "2024-01-01T00:00:00Z",
                "fileModifiedAt": "2024-01-01T00:00:00Z",
            }
            photo = b"\xff\xd8\xff" + os.urandom(40 * MB)
            files = {"assetData": (f"{number}.jpg", photo, "image/jpeg")}
            return client.post("/assets", data=data, files=files).status_code

        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(upload, range(3))) == [201] * 3
    assert worker.heap() < 64 * MB
