"""immichpy: pydantic models generated from the very contract validate every answer."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from immichpy import AsyncClient
from immichpy.client.generated import (
    AssetBulkUploadCheckDto,
    AssetBulkUploadCheckItem,
    AssetMediaSize,
    AssetMediaStatus,
    AssetUploadAction,
    AssetVisibility,
    BulkIdsDto,
    ServerVersionResponseDto,
    UserAdminResponseDto,
)
from immichpy.client.generated.exceptions import ApiException, ForbiddenException

from codegen.names import snake
from generated.gate import Operation
from generated.operations import OPERATIONS
from tests.clients.conftest import Account
from tests.contract_check import document
from tests.handlers.matrix_requests import OVERRIDES, Builder, Override, Things
from tests.pictures import jpeg

pytestmark = pytest.mark.filterwarnings(  # its own, of calls and of a dependency
    "ignore:.*deprecated:DeprecationWarning"
)

GETS = [each for each in OPERATIONS.values() if each.method == "GET"]

UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# What these answer here is an error, and rightly so.
REFUSALS = {
    "getSharedLinkById": (400, "Shared link not found"),
    "getMySharedLink": (403, "Forbidden"),
    "getProfileImage": (404, "Not Found"),
    "getServerLicense": (404, "Not Found"),
    "getSyncAck": (403, "Sync endpoints cannot be used with API keys"),
    "getUserLicense": (404, "Not Found"),
    "playAssetVideo": (404, "Not Found"),
}


@pytest.fixture(scope="module")
def things(account: Account) -> Things:
    """Ids of what exists, by kind. Whatever a new GET needs belongs in here."""
    with account.browser() as browser:
        asset = upload(browser, jpeg(7))
        found = {
            "asset": asset,
            "member": browser.get("/users/me").json()["id"],
            "session": browser.get("/sessions").json()[0]["id"],
            "apiKey": browser.get("/api-keys").json()[0]["id"],
        }
        album = {"albumName": "Trip", "assetIds": [asset]}
        found["album"] = browser.post("/albums", json=album).raise_for_status().json()["id"]
    return found


def upload(browser: httpx.Client, photo: bytes) -> str:
    """The id of a new asset once it has a thumbnail."""
    at, notes = "2024-03-05T10:00:00Z", '[{"key": "notes", "value": {}}]'
    created = browser.post(
        "/assets",
        data={"fileCreatedAt": at, "fileModifiedAt": at, "metadata": notes},
        files={"assetData": ("a.jpg", photo)},
    )
    id: str = created.raise_for_status().json()["id"]
    wait_for_thumbnail(browser, id)
    return id


def wait_for_thumbnail(browser: httpx.Client, id: str) -> None:
    deadline = time.monotonic() + 30
    while browser.get(f"/assets/{id}").raise_for_status().json()["thumbhash"] is None:
        assert time.monotonic() < deadline, "no thumbnail in time"
        time.sleep(0.1)


@pytest.mark.parametrize("operation", GETS, ids=lambda operation: operation.id)
async def test_get(account: Account, things: Things, operation: Operation) -> None:
    builder = Builder(operation.path, things)
    arguments = required(operation, builder)
    refusal = REFUSALS.get(operation.id)
    if refusal is None and builder.kinds - set(things):  # nobody can make such a thing yet
        refusal = (400, "Not found or no")
    async with AsyncClient(api_key=account.key, base_url=account.url) as client:
        call = method(client, operation)
        if refusal is None:
            await call(**arguments)
            return
        with pytest.raises(ApiException) as refused:
            await call(**arguments)
    assert refused.value.status == refusal[0]
    assert refusal[1] in str(refused.value.body)


def method(client: AsyncClient, operation: Operation) -> Any:
    """The client's own function for an operation; some it keeps under two names."""
    name = snake(operation.id)
    return next(getattr(api, name) for api in vars(client).values() if hasattr(api, name))


def required(operation: Operation, builder: Builder) -> dict[str, Any]:
    """Arguments for what the contract demands, as the client names and types them."""
    override = OVERRIDES.get(operation.id, Override())
    given = override.path
    described = document()["paths"][operation.path]["get"]
    needed = {
        each["name"]: given.get(each["name"]) or builder.value(each["schema"], each["name"])
        for each in described.get("parameters", ())
        if each.get("required") and each["in"] != "header"
    }
    return {snake(name): typed(builder.resolved(value)) for name, value in needed.items()}


def typed(value: Any) -> Any:
    return UUID(value) if isinstance(value, str) and UUID_TEXT.fullmatch(value) else value


async def test_main_job(account: Account, tmp_path: Path) -> None:
    photo = tmp_path / "mine.jpg"
    photo.write_bytes(jpeg(200, (640, 480)))
    async with AsyncClient(access_token=account.token, base_url=account.url) as client:
        version = await client.server.get_server_version()
        assert version == ServerVersionResponseDto(major=3, minor=1, patch=0, prerelease=None)
        me = await client.users.get_my_user()
        assert isinstance(me, UserAdminResponseDto)
        assert me.is_admin

        stats = await client.assets.upload([photo], show_progress=False)
        assert [each.asset.status for each in stats.uploaded] == [AssetMediaStatus.CREATED]
        id = stats.uploaded[0].asset.id
        again = await client.assets.upload([photo], show_progress=False)
        assert not again.uploaded
        assert len(again.rejected) == 1

        checksum = hashlib.sha1(photo.read_bytes(), usedforsecurity=False).hexdigest()
        item = AssetBulkUploadCheckItem(id="mine", checksum=checksum)
        known = await client.assets.check_bulk_upload(AssetBulkUploadCheckDto(assets=[item]))
        assert known.results[0].action is AssetUploadAction.REJECT

        with account.browser() as browser:
            await asyncio.to_thread(wait_for_thumbnail, browser, str(id))
        asset = await client.assets.get_asset_info(id)
        assert (asset.width, asset.height) == (640, 480)
        buckets = await client.timeline.get_time_buckets(visibility=AssetVisibility.TIMELINE)
        shown = [
            each
            for bucket in buckets
            for each in (await client.timeline.get_time_bucket(bucket.time_bucket)).id
        ]
        assert str(id) in map(str, shown)
        thumbnail = await client.assets.view_asset(id, size=AssetMediaSize.THUMBNAIL)
        assert bytes(thumbnail)[:4] == b"RIFF"
        saved = await client.assets.download_asset_to_file(id, tmp_path / "saved")
        assert saved.read_bytes() == photo.read_bytes()
        assert saved.name == "mine.jpg"
        restored = await client.trash.restore_assets(BulkIdsDto(ids=[id]))
        assert restored.count == 1


async def test_refusals_are_this_clients_exceptions(account: Account) -> None:
    with account.browser() as browser:
        wish = {"name": "little", "permissions": ["album.read"]}
        secret = browser.post("/api-keys", json=wish).raise_for_status().json()["secret"]
    async with AsyncClient(api_key=secret, base_url=account.url) as client:
        with pytest.raises(ForbiddenException, match=r"Missing required permission: user\.read"):
            await client.users.get_my_user()
