"""Rows that D1 reads for an answer: it bills them, and they must not grow with the library.

The program answers each request locally over a seeded library, which tells its
statements; Cloudflare's simulator of D1 runs those over the same database and
counts. Needs `make setup` for the simulator.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from bench import scale, seed
from bench.process import ROOT, Row
from bindings import Argument, Sql
from bindings.local import open_bindings
from deploy.node import NODE
from handlers.app import application
from tests.queries.recorder import Recorder

_SEARCHES: list[tuple[str, dict[str, Any]]] = [
    ("search: latest", {}),
    ("search: city", {"city": "Rome"}),
    ("search: camera and year", {"model": "iPhone 12", "takenAfter": "2009-01-01T00:00:00Z"}),
    ("search: word in a description", {"description": "lighthouse"}),
]


@dataclass
class Asked:
    """A request, what it showed and the statements it took."""

    name: str
    shown: int
    statements: list[Sql]


def measure() -> Iterator[Row]:
    for size in scale.SIZES:
        with scale.library(size) as folder:
            asked = asyncio.run(_ask(folder))
            counts = iter(count(folder / "photos.sqlite", asked))
        yield f"D1's rows read with {size:,} assets", "", ""
        for each in asked:
            read = sum(next(counts) for _ in each.statements)
            measured = f"{read} for {each.shown} in {len(each.statements)} statements"
            yield each.name, measured, "3 for each shown"


async def _ask(folder: Path) -> list[Asked]:
    local = await open_bindings(folder)
    recorder = Recorder(local.database)
    bindings = replace(local, database=recorder)  # type: ignore[arg-type]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        scope["bindings"] = bindings
        await application(scope, receive, send)

    try:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://bench"
        ) as client:
            person = {"email": seed.EMAIL, "password": seed.PASSWORD}
            (await client.post("/api/auth/login", json=person)).raise_for_status()
            asset = (await client.get(scale.TABLE[1][1])).json()["id"][0]
            plain = [
                await _request(client, recorder, name, "GET", path.format(asset=asset))
                for name, path, *_ in scale.TABLE
            ]
            searches = [
                await _request(client, recorder, name, "POST", "/api/search/metadata", wanted)
                for name, wanted in _SEARCHES
            ]
            return plain + searches
    finally:
        local.close()


async def _request(
    client: httpx.AsyncClient, recorder: Recorder, name: str, method: str, path: str,
    body: dict[str, Any] | None = None,
) -> Asked:  # fmt: skip
    recorder.take()
    answer = (await client.request(method, path, json=body)).raise_for_status()
    return Asked(name, _shown(answer), recorder.take())


def _shown(answer: httpx.Response) -> int:
    """How many things: of a list, of a month, of a page, or one."""
    if "json" not in answer.headers["content-type"]:
        return 1
    content = answer.json()
    if isinstance(content, dict):
        content = content["assets"]["items"] if "assets" in content else content.get("id")
    return len(content) if isinstance(content, list) else 1


def count(database: Path, asked: Iterable[Asked]) -> list[int]:
    """The rows D1 reads for each statement over a copy of a local database."""
    statements = [
        (sql.text, [_number(value) for value in sql.args])
        for each in asked
        for sql in each.statements
    ]
    answer = subprocess.run(
        [NODE, ROOT / "bench/rows.mjs", database],
        input=json.dumps(statements), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    counts: list[int] = json.loads(answer.stdout)
    return counts


def _number(value: Argument) -> Argument:
    """D1 takes no booleans."""
    return int(value) if isinstance(value, bool) else value


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t", flush=True)
