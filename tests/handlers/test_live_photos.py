"""Stills and their motion at the border of the locked folder, which only the PIN opens."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.handlers.conftest import House, upload
from tests.handlers.test_extraction import FILM, MOTION, MOTION_PHOTO, STILL
from tests.listening import Ears
from tests.pictures import jpeg

NO_READ = {"message": "Not found or no asset.read access"}


async def add(client: httpx.AsyncClient, data: bytes, name: str = "a.jpg", **fields: str) -> str:
    made = await upload(client, data, name, **fields)
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    return id


async def change(client: httpx.AsyncClient, id: str, **changes: Any) -> dict[str, Any]:
    answer = await client.put(f"/api/assets/{id}", json=changes)
    assert answer.status_code == 200, answer.text
    asset: dict[str, Any] = answer.json()
    return asset


async def require_unseen(client: httpx.AsyncClient, id: str) -> None:
    assert (await client.get(f"/api/assets/{id}")).json() == NO_READ
    assert (await client.get(f"/api/assets/{id}/video/playback")).status_code == 404


async def test_a_motion_two_stills_have_is_freed_by_neither_alone(
    house: House, admin: httpx.AsyncClient, ears: Ears
) -> None:
    """Else whoever links the motion of a locked still to another, and takes it
    off that again, would see it without the PIN."""
    video = await add(admin, b"film", "a.mov")
    locked, other = await add(admin, jpeg(1)), await add(admin, jpeg(2))
    for still in (locked, other):
        await change(admin, still, livePhotoVideoId=video)
    await change(admin, locked, visibility="locked")
    await house.run_jobs()
    ears.heard.clear()
    assert (await change(admin, other, livePhotoVideoId=None))["livePhotoVideoId"] is None
    await house.run_jobs()
    await require_unseen(admin, video)
    assert ears.heard == [], "its pictures are not announced either"
    await change(admin, other, livePhotoVideoId=video)
    await change(admin, other, livePhotoVideoId=await add(admin, b"another", "b.mov"))
    await require_unseen(admin, video)


async def test_a_locked_film_named_as_motion_stays_locked(
    house: House, admin: httpx.AsyncClient
) -> None:
    film = await add(admin, b"film", "a.mov", visibility="locked")
    uploaded = await add(admin, jpeg(1), livePhotoVideoId=film)
    await change(admin, await add(admin, jpeg(2)), livePhotoVideoId=film)
    await house.run_jobs()
    await require_unseen(admin, film)
    await admin.put(f"/api/assets/{uploaded}", json={"livePhotoVideoId": None})
    await require_unseen(admin, film)


@pytest.mark.parametrize("locked", ["still", "film"])
async def test_halves_on_both_sides_of_the_door_stay_there(
    house: House, admin: httpx.AsyncClient, ears: Ears, locked: str
) -> None:
    where = {"still": "timeline", "film": "timeline", locked: "locked"}
    film = await add(admin, MOTION, "a.mov", visibility=where["film"])
    still = await add(admin, STILL, visibility=where["still"])
    await house.run_jobs()
    await require_unseen(admin, {"still": still, "film": film}[locked])
    assert "on_asset_hidden" not in [event for _, event, _ in ears.heard]
    buckets = (await admin.get("/api/timeline/buckets")).json()
    assert [bucket["count"] for bucket in buckets] == [1], "the other half"


async def test_halves_in_the_locked_folder_find_each_other(
    house: House, admin: httpx.AsyncClient
) -> None:
    await add(admin, MOTION, "a.mov", visibility="locked")
    still = await add(admin, STILL, visibility="locked")
    await house.run_jobs()
    await admin.post("/api/auth/pin-code", json={"pinCode": "123456"})
    await admin.post("/api/auth/session/unlock", json={"pinCode": "123456"})
    shown = (await admin.get(f"/api/assets/{still}")).json()
    assert shown["livePhotoVideoId"] is not None


async def test_a_film_inside_a_photo_does_not_unlock_its_like(
    house: House, admin: httpx.AsyncClient
) -> None:
    film = await add(admin, FILM, "a.mp4", visibility="locked")
    photo = await add(admin, MOTION_PHOTO)
    await house.run_jobs()
    await require_unseen(admin, film)
    assert (await admin.get(f"/api/assets/{photo}")).json()["livePhotoVideoId"] is None
