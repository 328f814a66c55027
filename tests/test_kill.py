"""The local door, killed without warning while photos come in and are worked on.

A few rounds in `make test`; `make test-kill` has the full twenty. Where the kill
hits is drawn from a fixed seed and counted in answers, not in seconds, so that a
slow machine is hit at about the same points.
"""

from __future__ import annotations

import asyncio
import io
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from PIL import Image

from bench.process import ROOT, Server, serving
from bindings import Sql
from bindings.local import open_bindings
from tests.clocks import Later
from tests.stocktaking import SETTLED, take_stock

ROUNDS = int(os.environ.get("KILL_ROUNDS", "4"))
PHOTOS = 200
CONNECTIONS = 4
PERSON = {"email": "a@example.com", "password": "a long enough password", "name": "A"}


@dataclass
class Photo:
    """A picture that is brought in and, if `unwanted`, thrown away for good again."""

    number: int
    data: bytes
    unwanted: bool
    id: str = ""
    """Empty until the server has said that it has it."""
    gone: bool = False

    def step(self, client: httpx.Client) -> bool:
        """Do what is next; whether that was the last. Raises httpx.TransportError."""
        if not self.id:
            stamp = "2024-01-01T00:00:00.000Z"
            form = {"fileCreatedAt": stamp, "fileModifiedAt": stamp}
            files = {"assetData": (f"{self.number}.jpg", self.data)}
            answer = client.post("/api/assets", data=form, files=files)
            assert answer.status_code in (200, 201), answer.text
            self.id = answer.json()["id"]
            return not self.unwanted
        body = {"ids": [self.id], "force": True}
        answer = client.request("DELETE", "/api/assets", json=body)
        # It is gone already when the answer before got lost.
        assert answer.status_code in (204, 400), answer.text
        self.gone = True
        return True


def photo(number: int) -> Photo:
    exif = Image.Exif()
    exif[0x0110] = f"Camera {number}"
    out = io.BytesIO()
    shade = (number % 256, 90, 255 - number % 256)
    Image.new("RGB", (160, 120), shade).save(out, "JPEG", exif=exif)
    return Photo(number, out.getvalue(), unwanted=number % 8 == 0)


class Crowd:
    """Several connections that bring photos in until all are done or the server dies."""

    def __init__(self, url: str, token: str, todo: queue.SimpleQueue[Photo]) -> None:
        self._options = {"base_url": url, "headers": {"authorization": f"Bearer {token}"}}
        self._todo = todo
        self.answers = threading.Semaphore(0)
        self._pool = ThreadPoolExecutor(CONNECTIONS)
        self._visits = [self._pool.submit(self._visit) for _ in range(CONNECTIONS)]

    def _visit(self) -> None:
        with httpx.Client(**self._options, timeout=60) as client:  # type: ignore[arg-type]
            while True:
                try:
                    photo = self._todo.get_nowait()
                except queue.Empty:
                    return
                done = False
                try:
                    done = photo.step(client)
                except httpx.TransportError:
                    return
                finally:
                    if not done:
                        self._todo.put(photo)
                self.answers.release()

    def busy(self) -> bool:
        return not all(visit.done() for visit in self._visits)

    def leave(self) -> None:
        self._pool.shutdown()
        for visit in self._visits:
            visit.result()


def kill(server: Server, crowd: Crowd, chance: random.Random) -> None:
    """After some answers, which may come when all is uploaded and only jobs are left."""
    answers = chance.randrange(2 * PHOTOS // ROUNDS)
    while answers and crowd.busy():
        answers -= crowd.answers.acquire(timeout=0.1)
    time.sleep(chance.uniform(0, 0.1))
    os.kill(server.pid, signal.SIGKILL)
    crowd.leave()


def kill_while_starting(data: Path, chance: random.Random) -> None:
    command = [sys.executable, "local.py", "--port", "0", "--data", str(data), "--places", "none"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        time.sleep(chance.uniform(0, 1.5))
        process.kill()


def log_in(url: str) -> str:
    httpx.post(f"{url}/api/auth/admin-sign-up", json=PERSON).raise_for_status()
    token: str = httpx.post(f"{url}/api/auth/login", json=PERSON).json()["accessToken"]
    return token


def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(2024)
    data = tmp_path / "data"
    photos = [photo(number) for number in range(PHOTOS)]
    todo: queue.SimpleQueue[Photo] = queue.SimpleQueue()
    for each in photos:
        todo.put(each)
    kill_while_starting(data, chance)
    with serving(data) as server:
        token = log_in(server.url)
        kill(server, Crowd(server.url, token, todo), chance)
    for _ in range(ROUNDS - 2):
        if chance.random() < 0.2:
            kill_while_starting(data, chance)
        with serving(data) as server:
            kill(server, Crowd(server.url, token, todo), chance)
    with serving(data) as server:
        Crowd(server.url, token, todo).leave()
        headers = {"authorization": f"Bearer {token}"}
        with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
            wait_for_jobs(client)
            check_answers(client, photos)
    asyncio.run(check_storage(data, [each for each in photos if not each.gone]))


def wait_for_jobs(client: httpx.Client) -> None:
    deadline = time.monotonic() + 120
    while left := [
        (one["name"], one["statistics"])
        for one in client.get("/api/queues").json()
        if any(one["statistics"].values())
    ]:
        assert not any(counts["failed"] for _, counts in left), left
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def check_answers(client: httpx.Client, photos: Sequence[Photo]) -> None:
    """Every photo that was acknowledged is here, whole and with all that is made of it."""
    for each in photos:
        path = f"/api/assets/{each.id}"
        asset = client.get(path)
        if each.gone:
            assert asset.status_code == 400, each.number
            continue
        assert asset.json()["thumbhash"], each.number
        assert asset.json()["exifInfo"]["model"] == f"Camera {each.number}"
        assert client.get(f"{path}/original").content == each.data, each.number
        for size in ("thumbnail", "preview"):
            made = client.get(f"{path}/thumbnail", params={"size": size}).content
            assert Image.open(io.BytesIO(made)).size == (160, 120), (each.number, size)


async def check_storage(data: Path, photos: Sequence[Photo]) -> None:
    """No row without its bytes, after the sweep no bytes without their row, true sums."""
    bindings = await open_bindings(data)
    try:
        counted, _ = await take_stock(replace(bindings, clock=Later(bindings.clock, SETTLED)))
        assert "blobs_missing" not in counted
        keys = [key async for key in bindings.blobs.keys("")]
        named = Sql("SELECT original_path FROM assets UNION ALL SELECT path FROM asset_files")
        rows = await bindings.database.all(named, tuple[str])
        assert sorted(path for (path,) in rows) == keys
        assert len(keys) == 3 * len(photos)
        usage = Sql("SELECT quota_usage_in_bytes FROM users")
        expected = sum(len(each.data) for each in photos)
        assert await bindings.database.one(usage, tuple[int]) == (expected,)
    finally:
        bindings.close()
