"""What tests about sharing have in common: photos, albums, links, and listening to what is told."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import httpx

from bindings import Sql
from photos import users
from tests.handlers.conftest import House, upload
from tests.listening import Ears
from tests.photos.library import Library
from tests.pictures import jpeg


async def photos(client: httpx.AsyncClient, number: int, first: int = 0) -> list[str]:
    """Ids of different photos of one month, each a minute after the one before."""
    found = []
    for each in range(first, first + number):
        moment = f"2024-01-01T00:{each:02}:00.000Z"
        made = await upload(client, jpeg(each), f"{each}.jpg", fileCreatedAt=moment)
        assert made.status_code == 201, made.text
        found.append(made.json()["id"])
    return found


async def move(house: House, asset_id: str, visibility: str) -> None:
    """Give an asset another visibility."""
    statement = "UPDATE assets SET visibility = ? WHERE id = ?"
    await house.bindings.database.run(Sql(statement, (visibility, asset_id)))


async def share(client: httpx.AsyncClient, *ids: str, **fields: Any) -> dict[str, Any]:
    body = {"type": "INDIVIDUAL", "assetIds": ids} if ids else {"type": "ALBUM"}
    made = await client.post("/api/shared-links", json=body | fields)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


async def album(house: House, client: httpx.AsyncClient, *ids: str) -> str:
    """An album of the caller, behind the back of the albums' own operations."""
    library = Library(house.bindings.database, count(900))
    me = await client.get("/api/users/me")
    owner = await users.find(library.database, me.json()["id"])
    assert owner is not None
    return await library.album(owner, *ids, album_name="Lisbon")


async def me(visitor: httpx.AsyncClient, link: dict[str, Any]) -> httpx.Response:
    return await visitor.get("/api/shared-links/me", params={"key": link["key"]})


async def put_in(
    visitor: httpx.AsyncClient, link: dict[str, Any], data: bytes, **headers: str
) -> httpx.Response:
    form = {
        "fileCreatedAt": "2024-01-01T12:00:00.000Z", "fileModifiedAt": "2024-01-01T12:00:00.000Z"
    }  # fmt: skip
    return await visitor.post(
        "/api/assets",
        params={"key": link["key"]},
        data=form,
        files={"assetData": ("new.jpg", data)},
        headers=headers,
    )


class Listening:
    """Keeps what is told from now on, as (room, event, payload)."""

    def __init__(self, house: House) -> None:
        ears = Ears()
        self.events = ears.heard
        house.bindings = replace(house.bindings, sockets=ears)
