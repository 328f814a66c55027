"""Editing photos: over the wire, into pictures, and back again."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from bindings import Rendition, Source, Sql
from handlers import jobs
from handlers.jobs import (
    AssetEditThumbnailGeneration,
    AssetExtractMetadata,
    AssetGenerateThumbnails,
)
from photos import edits
from photos.edits import Edit
from tests.framings import EDITS, difference, edited, lying, scene
from tests.handlers.conftest import House, upload

TURN = {"action": "rotate", "parameters": {"angle": 90}}
CROP: dict[str, Any] = {
    "action": "crop",
    "parameters": {"x": 10, "y": 6, "width": 60, "height": 70},
}
MIRROR = {"action": "mirror", "parameters": {"axis": "horizontal"}}


def photo(orientation: int = 1, format: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    lying(scene(), orientation).save(out, format, exif=exif, quality=95)
    return out.getvalue()


async def added(house: House, client: httpx.AsyncClient, data: bytes, name: str = "a.jpg") -> str:
    made = await upload(client, data, name)
    assert made.status_code == 201
    await house.run_jobs()
    id: str = made.json()["id"]
    return id


async def edit(client: httpx.AsyncClient, id: str, *steps: dict[str, Any]) -> httpx.Response:
    return await client.put(f"/api/assets/{id}/edits", json={"edits": steps})


async def shown(client: httpx.AsyncClient, id: str) -> tuple[int, int, bool, str]:
    asset = (await client.get(f"/api/assets/{id}")).json()
    return asset["width"], asset["height"], asset["isEdited"], asset["thumbhash"]


async def picture(client: httpx.AsyncClient, id: str, **query: str) -> Image.Image:
    answer = await client.get(f"/api/assets/{id}/thumbnail", params=query)
    assert answer.status_code == 200, answer.headers
    return Image.open(io.BytesIO(answer.content))


async def keys(house: House) -> set[str]:
    return {key.partition("/")[0] + key[-12:] async for key in house.bindings.blobs.keys("")}


async def test_edits_are_stored_in_order_and_replaced(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await added(house, admin, photo())
    url = f"/api/assets/{id}/edits"
    assert (await admin.get(url)).json() == {"assetId": id, "edits": []}
    put = await edit(admin, id, CROP, TURN, MIRROR)
    assert put.status_code == 200
    assert [{**step, "id": 0} for step in put.json()["edits"]] == [
        {**step, "id": 0} for step in (CROP, TURN, MIRROR)
    ]
    assert (await admin.get(url)).json() == put.json()
    again = await edit(admin, id, TURN)
    assert (await admin.get(url)).json() == again.json()
    assert len(again.json()["edits"]) == 1
    assert (await admin.delete(url)).status_code == 204
    assert (await admin.get(url)).json()["edits"] == []


async def test_an_edited_photo_keeps_its_size_when_its_file_is_read_again(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await added(house, admin, photo())
    await edit(admin, id, CROP)
    await house.run_jobs()
    before = await shown(admin, id)
    assert before[:3] == (60, 70, True)
    await house.bindings.queue.send([AssetExtractMetadata(id=id).message()])
    await house.run_jobs()
    assert await shown(admin, id) == before


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["crop", "quarter", "turn, mirror", "everything"])
async def test_an_edited_photo_is_shown_as_edited(
    house: House, admin: httpx.AsyncClient, orientation: int, name: str
) -> None:
    id = await added(house, admin, photo(orientation))
    steps = [{"action": e.action, "parameters": e.parameters} for e in EDITS[name]]
    assert (await edit(admin, id, *steps)).status_code == 200
    await house.run_jobs()
    wanted = edited(scene(), EDITS[name])
    assert (await shown(admin, id))[:3] == (*wanted.size, True)
    for size in ("thumbnail", "preview", "fullsize"):
        assert difference(await picture(admin, id, size=size, edited="true"), wanted) < 12
    plain = await picture(admin, id, size="preview", edited="false")
    assert difference(plain, scene()) < 12
    original = await admin.get(f"/api/assets/{id}/original", params={"edited": "true"})
    assert original.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(original.content)).size == wanted.size
    untouched = await admin.get(f"/api/assets/{id}/original")
    assert untouched.content == photo(orientation)


async def test_undoing_restores_everything(house: House, admin: httpx.AsyncClient) -> None:
    id = await added(house, admin, photo(6))
    before, files = await shown(admin, id), await keys(house)
    await edit(admin, id, TURN)
    await house.run_jobs()
    assert (await shown(admin, id))[:3] == (80, 120, True)
    assert (await shown(admin, id))[3] != before[3]
    assert len(await keys(house)) == len(files) + 3
    await admin.delete(f"/api/assets/{id}/edits")
    await house.run_jobs()
    assert await shown(admin, id) == before == (120, 80, False, before[3])
    assert await keys(house) == files


async def test_pictures_made_again_leave_an_edited_photo_edited(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await added(house, admin, photo())
    await edit(admin, id, CROP)
    await house.run_jobs()
    before, files = await shown(admin, id), await keys(house)
    jobs = [AssetGenerateThumbnails(id=id), AssetEditThumbnailGeneration(id=id)]
    await house.bindings.queue.send([job.message() for job in jobs])
    await house.run_jobs()
    assert (await shown(admin, id), await keys(house)) == (before, files)


async def test_the_last_edit_wins(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its job may be done while that of the edit it replaces still draws."""
    id = await added(house, admin, photo())
    job, render = AssetEditThumbnailGeneration(id=id).message(), house.bindings.images.render

    async def late(source: Source, wanted: list[Rendition], *others: Any) -> None:
        monkeypatch.undo()
        await edit(admin, id, CROP)
        await jobs.run(job, house.bindings)
        await render(source, wanted, *others)

    await edit(admin, id, TURN)
    monkeypatch.setattr(house.bindings.images, "render", late)
    await jobs.run(job, house.bindings)
    assert (await shown(admin, id))[:2] == (60, 70)
    assert (await picture(admin, id, edited="true")).size == (60, 70)


