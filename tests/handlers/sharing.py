"""What tests about sharing have in common: photos, and listening to what is told."""

from __future__ import annotations

from dataclasses import replace

import httpx

from bindings import Sql
from tests.handlers.conftest import House, upload
from tests.listening import Ears
from tests.pictures import jpeg


async def photos(client: httpx.AsyncClient, count: int, first: int = 0) -> list[str]:
    """Ids of different photos of one month, each a minute after the one before."""
    found = []
    for number in range(first, first + count):
        moment = f"2024-01-01T00:{number:02}:00.000Z"
        made = await upload(client, jpeg(number), f"{number}.jpg", fileCreatedAt=moment)
        assert made.status_code == 201, made.text
        found.append(made.json()["id"])
    return found


async def move(house: House, asset_id: str, visibility: str) -> None:
    """Give an asset another visibility."""
    statement = "UPDATE assets SET visibility = ? WHERE id = ?"
    await house.bindings.database.run(Sql(statement, (visibility, asset_id)))


class Listening:
    """Keeps what is told from now on, as (room, event, payload)."""

    def __init__(self, house: House) -> None:
        ears = Ears()
        self.events = ears.heard
        house.bindings = replace(house.bindings, sockets=ears)
