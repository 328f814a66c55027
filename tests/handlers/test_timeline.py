"""Whose photos a timeline shows. What is in them: tests/photos/test_timeline.py."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import House, upload

STAMP = "2024-01-01T00:00:00.000Z"


async def me(client: httpx.AsyncClient) -> str:
    found: str = (await client.get("/api/users/me")).json()["id"]
    return found


async def months(client: httpx.AsyncClient, **query: Any) -> Any:
    answer = await client.get("/api/timeline/buckets", params=query)
    if answer.status_code != 200:
        return answer.json()["message"]
    bucket = await client.get("/api/timeline/bucket", params={**query, "timeBucket": "2024-01-01"})
    assert len(bucket.json()["id"]) == sum(each["count"] for each in answer.json())
    return bucket.json()["id"]


@pytest.fixture
async def album(house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient) -> str:
    """Ada's, with Bob as a viewer and a link to it; both have a photo in it."""
    database, ids = house.bindings.database, [await me(admin), await me(member)]
    photos = [(await upload(client, name.encode())).json()["id"]
              for client, name in ((admin, "ada"), (member, "bob"))]  # fmt: skip
    album = house.bindings.clock.uuid()
    await database.batch(
        [
            Sql("INSERT INTO albums (id, album_name, created_at) VALUES (?, 'A', ?)",
                (album, STAMP)),
            *(Sql("INSERT INTO album_users (album_id, user_id, role, created_at) VALUES (?,?,?,?)",
                  (album, id, role, STAMP))
              for id, role in zip(ids, ("owner", "viewer"), strict=True)),
            *(Sql("INSERT INTO album_assets (album_id, asset_id, created_at) VALUES (?, ?, ?)",
                  (album, photo, STAMP)) for photo in photos),
            Sql("INSERT INTO partners (shared_by_id, shared_with_id, created_at) VALUES (?, ?, ?)",
                (*ids, STAMP)),
            Sql("INSERT INTO shared_links (id, user_id, key, type, album_id, created_at)"
                " VALUES ('l', ?, 'k', 'ALBUM', ?, ?)", (ids[0], album, STAMP)),
        ]
    )  # fmt: skip
    await database.run(Sql("UPDATE assets SET status = 'trashed', deleted_at = ?", (STAMP,)))
    return album


async def test_the_trash_is_ones_own(
    admin: httpx.AsyncClient, member: httpx.AsyncClient, visitor: httpx.AsyncClient, album: str
) -> None:
    refused = "Not found or no timeline.read access"
    assert len(await months(member, isTrashed="true")) == 1
    assert await months(member, userId=await me(admin), isTrashed="true") == refused
    mine = await months(member, isTrashed="true")
    assert await months(member, albumId=album, isTrashed="true") == mine
    assert await months(visitor, key="k", albumId=album, isTrashed="true") == refused
    assert await months(visitor, key="k", albumId=album) == []


async def test_the_locked_folder_is_ones_own(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, album: str
) -> None:
    """Also where an asset lies in an album and was locked there."""
    locking = "UPDATE assets SET visibility = 'locked', status = 'active', deleted_at = NULL"
    await house.bindings.database.run(Sql(locking))
    await member.post("/api/auth/pin-code", json={"pinCode": "123456"})
    await member.post("/api/auth/session/unlock", json={"pinCode": "123456"})
    mine = await months(member, visibility="locked")
    assert len(mine) == 1
    assert await months(member, visibility="locked", albumId=album) == mine
