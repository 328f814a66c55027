"""The app's conversation with its server: connecting, syncing, backing up."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from tests.clients.phone.dart import Broken, decode
from tests.clients.phone.store import ARRIVALS, DEPARTURES, Store

TYPES = (
    "AuthUsersV1", "UsersV1", "AssetsV2", "AssetExifsV1", "AssetEditsV1", "AssetMetadataV1",
    "PartnersV1", "PartnerAssetsV2", "PartnerAssetExifsV1", "AlbumsV2", "AlbumUsersV1",
    "AlbumAssetsV2", "AlbumAssetExifsV1", "AlbumToAssetsV1", "MemoriesV1", "MemoryToAssetsV1",
    "StacksV1", "PartnerStacksV1", "UserMetadataV1", "PeopleV1", "AssetFacesV2", "AssetOcrV1",
)  # fmt: skip
"""In the order in which version 3.1 of the app names them."""

FORGOTTEN = (
    ["AssetExifV1", "PartnerAssetExifV1", "AlbumAssetExifCreateV1", "AlbumAssetExifUpdateV1"],
    ["AssetV1", "PartnerAssetV1", "AlbumAssetCreateV1", "AlbumAssetUpdateV1"],
    ["AlbumV1"],
    ["AssetV2", "PartnerAssetV2", "AlbumAssetCreateV2", "AlbumAssetUpdateV2"],
)
"""What a new app tells the server to forget before its first sync, in calls."""

CHUNK = 5000
"""Lines the app takes together at most."""

DEVICE = {
    "deviceModel": "Pixel 9",
    "deviceType": "Android",
    "user-agent": "immich-android/3.1.0",
}
COOKIES = {"immich_access_token", "immich_auth_type", "immich_is_authenticated"}
SILENT = {"SyncAckV1", "SyncCompleteV1"}
"""Lines that are acknowledged and change nothing."""
EVENTS: dict[str, dict[str, type]] = {
    "AssetUploadReadyV2": {"asset": dict, "exif": dict},
    "AssetEditReadyV2": {"asset": dict, "edit": list},
}
"""Events of the socket that bring rows, and what they consist of."""


@dataclass(frozen=True)
class Line:
    type: str
    data: object
    ack: str


@dataclass(frozen=True)
class Cut:
    """Where a sync dies: after so many lines or runs of lines of one type.

    Everything before is applied; with `unacked` the last acknowledgement never leaves.
    """

    lines: int | None = None
    runs: int | None = None
    unacked: bool = False


@dataclass
class Trip:
    """What one sync brought."""

    lines: list[Line] = field(default_factory=list)
    acks: list[str] = field(default_factory=list)
    is_complete: bool = False

    @property
    def types(self) -> set[str]:
        """Of the lines that carry something."""
        return {line.type for line in self.lines} - SILENT


class Phone:
    """One installation of the app. Its state is `store` and the cookies of `client`.

    `client` has the server's origin as its base and no other headers. Everything
    raises Broken where the app would stop.
    """

    def __init__(self, client: httpx.AsyncClient, store: Store | None = None) -> None:
        self.client = client
        self.store = store or Store()
        self.is_new = True
        self.forgets = False
        """Whether it clears foreign assets nothing shows it any more, as an app may."""
        client.headers.update(DEVICE)

    async def connect(self, email: str, password: str) -> None:
        """From the address typed in to the first page."""
        client = self.client
        found = (await client.get("/.well-known/immich")).json()
        if found["api"]["endpoint"] != "/api":
            raise Broken(f"no way to the API: {found}")
        if (await self._read("/server/ping", "ServerPingResponse"))["res"] != "pong":
            raise Broken("no pong")
        await self._require_version()
        await self._read("/server/features", "ServerFeaturesDto")
        await self._read("/server/config", "ServerConfigDto")
        login = await client.post("/api/auth/login", json={"email": email, "password": password})
        if login.status_code != 201:
            raise Broken(f"login: {login.text}")
        decode("LoginResponseDto", login.json())
        if missing := COOKIES - set(client.cookies):
            raise Broken(f"no cookies {missing}")
        await self.open()

    async def open(self) -> None:
        """What happens whenever the app comes to the front."""
        await self._read("/users/me", "UserAdminResponseDto")
        await self._read("/users/me/preferences", "UserPreferencesResponseDto")
        answer = await self.client.post("/api/auth/validateToken")
        state = decode("ValidateAccessTokenResponseDto", _object(answer, 200))
        if not state["authStatus"]:
            raise Broken("logged out")

    async def sync(self, cut: Cut | None = None) -> Trip:
        await self._require_version()
        if self.is_new:
            for types in FORGOTTEN:
                await self._call("DELETE", {"types": types})
            self.is_new = False
        trip, cut = Trip(), cut or Cut()
        if await self._stream(trip, cut) and await self._stream(trip, cut):
            raise Broken("a reset after a reset")
        if trip.is_complete and self.forgets:
            self.store.forget_foreign()
        return trip

    async def sync_fully(self) -> Trip:
        """Sync, which nothing interrupts."""
        trip = await self.sync()
        if not trip.is_complete:
            raise Broken("a stream without SyncCompleteV1")
        return trip

    async def _require_version(self) -> None:
        version = await self._read("/server/version", "ServerVersionResponseDto")
        if (version["major"], version["minor"]) != (3, 1):
            raise Broken(f"another protocol: {version}")

    async def _read(self, path: str, model: str) -> dict[str, Any]:
        return decode(model, _object(await self.client.get(f"/api{path}"), 200))

    async def _call(self, method: str, body: dict[str, Any]) -> None:
        answer = await self.client.request(method, "/api/sync/ack", json=body)
        if answer.status_code != 204:
            raise Broken(f"{method} /sync/ack: {answer.status_code} {answer.text}")

    async def _stream(self, trip: Trip, cut: Cut) -> bool:
        """Take one stream; whether it asked to begin anew."""
        request = self.client.stream("POST", "/api/sync/stream", json={"types": TYPES})
        async with request as answer:
            if answer.status_code != 200:
                raise Broken(f"stream: {answer.status_code} {(await answer.aread())!r}")
            if answer.headers["content-type"].split(";")[0] != "application/jsonlines+json":
                raise Broken(f"stream is {answer.headers['content-type']}")
            left = cut.runs
            async for run in runs(_lines(answer), cut.lines):
                left = None if left is None else left - 1
                trip.lines += run
                if run[0].type == "SyncResetV1":
                    self.store.wipe()
                    await self._acknowledge(trip, run)
                    return True
                await self._take(trip, run, cut, is_last=left == 0)
                if left == 0:
                    break
        return False

    async def _take(self, trip: Trip, run: Sequence[Line], cut: Cut, is_last: bool) -> None:
        if trip.is_complete:
            raise Broken(f"{run[0].type} after the end")
        if run[0].type not in SILENT:
            self.store.apply(run[0].type, [line.data for line in run])
        if not (is_last and cut.unacked):
            await self._acknowledge(trip, run)
            trip.is_complete = run[0].type == "SyncCompleteV1"

    async def _acknowledge(self, trip: Trip, run: Sequence[Line]) -> None:
        ack = run[-1].ack
        await self._call("POST", {"acks": [ack]})
        trip.acks.append(ack)

    def hear(self, event: str, payload: object) -> None:
        """Take an event of the socket as the app does; it puts some into its tables."""
        if event in EVENTS:
            told = _members(event, payload)
            self.store.apply("AssetV2", [told["asset"]])
            if event == "AssetUploadReadyV2":
                self.store.apply("AssetExifV1", [told["exif"]])
            else:
                self.store.replace_edits(decode("SyncAssetV2", told["asset"])["id"], told["edit"])

    async def back_up(
        self, name: str, data: bytes, video: bytes | None = None, **fields: str
    ) -> str:
        """Upload a photo as the app does, its motion first. The asset's id."""
        if video is not None:
            motion = await self._upload(f"{name}.mov", video, {**fields, "visibility": "hidden"})
            fields = {**fields, "livePhotoVideoId": motion}
        return await self._upload(name, data, fields)

    async def _upload(self, name: str, data: bytes, fields: dict[str, str]) -> str:
        now = datetime(2024, 5, 1, 10, 0, 0, 123456, tzinfo=UTC).isoformat()
        form = {
            "deviceAssetId": name, "deviceId": "phone", "fileCreatedAt": now,
            "fileModifiedAt": now, "isFavorite": "false", "duration": "0",
        }  # fmt: skip
        files = {"assetData": (name, data, "application/octet-stream")}
        answer = await self.client.post("/api/assets", data=form | fields, files=files)
        if answer.status_code not in (200, 201):
            raise Broken(f"upload: {answer.status_code} {answer.text}")
        return str(decode("AssetMediaResponseDto", answer.json())["id"])


