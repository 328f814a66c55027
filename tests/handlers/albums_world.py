"""An album with an owner, an editor, a viewer, and a stranger outside."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any

import httpx

from bindings import Sql
from tests.handlers.conftest import House, log_in, upload
from tests.listening import Ears, Heard
from tests.pictures import jpeg


@dataclass
class Person:
    id: str
    client: httpx.AsyncClient


@dataclass
class World:
    house: House
    owner: Person
    editor: Person
    viewer: Person
    stranger: Person
    heard: Heard
    photos: int = 0

    @property
    def people(self) -> dict[str, Person]:
        names = ("owner", "editor", "viewer", "stranger")
        return {name: getattr(self, name) for name in names}

    async def photo(self, person: Person, **fields: str) -> str:
        self.photos += 1
        made = await upload(person.client, jpeg(self.photos), **fields)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    async def album(self, *assets: str, alone: bool = False, **values: Any) -> str:
        users = [] if alone else [(self.editor, "editor"), (self.viewer, "viewer")]
        body = {
            "albumName": "Trip",
            "assetIds": assets,
            "albumUsers": [{"userId": person.id, "role": role} for person, role in users],
        }
        made = await self.owner.client.post("/api/albums", json=body | values)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    async def value(self, text: str, *args: str) -> Any:
        found = await self.house.bindings.database.one(Sql(text, args), list[Any])
        return found[0] if found else None

    async def run(self, text: str, *args: str) -> None:
        await self.house.bindings.database.run(Sql(text, args))

    async def erase(self, person: Person) -> None:
        """A deleted account, softly."""
        await self.run(
            "UPDATE users SET deleted_at = '2024-01-01T00:00:00.000Z', status = 'deleted'"
            " WHERE id = ?",
            person.id,
        )


async def settle(house: House) -> AsyncIterator[World]:
    ears = Ears()
    house.bindings = replace(house.bindings, sockets=ears)
    async with AsyncExitStack() as stack:
        people = {}
        for name in ("owner", "editor", "viewer", "stranger"):
            await house.move_in(f"{name}@example.com")
            client = await stack.enter_async_context(house.visitor())
            await log_in(client, f"{name}@example.com")
            people[name] = Person((await client.get("/api/users/me")).json()["id"], client)
        yield World(
            house,
            people["owner"],
            people["editor"],
            people["viewer"],
            people["stranger"],
            ears.heard,
        )
