"""A small library to ask questions of."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha1
from itertools import count
from typing import Any
from uuid import UUID

import msgspec

from bindings import Argument, Database, Sql
from photos import asset_objects, assets, users
from photos.shared_links import SharedLink
from photos.users import User

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
STAMP = "2024-06-01T12:00:00.000Z"
LISTED = asset_objects.listed(None, with_exif=True)


def ids_of(found: Iterable[str]) -> list[str]:
    """Of assets as lists show them."""
    return [msgspec.json.decode(asset)["id"] for asset in found]


def counts_of(months: bytes) -> dict[str, int]:
    """The months of a timeline (`YYYY-MM`) and how many assets each has."""
    return {each["timeBucket"][:7]: each["count"] for each in msgspec.json.decode(months)}


@dataclass(frozen=True)
class Caller:
    user: User
    link: SharedLink | None = None
    elevated: bool = False


@dataclass
class Library:
    database: Database
    numbers: count[int] = field(default_factory=lambda: count(1))

    def id(self) -> str:
        return str(UUID(int=next(self.numbers) << 64 | 0x8 << 60 | 0x4 << 76))

    async def rows(self, text: str, *args: Argument) -> list[list[Any]]:
        return await self.database.all(Sql(text, args), list[Any])

    async def value(self, text: str, *args: Argument) -> Any:
        """The first column of the one row expected."""
        ((value, *_),) = await self.rows(text, *args)
        return value

    async def ids(self, page: Sql) -> list[str]:
        return [id for (id,) in await self.database.all(page, tuple[str])]

    async def run(self, text: str, *args: Argument) -> None:
        await self.database.run(Sql(text, args))

    async def insert(self, table: str, **values: Argument) -> None:
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        await self.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values.values())

    async def user(self, quota: int | None = None, **values: Argument) -> User:
        id = self.id()
        stamps = {"created_at": STAMP, "profile_changed_at": STAMP}
        given = {"id": id, "email": f"{id}@example.org", "quota_size_in_bytes": quota}
        await self.insert("users", **(stamps | given | values))
        found = await users.find(self.database, id)
        assert found is not None
        return found

    def new(self, owner: User, **values: Any) -> assets.NewAsset:
        id = self.id()
        given: dict[str, Any] = {
            "id": id,
            "owner_id": owner.id,
            "type": "IMAGE",
            "original_path": f"originals/{owner.id}/{id}/photo.jpg",
            "original_file_name": "photo.jpg",
            "checksum": b64encode(sha1(id.encode()).digest()).decode(),
            "size": 100,
            "file_created_at": "2024-05-01T10:00:00.000Z",
            "file_modified_at": STAMP,
            "now": NOW,
        }
        return assets.NewAsset(**(given | values))

    async def asset(self, owner: User, **values: Any) -> str:
        return await assets.insert(self.database, self.new(owner, **values))

    async def album(self, owner: User, *asset_ids: str, **values: Argument) -> str:
        id = self.id()
        await self.insert("albums", **({"id": id, "created_at": STAMP} | values))
        await self.join(id, owner, "owner")
        for asset_id in asset_ids:
            await self.insert("album_assets", album_id=id, asset_id=asset_id, created_at=STAMP)
        return id

    async def join(self, album_id: str, user: User, role: str) -> None:
        await self.insert(
            "album_users", album_id=album_id, user_id=user.id, role=role, created_at=STAMP
        )

    async def partner(self, by: User, to: User, in_timeline: bool = True) -> None:
        await self.insert(
            "partners", shared_by_id=by.id, shared_with_id=to.id, in_timeline=in_timeline,
            created_at=STAMP,
        )  # fmt: skip

    async def stack(self, owner: User, asset_ids: Sequence[str]) -> str:
        id = self.id()
        await self.insert(
            "stacks", id=id, owner_id=owner.id, primary_asset_id=asset_ids[0], created_at=STAMP
        )
        for asset_id in asset_ids:
            await self.run("UPDATE assets SET stack_id = ? WHERE id = ?", id, asset_id)
        return id

    async def tag(self, owner: User, value: str, *asset_ids: str, parent: str | None = None) -> str:
        id = self.id()
        await self.insert(
            "tags", id=id, user_id=owner.id, value=value, parent_id=parent, created_at=STAMP
        )
        for asset_id in asset_ids:
            await self.insert("tag_assets", asset_id=asset_id, tag_id=id)
        return id

    async def link(self, owner: User, **values: Argument) -> SharedLink:
        id = self.id()
        defaults: dict[str, Argument] = {
            "id": id, "user_id": owner.id, "key": id, "slug": None, "type": "INDIVIDUAL",
            "album_id": None, "description": None, "password": None, "allow_upload": False,
            "allow_download": True, "show_exif": True, "expires_at": None, "created_at": STAMP,
        }  # fmt: skip
        row = defaults | values
        await self.insert("shared_links", **row)
        return SharedLink(**row)  # type: ignore[arg-type]
