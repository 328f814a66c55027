"""Live photos, tags and searches through any sequence of what people do, beside all they share.

Who may see what is told once more in plain Python, from the rows alone. Faults that were put
in and found: partners shown the motion of a locked still, the locked folder without motion
parts, stills without theirs, trash in albums; a search through others' trash, their locked
folders, one's own without the PIN, partners one does not want, in albums what is locked
there, by tags what lies below alone; a motion that stays in albums or is not freed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from photos import access, asset_changes, links, live_photos, search, search_filters, tagging
from photos.search_filters import Filters
from photos.timeline import View
from photos.users import User
from tests.photos.library import LISTED, Caller, ids_of
from tests.photos.test_albums_stateful import several, some
from tests.photos.test_sharing_stateful import Sharing


class Row(NamedTuple):
    id: str
    owner: str
    type: str
    visibility: str
    trashed: bool
    motion: str | None


Pairs = set[tuple[str, str]]


class Finding(Sharing):
    """What is reached, by right and by search, with motion parts that follow their stills."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        """Of each person."""
        self.with_pin = False
        """At the next step everybody has the locked folder open, at the one after it nobody."""

    @initialize()
    def settle(self) -> None:
        async def film() -> None:
            for person in self.people:
                videos = [await self.library.asset(person, type="VIDEO") for _ in range(2)]
                still = await self.library.asset(person, live_photo_video_id=videos[0])
                self.assets += [*videos, still]
                self.tags[person.id] = await self.library.tag(person, "trip", still)

        super().settle()
        self.wait(film())

    @rule(still=some, video=some, album=some)
    def set_moving(self, still: int, video: int, album: int) -> None:
        """By some video of the same person, which has been in an album."""
        rows = self.rows()
        row = rows.get(self.of([still])[0])
        if row is not None and row.type == "IMAGE":
            videos = [each for each in rows.values() if each[1:3] == (row.owner, "VIDEO")]
            if videos:
                found, shown_in = videos[video % len(videos)], self.album(album)
                self.try_to(self.link(row, found, shown_in))

    async def link(self, still: Row, video: Row, album: str) -> None:
        await self.library.run(
            """
            INSERT INTO album_assets (album_id, asset_id, created_at)
            SELECT id, ?, created_at FROM albums WHERE id = ? ON CONFLICT DO NOTHING
            """,
            video.id, album,
        )  # fmt: skip
        await live_photos.require_motion_video(self.database, video.id, still.owner)
        await self.database.batch(live_photos.linking(still.id, video.id))
        ((shown, albums),) = await self.library.rows(
            """
            SELECT visibility, (SELECT count(*) FROM album_assets WHERE asset_id = id)
            FROM assets WHERE id = ?
            """,
            video.id,
        )
        assert (shown, albums) == (
            "hidden" if video.visibility == "timeline" else video.visibility, 0,
        )  # fmt: skip

    @rule(still=some)
    def set_still(self, still: int) -> None:
        (id,) = self.of([still])
        before = self.rows()
        row = before.get(id)
        if row is not None and row.motion is not None:
            self.wait(self.database.batch(live_photos.unlinking(id)))
            after, motion = self.rows(), before[row.motion]
            assert after[id].motion is None
            freed = row.visibility if motion.visibility == "hidden" else motion.visibility
            assert after[motion.id].visibility == freed

    @rule(assets=several)
    def put_into_locked_folder(self, assets: list[int]) -> None:
        ids = self.of(assets)
        for id in ids:
            update = "UPDATE assets SET visibility = 'locked' WHERE id = ?"
            self.wait(self.library.run(update, id))
        self.wait(self.database.batch(asset_changes.leaving_albums(ids)))

    @rule(asset=some)
    def lock_what_is_shared(self, asset: int) -> None:
        """It is locked before it leaves its albums."""
        if shared := sorted(id for id, _ in self.pairs("album_assets", "asset_id, album_id")):
            update = "UPDATE assets SET visibility = 'locked' WHERE id = ?"
            self.wait(self.library.run(update, shared[asset % len(shared)]))

    @rule(who=some, assets=several, on=st.booleans())
    def tag(self, who: int, assets: list[int], on: bool) -> None:
        caller = self.caller(who)
        user, ids = caller.user.id, self.those_of("asset.update", caller, assets)
        change = tagging.attach if on else tagging.detach
        self.wait(change(self.database, user, [self.tags[user]], ids))

    @rule(
        elevated=st.booleans(), tagged=st.sampled_from([False, False, True]),
        visibility=st.sampled_from([None, None, "timeline", "archive", "hidden", "locked"]),
        words=st.sampled_from([{}, {"file_name": "photo"}, {"query": "p"}, {"query": "photo jpg"}]),
    )  # fmt: skip
    def search(
        self, elevated: bool, tagged: bool, visibility: str | None, words: dict[str, Any]
    ) -> None:
        """As everybody, with the trash and without."""
        rows, borne = self.rows(), self.pairs("tag_assets", "asset_id, tag_id")
        for person in self.people:
            caller = Caller(person, elevated=elevated or visibility == "locked")
            tags = (self.tags[person.id],) if tagged else ()
            owners = {person.id} | (set() if visibility == "locked" else self.wanted_by(person))
            for trash in (False, True):
                asked = Filters(visibility=visibility, with_trash=trash, tags=tags, **words)
                assert self.found(caller, asked) == {
                    row.id
                    for row in rows.values()
                    if row.owner in owners
                    and visibility in (None, row.visibility)
                    and (not row.trashed or (trash and row.owner == person.id))
                    and (not self.shut(row, rows) or (caller.elevated and row.owner == person.id))
                    and (not tagged or (row.id, *tags) in borne)
                }

    @invariant()
    def a_search_finds_what_one_may_see(self) -> None:
        self.with_pin = not self.with_pin
        self.search(elevated=self.with_pin, tagged=False, visibility=None, words={})
        for album in self.albums[:1]:
            self.look_into(album, self.with_pin)

    def wanted_by(self, person: User) -> set[str]:
        """The partners on a person's timeline."""
        pairs = self.pairs("partners", "shared_by_id, shared_with_id", "in_timeline = 1")
        return {by for by, to in pairs if to == person.id}

    @rule(elevated=st.booleans())
    def search_albums(self, elevated: bool) -> None:
        for album in self.albums:
            self.look_into(album, elevated)

    def look_into(self, album: str, elevated: bool) -> None:
        """As each of its members: everybody's who put something into it."""
        rows, held = self.rows(), self.pairs("album_assets", "asset_id, album_id")
        members = self.pairs("album_users", "user_id, album_id")
        for person in self.people:
            caller = Caller(person, elevated=elevated)
            read = self.wait(access.allows(self.database, "album.read", caller, [album]))
            assert read == ((person.id, album) in members)
            if read:
                assert self.found(caller, Filters(albums=(album,)), anyone=True) == {
                    row.id
                    for row in rows.values()
                    if (row.id, album) in held
                    and not row.trashed
                    and (not self.shut(row, rows) or (elevated and row.owner == person.id))
                }

    def found(self, caller: Caller, asked: Filters, *, anyone: bool = False) -> set[str]:
        async def work() -> list[str]:
            scope = await search_filters.scope(self.database, caller, asked, anyone=anyone)
            page, more = await search.find(self.database, asked, scope, LISTED, size=1000)
            assert not more
            if not asked.query:
                assert await search.count(self.database, asked, scope) == len(page)
            return ids_of(page)

        ids = self.wait(work())
        assert len(ids) == len({*ids})
        return {*ids}

    @invariant()
    def nobody_sees_what_nobody_showed_them(self) -> None:
        rows = self.rows()
        for person in self.people:
            caller = Caller(person)
            seen = self.wait(access.permitted(self.database, "asset.read", caller, self.assets))
            assert seen == self.open_to(person, rows)
            own = {id for id, row in rows.items() if row.owner == person.id}
            elevated = Caller(person, elevated=True)
            mine = self.wait(access.permitted(self.database, "asset.update", elevated, [*rows]))
            assert mine == own

    def open_to(self, person: User, rows: dict[str, Row]) -> set[str]:
        members = self.pairs("album_users", "album_id, user_id")
        sharing = {by for by, to in self.pairs("partners", "shared_by_id, shared_with_id")
                   if to == person.id}  # fmt: skip
        joined = {
            asset
            for asset, album in self.pairs("album_assets", "asset_id, album_id")
            if (album, person.id) in members
        }
        unshut = {id for id, row in rows.items() if not self.shut(row, rows)}
        own = {id for id in unshut if rows[id].owner == person.id}
        partners = {
            id
            for id in unshut
            if rows[id].owner in sharing
            and rows[id].visibility in ("timeline", "hidden")
            and not rows[id].trashed
        }
        return own | partners | self.with_motion(joined, rows)

    def with_motion(self, ids: set[str], rows: dict[str, Row]) -> set[str]:
        """What these assets let others see: neither trash nor locked ones, with motion parts."""
        shown = {id for id in ids if not rows[id].trashed and rows[id].visibility != "locked"}
        motion = {rows[id].motion for id in shown} - {None}
        return {id for id in shown if not self.shut(rows[id], rows)} | {
            id for id in motion if id is not None and rows[id].visibility != "locked"
        }

    @invariant()
    def a_link_opens_what_lies_behind_it(self) -> None:
        rows = self.rows()
        held = self.pairs("album_assets", "asset_id, album_id") | self.pairs(
            "shared_link_assets", "asset_id, shared_link_id"
        )
        for number in range(len(self.links)):
            for link in self.opened(number):
                caller = Caller(self.owner_of(link).user, link)
                seen = self.wait(access.permitted(self.database, "asset.read", caller, self.assets))
                behind = {asset for asset, by in held if by == (link.album_id or link.id)}
                assert seen == self.with_motion(behind, rows)
                shown = self.wait(links.read(self.database, link.user_id, link.id))
                assert {asset.id for asset, _ in shown.assets} <= seen
                if link.album_id is not None:
                    assert self.timeline(View(caller="", album=link.album_id)) <= seen

    def shut(self, row: Row, rows: dict[str, Row]) -> bool:
        """In the locked folder, by itself or with a still."""
        return row.visibility == "locked" or (
            row.visibility == "hidden"
            and any(each.motion == row.id and each.visibility == "locked" for each in rows.values())
        )

    def rows(self) -> dict[str, Row]:
        found = self.wait(self.library.rows(
            "SELECT id, owner_id, type, visibility, deleted_at IS NOT NULL, live_photo_video_id"
            " FROM assets"
        ))  # fmt: skip
        return {row[0]: Row(*row) for row in found}

    def pairs(self, table: str, columns: str, which: str = "1") -> Pairs:
        rows = self.wait(self.library.rows(f"SELECT {columns} FROM {table} WHERE {which}"))
        return {(row[0], row[1]) for row in rows}


def test_finding_keeps_its_promises(migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Finding, "migrated", migrated, raising=False)
    run_state_machine_as_test(
        Finding, settings=settings(max_examples=20, stateful_step_count=40, deadline=None)
    )
