"""Three phones through any sequence of what three people do, synced when it happens, or cut.

It was seen to fail with any one of these faults put in: no backfill of a partner's
assets, their exif or stacks, of an album's assets or pairs; no updates of assets or of
exif known from albums; no audit rows of assets, pairs, memberships, stacks or edits;
nobody heard as the audience of an album's assets; exif not told anew when an asset is
locked. It cannot tell whether lines are sent once too often.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.clients.phone import Cut
from tests.clients.town import Person, Town, tick, town
from tests.handlers.conftest import House, furnished, upload
from tests.pictures import jpeg

who = st.integers(0, 2)
some = st.integers(0, 99)
several = st.lists(some, min_size=1, max_size=3)
role = st.sampled_from(["editor", "viewer"])
files = st.integers(1, 6)
"""Few, so that the same file is uploaded again and again."""
CHANGES: list[dict[str, Any]] = [
    {"isFavorite": True},
    {"isFavorite": False},
    {"visibility": "archive"},
    {"visibility": "timeline"},
    {"visibility": "locked"},
    {"description": "Rome"},
    {"rating": 3},
    {"latitude": 41.9, "longitude": 12.5},
    {"dateTimeOriginal": "2020-02-03T04:05:06.000Z"},
]
EDITS: list[list[dict[str, Any]]] = [
    [{"action": "rotate", "parameters": {"angle": 90}}],
    [{"action": "mirror", "parameters": {"axis": "vertical"}},
     {"action": "rotate", "parameters": {"angle": 180}}],
]  # fmt: skip


@cache
def picture(shade: int) -> bytes:
    return jpeg(shade)


class Phones(RuleBasedStateMachine):
    migrated: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.assets: list[list[str]] = [[], [], []]
        self.films: list[list[str]] = [[], [], []]
        self.albums: list[str] = []
        self.stacks: list[tuple[int, str]] = []
        """Whose, and which; some are long gone."""

    def wait(self, work: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(asyncio.ensure_future(work, loop=self.loop))

    @initialize()
    def settle(self) -> None:
        data = Path(self.folder.name) / "data"
        data.mkdir()
        shutil.copy(self.migrated, data / "photos.sqlite")

        async def build() -> Town:
            house: House = await self.stack.enter_async_context(furnished(data))
            return await self.stack.enter_async_context(town(house))

        self.town: Town = self.wait(build())
        self.town.cleo.phone.forgets = True
        self.wait(self.town.unlock())
        # From nothing most sequences never get to what two people share.
        for who in range(3):
            self._upload(who, [1, 2, 3])
            self._pile(who, [1, 2])
            self._collect(who, [0, 1], (who + 1) % 3, "editor")
        self.wait(self.town.sync())

    def teardown(self) -> None:
        try:
            if hasattr(self, "town"):
                self.wait(self.town.prove())
        finally:
            self.wait(self.stack.aclose())
            self.loop.close()
            self.folder.cleanup()

    def person(self, number: int) -> Person:
        return self.town.people[number]

    def ask(self, number: int, method: str, path: str, body: Any = None) -> Any:
        """What is refused changes nothing; a fault of the server is none of that."""
        client = self.person(number).browser
        answer = self.wait(client.request(method, f"/api{path}", json=body))
        assert answer.status_code < 500, f"{method} {path} {body}: {answer.text}"
        return answer.json() if answer.is_success and answer.content else None

    def of(self, number: int, picks: list[int]) -> list[str]:
        """Assets of a person, some of which are long gone; somebody's, if they have none."""
        own = self.assets[number] or [id for each in self.assets for id in each]
        return list({own[pick % len(own)] for pick in picks}) if own else []

    def any_asset(self, pick: int) -> list[str]:
        everything = [id for each in self.assets for id in each]
        return [everything[pick % len(everything)]] if everything else []

    def album(self, pick: int) -> str:
        nowhere = "00000000-0000-4000-8000-00000000dead"
        return self.albums[pick % len(self.albums)] if self.albums else nowhere

    # Syncs.

    @rule(who=who)
    def sync(self, who: int) -> None:
        self.wait(self.town.sync(self.person(who)))

    @rule(who=who, lines=st.integers(1, 12), unacked=st.booleans())
    def sync_lines(self, who: int, lines: int, unacked: bool) -> None:
        self.wait(self.person(who).phone.sync(Cut(lines=lines, unacked=unacked)))

    @rule(who=who, runs=st.integers(1, 6), unacked=st.booleans())
    def sync_runs(self, who: int, runs: int, unacked: bool) -> None:
        self.wait(tick())
        self.wait(self.person(who).phone.sync(Cut(runs=runs, unacked=unacked)))

    @rule(who=who)
    def prove(self, who: int) -> None:
        """Now, since what follows may hide that a phone lacks something."""
        self.wait(self.town.prove(self.person(who)))

    # Assets.

    @rule(who=who, numbers=st.lists(files, min_size=1, max_size=3))
    def add(self, who: int, numbers: list[int]) -> None:
        self._upload(who, numbers)

    def _upload(self, who: int, numbers: list[int]) -> None:
        for number in numbers:
            answer = self.wait(upload(self.person(who).browser, picture(number)))
            assert answer.is_success, answer.text
            id = answer.json()["id"]
            if id not in self.assets[who]:
                self.assets[who].append(id)

    @rule(who=who, number=st.integers(1, 2), visibility=st.sampled_from(["timeline", "hidden"]))
    def film(self, who: int, number: int, visibility: str) -> None:
        """One of the few that stills are linked to."""
        data = b"film %d" % number
        made = upload(self.person(who).browser, data, "a.mov", visibility=visibility)
        if (id := self.wait(made).json()["id"]) not in self.assets[who]:
            self.assets[who].append(id)
            self.films[who].append(id)

    @rule(who=who, still=some, film=st.none() | some)
    def move(self, who: int, still: int, film: int | None) -> None:
        """Make a still a live photo, with another film perhaps than it was, or no more."""
        films = self.films[who]
        if film is None or films:
            motion = None if film is None else films[film % len(films)]
            for id in self.of(who, [still]):
                self.ask(who, "PUT", f"/assets/{id}", {"livePhotoVideoId": motion})

    @rule()
    def work(self) -> None:
        self.wait(self.town.house.run_jobs())

    @rule(who=who, assets=several, change=st.sampled_from(CHANGES))
    def change(self, who: int, assets: list[int], change: dict[str, Any]) -> None:
        self.ask(who, "PUT", "/assets", {"ids": self.of(who, assets), **change})

    @rule(who=who, asset=some, change=st.sampled_from(CHANGES))
    def change_one(self, who: int, asset: int, change: dict[str, Any]) -> None:
        for id in self.of(who, [asset]):
            self.ask(who, "PUT", f"/assets/{id}", change)

    @rule(who=who, asset=some)
    def lock(self, who: int, asset: int) -> None:
        """What everybody may have seen goes into the locked folder. Jobs under way
        would hide that nobody is told."""
        self.work()
        self.wait(self.town.sync())
        for id in self.of(who, [asset]):
            self.ask(who, "PUT", f"/assets/{id}", {"visibility": "locked"})
        for other in range(3):
            self.prove(other)

    @rule(who=who, assets=several, force=st.booleans())
    def throw(self, who: int, assets: list[int], force: bool) -> None:
        self.ask(who, "DELETE", "/assets", {"ids": self.of(who, assets), "force": force})

    @rule(who=who, path=st.sampled_from(["restore", "empty"]))
    def clear_trash(self, who: int, path: str) -> None:
        self.ask(who, "POST", f"/trash/{path}")

    @rule(who=who, assets=several)
    def restore(self, who: int, assets: list[int]) -> None:
        self.ask(who, "POST", "/trash/restore/assets", {"ids": self.of(who, assets)})

    @rule(who=who, number=files)
    def replace(self, who: int, number: int) -> None:
        """The same file, deleted and uploaded again."""
        browser = self.person(who).browser
        for _ in range(2):
            id = self.wait(upload(browser, picture(number))).json()["id"]
            if id in self.assets[who]:
                self.ask(who, "DELETE", "/assets", {"ids": [id], "force": True})
                self.wait(self.town.house.run_jobs())
            else:
                self.assets[who].append(id)

    @rule(who=who, asset=some, edits=st.sampled_from([[], *EDITS]))
    def edit(self, who: int, asset: int, edits: list[dict[str, Any]]) -> None:
        for id in self.of(who, [asset]):
            if edits:
                self.ask(who, "PUT", f"/assets/{id}/edits", {"edits": edits})
            else:
                self.ask(who, "DELETE", f"/assets/{id}/edits")

    @rule(who=who, asset=some, value=st.sampled_from(["one", "two", ""]))
    def note(self, who: int, asset: int, value: str) -> None:
        for id in self.of(who, [asset]):
            item = {"key": "mobile-app", "value": {"iCloudId": value, "latitude": 48.5}}
            if value:
                self.ask(who, "PUT", f"/assets/{id}/metadata", {"items": [item]})
            else:
                self.ask(who, "DELETE", f"/assets/{id}/metadata/mobile-app")

    @rule(who=who, assets=several)
    def tag(self, who: int, assets: list[int]) -> None:
        (tag,) = self.ask(who, "PUT", "/tags", {"tags": ["trip"]})
        self.ask(who, "PUT", f"/tags/{tag['id']}/assets", {"ids": self.of(who, assets)})

    @rule(who=who, source=some, other=some)
    def copy(self, who: int, source: int, other: int) -> None:
        if ids := self.of(who, [source]) + self.of(who, [other]):
            self.ask(who, "PUT", "/assets/copy", {"sourceId": ids[0], "targetId": ids[1]})

    # Stacks.

    @rule(who=who, assets=st.lists(some, min_size=2, max_size=4))
    def pile(self, who: int, assets: list[int]) -> None:
        self._pile(who, assets)

    def _pile(self, who: int, assets: list[int]) -> None:
        made = self.ask(who, "POST", "/stacks", {"assetIds": self.of(who, assets)})
        self.stacks += [(who, made["id"])] if made else []

    @rule(pick=some, asset=some, what=st.sampled_from(["lead", "take", "dissolve"]))
    def restack(self, pick: int, asset: int, what: str) -> None:
        who, stack = self.stacks[pick % len(self.stacks)]
        for id in self.of(who, [asset]):
            if what == "lead":
                self.ask(who, "PUT", f"/stacks/{stack}", {"primaryAssetId": id})
            elif what == "take":
                self.ask(who, "DELETE", f"/stacks/{stack}/assets/{id}")
            else:
                self.ask(who, "DELETE", f"/stacks/{stack}")

    # Albums.

    @rule(who=who, assets=several, whom=who, role=role)
    def collect(self, who: int, assets: list[int], whom: int, role: str) -> None:
        self._collect(who, assets, whom, role)

    def _collect(self, who: int, assets: list[int], whom: int, role: str) -> None:
        members = [] if whom == who else [{"userId": self.person(whom).id, "role": role}]
        body = {"albumName": "x", "assetIds": self.of(who, assets), "albumUsers": members}
        if made := self.ask(who, "POST", "/albums", body):
            self.albums.append(made["id"])

    @rule(who=who, album=some, assets=several, other=some)
    def put(self, who: int, album: int, assets: list[int], other: int) -> None:
        ids = self.of(who, assets) + self.any_asset(other)
        self.ask(who, "PUT", f"/albums/{self.album(album)}/assets", {"ids": ids})

    @rule(who=who, album=some, other=some)
    def take_out(self, who: int, album: int, other: int) -> None:
        ids = self.any_asset(other)
        self.ask(who, "DELETE", f"/albums/{self.album(album)}/assets", {"ids": ids})

    @rule(who=who, album=some, other=some)
    def cover(self, who: int, album: int, other: int) -> None:
        for id in self.any_asset(other):
            url = f"/albums/{self.album(album)}"
            self.ask(who, "PATCH", url, {"albumThumbnailAssetId": id, "albumName": "y"})

    @rule(album=some, whom=who, role=role)
    def invite(self, album: int, whom: int, role: str) -> None:
        self._let_in(album, whom, role)

    def _let_in(self, album: int, whom: int, role: str) -> None:
        """By whoever may."""
        url, guest = f"/albums/{self.album(album)}", self.person(whom).id
        for who in range(3):
            self.ask(who, "PUT", f"{url}/users", {"albumUsers": [{"userId": guest, "role": role}]})
            self.ask(who, "PUT", f"{url}/user/{guest}", {"role": role})

    @rule(album=some, whom=who)
    def come_back(self, album: int, whom: int) -> None:
        """Leave, hear of it or not, and be let in again."""
        self.ask(whom, "DELETE", f"/albums/{self.album(album)}/user/{self.person(whom).id}")
        if album % 2:
            self.wait(self.town.sync(self.person(whom)))
        self._let_in(album, whom, "viewer")

    @rule(who=who, album=some, whom=who)
    def send_away(self, who: int, album: int, whom: int) -> None:
        url = f"/albums/{self.album(album)}/user/{self.person(whom).id}"
        self.ask(who, "DELETE", url)

    @rule(who=who, album=some)
    def give_up(self, who: int, album: int) -> None:
        self.ask(who, "DELETE", f"/albums/{self.album(album)}")

    @rule(who=who)
    def look(self, who: int) -> None:
        self.ask(who, "GET", "/albums")

    # Partners.

    @rule(who=who, whom=who)
    def open_up(self, who: int, whom: int) -> None:
        self._open_up(who, whom)

    def _open_up(self, who: int, whom: int) -> None:
        if who != whom:
            self.ask(who, "POST", "/partners", {"sharedWithId": self.person(whom).id})

    @rule(people=st.permutations(range(3)), hears=st.booleans())
    def gain_partners(self, people: list[int], hears: bool) -> None:
        """One after the other: what the second has may be older than what the first brought."""
        whom, *givers = people
        self.work()
        for who in givers:
            self._open_up(who, whom)
            if hears:
                self.wait(self.town.sync(self.person(whom)))
        self.prove(whom)

    @rule(who=who, whom=who)
    def close_up(self, who: int, whom: int) -> None:
        self.ask(who, "DELETE", f"/partners/{self.person(whom).id}")

    @rule(who=who, whom=who, shown=st.booleans())
    def mix_in(self, who: int, whom: int, shown: bool) -> None:
        self.ask(who, "PUT", f"/partners/{self.person(whom).id}", {"inTimeline": shown})


def test_phones_keep_up(migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Phones, "migrated", migrated, raising=False)
    run_state_machine_as_test(
        Phones, settings=settings(max_examples=25, stateful_step_count=40, deadline=None)
    )
