from __future__ import annotations

import httpx

from tests.handlers.conftest import House, upload
from tests.handlers.phone import TYPES, stream, sync
from tests.scenarios import expect


async def test_a_first_sync_and_a_second(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    id = (await upload(admin)).json()["id"]
    await house.run_jobs()
    came = await sync(admin)
    assert list(came) == ["AuthUserV1", "UserV1", "AssetV2", "AssetExifV1"]
    assert [each["id"] for each in came["AssetV2"]] == [id]
    assert [each["assetId"] for each in came["AssetExifV1"]] == [id]
    assert await sync(admin) == {}
    assert list(await sync(member)) == ["AuthUserV1", "UserV1"]


async def test_only_sessions_have_progress(house: House, admin: httpx.AsyncClient) -> None:
    made = await admin.post("/api/api-keys", json={"permissions": ["all"]})
    text = "Sync endpoints cannot be used with API keys"
    async with house.visitor(headers={"x-api-key": made.json()["secret"]}) as program:
        expect(await program.post("/api/sync/stream", json={"types": TYPES}), 403, text)
        expect(await program.get("/api/sync/ack"), 403, text)
        expect(await program.post("/api/sync/ack", json={"acks": []}), 403, text)
        expect(await program.request("DELETE", "/api/sync/ack", json={}), 403, text)


async def test_retired_types(admin: httpx.AsyncClient) -> None:
    for old, new in (
        ("AssetsV1", "AssetsV2"), ("PartnerAssetsV1", "PartnerAssetsV2"),
        ("AlbumAssetsV1", "AlbumAssetsV2"), ("AssetFacesV1", "AssetFacesV2"),
    ):  # fmt: skip
        answer = await admin.post("/api/sync/stream", json={"types": ["UsersV1", old]})
        text = f"SyncRequestType.{old} is deprecated, use SyncRequestType.{new} instead"
        expect(answer, 400, text)
        assert answer.headers["content-type"] == "application/jsonlines+json; charset=utf-8"


async def test_nothing_asked_for(admin: httpx.AsyncClient) -> None:
    assert [line.type for line in await stream(admin, [])] == ["SyncCompleteV1"]
