"""What lies in the locked folder is seen by nobody but its owner, who has just given the PIN.

The walk sends every operation of the contract, as everybody who comes near,
against a library in which locked photos are entangled with all that is shared.
An operation that is new walks along without a word here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bindings.local import open_bindings
from generated import models
from generated.gate import Operation
from generated.operations import OPERATIONS
from photos.users import User
from tests.contract_check import document
from tests.handlers.conftest import House
from tests.handlers.matrix_requests import Sent, request_for
from tests.handlers.matrix_world import FUTURE, World
from tests.pictures import jpeg

MARK = "424242"
"""Stands in every text and every file of what is locked."""

OUTSIDERS = ("owner", "owner all", "member", "member elevated", "link open", "link few")
"""The owner without the PIN, by session and by key; a partner who is in the album too, also
with a locked folder of their own open; links."""
SYNCED = [
    each.value
    for each in models.SyncRequestType
    if each.value
    not in ("AlbumAssetsV1", "AssetsV1", "PartnerAssetsV1", "AssetFacesV1", "AlbumsV1")
]
"""What a phone of today asks for."""
MONTH = {"timeBucket": "2024-05-01"}
EVERYTHING: dict[str, list[dict[str, str]]] = {
    "getTimeBucket": [
        {"userId": "$owner"},
        {"visibility": "timeline"},
        {"visibility": "hidden"},
        {"visibility": "locked"},
        {"visibility": "timeline", "withPartners": "true", "withStacked": "true"},
        {"isFavorite": "true"},
        {"isTrashed": "true"},
        {"tagId": "$tag"},
        {"albumId": "$album"},
        {"albumId": "$album", "withStacked": "true"},
        {"albumId": "$album", "visibility": "locked"},
        {"bbox": "-180,-90,180,90", "withCoordinates": "true"},
    ],
    "getAssetsByOriginalPath": [{"path": MARK}],
    "getMapMarkers": [
        {},
        {"isArchived": "true", "withPartners": "true", "withSharedAlbums": "true"},
    ],
    "getSearchSuggestions": [{"type": "city"}, {"type": "camera-make"}],
    "searchLargeAssets": [{"size": "1000"}, {"withDeleted": "true", "type": "VIDEO"}],
}
"""More ways to ask than the smallest one."""
CHOICES: dict[str, list[dict[str, Any]]] = {
    "getDownloadInfo": [{"userId": "$owner"}, {"albumId": "$album"}],
    "searchAssets": [
        {"withExif": True},
        {"withDeleted": True, "size": 1000},
        {"albumIds": ["$album"], "withDeleted": True},
        {"albumIds": ["$album"], "visibility": "locked"},
        {"tagIds": ["$tag"]},
        {"query": MARK[:2]},
        {"originalFileName": MARK[:4]},
        {"originalFileName": "4", "isFavorite": True},
        {"city": MARK},
        {"visibility": "hidden"},
        {"type": "VIDEO"},
        {"createdAfter": "2020-01-01T00:00:00.000Z"},
        {"updatedAfter": "2020-01-01T00:00:00.000Z"},
    ],
    "getSyncStream": [{"types": SYNCED}],
    "searchRandom": [{"withExif": True}, {"visibility": "hidden"}, {"city": MARK}],
}
"""The same in bodies."""

SHOWING_NOTHING = {
    **dict.fromkeys(
        ("getAssetsByCity", "getExploreData", "getAssetsByOriginalPath", "getMapMarkers"),
        "shows the timeline, perhaps the archive",
    ),
    **dict.fromkeys(
        ("getAllSharedLinks", "getSharedLinkById", "getMySharedLink", "createSharedLink",
         "updateSharedLink", "sharedLinkLogin", "getAlbumMapMarkers"),
        "what is locked leaves links and albums",
    ),
    **dict.fromkeys(
        ("searchStacks", "getStack", "createStack", "updateStack", "updateStackPatch"),
        "names the primary and no more",
    ),
    **dict.fromkeys(
        ("getAssetDuplicates", "searchMemories", "searchSmart", "getIntegrityReportCsv"),
        "empty or not offered here",
    ),
    "getProfileImage": "a copy",
}  # fmt: skip
"""Operations that return assets or bytes, but nothing of the locked folder, PIN or no PIN."""
REFUSED = {
    "getIntegrityReportCsv", "getMySharedLink", "getProfileImage", "searchSmart", "sharedLinkLogin",
}  # fmt: skip
"""Those of them that have no answer for an owner; links have."""
IDS_ONLY = {"searchStacks", "getStack", "updateStack", "updateStackPatch", "getSyncStream"}
"""A stack names its primary, to the owner, wherever that lies: the id and no more."""


class Folder(World):
    """The matrix's installation, in which what is locked is part of everything else."""

    async def _furnish(self, people: dict[str, User]) -> None:
        await super()._furnish(people)
        library, owner, things = self.library, people["owner"], self.things
        self.secrets: set[str] = {MARK}
        motion = await self._photo(owner, "mp4", type="VIDEO")
        still = await self._photo(owner, "jpg", live_photo_video_id=motion)
        self.ids = {self.locked["asset"], self.locked["video"], still, motion}
        # They are shared first and locked later, as it happens.
        for id in sorted(self.ids):
            await library.run("UPDATE assets SET visibility = 'timeline' WHERE id = ?", id)
            await self._entangle(id)
        led = await library.stack(owner, [still, await library.asset(owner)])
        await library.run(
            "UPDATE albums SET album_thumbnail_asset_id = ? WHERE id = ?", still, things["album"]
        )
        for id in sorted(self.ids):
            await self._lock(owner, id)
        # As an upload leaves it: only the still is in the folder by name.
        await library.run("UPDATE assets SET visibility = 'hidden' WHERE id = ?", motion)
        self.things |= {"owner": owner.id}
        self.locked |= {"owner": owner.id, "stack": led, "motion": motion}

    async def _lock(self, owner: User, id: str) -> None:
        library, blobs = self.library, self.house.bindings.blobs
        await library.run(
            """
            UPDATE assets
            SET visibility = 'locked', original_file_name = ?, folder = ?, is_favorite = 1
            WHERE id = ?
            """,
            f"{MARK}.jpg", MARK, id,
        )  # fmt: skip
        await library.run(
            """
            UPDATE asset_exif
            SET description = ?, city = ?, make = ?, latitude = 1, longitude = 1
            WHERE seq = (SELECT seq FROM assets WHERE id = ?)
            """,
            MARK, MARK, MARK, id,
        )  # fmt: skip
        self.secrets.add(await library.value("SELECT checksum FROM assets WHERE id = ?", id))
        for (path,) in await library.rows(
            "SELECT path FROM asset_files WHERE asset_id = ?"
            " UNION SELECT original_path FROM assets WHERE id = ?",
            id,
            id,
        ):
            await blobs.put(path, jpeg(int(MARK)), "image/jpeg")

    async def _entangle(self, id: str) -> None:
        library, things = self.library, self.things
        stamp = "2024-06-01T12:00:00.000Z"
        await library.insert(
            "album_assets", album_id=things["album"], asset_id=id, created_at=stamp
        )
        await library.insert("tag_assets", asset_id=id, tag_id=things["tag"])
        await library.insert("shared_link_assets", shared_link_id=things["sharedLink"], asset_id=id)
        await library.run("UPDATE assets SET stack_id = ? WHERE id = ?", things["stack"], id)

    async def _admit(self, people: dict[str, User]) -> None:
        await super()._admit(people)
        member, link = people["member"], self.things["sharedLink"]
        own: dict[str, dict[str, str]] = {
            "member": {}, "member elevated": {"pin_expires_at": FUTURE}
        }  # fmt: skip
        for name, values in own.items():
            session = await self._session(member.id, **values)
            self._present(name, member, session, self.house.bindings)
        key = await self.library.value("SELECT key FROM shared_links WHERE id = ?", link)
        self.credentials["link few"] = {"x-immich-share-key": key}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Folder]:
    data = tmp_path_factory.mktemp("folder") / "data"
    bindings = await open_bindings(data)

    async def run_jobs() -> None:
        raise AssertionError("no jobs here")

    with closing(Folder(House(bindings, run_jobs), Path(data))) as made, closing(bindings):
        await made.populate()
        yield made


