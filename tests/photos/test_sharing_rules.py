"""Random sequences of what people do with stacks and tags, and what must always hold."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bindings.local.database import SqliteDatabase
from photos import stacks, tagging, tags, trash
from photos.refusal import Refused
from tests.photos.library import NOW, Library

T = TypeVar("T")
ASSETS = st.integers(0, 5)
NAMES = st.sampled_from(["a", "b", "c"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


class Machine(RuleBasedStateMachine):
    """A library with one person in it, copied from an empty schema."""

    migrated: Path
    place: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        shutil.copy(self.migrated, self.place)
        self.library = Library(SqliteDatabase(self.place))
        self.owner = self.run(self.library.user())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def rows(self, text: str) -> list[list[Any]]:
        return self.run(self.library.rows(text))

    def teardown(self) -> None:
        self.library.database.close()  # type: ignore[attr-defined]
        self.runner.close()
        for part in self.place.parent.glob(f"{self.place.name}*"):
            part.unlink()


class Stacking(Machine):
    """Held against a model: per stack its members, the first leading."""

    def __init__(self) -> None:
        super().__init__()
        self.assets = [self.run(self.library.asset(self.owner)) for _ in range(6)]
        self.model: dict[str, list[str]] = {}

    def of(self, asset: str) -> str | None:
        return next((id for id, members in self.model.items() if asset in members), None)

    @rule(chosen=st.lists(ASSETS, min_size=2, max_size=4))
    def stack(self, chosen: list[int]) -> None:
        ids = list(dict.fromkeys(self.assets[number] for number in chosen))
        new = self.library.id()
        self.run(stacks.create(self.library.database, new, self.owner.id, ids, NOW))
        led = [id for id, (leader, *_) in self.model.items() if leader in ids]
        joined = [member for id in led for member in self.model.pop(id)]
        for members in self.model.values():
            members[:] = [member for member in members if member not in ids]
        self.model[new] = list(dict.fromkeys([*ids, *joined]))

    @rule(number=ASSETS)
    def lead(self, number: int) -> None:
        asset = self.assets[number]
        if (id := self.of(asset)) is not None:
            self.run(stacks.lead(self.library.database, id, asset))
            self.model[id].sort(key=lambda member: member != asset)

    @rule(number=ASSETS)
    def take_out(self, number: int) -> None:
        asset = self.assets[number]
        if (id := self.of(asset)) is None:
            return
        work = stacks.take_out(self.library.database, id, asset)
        if self.model[id][0] == asset:
            with pytest.raises(Refused, match="primary"):
                self.run(work)
        else:
            self.run(work)
            self.model[id].remove(asset)

    @rule(number=ASSETS)
    def dissolve(self, number: int) -> None:
        if (id := self.of(self.assets[number])) is not None:
            self.run(stacks.delete(self.library.database, [id]))
            del self.model[id]

    @rule(number=ASSETS)
    def remove_for_good(self, number: int) -> None:
        old, database = self.assets[number], self.library.database
        self.run(trash.doom(database, [old], NOW))
        assert self.run(trash.remove(database, old))
        self.assets[number] = self.run(self.library.asset(self.owner))
        if (id := self.of(old)) is None:
            return
        self.model[id].remove(old)
        if len(self.model[id]) < 2:
            del self.model[id]
        else:  # the oldest is next; all are of one moment, so it goes by the id
            leader = self.rows(f"SELECT primary_asset_id FROM stacks WHERE id = '{id}'")[0][0]
            self.model[id].sort(key=lambda member: member != leader)

    @invariant()
    def stacks_are_what_was_done(self) -> None:
        found = self.run(
            stacks.read(self.library.database, stacks.owned_by(self.owner.id), tags=True)
        )
        seen = {each.id: [member.asset.id for member in each.members] for each in found}
        assert {id: ids[0] for id, ids in seen.items()} == {
            id: ids[0] for id, ids in self.model.items()
        }
        assert {id: set(ids) for id, ids in seen.items()} == {
            id: set(ids) for id, ids in self.model.items()
        }

    @invariant()
    def the_timeline_hides_all_but_the_first(self) -> None:
        children = {id for (id,) in self.rows("SELECT id FROM assets WHERE is_stack_child = 1")}
        assert children == {asset for _, *rest in self.model.values() for asset in rest}


class Tagging(Machine):
    """The closure is the tree, the tree is the paths, and keywords are the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.assets = [self.run(self.library.asset(self.owner)) for _ in range(3)]
        self.touched: set[str] = set()
        self.on: dict[str, set[str]] = {asset: set() for asset in self.assets}

    def tags(self) -> dict[str, str]:
        """Ids by their paths."""
        found = self.run(tagging.all_of(self.library.database, self.owner.id))
        return {tag.value: tag.id for tag in found}

    @rule(paths=st.lists(PATHS, max_size=3))
    def upsert(self, paths: list[str]) -> None:
        made = self.run(
            tags.upsert(self.library.database, self.owner.id, paths, self.library.id, NOW)
        )
        assert [tag.value for tag in made] == list(dict.fromkeys(paths))

    @rule(name=PATHS, parent=PATHS)
    def create(self, name: str, parent: str) -> None:
        """Under a tag if there is such a one; the name is taken as it is."""
        known = self.tags()
        above = known.get(parent)
        value = f"{parent}/{name}" if above else name
        work = tagging.create(
            self.library.database, self.library.id(), self.owner.id, name, None, above, NOW
        )
        if value in known:
            with pytest.raises(Refused, match="already exists"):
                self.run(work)
        else:
            assert self.run(work).value == value

    @rule(path=PATHS)
    def delete(self, path: str) -> None:
        if (id := self.tags().get(path)) is None:
            return
        below = self.rows(
            "SELECT tags.value FROM tag_closure JOIN tags ON tags.id = descendant_id"
            f" WHERE ancestor_id = '{id}'"
        )
        self.run(tagging.delete(self.library.database, id))
        gone = {value for (value,) in below}
        assert not gone & self.tags().keys()
        self.on = {asset: values - gone for asset, values in self.on.items()}

    @rule(path=PATHS, number=st.integers(0, 2), on=st.booleans())
    def put(self, path: str, number: int, on: bool) -> None:
        asset, id = self.assets[number], self.tags().get(path)
        if id is None:
            return
        change = tagging.attach if on else tagging.detach
        changed = self.run(change(self.library.database, self.owner.id, [id], [asset]))
        assert changed == ([asset] if on is not (path in self.on[asset]) else [])
        (self.on[asset].add if on else self.on[asset].discard)(path)
        if changed:
            self.check_keywords(asset)

    def check_keywords(self, asset: str) -> None:
        ((listed, locked),) = self.rows(
            "SELECT asset_exif.tags, locked_properties FROM assets JOIN asset_exif USING (seq)"
            f" WHERE assets.id = '{asset}'"
        )
        values = ",".join(f'"{value}"' for value in sorted(self.on[asset]))
        assert (listed, locked) == (f"[{values}]", '["tags"]')

    @invariant()
    def the_closure_is_the_tree(self) -> None:
        parents = dict(self.rows("SELECT id, parent_id FROM tags"))
        tree = set()
        for id in parents:
            above: str | None = id
            while above is not None:
                tree.add((above, id))
                above = parents[above]
        assert {(up, down) for up, down in self.rows("SELECT * FROM tag_closure")} == tree

    @invariant()
    def a_parent_is_the_path_before(self) -> None:
        rows = self.rows(
            "SELECT tags.value, above.value FROM tags"
            " JOIN tags AS above ON above.id = tags.parent_id"
        )
        assert all(value.startswith(f"{above}/") for value, above in rows)

    @invariant()
    def the_search_finds_by_them(self) -> None:
        found = self.rows(
            "SELECT assets.id, asset_search.words FROM assets JOIN asset_search"
            " ON asset_search.rowid = assets.search_key"
        )
        assert {id: set(words.split()) - {"photo.jpg"} for id, words in found} == self.on


@pytest.mark.parametrize("machine", [Stacking, Tagging])
def test_whatever_is_done(machine: type[Machine], migrated: Path, tmp_path: Path) -> None:
    machine.migrated, machine.place = migrated, tmp_path / "photos.sqlite"
    limits = settings(max_examples=25, stateful_step_count=12, deadline=None)
    run_state_machine_as_test(machine, settings=limits)
