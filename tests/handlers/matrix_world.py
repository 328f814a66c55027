"""A small populated installation, the same for every kind of caller, that can be put back."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bcrypt
import jwt

from bindings import Bindings, Sql
from bindings.local.cache import MemoryCache
from bindings.local.engine import apsw
from generated.operations import OPERATIONS
from handlers import auth
from photos.users import User
from tests.handlers.conftest import PASSWORD, House
from tests.handlers.matrix_requests import PIN
from tests.photos.library import STAMP, Library
from tests.pictures import jpeg

LINK_PASSWORD = "open sesame"
PAST, FUTURE = "2024-06-02T12:00:00.000Z", "2999-01-01T00:00:00.000Z"
UNTOLD = {"attempts"}
"""Tables a refusal may write to: wrong guesses are counted."""

Credentials = dict[str, dict[str, str]]
"""Request headers by the name of a caller or key."""


class World:
    """Who and what exists in one House.

    `things` are the owner's by kind (`member`, `newcomer` and `partner` are
    other people); `locked` are the same with what lies in the owner's locked
    folder in the place of `asset` and `video`.
    """

    def __init__(self, house: House, data: Path) -> None:
        self.house = house
        self.library = Library(house.bindings.database)
        self.things: dict[str, str] = {}
        self.locked: dict[str, str] = {}
        self.credentials: Credentials = {"nobody": {}}
        self._observer = apsw.Connection(str(data / "photos.sqlite"))
        self._observer.execute("PRAGMA synchronous = OFF")
        self._blobs = data / "blobs"
        self._original = apsw.Connection(":memory:")
        self._arranged = False

    async def populate(self) -> None:
        people = await self._settle()
        await self._furnish(people)
        await self._admit(people)
        _copy(self._observer, self._original)
        self._rows = self._read()
        self._seen = self._now = self._version()

    def difference(self) -> str:
        """What a request wrote since the last `restore`: names of tables and `files`."""
        self._now = self._version()
        if self._now == self._seen:
            return ""
        rows, found = self._read(), [] if self._now[1] == self._seen[1] else ["files"]
        found += [name for name in rows if rows[name] != self._rows[name]]
        return ", ".join(found)

    async def restore(self) -> None:
        """Undo what `arrange` did and what the last `difference` saw."""
        if self._now == self._seen and not self._arranged:
            return
        self._arranged = False
        _copy(self._original, self._observer)
        bindings = self.house.bindings
        # A schema is read anew after a backup, which for triggers on FTS5 tables
        # does not work within a transaction.
        await bindings.database.run(Sql("SELECT 1 FROM assets"))
        self.house.bindings = replace(bindings, cache=MemoryCache(bindings.clock))
        self._seen = self._version()

    def arrange(self, statement: str) -> None:
        """Make something so for one request, behind everybody's back."""
        self._observer.execute(statement)
        self._arranged = True

    def close(self) -> None:
        self._observer.close()
        self._original.close()

    def _version(self) -> tuple[object, list[str]]:
        """Changes with every commit of somebody else, and with every file."""
        version = self._observer.execute("PRAGMA data_version").get
        return version, [name for _, _, names in os.walk(self._blobs) for name in sorted(names)]

    def _read(self) -> dict[str, list[Any]]:
        names = self._observer.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            str(name): self._observer.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in names.fetchall()
            if name not in UNTOLD
        }

    async def _settle(self) -> dict[str, User]:
        """The accounts. All have a password, a PIN, a profile image and a licence."""
        hashed = {text: bcrypt.hashpw(text.encode(), bcrypt.gensalt(4)) for text in (PASSWORD, PIN)}
        people = {}
        for name in ("admin", "owner", "stranger", "member", "newcomer", "gone"):
            people[name] = await self.library.user(
                email=f"{name}@example.org",
                name=name,
                is_admin=name == "admin",
                password=hashed[PASSWORD].decode(),
                pin_code=hashed[PIN].decode(),
            )
        for person in people.values():
            path = f"profile/{person.id}.jpg"
            await self.house.bindings.blobs.put(path, jpeg(5), "image/jpeg")
            await self.library.run(
                "UPDATE users SET profile_image_path = ? WHERE id = ?", path, person.id
            )
            key = "IMCL" + "-0000" * 8
            license = {"licenseKey": key, "activationKey": "a", "activatedAt": STAMP}
            await self.library.insert(
                "user_metadata", user_id=person.id, key="license", value=json.dumps(license)
            )
        gone = people["gone"].id
        await self.library.run(
            "UPDATE users SET deleted_at = ?, status = 'deleted' WHERE id = ?", STAMP, gone
        )
        return people

    async def _furnish(self, people: dict[str, User]) -> None:
        library, owner, member = self.library, people["owner"], people["member"]
        asset, spare, locked = [await self._photo(owner, "jpg") for _ in range(3)]
        video, locked_video = [await self._photo(owner, "mp4", type="VIDEO") for _ in range(2)]
        for id in (locked, locked_video):
            await library.run("UPDATE assets SET visibility = 'locked' WHERE id = ?", id)
        # Only what has a size can be edited.
        await library.run("UPDATE asset_exif SET exif_image_width = 64, exif_image_height = 48")
        album = await library.album(owner, asset, video)
        await library.join(album, member, "viewer")
        activity = library.id()
        await library.insert(
            "activities", id=activity, album_id=album, user_id=owner.id, asset_id=asset,
            comment="Nice", created_at=STAMP,
        )  # fmt: skip
        await library.partner(member, owner)
        await library.partner(owner, member)
        idle, row = self._key("idle", owner, {"all"})
        await library.database.run(row)
        self.things = {
            "asset": asset, "spare": spare, "video": video, "album": album, "activity": activity,
            "stack": await library.stack(owner, [asset, spare]),
            "tag": await library.tag(owner, "trip", asset),
            "sharedLink": (await library.link(owner)).id,
            "session": await self._session(owner.id),
            "apiKey": idle,
            "member": member.id, "partner": member.id, "newcomer": people["newcomer"].id,
        }  # fmt: skip
        await library.insert(
            "shared_link_assets", shared_link_id=self.things["sharedLink"], asset_id=asset
        )
        self.locked = self.things | {"asset": locked, "video": locked_video}

    async def _photo(self, owner: User, ending: str, **values: Any) -> str:
        new = self.library.new(owner, original_file_name=f"a.{ending}", **values)
        path = f"originals/{owner.id}/{new.id}/a.{ending}"
        blobs = self.house.bindings.blobs
        await blobs.put(path, jpeg(1), "image/jpeg")
        id = await self.library.asset(owner, id=new.id, original_path=path, **values)
        for type, name in (("thumbnail", f"{id}.webp"), ("preview", f"{id}.jpeg")):
            made = f"{type}s/{owner.id}/{name}"
            await blobs.put(made, jpeg(2), "image/jpeg")
            await self.library.insert("asset_files", asset_id=id, type=type, path=made)
        await self.library.insert(
            "asset_metadata", asset_id=id, key="notes", owner_id=owner.id, value="{}"
        )
        return id

    async def _admit(self, people: dict[str, User]) -> None:
        """Everything anybody could show at the door."""
        bindings, owner = self.house.bindings, people["owner"]
        for name in ("admin", "owner", "stranger", "gone"):
            session = await self._session(people[name].id)
            self._present(name, people[name], session, bindings)
        session = await self._session(owner.id, pin_expires_at=FUTURE)
        self._present("elevated", owner, session, bindings)
        session = await self._session(owner.id, expires_at=PAST)
        self._present("expired", owner, session, bindings)
        self._present("logged out", owner, self.library.id(), bindings)
        session = await self._session(owner.id)
        self._present("forged", owner, session, replace(bindings, token_key=b"?" * 32))
        self.credentials["unsigned"] = _bearer(
            jwt.encode({"sub": owner.id, "sid": session}, None, algorithm="none")
        )
        permissions = {each.permission for each in OPERATIONS.values()} - {"", "all"}
        for name in ("admin", "owner"):
            await self._keys(name, people[name], permissions)
        _, row = self._key("key of the gone", people["gone"], {"all"})
        await self.library.database.run(row)
        self.credentials["unknown key"] = {"x-api-key": "unknown"}
        await self._links(owner)

    async def _keys(self, name: str, person: User, permissions: set[str]) -> None:
        wanted = {f"{name} all": {"all"}, f"{name} without all": permissions}
        for permission in permissions:
            wanted[f"{name} with {permission}"] = {permission}
            wanted[f"{name} without {permission}"] = permissions - {permission}
        rows = [self._key(secret, person, granted)[1] for secret, granted in wanted.items()]
        await self.library.database.batch(rows)

    async def _links(self, owner: User) -> None:
        album = {"type": "ALBUM", "album_id": self.things["album"]}
        await self.library.link(owner, key="open", slug="slug", allow_upload=True, **album)
        await self.library.link(owner, key="bygone", expires_at=PAST, **album)
        shut = await self.library.link(
            owner, key="shut", password=LINK_PASSWORD, allow_download=False, show_exif=False
        )
        await self.library.insert(
            "shared_link_assets", shared_link_id=shut.id, asset_id=self.things["spare"]
        )
        gone = await self.library.album(owner, deleted_at=STAMP)
        await self.library.link(owner, key="cleared", type="ALBUM", album_id=gone)
        for key in ("open", "bygone", "shut", "cleared", "unheard of"):
            self.credentials[f"link {key}"] = {"x-immich-share-key": key}
        token = quote(auth.link_token(shut), safe="")
        cookie = {"cookie": f"{auth.LINK_COOKIE}={token}"}
        self.credentials["link strict"] = self.credentials["link shut"] | cookie
        self.credentials["slug"] = {"x-immich-share-slug": "slug"}
        self.credentials["slug unheard of"] = {"x-immich-share-slug": "unheard of"}

    async def _session(self, user_id: str, **values: str) -> str:
        id = self.library.id()
        alive = {"created_at": FUTURE, "updated_at": FUTURE}  # never idle, so never touched
        await self.library.insert("sessions", id=id, user_id=user_id, **(alive | values))
        return id

    def _present(self, name: str, user: User, session: str, bindings: Bindings) -> None:
        self.credentials[name] = _bearer(auth.issue_token(bindings, user.id, session))

    def _key(self, secret: str, user: User, permissions: set[str]) -> tuple[str, Sql]:
        """A key's id, and what puts it in its place."""
        id = self.library.id()
        self.credentials[secret] = {"x-api-key": secret}
        granted = json.dumps(sorted(permissions))
        return id, Sql(
            """
            INSERT INTO api_keys (id, user_id, name, key_hash, permissions, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            (id, user.id, secret, auth.digest(secret), granted, STAMP, STAMP),
        )


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def _copy(source: apsw.Connection, target: apsw.Connection) -> None:
    with target.backup("main", source, "main") as copying:
        copying.step()