async def test_jobs_of_deleted_photos_are_done(house: House, admin: httpx.AsyncClient) -> None:
    id = house.bindings.clock.uuid()
    await house.bindings.queue.send([AssetEditThumbnailGeneration(id=id).message()])
    await house.run_jobs()
    assert await house.bindings.database.all(Sql("SELECT 1 FROM jobs"), tuple[int]) == []


async def test_what_a_crash_left_unmade_is_made_up_for(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await added(house, admin, photo())
    await edits.replace(house.bindings.database, id, [Edit(id, "rotate", {"angle": 90})])
    await jobs.catch_up(house.bindings)
    await house.run_jobs()
    assert (await shown(admin, id))[:2] == (80, 120)
    assert (await picture(admin, id, edited="true")).size == (80, 120)


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ([], ["edits"]),
        ([{"action": "shear", "parameters": {}}], ["edits", 0, "action"]),
        ([TURN, TURN], ["edits", 1, "action"]),
        ([MIRROR, TURN, MIRROR], ["edits", 2, "action"]),
        ([{"action": "rotate", "parameters": {"angle": 45}}], ["edits", 0, "parameters", "angle"]),
        ([{"action": "rotate", "parameters": {}}], ["edits", 0, "parameters", "angle"]),
        ([TURN, {"action": "mirror", "parameters": {"axis": "d"}}],
         ["edits", 1, "parameters", "axis"]),
        ([{"action": "crop", "parameters": CROP["parameters"] | {"x": -1}}],
         ["edits", 0, "parameters", "x"]),
        ([{"action": "crop", "parameters": {"angle": 90}}], ["edits", 0, "parameters", "height"]),
    ],
)  # fmt: skip
async def test_malformed_edits(
    house: House, admin: httpx.AsyncClient, steps: list[Any], path: list[Any]
) -> None:
    id = await added(house, admin, photo())
    answer = await edit(admin, id, *steps)
    assert answer.status_code == 400
    assert answer.json()["message"] == "Validation failed"
    assert answer.json()["errors"][0]["path"] == path
    assert (await admin.get(f"/api/assets/{id}/edits")).json()["edits"] == []


async def test_refusals(house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    id = await added(house, admin, photo())
    outside = {"action": "crop", "parameters": {"x": 61, "y": 0, "width": 60, "height": 80}}
    for steps, text in (
        ([outside], "Crop parameters are out of bounds"),
        ([TURN, CROP], "Crop action must be the first edit action"),
    ):
        answer = await edit(admin, id, *steps)
        assert (answer.status_code, answer.json()) == (400, {"message": text})
    url = f"/api/assets/{id}/edits"
    for answer, right in (
        (await edit(member, id, TURN), "asset.edit.create"),
        (await member.get(url), "asset.edit.get"),
        (await member.delete(url), "asset.edit.delete"),
    ):
        assert (answer.status_code, answer.json()) == (
            400, {"message": f"Not found or no {right} access"},
        )  # fmt: skip
