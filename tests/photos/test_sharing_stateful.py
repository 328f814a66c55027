"""Links, partners and stacks through any sequence of what people do, beside their albums."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from photos import access, links, partners, shared_links, stacks, timeline
from photos.shared_links import SharedLink
from photos.timeline import View
from tests.photos.library import NOW, STAMP, Caller, counts_of
from tests.photos.test_albums_stateful import SHOWN, Albums, several, some


class Sharing(Albums):
    """What a link and a partner reach is told from the rows alone."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    @rule(who=some, album=some, assets=several, album_wide=st.booleans(), upload=st.booleans())
    def publish(
        self, who: int, album: int, assets: list[int], album_wide: bool, upload: bool
    ) -> None:
        caller, id, key = self.caller(who), self.album(album), self.library.id()
        ids = [] if album_wide else self.those_of("asset.share", caller, assets)
        link = SharedLink(
            id=key, user_id=caller.user.id, key=key, slug=None,
            type="ALBUM" if album_wide else "INDIVIDUAL", album_id=id if album_wide else None,
            description=None, password=None, allow_upload=upload, allow_download=True,
            show_exif=True, expires_at=None, created_at=STAMP,
        )  # fmt: skip

        async def work() -> None:
            if album_wide:
                await access.require(self.database, "album.share", caller, [id])
            await links.create(self.database, link, ids)
            self.links.append(key)

        self.try_to(work())

    @rule(link=some, assets=several, more=st.booleans())
    def change_link(self, link: int, assets: list[int], more: bool) -> None:
        for found in self.opened(link):
            if found.album_id is None and more:
                ids = self.those_of("asset.share", self.owner_of(found), assets)
                self.wait(links.add(self.database, found.id, ids))
            elif found.album_id is None:
                self.wait(links.remove(self.database, found.id, self.of(assets)))

    @rule(link=some)
    def visit_with_a_photo(self, link: int) -> None:
        for found in self.opened(link):
            if found.allow_upload:
                new = self.wait(self.library.asset(self.owner_of(found).user))
                self.assets.append(new)
                self.wait(links.contribute(self.database, found, new, NOW))

    @rule(link=some)
    def unpublish(self, link: int) -> None:
        for found in self.opened(link):
            self.wait(links.delete(self.database, found.user_id, found.id))

    @rule(by=some, to=some, what=st.sampled_from(["share", "end", "show", "hide"]))
    def partner(self, by: int, to: int, what: str) -> None:
        one, other = self.caller(by).user.id, self.caller(to).user.id
        if what == "share":
            self.try_to(partners.create(self.database, one, other, NOW))
        elif what == "end":
            self.try_to(partners.delete(self.database, one, other))
        else:
            self.try_to(partners.show(self.database, one, other, what == "show"))

    @rule(who=some, assets=st.lists(some, min_size=2, max_size=4))
    def stack(self, who: int, assets: list[int]) -> None:
        caller = self.caller(who)
        if ids := self.those_of("asset.update", caller, assets):
            self.wait(stacks.create(self.database, self.library.id(), caller.user.id, ids, NOW))

    def those_of(self, right: str, caller: Caller, assets: list[int]) -> list[str]:
        """Of these, the assets on which the caller has the right."""
        ids = self.of(assets)
        permitted = self.wait(access.permitted(self.database, right, caller, ids))
        return [id for id in ids if id in permitted]

    def opened(self, number: int) -> list[SharedLink]:
        """The link, if it still opens something."""
        if not self.links:
            return []
        key = self.links[number % len(self.links)]
        found = self.wait(shared_links.find(self.database, shared_links.by_key(key), NOW))
        return [found[0]] if found else []

    def owner_of(self, link: SharedLink) -> Caller:
        return next(Caller(person) for person in self.people if person.id == link.user_id)

    def ids(self, query: str, *args: Any) -> set[str]:
        return {id for (id,) in self.wait(self.library.rows(query, *args))}

    def timeline(self, view: View) -> set[str]:
        months = counts_of(self.wait(timeline.buckets(self.database, view)))
        pages = [
            json.loads(self.wait(timeline.bucket(self.database, view, month)))["id"]
            for month in months
        ]
        assert [*months.values()] == [len(page) for page in pages]
        return {id for page in pages for id in page}

    @invariant()
    def a_link_opens_what_lies_behind_it(self) -> None:
        for number in range(len(self.links)):
            for link in self.opened(number):
                caller = Caller(self.owner_of(link).user, link)
                seen = self.wait(access.permitted(self.database, "asset.read", caller, self.assets))
                behind = self.ids(
                    """
                    SELECT assets.id FROM assets
                    WHERE deleted_at IS NULL AND visibility <> 'locked' AND id IN (
                      SELECT asset_id FROM album_assets WHERE album_id = ?
                      UNION ALL SELECT asset_id FROM shared_link_assets WHERE shared_link_id = ?
                    )
                    """,
                    link.album_id, link.id,
                )  # fmt: skip
                assert seen == behind
                shown = self.wait(links.read(self.database, link.user_id, link.id))
                if link.album_id is None:
                    assert {asset.id for asset, _ in shown.assets} == behind
                else:
                    album = self.timeline(View(caller="", album=link.album_id))
                    assert (shown.album.asset_count, album - behind) == (len(album), set())
                    assert shown.album.cover in album or not (album or shown.album.cover)

    @invariant()
    def a_link_gives_no_other_right(self) -> None:
        for number in range(len(self.links)):
            for link in self.opened(number):
                caller = Caller(self.owner_of(link).user, link)
                for right in ("asset.update", "asset.delete", "asset.share", "asset.copy"):
                    assert not self.wait(
                        access.permitted(self.database, right, caller, self.assets)
                    )

    @invariant()
    def a_timeline_is_ones_own_and_of_partners_one_wants(self) -> None:
        for person in self.people:
            shown = f"""
              SELECT id FROM assets
              WHERE {SHOWN} AND visibility = 'timeline' AND (
                owner_id = ? OR owner_id IN (
                  SELECT shared_by_id FROM partners WHERE shared_with_id = ? AND in_timeline
                )
              )
            """
            view: dict[str, Any] = {
                "caller": person.id,
                "owner": person.id,
                "visibility": "timeline",
            }
            both = self.ids(shown, person.id, person.id)
            assert self.timeline(View(partners=True, **view)) == both
            assert self.timeline(View(**view)) == self.ids(shown, person.id, "")
            alone = self.ids(f"{shown} AND is_stack_child = 0", person.id, person.id)
            assert self.timeline(View(partners=True, stacked=True, **view)) == alone

    @invariant()
    def a_stack_is_of_one_person_and_led_from_within(self) -> None:
        astray = """
          SELECT assets.id FROM assets INNER JOIN stacks ON stacks.id = stack_id
          WHERE
            assets.owner_id <> stacks.owner_id
            OR is_stack_child = (assets.id = primary_asset_id)
          UNION ALL
          SELECT stacks.id FROM stacks
          INNER JOIN assets ON assets.id = primary_asset_id
          WHERE stack_id IS NOT stacks.id
          UNION ALL
          SELECT id FROM assets WHERE stack_id IS NULL AND is_stack_child = 1
        """
        assert self.ids(astray) == set()


def test_sharing_keeps_its_promises(migrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sharing, "migrated", migrated, raising=False)
    run_state_machine_as_test(
        Sharing, settings=settings(max_examples=30, stateful_step_count=30, deadline=None)
    )