def asked(folder: Folder, operation: Operation) -> list[Sent]:
    """The operation about what is shared, about what is locked, and for what is locked."""
    requests = [
        request_for(operation, folder.things),
        request_for(operation, folder.locked),
        request_for(operation, folder.locked, locked=True),
    ]
    if {"asset", "video"} & requests[1].kinds:
        moving = folder.locked | {
            "asset": folder.locked["motion"],
            "video": folder.locked["motion"],
        }
        requests.append(request_for(operation, moving))
    for query in EVERYTHING.get(operation.id, ()):
        sent = request_for(operation, folder.things)
        sent.query = {name: folder.things.get(text[1:], text) for name, text in query.items()}
        requests.append(sent)
    for body in CHOICES.get(operation.id, ()):
        sent = request_for(operation, folder.things)
        sent.body = {name: _named(folder.things, value) for name, value in body.items()}
        requests.append(sent)
    for sent in requests:
        if operation.id == "getTimeBucket":
            sent.query |= MONTH
    return list({str(sent): sent for sent in requests}.values())


def _named(things: dict[str, str], value: Any) -> Any:
    """The value, where it is `$kind` the id of that thing."""
    if isinstance(value, list):
        return [_named(things, each) for each in value]
    return things.get(value[1:], value) if isinstance(value, str) else value


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("who", OUTSIDERS)
async def test_nobody_sees_it(folder: Folder, who: str) -> None:
    leaks, served = [], set[str]()
    async with folder.house.visitor() as client:
        for operation in OPERATIONS.values():
            for sent in asked(folder, operation):
                answer = await send(folder, client, who, sent)
                if answer.is_success:
                    served.add(operation.id)
                if who == "owner" and operation.id == "getSyncStream":
                    continue  # one's own phone keeps the folder, behind its own lock
                if found := leaked(folder, operation, sent, answer):
                    leaks.append(f"{operation.id} tells {who} {found} ({sent})")
    assert not leaks, "\n".join(leaks)
    assert len(served) > 3, "the walk meets answers, not only refusals"
    assert "getMySharedLink" in served or not who.startswith("link")


