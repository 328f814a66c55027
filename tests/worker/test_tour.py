"""Both doors answer every operation alike, and keep the same rows of it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from bench.process import serving
from generated.operations import OPERATIONS
from tests.handlers.matrix import ABSENT
from tests.worker.harness import Worker, open_worker
from tests.worker.tour import Told, tour

DIFFERENT = {
    "getStorage smallest": "a disk has an end, object storage has none",
    "getStorage malformed": "likewise",
    "searchRandom size=3": "three by chance",
}
NEVER = {*ABSENT, "getUserLicense"}
"""What succeeds for nobody here: what it is about is absent, or there was one before."""


@pytest.fixture(scope="module")
def doors(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Told, Told]]:
    """What the local door told and what the Worker did."""
    data = tmp_path_factory.mktemp("tour") / "data"

    def locally(url: str) -> Told:
        with closing(sqlite3.connect(data / "photos.sqlite", check_same_thread=False)) as opened:
            return tour(url, lambda text: opened.execute(text).fetchall())

    def remotely(worker: Worker) -> Told:
        def read(text: str) -> list[list[str]]:
            rows: list[list[str]] = worker.run("tests.worker.probes", "sql", text=text, values=[])
            return rows

        return tour(worker.url, read)

    with serving(data) as server, open_worker(staged) as worker, ThreadPoolExecutor() as pool:
        local = pool.submit(locally, server.url)
        yield local.result(), pool.submit(remotely, worker).result()


def test_every_operation_is_answered_in_several_ways(doors: tuple[Told, Told]) -> None:
    _, worker = doors
    asked, succeeded = defaultdict(set), set[str]()
    for name, answer in worker.items():
        operation, _, kind = name.partition(" ")
        asked[operation].add(kind)
        if operation in OPERATIONS and answer["status"] < 400:
            succeeded.add(operation)
    assert [name for name in OPERATIONS if len(asked[name]) < 2] == []
    assert OPERATIONS.keys() - succeeded == NEVER


def test_doors_tell_the_same(doors: tuple[Told, Told]) -> None:
    local, worker = doors
    assert local.keys() == worker.keys()
    told = {
        name: _difference(local[name], worker[name])
        for name in local
        if local[name] != worker[name]
    }
    assert told.keys() <= DIFFERENT.keys(), {
        name: difference for name, difference in told.items() if name not in DIFFERENT
    }


def _difference(local: object, worker: object) -> object:
    """Only what differs."""
    if isinstance(local, dict) and isinstance(worker, dict):
        names = [name for name in {**local, **worker} if local.get(name) != worker.get(name)]
        return {name: _difference(local.get(name), worker.get(name)) for name in names}
    if isinstance(local, list) and isinstance(worker, list):
        only = [each for each in local if each not in worker]
        return {"local": only[:3], "worker": [each for each in worker if each not in local][:3]}
    return {"local": local, "worker": worker}
