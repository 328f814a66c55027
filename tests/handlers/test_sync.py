"""The stream as such: framing, order, acks, starting over."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta

import httpx
import pytest

from photos import sync
from tests.clients.phone import TYPES
from tests.handlers.conftest import House, upload
from tests.handlers.phone import Line, acknowledge, stream, sync as synced
from tests.handlers.sharing import photos
from tests.scenarios import expect

RESET = Line("SyncResetV1", {}, "SyncResetV1|reset")
UNKNOWN = "01a22105-8d3d-7000-8000-000000000000"


async def acks(client: httpx.AsyncClient) -> dict[str, str]:
    return {each["type"]: each["ack"] for each in (await client.get("/api/sync/ack")).json()}


async def send(client: httpx.AsyncClient, *texts: str) -> httpx.Response:
    return await client.post("/api/sync/ack", json={"acks": texts})


async def own_session(client: httpx.AsyncClient) -> str:
    (id,) = [each["id"] for each in (await client.get("/api/sessions")).json() if each["current"]]
    return str(id)


async def test_a_first_sync_and_a_second(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    id = (await upload(admin)).json()["id"]
    await house.run_jobs()
    came = await synced(admin)
    assert list(came) == ["AuthUserV1", "UserV1", "AssetV2", "AssetExifV1"]
    assert [each["id"] for each in came["AssetV2"]] == [id]
    assert [each["assetId"] for each in came["AssetExifV1"]] == [id]
    assert await synced(admin) == {}
    assert list(await synced(member)) == ["AuthUserV1", "UserV1"]


async def test_framing(admin: httpx.AsyncClient) -> None:
    await photos(admin, 2)
    answer = await admin.post("/api/sync/stream", json={"types": TYPES})
    assert answer.headers["content-type"] == "application/jsonlines+json; charset=utf-8"
    *lines, end = answer.text.split("\n")
    assert end == ""
    assert all(list(json.loads(line)) == ["type", "data", "ack"] for line in lines)
    assert json.loads(lines[-1])["type"] == "SyncCompleteV1"
    asset = next(json.loads(line) for line in lines if '"AssetV2"' in line)
    assert asset["ack"].startswith("AssetV2|")


async def test_packed_for_whom_it_helps(house: House, admin: httpx.AsyncClient) -> None:
    await photos(admin, 2)
    admin.headers["accept-encoding"] = "identity"
    plain = await admin.post("/api/sync/stream", json={"types": ["AssetsV2"]})
    assert "content-encoding" not in plain.headers
    admin.headers["accept-encoding"] = "gzip"
    async with house.visitor(headers=admin.headers, cookies=admin.cookies) as client:
        client.event_hooks = {}  # the check of the contract would unpack it
        body = {"types": ["AssetsV2"]}
        async with client.stream("POST", "/api/sync/stream", json=body) as answer:
            assert answer.headers["content-encoding"] == "gzip"
            packed = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert gzip.decompress(packed).splitlines()[:-1] == plain.content.splitlines()[:-1]


async def test_the_order_is_the_servers(admin: httpx.AsyncClient) -> None:
    ids = await photos(admin, 2)
    await admin.post("/api/albums", json={"albumName": "a", "assetIds": ids})
    await admin.post("/api/stacks", json={"assetIds": ids})
    forth = [line.type for line in await stream(admin, [*TYPES])]
    assert [line.type for line in await stream(admin, TYPES[::-1])] == forth
    assert list(dict.fromkeys(forth)) == [
        "AuthUserV1", "UserV1", "AssetV2", "StackV1", "SyncAckV1", "AlbumAssetCreateV2",
        "AlbumV2", "AlbumUserV1", "AlbumToAssetV1", "AssetExifV1", "AlbumAssetExifCreateV1",
        "SyncCompleteV1",
    ]  # fmt: skip


async def test_pages_follow_one_another(
    admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await photos(admin, 5)
    await admin.post("/api/albums", json={"albumName": "a", "assetIds": ids[:3]})
    await admin.post("/api/albums", json={"albumName": "b", "assetIds": ids[2:]})
    whole = lasting(await stream(admin))
    assert len(whole) > 20
    for size in (1, 2, 3, 5):
        monkeypatch.setattr(sync, "PAGE", size)
        assert lasting(await stream(admin)) == whole


def lasting(lines: list[Line]) -> list[Line]:
    """Those whose acks do not name the moment of the stream."""
    return [line for line in lines if line.type not in ("SyncAckV1", "SyncCompleteV1")]


async def test_nothing_asked_for(admin: httpx.AsyncClient) -> None:
    assert [line.type for line in await stream(admin, [])] == ["SyncCompleteV1"]


async def test_removed_features_are_silent(admin: httpx.AsyncClient) -> None:
    await upload(admin)
    types = ["MemoriesV1", "MemoryToAssetsV1", "PeopleV1", "AssetFacesV2", "AssetOcrV1"]
    assert [line.type for line in await stream(admin, types)] == ["SyncCompleteV1"]


async def test_retired_types(admin: httpx.AsyncClient) -> None:
    for old, new in (
        ("AssetsV1", "AssetsV2"), ("PartnerAssetsV1", "PartnerAssetsV2"),
        ("AlbumAssetsV1", "AlbumAssetsV2"), ("AssetFacesV1", "AssetFacesV2"),
    ):  # fmt: skip
        answer = await admin.post("/api/sync/stream", json={"types": ["UsersV1", old]})
        text = f"SyncRequestType.{old} is deprecated, use SyncRequestType.{new} instead"
        expect(answer, 400, text)
        assert answer.headers["content-type"] == "application/jsonlines+json; charset=utf-8"


async def test_unknown_types(admin: httpx.AsyncClient) -> None:
    answer = await admin.post("/api/sync/stream", json={"types": ["UsersV1", "UsersV9"]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == ["types", 1]
    assert (await admin.post("/api/sync/stream", json={})).status_code == 400


async def test_only_sessions_have_progress(house: House, admin: httpx.AsyncClient) -> None:
    made = await admin.post("/api/api-keys", json={"permissions": ["all"]})
    text = "Sync endpoints cannot be used with API keys"
    async with house.visitor(headers={"x-api-key": made.json()["secret"]}) as program:
        expect(await program.post("/api/sync/stream", json={"types": TYPES}), 403, text)
        expect(await program.get("/api/sync/ack"), 403, text)
        expect(await send(program), 403, text)
        expect(await program.request("DELETE", "/api/sync/ack", json={}), 403, text)


async def test_each_device_has_its_own_progress(house: House, admin: httpx.AsyncClient) -> None:
    await synced(admin)
    lent = (await admin.post("/api/sessions", json={})).json()
    async with house.visitor(params={"sessionKey": lent["token"]}) as other:
        assert list(await synced(other)) == ["AuthUserV1", "UserV1"]
    assert await synced(admin) == {}


async def test_a_device_starts_over_alone(house: House, admin: httpx.AsyncClient) -> None:
    lent = (await admin.post("/api/sessions", json={})).json()
    async with house.visitor(params={"sessionKey": lent["token"]}) as other:
        await synced(admin)
        await synced(other)
        known = await acks(other)
        for body in ({"types": ["UserV1"]}, {}):
            assert (await admin.request("DELETE", "/api/sync/ack", json=body)).status_code == 204
        assert await acks(other) == known
        for id in (lent["id"], await own_session(admin)):
            await admin.put(f"/api/sessions/{id}", json={"isPendingSyncReset": True})
            assert ((await stream(admin)) == [RESET]) is (id != lent["id"])
        assert (await send(admin, RESET.ack)).status_code == 204
        assert await acks(other) == known
        assert (await stream(other), await stream(admin) == [RESET]) == ([RESET], False)


async def test_progress_is_what_was_acknowledged(admin: httpx.AsyncClient) -> None:
    ids = await photos(admin, 3)
    lines = await stream(admin, ["AssetsV2"])
    assert await stream(admin, ["AssetsV2"]) != lines[-1:]
    await acknowledge(admin, lines[:2])
    left = await synced(admin, ["AssetsV2"])
    assert [each["id"] for each in left["AssetV2"]] == [line.data["id"] for line in lines[2:-1]]
    assert {line.data.get("id") for line in lines[:-1]} == set(ids)


async def test_acks_are_listed_and_forgotten(admin: httpx.AsyncClient) -> None:
    assert await acks(admin) == {}
    sent = [f"AssetV2|{UNKNOWN}", f"UserV1|{UNKNOWN}", "AssetV2|x|y", f"AlbumV1|{UNKNOWN}"]
    assert (await send(admin, *sent)).status_code == 204
    known = {"AssetV2": "AssetV2|x|y", "UserV1": sent[1], "AlbumV1": sent[3]}
    assert await acks(admin) == known
    for body, left in (
        ({"types": ["AlbumV1", "AssetExifV1"]}, {"AssetV2", "UserV1"}),
        ({"types": []}, {"AssetV2", "UserV1"}),
        ({}, set()),
    ):
        answer = await admin.request("DELETE", "/api/sync/ack", json=body)
        assert (answer.status_code, answer.content) == (204, b"")
        assert set(await acks(admin)) == left


async def test_acks_that_are_refused(admin: httpx.AsyncClient) -> None:
    good = f"UserV1|{UNKNOWN}"
    expect(await send(admin, good, "Nonsense|x"), 400, "Invalid ack type: Nonsense")
    expect(await send(admin, good, ""), 400, "Invalid ack type: ")
    expect(await send(admin, good, "UserV1"), 400, "Invalid ack: UserV1")
    assert (await send(admin, *[good] * 1001)).status_code == 400
    assert await acks(admin) == {}
    assert (await send(admin)).status_code == 204
    assert (await send(admin, *[good] * 1000)).status_code == 204


async def test_any_ack_leads_to_an_end(admin: httpx.AsyncClient) -> None:
    """Opaque does not mean that nobody sends another."""
    await admin.post("/api/albums", json={"albumName": "a", "assetIds": await photos(admin, 2)})
    lines = await stream(admin)
    for id in ("", "|", "||", "zzz", "'", "é|é", "x|complete"):
        for type in {line.type for line in lines} - {"SyncCompleteV1"} | {"AlbumAssetBackfillV2"}:
            assert (await send(admin, f"{type}|{id}")).status_code == 204
        assert (await stream(admin))[-1].type in ("SyncCompleteV1", "SyncResetV1")
        assert (await send(admin, f"SyncCompleteV1|{id}")).status_code == 204
        assert (await stream(admin))[-1].type in ("SyncCompleteV1", "SyncResetV1")
        await send(admin, f"SyncCompleteV1|{UNKNOWN}")


async def test_starting_over_on_demand(admin: httpx.AsyncClient) -> None:
    before = await synced(admin)
    url = f"/api/sessions/{await own_session(admin)}"
    await admin.put(url, json={"isPendingSyncReset": True})
    assert await stream(admin) == [RESET]
    assert await stream(admin) == [RESET]
    ignored = (f"UserV1|{UNKNOWN}", RESET.ack, "Nonsense", f"AssetV2|{UNKNOWN}")
    assert (await send(admin, *ignored)).status_code == 204
    assert await acks(admin) == {}
    assert await synced(admin) == before
    assert await synced(admin) == {}


async def test_starting_over_of_its_own_accord(admin: httpx.AsyncClient) -> None:
    before = await synced(admin)
    url = f"/api/sessions/{await own_session(admin)}"
    await admin.put(url, json={"isPendingSyncReset": True})
    assert await synced(admin, reset=True) == before
    assert await synced(admin, reset=False) == {}
    assert await synced(admin, reset=True) == before


async def test_starting_over_after_the_clock_went_back(admin: httpx.AsyncClient) -> None:
    """What changed since then has ids below the acks, and would never be sent."""
    everything = await synced(admin)
    for type in ("SyncCompleteV1", "AssetV2"):  # a stream may have been cut
        ahead = f"{type}|ffffffff-ffff-7000-8000-000000000000"
        assert (await send(admin, ahead)).status_code == 204
        assert await stream(admin) == [RESET]
        await send(admin, RESET.ack)
        assert await synced(admin) == everything


@pytest.mark.parametrize(("days", "over"), [(29, False), (31, True)])
async def test_starting_over_after_silence(
    house: House, admin: httpx.AsyncClient, days: int, over: bool
) -> None:
    await synced(admin)
    house.wait(timedelta(days=days))
    assert ((await stream(admin)) == [RESET]) is over
    await send(admin, RESET.ack)
    assert list(await synced(admin)) == ["AuthUserV1", "UserV1"]
