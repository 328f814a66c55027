"""Who is told what, and when: real sockets at the real application."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from bindings import Message, Queue
from handlers import jobs
from handlers.jobs import AssetGenerateThumbnails
from tests.handlers.conftest import House, Listen, log_in, upload
from tests.handlers.test_extraction import FILM, MOTION, MOTION_PHOTO, STILL
from tests.listening import settle
from tests.pictures import jpeg


async def add(client: httpx.AsyncClient, seed: int = 0, **fields: str) -> str:
    return await added(client, jpeg(seed), "a.jpg", **fields)


async def added(client: httpx.AsyncClient, data: bytes, name: str, **fields: str) -> str:
    made = await upload(client, data, name, **fields)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_both_tabs_hear_of_an_upload_and_nobody_else(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, listen: Listen
) -> None:
    me, bob = [(await each.get("/api/users/me")).json()["id"] for each in (admin, member)]
    await admin.post("/api/partners", json={"sharedWithId": bob})
    tabs, partner = [await listen(admin), await listen(admin)], await listen(member)
    for tab in tabs:
        tab.frames.clear()
    id = await add(admin, isFavorite="true")
    await settle()
    assert tabs[0].events == [], "there is nothing to show yet"
    await house.run_jobs()
    shown = (await admin.get(f"/api/assets/{id}")).json()
    for tab in tabs:
        (first, asset), (second, ready) = tab.events
        assert (first, second) == ("on_upload_success", "AssetUploadReadyV2")
        left_out = {"owner", "stack"}
        expected = {name: value for name, value in shown.items() if name not in left_out}
        assert asset == expected | {"isFavorite": False}
        assert asset["tags"] == []
        assert ready["asset"]["id"] == ready["exif"]["assetId"] == id
        assert ready["asset"]["isFavorite"] is True
        assert ready["asset"]["ownerId"] == me
        assert ready["asset"]["thumbhash"] == shown["thumbhash"]
    assert partner.events == []


async def test_the_thumbnail_is_there_before_the_event(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    tab = await listen(admin)
    id = await add(admin)
    jobs = asyncio.ensure_future(house.run_jobs())
    while not tab.told("on_upload_success"):  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    assert (await admin.get(f"/api/assets/{id}/thumbnail")).status_code == 200
    await jobs


@pytest.mark.parametrize(("visibility", "heard"), [("archive", 2), ("locked", 0), ("hidden", 0)])
async def test_only_what_can_be_seen_is_news(
    house: House, admin: httpx.AsyncClient, listen: Listen, visibility: str, heard: int
) -> None:
    tab = await listen(admin)
    await add(admin, visibility=visibility)
    await house.run_jobs()
    assert len(tab.events) == heard


async def test_what_cannot_be_shown_is_no_news(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    tab = await listen(admin)
    assert (await upload(admin, b"no picture", "a.dng")).status_code == 201
    await house.run_jobs()
    assert tab.events == []


async def test_pictures_made_anew_are_no_upload(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    id = await add(admin)
    await house.run_jobs()
    tab = await listen(admin)
    for name in ("regenerate-thumbnail", "refresh-metadata"):
        await admin.post("/api/assets/jobs", json={"assetIds": [id], "name": name})
    await house.run_jobs()
    assert tab.events == []


async def test_the_motion_of_a_live_photo_is_hidden(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    video = (await upload(admin, FILM, "a.mp4")).json()["id"]
    await house.run_jobs()
    tab = await listen(admin)
    still = await add(admin, livePhotoVideoId=video)
    await settle()
    assert tab.events == [["on_asset_hidden", video]]
    other = (await upload(admin, jpeg(1), livePhotoVideoId=video)).json()["id"]
    await settle()
    assert len(tab.events) == 1, "it was hidden already"
    await house.run_jobs()
    tab.frames.clear()
    await admin.put(f"/api/assets/{other}", json={"livePhotoVideoId": None})
    await house.run_jobs()
    assert tab.events == [], "the first still has it"
    await admin.put(f"/api/assets/{still}", json={"livePhotoVideoId": None})
    await house.run_jobs()
    assert [(event, told.get("id")) for event, told in tab.events] == [
        ("on_upload_success", video), ("AssetUploadReadyV2", None),
    ]  # fmt: skip
    assert tab.events[1][1]["asset"]["visibility"] == "timeline"


async def test_a_motion_that_is_replaced_comes_back(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    """With a picture: while it was hidden none was made of it."""
    films = FILM, FILM + b"x"
    old, new = [await added(admin, film, "a.mp4", visibility="hidden") for film in films]
    still = await add(admin, livePhotoVideoId=old)
    await house.run_jobs()
    tab = await listen(admin)
    await admin.put(f"/api/assets/{still}", json={"livePhotoVideoId": new})
    await house.run_jobs()
    assert [name for name, *_ in tab.events] == ["on_upload_success", "AssetUploadReadyV2"]
    ((asset,),) = tab.told("on_upload_success")
    assert (asset["id"], asset["visibility"]) == (old, "timeline")
    assert asset["thumbhash"] is not None


@dataclass
class Prompt:
    """A queue that delivers pictures to be made before their sender has gone on, as any may."""

    house: House
    queue: Queue

    async def send(self, messages: Sequence[Message]) -> None:
        for message in messages:
            if message.type == AssetGenerateThumbnails.__name__:
                await jobs.run(message, self.house.bindings)
            else:
                await self.queue.send([message])

    async def wake(self) -> None:
        await self.queue.wake()


@pytest.fixture
def prompt(house: House) -> None:
    queue = Prompt(house, house.bindings.queue)
    house.bindings = replace(house.bindings, queue=queue)


@pytest.mark.usefixtures("prompt")
async def test_a_still_is_news_with_the_film_inside_it(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    """A tab would show it without until it reads the library again."""
    tab = await listen(admin)
    id = await added(admin, MOTION_PHOTO, "a.jpg")
    await house.run_jobs()
    film = (await admin.get(f"/api/assets/{id}")).json()["livePhotoVideoId"]
    ((asset,),) = tab.told("on_upload_success")
    ((ready,),) = tab.told("AssetUploadReadyV2")
    assert asset["livePhotoVideoId"] == ready["asset"]["livePhotoVideoId"] == film


@pytest.mark.usefixtures("prompt")
async def test_a_film_that_comes_after_its_still_is_no_news(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    await added(admin, STILL, "a.jpg")
    await house.run_jobs()
    tab = await listen(admin)
    film = await added(admin, MOTION, "a.mov")
    await house.run_jobs()
    assert tab.events == [["on_asset_hidden", film]]


async def test_halves_that_find_each_other(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    video = (await upload(admin, MOTION, "a.mov")).json()["id"]
    await house.run_jobs()
    tab = await listen(admin)
    assert (await upload(admin, STILL, "a.jpg")).status_code == 201
    await house.run_jobs()
    assert tab.told("on_asset_hidden") == [[video]]


async def test_changes_of_photos(house: House, admin: httpx.AsyncClient, listen: Listen) -> None:
    ids = [await add(admin, seed) for seed in range(2)]
    await house.run_jobs()
    tab = await listen(admin)
    await admin.put(f"/api/assets/{ids[0]}", json={"isFavorite": True})
    await house.run_jobs()
    assert tab.events == [], "whoever did it has the answer"
    await admin.put("/api/assets", json={"ids": ids, "isFavorite": True})
    await house.run_jobs()
    told = tab.told("on_asset_update")
    assert [(asset["id"], asset["isFavorite"]) for (asset,) in told] == [(id, True) for id in ids]
    tab.frames.clear()
    await admin.put(f"/api/assets/{ids[0]}", json={"description": "Rome"})
    await house.run_jobs()
    ((event, asset),) = tab.events
    assert (event, asset["exifInfo"]["description"]) == ("on_asset_update", "Rome")
    tab.frames.clear()
    (tag,) = (await admin.put("/api/tags", json={"tags": ["trip"]})).json()
    for method in ("PUT", "DELETE"):
        await admin.request(method, f"/api/tags/{tag['id']}/assets", json={"ids": ids})
        await house.run_jobs()
    assert [
        (asset["id"], [tag["value"] for tag in asset["tags"]])
        for (asset,) in tab.told("on_asset_update")
    ] == [(id, tags) for tags in (["trip"], []) for id in sorted(ids)]


async def test_a_new_position_is_told_once(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    """Behind the reading of the file, which may find another date."""
    ids = [await add(admin, seed) for seed in range(2)]
    await house.run_jobs()
    tab = await listen(admin)
    place = {"latitude": 38.7, "longitude": -9.1, "description": "Lisbon"}
    await admin.put(f"/api/assets/{ids[0]}", json=place)
    await house.run_jobs()
    await admin.put("/api/assets", json={"ids": ids, "latitude": 1.5, "longitude": 2.5})
    await house.run_jobs()
    told = [
        (asset["id"], asset["exifInfo"]["latitude"]) for (asset,) in tab.told("on_asset_update")
    ]
    assert told == [(ids[0], 38.7), (ids[0], 1.5), (ids[1], 1.5)]


async def test_edits_are_ready(house: House, admin: httpx.AsyncClient, listen: Listen) -> None:
    id = await add(admin)
    await house.run_jobs()
    tab = await listen(admin)
    turn = {"action": "rotate", "parameters": {"angle": 90}}
    made = (await admin.put(f"/api/assets/{id}/edits", json={"edits": [turn]})).json()
    await house.run_jobs()
    ((event, ready),) = tab.events
    assert event == "AssetEditReadyV2"
    assert (ready["asset"]["id"], ready["asset"]["isEdited"]) == (id, True)
    (edit,) = ready["edit"]
    assert edit == turn | {"id": made["edits"][0]["id"], "assetId": id, "sequence": 0}
    tab.frames.clear()
    await admin.delete(f"/api/assets/{id}/edits")
    await house.run_jobs()
    ((event, ready),) = tab.events
    assert (event, ready["edit"], ready["asset"]["isEdited"]) == ("AssetEditReadyV2", [], False)


async def test_into_the_trash_and_out(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    ids = [await add(admin, seed) for seed in range(2)]
    await house.run_jobs()
    tab = await listen(admin)
    for force in (False, True):
        nothing: dict[str, Any] = {"ids": [], "force": force}
        assert (await admin.request("DELETE", "/api/assets", json=nothing)).is_success
    await admin.request("DELETE", "/api/assets", json={"ids": ids})
    await admin.post("/api/trash/restore/assets", json={"ids": ids})
    await settle()
    assert tab.events == [["on_asset_trash", ids], ["on_asset_restore", ids]]
    tab.frames.clear()
    await admin.request("DELETE", "/api/assets", json={"ids": ids[:1]})
    tab.frames.clear()
    await admin.post("/api/trash/restore")
    await house.run_jobs()
    assert tab.told("on_asset_restore") == []
    await admin.request("DELETE", "/api/assets", json={"ids": ids, "force": True})
    await settle()
    assert tab.told("on_asset_delete") == []
    await house.run_jobs()
    assert sorted(tab.told("on_asset_delete")) == sorted([id] for id in ids)


async def test_stacks(house: House, admin: httpx.AsyncClient, listen: Listen) -> None:
    ids = [await add(admin, seed) for seed in range(3)]
    await house.run_jobs()
    tab = await listen(admin)
    stack = (await admin.post("/api/stacks", json={"assetIds": ids})).json()["id"]
    for change in ({"primaryAssetId": ids[1]}, {}):
        assert (await admin.put(f"/api/stacks/{stack}", json=change)).is_success
    await admin.delete(f"/api/stacks/{stack}/assets/{ids[2]}")
    await admin.delete(f"/api/stacks/{stack}")
    await settle()
    assert tab.events == [["on_asset_stack_update"]] * 5


async def test_members_hear_of_an_album(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, listen: Listen
) -> None:
    bob = (await member.get("/api/users/me")).json()["id"]
    ids = [await add(admin, seed) for seed in range(2)]
    await house.run_jobs()
    tabs = [await listen(admin), await listen(member)]
    album = (await admin.post("/api/albums", json={"albumName": "Trip"})).json()["id"]
    users = {"albumUsers": [{"userId": bob, "role": "viewer"}]}
    await admin.put(f"/api/albums/{album}/users", json=users)
    await admin.patch(f"/api/albums/{album}", json={"albumName": "Rome"})
    await settle()
    assert [tab.events for tab in tabs] == [[], []]
    for method in ("PUT", "DELETE"):
        await admin.request(method, f"/api/albums/{album}/assets", json={"ids": ids})
    await settle()
    assert [tab.events for tab in tabs] == [[["on_album_update", album]] * 2] * 2
    link = (await admin.post(
        "/api/shared-links", json={"type": "ALBUM", "albumId": album, "allowUpload": True}
    )).json()  # fmt: skip
    async with house.visitor(params={"key": link["key"]}) as guest:
        await add(guest, 7)
    await settle()
    assert [len(tab.told("on_album_update")) for tab in tabs] == [3, 3]


async def test_everybody_hears_of_settings_and_of_people_who_go(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, listen: Listen
) -> None:
    await house.move_in("eve@example.com")
    async with house.visitor() as eve:
        await log_in(eve, "eve@example.com")
        gone = (await eve.get("/api/users/me")).json()["id"]
        tabs, leaving = [await listen(admin), await listen(member)], await listen(eve)
        config = (await admin.get("/api/system-config")).json()
        await admin.put("/api/system-config", json=config)
        await settle()
        assert [tab.events for tab in (*tabs, leaving)] == [[["on_config_update"]]] * 3
        await admin.request("DELETE", f"/api/admin/users/{gone}", json={"force": True})
        await settle()
        assert leaving.closed
        await house.run_jobs()
        assert [tab.events[1:] for tab in tabs] == [[["on_user_delete", gone]]] * 2