def _members(event: str, payload: object) -> dict[str, Any]:
    kinds = EVENTS[event]
    if not isinstance(payload, dict) or {key: type(payload.get(key)) for key in kinds} != kinds:
        raise Broken(f"{event}: {payload!r}")
    return payload


def _object(answer: httpx.Response, status: int) -> object:
    if answer.status_code != status:
        raise Broken(f"{answer.request.url}: {answer.status_code} {answer.text}")
    return answer.json()


async def _lines(answer: httpx.Response) -> AsyncIterator[Line]:
    """The lines of a stream, each with its end."""
    rest = b""
    async for chunk in answer.aiter_bytes():
        *ended, rest = (rest + chunk).split(b"\n")
        for text in ended:
            yield _line(text)
    if rest:
        raise Broken(f"the app drops a line without an end: {rest!r}")


def _line(text: bytes) -> Line:
    try:
        line = json.loads(text)
    except ValueError as error:
        raise Broken(f"no JSON: {text!r}") from error
    match line:
        case {"type": str(type), "data": dict(data), "ack": str(ack)} if "|" in ack:
            if type not in ARRIVALS.keys() | DEPARTURES.keys() | SILENT | {"SyncResetV1"}:
                raise Broken(f"unknown type {type}")
            return Line(type, data, ack)
    raise Broken(f"no line: {line}")


async def runs(lines: AsyncIterator[Line], limit: int | None) -> AsyncIterator[list[Line]]:
    """Runs of lines of one type, out of the first `limit` lines."""
    run: list[Line] = []
    count = 0
    async for line in lines:
        if count == limit:
            break
        count += 1
        if run and (run[0].type != line.type or len(run) == CHUNK):
            yield run
            run = []
        run.append(line)
    if run:
        yield run
