"""Albums through any sequence of what people do to them and to the assets in them."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bindings.local.database import SqliteDatabase
from photos import (
    access,
    album_assets,
    album_members,
    albums,
    asset_changes,
    timeline,
    trash,
)
from photos.album_members import Invitation
from photos.refusal import Refused
from photos.timeline import View
from photos.users import User
from tests.photos.library import NOW, Caller, Library, counts_of

SHOWN = "assets.deleted_at IS NULL AND assets.visibility IN ('timeline', 'archive')"
TIMELINE = f"""
SELECT album_id, substr(local_date_time, 1, 10), file_created_at, seq
FROM album_assets INNER JOIN assets ON assets.id = asset_id WHERE {SHOWN} ORDER BY 1, 2, 3, 4
"""
FACTS = f"""
SELECT
  albums.id, count(assets.id),
  substr(min(local_date_time), 1, 10), substr(max(local_date_time), 1, 10),
  (SELECT group_concat(user_id || ' ' || role) FROM album_users WHERE album_id = albums.id),
  (SELECT max(touched_at) FROM album_contributions WHERE album_id = albums.id AND count > 0)
FROM albums
LEFT JOIN album_assets ON album_assets.album_id = albums.id
LEFT JOIN assets ON assets.id = asset_id AND {SHOWN}
GROUP BY albums.id ORDER BY albums.id
"""
KEPT = """
SELECT id, asset_count, first_day, last_day, members, touched_at FROM albums ORDER BY id
"""
DAYS = [f"2024-0{month}-0{day}T10:00:00.000Z" for month in (1, 2) for day in (1, 2)]
some = st.integers(0, 99)
several = st.lists(some, min_size=1, max_size=4)


class Albums(RuleBasedStateMachine):
    migrated: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "photos.sqlite"
        shutil.copy(self.migrated, path)
        self.database = SqliteDatabase(path)
        self.library = Library(self.database)
        self.loop = asyncio.new_event_loop()
        self.people: list[User] = []
        self.assets: list[str] = []
        self.albums: list[str] = []

    def teardown(self) -> None:
        self.database.close()
        self.loop.close()
        self.folder.cleanup()

    def wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def try_to(self, work: Coroutine[Any, Any, Any]) -> None:
        """What is refused changes nothing, which the invariants tell."""
        with suppress(Refused):
            self.wait(work)

    def caller(self, number: int) -> Caller:
        return Caller(self.people[number % len(self.people)])

    def of(self, numbers: list[int]) -> list[str]:
        return [self.assets[number % len(self.assets)] for number in numbers]

    @initialize()
    def settle(self) -> None:
        async def build() -> None:
            for _ in range(3):
                person = await self.library.user()
                self.people.append(person)
                for day in DAYS:
                    self.assets.append(await self.library.asset(person, file_created_at=day))
            await self.library.partner(self.people[0], self.people[1])

        self.wait(build())

    @rule(who=some, whom=some, assets=several)
    def create(self, who: int, whom: int, assets: list[int]) -> None:
        caller, guest = self.caller(who), self.caller(whom)
        new = albums.NewAlbum(
            id=self.library.id(), owner_id=caller.user.id, name="x", description="", order="asc",
            now=NOW,
        )  # fmt: skip
        invited = [Invitation(guest.user.id, "editor")] if guest != caller else []
        allowed = access.condition("asset.share", caller)
        self.wait(albums.create(self.database, new, invited, self.of(assets), allowed))
        self.albums.append(new.id)

    def album(self, number: int) -> str:
        return self.albums[number % len(self.albums)] if self.albums else self.library.id()

    @rule(who=some, album=some, assets=several)
    def add(self, who: int, album: int, assets: list[int]) -> None:
        caller, id, ids = self.caller(who), self.album(album), self.of(assets)
        allowed = access.condition("asset.share", caller)

        async def work() -> None:
            await album_assets.require_album(self.database, caller, id)
            found = await album_assets.add(self.database, id, ids, allowed, NOW)
            assert not found.unknown & found.refused

        self.try_to(work())

    @rule(who=some, assets=several)
    def add_to_all(self, who: int, assets: list[int]) -> None:
        caller, ids = self.caller(who), self.of(assets)
        allowed = access.condition("asset.share", caller)

        async def work() -> None:
            mine = await access.permitted(self.database, "albumAsset.create", caller, self.albums)
            await album_assets.add_to_all(self.database, sorted(mine), ids, allowed, NOW)

        self.wait(work())

    @rule(who=some, album=some, assets=several)
    def remove(self, who: int, album: int, assets: list[int]) -> None:
        caller, id, ids = self.caller(who), self.album(album), self.of(assets)

        async def work() -> None:
            await access.require(self.database, "albumAsset.delete", caller, [id])
            await album_assets.remove(self.database, caller, id, ids)

        self.try_to(work())

    @rule(who=some, album=some, whom=some, role=st.sampled_from(["owner", "editor", "viewer"]))
    def invite(self, who: int, album: int, whom: int, role: str) -> None:
        caller, id = self.caller(who), self.album(album)

        async def work() -> None:
            await access.require(self.database, "album.share", caller, [id])
            guest = self.caller(whom).user.id
            await album_members.invite(self.database, id, [Invitation(guest, role)], NOW)
            await album_members.promote(self.database, id, guest, role)

        self.try_to(work())

    @rule(who=some, album=some, whom=some)
    def send_away(self, who: int, album: int, whom: int) -> None:
        caller, guest = self.caller(who), self.caller(whom).user.id
        self.try_to(album_members.remove(self.database, caller, self.album(album), guest))

    @rule(assets=several)
    def throw(self, assets: list[int]) -> None:
        self.wait(trash.discard(self.database, self.of(assets), NOW))

    @rule(assets=several)
    def restore(self, assets: list[int]) -> None:
        self.wait(trash.restore(self.database, self.of(assets)))

    @rule(asset=some)
    def erase(self, asset: int) -> None:
        self.wait(trash.remove(self.database, self.of([asset])[0], NOW))

    @rule(asset=some, visibility=st.sampled_from(["timeline", "archive", "hidden", "locked"]))
    def show(self, asset: int, visibility: str) -> None:
        update = "UPDATE assets SET visibility = ? WHERE id = ?"
        self.wait(self.library.run(update, visibility, self.of([asset])[0]))

    @rule(assets=several)
    def lock(self, assets: list[int]) -> None:
        self.wait(self.database.batch(asset_changes.leaving_albums(self.of(assets))))

    @rule(asset=some, day=st.sampled_from(DAYS))
    def redate(self, asset: int, day: str) -> None:
        update = "UPDATE assets SET (local_date_time, file_created_at) = (?, ?) WHERE id = ?"
        self.wait(self.library.run(update, day, day, self.of([asset])[0]))

    @rule(album=some)
    def delete(self, album: int) -> None:
        self.wait(albums.delete(self.database, self.album(album)))

    @invariant()
    def one_owner_each(self) -> None:
        owners = """
          SELECT count(*) FROM albums WHERE 1 <> (
            SELECT count(*) FROM album_users WHERE album_id = albums.id AND role = 'owner'
          )
        """
        assert self.wait(self.library.value(owners)) == 0

    @invariant()
    def what_is_kept_equals_the_rows(self) -> None:
        for person in self.people:
            found = self.wait(albums.find(self.database, person.id, []))
            for album in (each.album for each in found):
                rows = self.wait(self.library.rows(
                    f"""
                    SELECT assets.id, owner_id, substr(local_date_time, 1, 10)
                    FROM album_assets INNER JOIN assets ON assets.id = asset_id
                    WHERE album_id = ? AND {SHOWN}
                    """,
                    album.id,
                ))  # fmt: skip
                days = sorted(day for _, _, day in rows)
                assert album.asset_count == len(rows)
                assert (album.first_day, album.last_day) == (
                    (days[0], days[-1]) if days else (None, None)
                )
                assert album.cover in ({id for id, _, _ in rows} or {None})
                self.timeline_shows(album.id, {id for id, _, _ in rows})
                owners = [owner for _, owner, _ in rows]
                counts = dict(self.wait(albums.contributors(self.database, album.id)))
                assert counts == {owner: owners.count(owner) for owner in owners}

    @invariant()
    def the_timeline_of_each_album_is_what_it_shows(self) -> None:
        kept = self.library.rows("SELECT * FROM album_timeline ORDER BY 1, 2, 3, 4")
        assert self.wait(kept) == self.wait(self.library.rows(TIMELINE))

    @invariant()
    def the_row_of_each_album_tells_what_it_shows(self) -> None:
        kept = self.wait(self.library.rows(KEPT))
        assert kept == self.wait(self.library.rows(FACTS))

    def timeline_shows(self, album: str, ids: set[str]) -> None:
        view = View(caller="", album=album)
        months = counts_of(self.wait(timeline.buckets(self.database, view)))
        shown = [
            json.loads(self.wait(timeline.bucket(self.database, view, month)))["id"]
            for month in months
        ]
        assert [*months.values()] == [len(ids) for ids in shown]
        assert {id for ids in shown for id in ids} == ids

    @invariant()
    def nobody_sees_what_nobody_showed_them(self) -> None:
        """Readable is one's own, a partner's, and what lies in an album of one's own."""
        for person in self.people:
            caller = Caller(person)
            seen = self.wait(access.permitted(self.database, "asset.read", caller, self.assets))
            may = self.wait(self.library.rows(
                """
                SELECT id FROM assets
                WHERE owner_id = ? AND visibility <> 'locked'
                UNION
                SELECT asset_id FROM album_assets
                INNER JOIN album_users USING (album_id) INNER JOIN assets ON assets.id = asset_id
                WHERE user_id = ? AND visibility <> 'locked' AND assets.deleted_at IS NULL
                UNION
                SELECT id FROM assets INNER JOIN partners ON shared_by_id = owner_id
                WHERE
                  shared_with_id = ? AND visibility IN ('timeline', 'hidden')
                  AND deleted_at IS NULL
                """,
                person.id, person.id, person.id,
            ))  # fmt: skip
            assert seen == {id for (id,) in may}


def test_albums_keep_their_promises(migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Albums, "migrated", migrated, raising=False)
    run_state_machine_as_test(
        Albums, settings=settings(max_examples=30, stateful_step_count=30, deadline=None)
    )
