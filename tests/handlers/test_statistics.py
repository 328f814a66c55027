"""How many photos and videos somebody has."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import House, upload
from tests.pictures import jpeg
from tests.scenarios import expect


async def add(client: httpx.AsyncClient, number: int, name: str = "a.jpg", **fields: str) -> str:
    data = jpeg(number) if name.endswith(".jpg") else f"{number}".encode()
    made = await upload(client, data, name, **fields)
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    return id


async def count(client: httpx.AsyncClient, **query: str) -> tuple[int, int, int]:
    answer = await client.get("/api/assets/statistics", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found["images"], found["videos"], found["total"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, (3, 1, 4)),
        ({"visibility": "timeline"}, (2, 1, 3)),
        ({"visibility": "archive"}, (1, 0, 1)),
        ({"visibility": "hidden"}, (0, 1, 1)),
        ({"isFavorite": "true"}, (1, 0, 1)),
        ({"isFavorite": "false"}, (2, 1, 3)),
        ({"isTrashed": "true"}, (1, 0, 1)),
        ({"isTrashed": "false"}, (3, 1, 4)),
        ({"isTrashed": "true", "isFavorite": "true"}, (0, 0, 0)),
    ],
)
async def test_counts(
    admin: httpx.AsyncClient,
    member: httpx.AsyncClient,
    query: dict[str, str],
    expected: tuple[int, int, int],
) -> None:
    await add(member, 1)
    await add(admin, 1, isFavorite="true")
    await add(admin, 2)
    await add(admin, 3, visibility="archive")
    await add(admin, 4, "a.mp4")
    await add(admin, 5, "b.mp4", visibility="hidden")
    await add(admin, 6, visibility="locked")
    trashed, doomed = await add(admin, 7), await add(admin, 8)
    await admin.request("DELETE", "/api/assets", json={"ids": [trashed]})
    await admin.request("DELETE", "/api/assets", json={"ids": [doomed], "force": True})
    assert await count(admin, **query) == expected


async def test_what_is_neither_counts_in_the_total(house: House, admin: httpx.AsyncClient) -> None:
    await add(admin, 1)
    await house.bindings.database.run(Sql("UPDATE assets SET type = 'AUDIO'"))
    assert await count(admin) == (0, 0, 1)


async def test_the_locked_folder_is_counted_for_whoever_may_open_it(
    admin: httpx.AsyncClient,
) -> None:
    await add(admin, 1, visibility="locked")
    url, locked = "/api/assets/statistics", {"visibility": "locked"}
    expect(await admin.get(url, params=locked), 401, "Elevated permission is required")
    assert (await admin.post("/api/auth/pin-code", json={"pinCode": "123456"})).status_code == 204
    unlock = await admin.post("/api/auth/session/unlock", json={"pinCode": "123456"})
    assert unlock.status_code == 204, unlock.text
    assert await count(admin, **locked) == (1, 0, 1)
