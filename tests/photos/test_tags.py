"""Tags and the tree they stand in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bindings import Sql
from photos import tagging, tags
from photos.assets import Tag
from photos.users import User
from tests.photos.library import NOW, Library


async def upsert(library: Library, owner: User, *paths: str) -> list[Tag]:
    return await tags.upsert(library.database, owner.id, paths, library.id, NOW)


async def replace(library: Library, owner: User, asset: str, paths: Sequence[str]) -> None:
    await tags.replace(library.database, owner.id, asset, paths, library.id, NOW)


async def closure(library: Library) -> list[list[str]]:
    return await library.rows(
        """
        SELECT above.value, below.value FROM tag_closure
        INNER JOIN tags AS above ON above.id = ancestor_id
        INNER JOIN tags AS below ON below.id = descendant_id
        ORDER BY 1, 2
        """
    )


async def words(library: Library, asset: str) -> str:
    """What the asset is found by beside its name."""
    text: str = await library.value(
        """
        SELECT words FROM asset_search
        WHERE rowid = (SELECT search_key FROM assets WHERE id = ?)
        """,
        asset,
    )
    return text.removeprefix("photo.jpg").strip()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a", ["a"]),
        ("/x//y/", ["x", "x/y"]),
        ("a/b/c", ["a", "a/b", "a/b/c"]),
        ("//", []),
        ("", []),
        ("a\0/\0/b", ["a", "a/b"]),
        ("x/" * 30, [*("/".join("x" * depth) for depth in range(1, 20)), "/".join("x" * 30)]),
    ],
)
def test_levels(path: str, expected: list[str]) -> None:
    assert tags.levels(path) == expected


async def test_paths_grow_into_a_tree(library: Library) -> None:
    owner = await library.user()
    made = await upsert(library, owner, "a/b", "a", "", "a//b/", "Ä/ö")
    assert [tag.value for tag in made] == ["a/b", "a", "Ä/ö"]
    by_value = {tag.value: tag for tag in made}
    assert by_value["a/b"].parent_id == by_value["a"].id
    assert by_value["a"].parent_id is None
    assert await closure(library) == [
        ["a", "a"], ["a", "a/b"], ["a/b", "a/b"], ["Ä", "Ä"], ["Ä", "Ä/ö"], ["Ä/ö", "Ä/ö"],
    ]  # fmt: skip


async def test_what_is_there_stays_as_it_is(library: Library) -> None:
    owner = await library.user()
    before = await upsert(library, owner, "a/b")
    await library.run("UPDATE tags SET color = '#abcdef', updated_at = '2000'")
    rows = await library.rows("SELECT * FROM tags ORDER BY value")
    after = await upsert(library, owner, "a/b/c", "a/b")
    assert after[1].id == before[0].id
    assert await library.rows("SELECT * FROM tags WHERE value <> 'a/b/c' ORDER BY value") == rows


async def test_everybody_has_a_tree_of_their_own(library: Library) -> None:
    one, other = await library.user(), await library.user()
    (mine,), (theirs,) = await upsert(library, one, "a"), await upsert(library, other, "a")
    assert mine.id != theirs.id
    assert [tag.value for tag in await upsert(library, one, "A")] == ["A"], "case counts"


async def test_a_tag_made_alone_moves_into_the_tree(library: Library) -> None:
    """With what hangs below it."""
    owner = await library.user()
    lone = await library.tag(owner, "a/b")
    await library.tag(owner, "a/b/c", parent=lone)
    assert ["a/b", "a/b/c"] in await closure(library)
    (tag,) = await upsert(library, owner, "a/b")
    assert (tag.id, tag.parent_id is not None) == (lone, True)
    assert [pair for pair in await closure(library) if pair[0] == "a"] == [
        ["a", "a"], ["a", "a/b"], ["a", "a/b/c"],
    ]  # fmt: skip


async def test_tags_move_with_what_is_above_them(library: Library) -> None:
    owner = await library.user()
    for value in ("a/b", "a/b/c/d", "a/b/c"):
        await library.tag(owner, value)
    line = ["a", "a/b", "a/b/c", "a/b/c/d"]
    await upsert(library, owner, line[-1])
    assert await closure(library) == [
        [above, below] for at, above in enumerate(line) for below in line[at:]
    ]


async def test_a_path_without_end_is_no_tree_without_end(library: Library) -> None:
    """One request could fill the memory."""
    owner = await library.user()
    asset = await library.asset(owner)
    path = "/".join("x" * 100_000)
    (leaf,) = await upsert(library, owner, path)
    assert leaf.value == path
    await replace(library, owner, asset, [path])
    assert await library.value("SELECT count(*) FROM tags") == 20
    assert await library.value("SELECT count(*) FROM tag_closure") == 210
    assert await library.rows("SELECT tag_id FROM tag_assets") == [[leaf.id]]


async def test_an_asset_has_exactly_these(library: Library) -> None:
    owner = await library.user()
    asset, other = await library.asset(owner), await library.asset(owner)
    await replace(library, owner, asset, ["a/b", "c"])
    await replace(library, owner, other, ["c"])
    await replace(library, owner, asset, ["a", "c", "a"])
    assert sorted((await words(library, asset)).split()) == ["a", "c"]
    await replace(library, owner, asset, [])
    assert await words(library, asset) == ""
    assert await words(library, other) == "c"
    assert len(await library.rows("SELECT * FROM tags")) == 3, "tags stay without assets"


async def test_the_same_list_changes_nothing(library: Library) -> None:
    owner = await library.user()
    asset = await library.asset(owner)
    await replace(library, owner, asset, ["a/b"])
    rows = await library.rows("SELECT * FROM tags, tag_assets")
    await replace(library, owner, asset, ["a/b"])
    assert await library.rows("SELECT * FROM tags, tag_assets") == rows


async def test_an_asset_that_is_gone_gets_none(library: Library) -> None:
    owner = await library.user()
    await replace(library, owner, library.id(), ["a"])
    assert await library.rows("SELECT * FROM tag_assets") == []


async def test_more_tags_than_fit_one_statement(library: Library) -> None:
    owner = await library.user()
    paths = [f"{'x' * 1000}/{number}" for number in range(1500)]
    made = await upsert(library, owner, *paths)
    assert [tag.value for tag in made] == paths
    assert len({tag.parent_id for tag in made}) == 1
    assert await library.value("SELECT count(*) FROM tag_closure") == 3001


async def changes(library: Library) -> int:
    """Rows written so far, those behind the search index too."""
    ((count,),) = (await library.database.batch([Sql("SELECT total_changes() AS count")]))[0]
    return int(count)


@pytest.mark.parametrize("how", ["replace", "attach", "detach", "delete"])
async def test_words_are_written_once_for_any_number_of_tags(library: Library, how: str) -> None:
    owner = await library.user()
    asset = await library.asset(owner)
    paths = [f"a/{number}" for number in range(200)]
    made = [tag.id for tag in await upsert(library, owner, *paths)]
    root = await library.value("SELECT id FROM tags WHERE value = 'a'")
    if how in ("detach", "delete"):
        await replace(library, owner, asset, paths)
    before = await changes(library)
    if how == "replace":
        await replace(library, owner, asset, paths)
    elif how == "delete":
        await tagging.delete(library.database, root)
    else:
        change = tagging.attach if how == "attach" else tagging.detach
        assert await change(library.database, owner.id, made, [asset]) == [asset] * 200
    # A row for each tag, or one more for each parent it is known to; once written anew for
    # each, the words alone were another 600.
    assert await changes(library) - before < (1000 if how == "delete" else 300)
    found = set((await words(library, asset)).split())
    assert found == (set(paths) if how in ("replace", "attach") else set())
    assert await library.rows("SELECT * FROM held_words") == []
