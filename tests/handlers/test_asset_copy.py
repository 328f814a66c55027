"""One asset takes the place of another."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import House
from tests.pictures import jpeg
from tests.scenarios import expect

STAMP = "2024-01-01T00:00:00.000Z"
FLAGS = ("albums", "sharedLinks", "stack", "favorite", "sidecar")
SIDECAR = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    b' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="3"/></rdf:RDF></x:xmpmeta>'
)


class Shelf:
    """Rows other operations would make."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.bindings.database

    async def put(self, table: str, **values: Any) -> str:
        id = self._house.bindings.clock.uuid()
        given = {"id": id, **values} if "id" not in values else values
        given = {name: value for name, value in given.items() if value is not ...}
        names = ", ".join(given)
        text = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(given))})"
        await self._database.run(Sql(text, tuple(given.values())))
        return id

    async def stack(self, owner: str, *ids: str) -> str:
        stack = await self.put("stacks", owner_id=owner, primary_asset_id=ids[0], created_at=STAMP)
        for id in ids:
            await self._database.run(
                Sql("UPDATE assets SET stack_id = ? WHERE id = ?", (stack, id))
            )
        return stack

    async def rows(self, text: str, *args: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = await self._database.all(Sql(text, args), tuple[Any, ...])
        return rows


async def add(client: httpx.AsyncClient, shade: int, sidecar: bytes | None = None) -> str:
    form = {"fileCreatedAt": STAMP, "fileModifiedAt": STAMP}
    files = {"assetData": ("a.jpg", jpeg(shade), "image/jpeg")}
    if sidecar is not None:
        files["sidecarData"] = ("a.jpg.xmp", sidecar, "application/xml")
    made = await client.post("/api/assets", data=form, files=files)
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    return id


async def copy(
    client: httpx.AsyncClient, source: str, target: str, **flags: bool
) -> httpx.Response:
    body = {"sourceId": source, "targetId": target, **flags}
    return await client.put("/api/assets/copy", json=body)


async def furnish(house: House, admin: httpx.AsyncClient) -> tuple[Shelf, dict[str, str]]:
    """A source with everything, and a bare target."""
    shelf = Shelf(house)
    source, target = await add(admin, 1, SIDECAR), await add(admin, 2)
    mate = await add(admin, 3)
    owner = (await admin.get("/api/users/me")).json()["id"]
    await admin.put(f"/api/assets/{source}", json={"isFavorite": True})
    album = await shelf.put("albums", created_at=STAMP)
    await shelf.put("album_assets", id=..., album_id=album, asset_id=source, created_at=STAMP)
    link = await shelf.put(
        "shared_links", user_id=owner, key="k", type="INDIVIDUAL", created_at=STAMP
    )
    await shelf.put("shared_link_assets", id=..., shared_link_id=link, asset_id=source)
    stack = await shelf.stack(owner, source, mate)
    things = {"source": source, "target": target, "mate": mate, "owner": owner}
    return shelf, {**things, "album": album, "link": link, "stack": stack}


async def has(shelf: Shelf, id: str) -> dict[str, bool]:
    """Which of the five things an asset has."""
    questions = {
        "albums": "SELECT 1 FROM album_assets WHERE asset_id = ?",
        "sharedLinks": "SELECT 1 FROM shared_link_assets WHERE asset_id = ?",
        "stack": "SELECT 1 FROM assets WHERE id = ? AND stack_id IS NOT NULL",
        "favorite": "SELECT 1 FROM assets WHERE id = ? AND is_favorite",
        "sidecar": "SELECT 1 FROM asset_files WHERE asset_id = ? AND type = 'sidecar'",
    }
    return {name: bool(await shelf.rows(text, id)) for name, text in questions.items()}


async def test_everything_is_handed_on(house: House, admin: httpx.AsyncClient) -> None:
    shelf, things = await furnish(house, admin)
    for _ in range(2):
        answer = await copy(admin, things["source"], things["target"])
        assert (answer.status_code, answer.content) == (204, b"")
    assert await has(shelf, things["target"]) == dict.fromkeys(FLAGS, True)
    assert await has(shelf, things["source"]) == dict.fromkeys(FLAGS, True)
    members = await shelf.rows(
        "SELECT id FROM assets WHERE stack_id = ? AND is_stack_child ORDER BY seq", things["stack"]
    )
    assert members == [(things["target"],), (things["mate"],)]


@pytest.mark.parametrize("flag", FLAGS)
async def test_each_thing_can_be_left_out(
    house: House, admin: httpx.AsyncClient, flag: str
) -> None:
    shelf, things = await furnish(house, admin)
    await copy(admin, things["source"], things["target"], **{flag: False})
    assert await has(shelf, things["target"]) == {**dict.fromkeys(FLAGS, True), flag: False}


async def test_a_stack_swallows_the_other(house: House, admin: httpx.AsyncClient) -> None:
    shelf, things = await furnish(house, admin)
    other = await add(admin, 4)
    kept = await shelf.stack(things["owner"], things["target"], other)
    assert (await copy(admin, things["source"], things["target"])).status_code == 204
    assert await shelf.rows("SELECT id, primary_asset_id FROM stacks") == [(kept, things["target"])]
    members = await shelf.rows("SELECT id FROM assets WHERE stack_id = ? ORDER BY seq", kept)
    assert members == [(things[name],) for name in ("source", "target", "mate")] + [(other,)]
    assert await shelf.rows("SELECT stack_id FROM stack_audit") == [(things["stack"],)]


async def test_a_sidecar_is_copied_read_and_replaces_the_old_one(
    house: House, admin: httpx.AsyncClient
) -> None:
    source, target = await add(admin, 1, SIDECAR), await add(admin, 2, b"<old/>")
    await house.run_jobs()
    assert (await copy(admin, source, target)).status_code == 204
    await house.run_jobs()
    shelf, blobs = Shelf(house), house.bindings.blobs
    keys = dict(await shelf.rows("SELECT asset_id, path FROM asset_files WHERE type = 'sidecar'"))
    assert await blobs.read(keys[target], 0, 9999) == SIDECAR
    assert keys[source] != keys[target]
    stored = [key async for key in blobs.keys("originals/") if key.endswith(".xmp")]
    assert sorted(stored) == sorted(keys.values()), "no litter"


async def test_refusals(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    mine, theirs = await add(admin, 1), await add(member, 1)
    expect(await copy(admin, mine, mine), 400, "Source and target id must be distinct")
    for source, target in ((mine, theirs), (theirs, mine)):
        expect(await copy(admin, source, target), 400, "Not found or no asset.copy access")
