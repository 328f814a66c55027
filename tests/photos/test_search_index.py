"""What search keeps is what there is, whatever happens to assets; draws, edges and partners."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter

from bindings import Sql
from bindings.local.database import SqliteDatabase
from photos import search, search_filters, words
from photos.search_filters import Filters, Scope, scope
from tests.photos.library import LISTED, Caller, Library, ids_of
from tests.photos.search_world import MOMENTS, populate

CHANGES = (
    "UPDATE assets SET visibility = 'archive' WHERE seq % 5 = 0",
    "UPDATE assets SET visibility = 'timeline' WHERE seq % 7 = 0",
    "UPDATE assets SET status = 'trashed', deleted_at = created_at WHERE seq % 6 = 0",
    "UPDATE assets SET status = 'active', deleted_at = NULL WHERE seq % 4 = 0",
    "UPDATE assets SET file_created_at = '1931-01-01T00:00:00.000Z' WHERE seq % 3 = 0",
    "UPDATE assets SET original_file_name = 'Ä東.jpg' WHERE seq % 8 = 0",
    "UPDATE asset_exif SET city = 'Ulm', lens_model = NULL WHERE seq % 3 = 1",
    "UPDATE asset_exif SET city = NULL, state = NULL, country = NULL, make = 'x' WHERE seq % 5 = 1",
    "UPDATE asset_exif SET description = 'Ünder 海', rating = 3 WHERE seq % 4 = 1",
    "DELETE FROM tags WHERE value = 'trip/rome'",
    "DELETE FROM assets WHERE seq % 9 = 0 AND id NOT IN (SELECT primary_asset_id FROM stacks)",
)
KEPT = {
    "SELECT rowid, facets, words FROM asset_search ORDER BY 1": """
      SELECT search_key, facets, words FROM assets JOIN asset_words USING (seq) ORDER BY 1
    """,
    "SELECT rowid, owner, file_name, description FROM asset_texts ORDER BY 1": """
      SELECT search_key, owner, file_name, description
      FROM assets JOIN asset_folds USING (seq) ORDER BY 1
    """,
    "SELECT * FROM asset_places WHERE count <> 0": """
      SELECT owner_id, country, state, city, count(*)
      FROM placed_assets JOIN timeline_assets USING (seq) GROUP BY 1, 2, 3, 4
    """,
    "SELECT * FROM asset_cameras WHERE count <> 0": """
      SELECT owner_id, make, model, lens_model, count(*)
      FROM photographed_assets JOIN timeline_assets USING (seq) GROUP BY 1, 2, 3, 4
    """,
}


async def test_what_is_kept_is_what_there_is(library: Library) -> None:
    """However assets change, and whoever changes them."""
    world = await populate(library, random.Random(5))
    for change in ("", *CHANGES):
        if change:
            await library.run(change)
        for kept, counted in KEPT.items():
            assert await library.rows(kept) == await library.rows(counted), change
    await library.run(
        "UPDATE assets SET live_photo_video_id = NULL WHERE owner_id = ?", world.user.id
    )
    await library.run("DELETE FROM users")
    await library.run("DELETE FROM albums")
    for kept in (*KEPT, "SELECT * FROM asset_places", "SELECT * FROM album_search"):
        assert await library.rows(kept) == [], kept


async def test_captures_before_the_epoch(library: Library) -> None:
    user = await library.user()
    years = ("1000", "1931", "1969", "1970", "9999")
    made = [
        await library.asset(user, file_created_at=f"{year}-12-31T23:59:59.000Z") for year in years
    ]
    who = Scope(user.id, (user.id,), elevated=False)
    for asked in (Filters(), Filters(file_name="photo"), Filters(query="jpg")):
        found, _ = await search.find(library.database, asked, who, LISTED, size=9, ascending=True)
        assert ids_of(found) == made
    until = Filters(file_name="photo", taken=("1900-01-01T00:00:00.000Z", MOMENTS[0]))
    found, _ = await search.find(library.database, until, who, LISTED, size=9)
    assert ids_of(found) == made[3:0:-1]


async def test_draws_are_fair(library: Library) -> None:
    """Blindly drawn and gathered alike: every hit comes as often, give or take chance."""
    user = await library.user()
    made = [await library.asset(user, is_favorite=number % 50 == 0) for number in range(400)]
    who = Scope(user.id, (user.id,), elevated=False)
    for asked, hits in ((Filters(), made), (Filters(favorite=True), made[::50])):
        seen: Counter[str] = Counter()
        for _ in range(400):
            found = await search.random(library.database, asked, who, LISTED, size=4)
            seen.update({*ids_of(found)})
        mean = 1600 / len(hits)
        assert seen.keys() <= {*hits}
        assert sum(seen.values()) == 1600
        # Five standard deviations.
        assert all(abs(seen[id] - mean) < 5 * mean**0.5 + 1 for id in hits)


async def test_many_partners(library: Library) -> None:
    """More than a statement of D1 merges."""
    user = await library.user()
    made = []
    for number in range(8):
        owner = await library.user() if number else user
        if number:
            await library.partner(owner, user)
        taken = f"2024-05-0{number + 1}T10:00:00.000Z"
        made.append(await library.asset(owner, file_created_at=taken, size=number + 1))
    who = await scope(library.database, Caller(user), Filters())
    pages = [
        ids_of((await search.find(library.database, asked, who, LISTED, size=3, page=2))[0])
        for asked in (Filters(), Filters(file_name="photo"), Filters(favorite=False))
    ]
    assert pages == [made[4:1:-1]] * 3
    large = await search.largest(library.database, Filters(), who, LISTED, above=2, size=3)
    assert ids_of(large) == made[7:4:-1]


async def test_hits_by_word_and_by_album_come_in_one_order(library: Library) -> None:
    user = await library.user()
    made = [
        await library.asset(
            user, original_file_name="summer.jpg" if number % 3 else "x.jpg",
            file_created_at=f"2024-05-{number + 1:02d}T10:00:00.000Z",
        )
        for number in range(12)
    ]  # fmt: skip
    await library.album(user, *made[::3], *made[1:5:3], album_name="Summer")
    who = Scope(user.id, (user.id,), elevated=False)
    for ascending, expected in ((True, made), (False, made[::-1])):
        for page in range(1, 4):
            found, more = await search.find(
                library.database, Filters(query="summ"), who, LISTED,
                size=5, page=page, ascending=ascending,
            )  # fmt: skip
            assert ids_of(found) == expected[5 * page - 5 : 5 * page]
            assert more == (page < 3)


async def test_beginnings_of_any_number_of_words(library: Library) -> None:
    """Few words and many, longer ones and the letter itself, found by their beginnings."""
    user = await library.user()
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    names = ["x", "xyla", "Xylophon", "xylø", *(f"q{a}{b}.z" for a in letters for b in "ab")]
    made = {name: await library.asset(user, original_file_name=name) for name in names}
    who = Scope(user.id, (user.id,), elevated=False)

    async def found(query: str) -> set[str]:
        hits, _ = await search.find(library.database, Filters(query=query), who, LISTED, size=1000)
        return {*ids_of(hits)}

    def beginning(text: str) -> set[str]:
        return {id for name, id in made.items() if name.lower().startswith(text)}

    for text in ("x", "xy", "xyl", "xyla", "xylo", "xylophon", "q", "qa", "z", "nothing", "y"):
        expected = beginning("q") if text == "z" else beginning(text)
        assert await found(text) == expected, text
    assert await found("z q") == beginning("q")
    assert await found("q " * 20 + "xyla") == set()


def test_very_many_wild_letters_are_compared_with_a_few() -> None:
    """By the thousand, against each asset, they took seconds at ten thousand assets."""
    distinct = "%".join(f"{number:x}" for number in range(5_000))
    for text, most in (("_" * 1_000, 0), ("% " * 5_000, 1), (distinct, 8)):
        (*conditions,) = search_filters.conditions(Filters(description=text))
        pieces = [json.loads(str(each.args[0])) for each in conditions]
        assert len(conditions) == bool(most)
        assert all(0 < len(each) <= most for each in pieces)


def test_letters_fold_as_in_the_index(database: SqliteDatabase) -> None:
    """photos/words.py and the migration say the same of every letter."""
    rows = asyncio.run(database.all(Sql("SELECT letter, plain FROM foldings"), tuple[str, str]))
    letters = map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x30000)])
    assert dict(rows) == {each: words.fold(each) for each in letters if words.fold(each) != each}
