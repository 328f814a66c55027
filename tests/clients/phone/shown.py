"""What the API shows to a person, held against what their phone holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import httpx

from tests.clients.phone.store import Row, Store

Tables = dict[str, list[Row]]

ASSET = (
    "checksum", "createdAt", "duration", "fileCreatedAt", "fileModifiedAt", "height", "isEdited",
    "isFavorite", "livePhotoVideoId", "localDateTime", "originalFileName", "ownerId", "thumbhash",
    "type", "visibility", "width",
)  # fmt: skip
EXIF = (
    "city", "country", "dateTimeOriginal", "description", "exifImageHeight", "exifImageWidth",
    "exposureTime", "fNumber", "fileSizeInByte", "focalLength", "iso", "latitude", "lensModel",
    "longitude", "make", "model", "modifyDate", "orientation", "projectionType", "rating", "state",
    "timeZone",
)  # fmt: skip
DATES = {"dateTimeOriginal", "modifyDate"}
"""Written in another form by the API."""
FIRST_YEAR = "1000-01-01T00:00:00.000Z"
"""What phones are told of files from before."""
ABSURD = {"fileCreatedAt", "fileModifiedAt", "localDateTime"}

ALBUM = {
    "albumName": "name", "description": "description", "isActivityEnabled": "isActivityEnabled",
    "order": "order", "createdAt": "createdAt", "updatedAt": "updatedAt",
    "albumThumbnailAssetId": "thumbnailAssetId",
}  # fmt: skip


async def differences(client: httpx.AsyncClient, store: Store) -> list[str]:
    """What the phone of the person behind `client` shows otherwise than the API, a line each.

    `client` has the locked folder open.
    """
    found = Comparison(client, store.tables())
    await found.account()
    await found.users()
    await found.assets()
    await found.stacks()
    await found.albums()
    return found.faults


class Comparison:
    def __init__(self, client: httpx.AsyncClient, tables: Tables) -> None:
        self.client = client
        self.tables = tables
        self.faults: list[str] = []
        (me,) = tables["auth_user"]
        self.me: str = me["id"]
        self.assets_held = {row["id"]: row for row in tables["asset"]}

    async def get(self, path: str, **query: str) -> Any:
        answer = await self.client.get(f"/api{path}", params=query)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        return answer.json()

    def same(self, what: str, held: object, shown: object) -> None:
        if held != shown:
            self.faults.append(f"{what}: the phone has {held!r}, the API {shown!r}")

    async def account(self) -> None:
        (held,), me = self.tables["auth_user"], await self.get("/users/me")
        names = (
            "id", "name", "email", "isAdmin", "avatarColor", "storageLabel", "quotaSizeInBytes",
            "quotaUsageInBytes", "profileChangedAt", "oauthId",
        )  # fmt: skip
        for name in names:
            # A user without a colour is shown in one made up from the address.
            if held[name] is not None or name != "avatarColor":
                self.same(f"auth_user.{name}", held[name], me[name])
        self.same("hasProfileImage", held["hasProfileImage"], bool(me["profileImagePath"]))
        state = await self.get("/auth/status")
        self.same("pinCode", held["pinCode"] is not None, state["pinCode"])
        keys = {row["key"] for row in self.tables["user_metadata"] if row["userId"] == self.me}
        self.same("license", "license" in keys, bool(me["license"]))

    async def users(self) -> None:
        held = {
            (row["id"], row["name"], row["email"])
            for row in self.tables["user"]
            if row["deletedAt"] is None
        }
        shown = await self.get("/users")
        self.same("users", held, {(user["id"], user["name"], user["email"]) for user in shown})
        there = {id for id, _, _ in held}
        for direction, mine, theirs in (
            ("shared-by", "sharedById", "sharedWithId"),
            ("shared-with", "sharedWithId", "sharedById"),
        ):
            partners = {
                (row[theirs], bool(row["inTimeline"]))
                for row in self.tables["partner"]
                if row[mine] == self.me and row[theirs] in there
            }
            shown = await self.get("/partners", direction=direction)
            self.same(direction, partners, {(user["id"], user["inTimeline"]) for user in shown})

    async def assets(self) -> None:
        held = {id for id, row in self.assets_held.items() if row["ownerId"] == self.me}
        shown = await self._own()
        self.same("own assets", held, shown)
        exifs = {row["assetId"]: row for row in self.tables["exif"]}
        for id in sorted(held & shown):
            asset = await self.get(f"/assets/{id}")
            self._asset(self.assets_held[id], asset)
            self._exif(exifs.get(id), asset["exifInfo"])
            await self._details(id)

    async def _own(self) -> set[str]:
        found: set[str] = set()
        for visibility in ("timeline", "archive", "hidden", "locked"):
            for trashed in ("false", "true"):
                view = {"visibility": visibility, "isTrashed": trashed, "userId": self.me}
                found |= await self._listed(view)
        return found

    async def _listed(self, view: dict[str, str]) -> set[str]:
        months = await self.get("/timeline/buckets", **view)
        return {
            id
            for month in months
            for id in (await self.get("/timeline/bucket", **view, timeBucket=month["timeBucket"]))[
                "id"
            ]
        }

    def _asset(self, held: Row, shown: Row) -> None:
        for name in ASSET:
            value = shown[name]
            is_absurd = name in ABSURD and value < FIRST_YEAR
            self.same(f"asset.{name}", held[name], FIRST_YEAR if is_absurd else value)
        self.same("asset.deletedAt", held["deletedAt"] is not None, shown["isTrashed"])

    def _exif(self, held: Row | None, shown: Row) -> None:
        if held is None:
            self.faults.append("an asset without exif")
            return
        for name in EXIF:
            values = [held[name], shown[name]]
            if name in DATES:
                first = datetime.fromisoformat(FIRST_YEAR)
                values = [value and max(datetime.fromisoformat(value), first) for value in values]
            self.same(f"exif.{name}", *values)

    async def _details(self, id: str) -> None:
        held = {row["key"] for row in self.tables["metadata"] if row["assetId"] == id}
        shown = await self.get(f"/assets/{id}/metadata")
        self.same("metadata", held, {each["key"] for each in shown})
        edits = [row for row in self.tables["edit"] if row["assetId"] == id]
        edits.sort(key=lambda row: row["sequence"])
        shown = (await self.get(f"/assets/{id}/edits"))["edits"]
        self.same(
            "edits",
            [(row["id"], row["action"]) for row in edits],
            [(each["id"], each["action"]) for each in shown],
        )

    async def stacks(self) -> None:
        held = {
            row["id"]: row["primaryAssetId"]
            for row in self.tables["stack"]
            if row["ownerId"] == self.me
        }
        shown = await self.get("/stacks")
        self.same("stacks", held, {each["id"]: each["primaryAssetId"] for each in shown})
        for stack in shown:
            members = {
                id
                for id, row in self.assets_held.items()
                if row["stackId"] == stack["id"] and self._is_shown(id)
            }
            self.same("stack's assets", members, {each["id"] for each in stack["assets"]})

    def _is_shown(self, id: str) -> bool:
        row = self.assets_held[id]
        return row["deletedAt"] is None and row["visibility"] in ("timeline", "archive")

    async def albums(self) -> None:
        shown = {each["id"]: each for each in await self.get("/albums")}
        there = {row["id"] for row in self.tables["user"] if row["deletedAt"] is None}
        # Albums of somebody whose account waits for its end are hidden, yet synced.
        owned = {
            row["albumId"]
            for row in self.tables["album_user"]
            if row["role"] == "owner" and row["userId"] in there
        }
        held = {row["id"]: row for row in self.tables["album"] if row["id"] in owned}
        self.same("albums", set(held), set(shown))
        for id in held.keys() & shown.keys():
            for theirs, ours in ALBUM.items():
                self.same(f"album.{ours}", held[id][ours], shown[id][theirs])
            members = {
                (row["userId"], row["role"])
                for row in self.tables["album_user"]
                if row["albumId"] == id
            }
            users = shown[id]["albumUsers"]
            self.same("members", members, {(each["user"]["id"], each["role"]) for each in users})
            inside = {
                row["assetId"]
                for row in self.tables["album_asset"]
                if row["albumId"] == id and self._is_shown(row["assetId"])
            }
            self.same("album's assets", inside, await self._listed({"albumId": id}))