@pytest.mark.asyncio(loop_scope="module")
async def test_its_owner_sees_it_with_the_pin(folder: Folder) -> None:
    """The same walk finds it, so it would have found it above."""
    found, served = set(), set()
    async with folder.house.visitor() as client:
        for operation in OPERATIONS.values():
            for sent in asked(folder, operation):
                answer = await send(folder, client, "elevated", sent)
                if answer.is_success:
                    served.add(operation.id)
                if leaked(folder, operation, sent, answer):
                    found.add(operation.id)
    assert returning() - found == SHOWING_NOTHING.keys()
    assert SHOWING_NOTHING.keys() - served == REFUSED
    assert found >= {
        "getTimeBucket", "getAssetInfo", "viewAsset", "downloadAsset", "playAssetVideo",
        "updateAsset", "downloadArchive", "getDownloadInfo", "searchAssets", "searchRandom",
        "searchLargeAssets",
    }  # fmt: skip


def returning() -> set[str]:
    """Operations whose answers hold assets as objects, columns, lines or bytes."""
    return {
        operation.id
        for operation in OPERATIONS.values()
        if any(
            form != "application/json" or names(content) & ASSETS
            for answer in successes(operation)
            for form, content in answer.get("content", {}).items()
        )
    }


ASSETS = {"AssetResponseDto", "TimeBucketAssetResponseDto", "MapMarkerResponseDto", "SyncAssetV2"}


def successes(operation: Operation) -> list[dict[str, Any]]:
    described = document()["paths"][operation.path][operation.method.lower()]
    return [answer for status, answer in described["responses"].items() if status < "300"]


def names(part: Any, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The schemas a part of the contract reaches."""
    if isinstance(part, list):
        return frozenset().union(*(names(each, known) for each in part))
    if not isinstance(part, dict):
        return frozenset()
    reached = frozenset().union(*(names(each, known) for each in part.values()))
    name = part["$ref"].rpartition("/")[2] if "$ref" in part else None
    if name is None or name in known:
        return reached
    return reached | {name} | names(document()["components"]["schemas"][name], known | {name})


async def send(folder: Folder, client: httpx.AsyncClient, who: str, sent: Sent) -> httpx.Response:
    client.cookies.clear()
    headers, options = folder.credentials[who], sent.options()
    try:
        return await client.request(sent.method, f"/api{sent.path}", headers=headers, **options)
    finally:
        folder.difference()
        await folder.restore()


def leaked(folder: Folder, operation: Operation, sent: Sent, answer: httpx.Response) -> str:
    """What of the locked folder an answer holds; nothing of what the caller has sent himself."""
    if not answer.is_success:
        return ""
    body, spoken = answer.content, f"{sent.path} {sent.query} {sent.body}"
    synced = operation.id == "getSyncStream"  # others' phones know it by its checksum
    for secret in {MARK} if synced else folder.secrets:
        if secret.encode() in body:
            return f"the secret {secret}"
    if operation.id in IDS_ONLY:
        return ""
    told: list[Any] = [id for id in folder.ids if id.encode() in body and id not in spoken]
    return f"the id {told[0]}" if told else ""
