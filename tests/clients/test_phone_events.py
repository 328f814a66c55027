"""Rows that the socket brings a phone are those its next sync would have brought."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.clients.phone import Broken, Phone
from tests.clients.phone.store import Row
from tests.clients.town import Person, Town
from tests.handlers.conftest import credentials
from tests.listening import Listener, listening, settle
from tests.pictures import jpeg

TURN = {"action": "rotate", "parameters": {"angle": 90}}
CROP = {"action": "crop", "parameters": {"x": 8, "y": 8, "width": 32, "height": 16}}


@pytest.fixture
async def socket(town: Town) -> AsyncIterator[Listener]:
    """Ben's phone listens."""
    await town.sync()
    async with listening(town.house.bindings, credentials(town.ben.phone.client)) as listener:
        yield listener


def rows(person: Person, id: str) -> dict[str, list[Row]]:
    """All that the phone holds of an asset."""
    return {
        "asset": person.rows("asset", id=id),
        "exif": person.rows("exif", assetId=id),
        "edit": sorted(person.rows("edit", assetId=id), key=lambda row: row["sequence"]),
    }


async def told(town: Town, socket: Listener, id: str, *events: str) -> dict[str, list[Row]]:
    """What Ben's phone holds of an asset once it has heard exactly these, which no sync changes."""
    socket.frames.clear()
    await town.house.run_jobs()
    await settle()
    assert [name for name, *_ in socket.events] == [*events]
    for name, payload in socket.events:
        town.ben.phone.hear(name, payload)
    held = rows(town.ben, id)
    (trip,) = await town.sync(town.ben)
    assert "AssetV2" in trip.types
    assert rows(town.ben, id) == held
    return held


UPLOAD = ("on_upload_success", "AssetUploadReadyV2")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"isFavorite": "true", "visibility": "archive", "filename": 'a "b"\\\n\u2028é😀.jpg'},
        {"fileCreatedAt": "0111-01-01T00:00:00Z", "duration": "9999999999"},
    ],
    ids=["plain", "odd name", "absurd date"],
)
async def test_an_upload(town: Town, socket: Listener, fields: dict[str, str]) -> None:
    id = await town.photo(town.ben, **fields)
    held = await told(town, socket, id, *UPLOAD)
    assert [len(found) for found in held.values()] == [1, 1, 0]
    await town.prove()


async def test_a_live_photo(town: Town, socket: Listener, film: bytes) -> None:
    id = await town.ben.phone.back_up("a.jpg", jpeg(1), film)
    held = await told(town, socket, id, *UPLOAD)
    (still,) = held["asset"]
    assert (still["id"], still["visibility"]) == (id, "timeline")
    assert still["livePhotoVideoId"] is not None


async def test_edits_and_none(town: Town, socket: Listener) -> None:
    id = await town.photo(town.ben)
    await told(town, socket, id, *UPLOAD)
    for edits in ([CROP, TURN], [CROP]):
        await town.ben.do("PUT", f"/assets/{id}/edits", {"edits": edits})
        held = await told(town, socket, id, "AssetEditReadyV2")
        assert [row["action"] for row in held["edit"]] == [edit["action"] for edit in edits]
        assert [row["isEdited"] for row in held["asset"]] == [True]
    await town.ben.do("DELETE", f"/assets/{id}/edits")
    held = await told(town, socket, id, "AssetEditReadyV2")
    assert (held["edit"], held["asset"][0]["isEdited"]) == ([], False)
    await town.prove()


@pytest.mark.parametrize(
    "payload", [None, {}, {"asset": {}}, {"asset": {}, "exif": {}}, {"asset": {}, "edit": []}]
)
def test_the_phone_refuses_what_the_app_does_not_take(payload: object) -> None:
    phone = Phone(httpx.AsyncClient())
    for event in ("AssetUploadReadyV2", "AssetEditReadyV2"):
        with pytest.raises(Broken):
            phone.hear(event, payload)
