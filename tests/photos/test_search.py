"""Search over the database finds what a walk over everything finds."""

from __future__ import annotations

import asyncio
import json
import random
import re
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from hypothesis import given, settings, strategies as st
from msgspec import UNSET

from photos import search
from photos.search_filters import ALWAYS, Filters, Scope, scope
from tests.photos.library import LISTED, Caller, Library, ids_of
from tests.photos.search_world import (
    CAMERAS,
    MOMENTS,
    PIECES,
    PLACES,
    WORDS,
    Photo,
    World,
    populate,
)


def bare(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFD", text.lower().replace("ς", "σ"))
    kept = "".join(c for c in letters if not 0x300 <= ord(c) < 0x370)
    return unicodedata.normalize("NFC", kept)


def tokens(text: str) -> list[str]:
    found, current = [], ""
    for letter in bare(text) + " ":
        alone = ord(letter) > 0x3000 or unicodedata.category(letter) == "So"
        if alone or unicodedata.category(letter)[0] not in "LN":
            found += [current] if current else []
            current = ""
        if alone:
            found.append(letter)
        elif unicodedata.category(letter)[0] in "LN":
            current += letter
    return found


def says(text: str, query: str) -> bool:
    """Every word of the query begins one of the text."""
    own, phrases = tokens(text), [tokens(word) for word in query.split()]
    phrases = [phrase for phrase in phrases if phrase]
    return bool(phrases) and all(
        any(
            own[at : at + len(phrase) - 1] == phrase[:-1]
            and own[at + len(phrase) - 1 :]
            and own[at + len(phrase) - 1].startswith(phrase[-1])
            for at in range(len(own))
        )
        for phrase in phrases
    )


def has_piece(text: str, piece: str) -> bool:
    """As ILIKE '%piece%'."""
    pattern = "".join(".*" if c == "%" else "." if c == "_" else re.escape(c) for c in bare(piece))
    return re.search(pattern, bare(text), re.DOTALL) is not None


def within(value: str | None, span: tuple[str, str]) -> bool:
    return span == ALWAYS or (value is not None and span[0] <= value <= span[1])


def visible(photo: Photo, filters: Filters, who: Scope) -> bool:
    row, mine = photo.row, photo.row["owner_id"] == who.user
    if row["owner_id"] not in (who.owners or ()):
        return False
    if row["deleted_at"] and not (filters.with_trash and mine):
        return False
    if (row["visibility"] == "locked" or photo.locked_with) and not (mine and who.elevated):
        return False
    if row["visibility"] == "archive" and not mine:
        return False
    return filters.visibility in (None, row["visibility"])


def matches(photo: Photo, filters: Filters, world: World) -> bool:
    row, facts = photo.row, photo.facts
    text = " ".join(
        [row["original_file_name"]]
        + [
            facts[name] or ""
            for name in ("city", "state", "country", "make", "model", "lens_model")
        ]
        + sorted(photo.tags)
        + [facts["description"]]
    )
    tags = {name for tag in photo.tags for name in (tag, tag.rpartition("/")[0])}
    names = {id: name for name, id in (world.tags | world.albums).items()}
    return all(
        (
            filters.id in (None, photo.id),
            filters.checksum in (None, row["checksum"]),
            filters.type in (None, row["type"]),
            filters.favorite in (None, bool(row["is_favorite"])),
            filters.motion in (None, photo.motion is not None),
            not filters.unalbumed or not (photo.albums or photo.elsewhere),
            {names[id] for id in filters.albums} <= photo.albums,
            not photo.tags if filters.tags is None else {names[id] for id in filters.tags} <= tags,
            all(facts[column] == value for column, value in filters.facts.items()),
            filters.rating is UNSET or filters.rating == facts["rating"],
            within(row["file_created_at"], filters.taken),
            within(row["created_at"], filters.created),
            within(row["deleted_at"], filters.trashed),
            has_piece(row["original_file_name"], filters.file_name),
            has_piece(facts["description"], filters.description),
            has_piece(row["original_path"], filters.path),
            not filters.query
            or says(text, filters.query)
            or any(says(album, filters.query) for album in photo.albums),
        )
    )


def spans() -> st.SearchStrategy[tuple[str, str]]:
    return st.one_of(
        st.just(ALWAYS),
        st.tuples(st.sampled_from(["", *MOMENTS]), st.sampled_from(["~", *MOMENTS])),
    )


def filters(world: World) -> st.SearchStrategy[Filters]:
    facts = st.dictionaries(
        st.sampled_from(["city", "state", "country", "make", "model", "lens_model"]),
        st.sampled_from([*dict.fromkeys(v for row in (*PLACES, *CAMERAS) for v in row), "no such"]),
        max_size=2,
    )
    options: dict[str, st.SearchStrategy[Any]] = {
        "id": st.sampled_from([photo.id for photo in world.photos]),
        "checksum": st.sampled_from([photo.row["checksum"] for photo in world.photos]),
        "type": st.sampled_from(["IMAGE", "VIDEO"]),
        "visibility": st.sampled_from(["timeline", "archive", "hidden", "locked"]),
        "favorite": st.booleans(),
        "motion": st.booleans(),
        "unalbumed": st.booleans(),
        "albums": st.lists(st.sampled_from([*world.albums.values()]), max_size=2),
        "tags": st.none() | st.lists(st.sampled_from([*world.tags.values()]), max_size=2),
        "facts": facts,
        "rating": st.sampled_from([None, 1, 5]),
        "query": st.sampled_from(WORDS),
        "file_name": st.sampled_from(PIECES),
        "description": st.sampled_from(PIECES),
        "path": st.sampled_from(["originals/", "IMG", "1%g", "jpg"]),
        "taken": spans(),
        "created": spans(),
        "with_trash": st.booleans(),
        "trashed": spans(),
    }
    # A few at a time: with half of them nothing would be found, by whatever search.
    return (
        st.sets(st.sampled_from(sorted(options)), max_size=3)
        .flatmap(lambda names: st.fixed_dictionaries({name: options[name] for name in names}))
        .map(_made)
    )


def _made(given: dict[str, Any]) -> Filters:
    if given.get("trashed", ALWAYS) != ALWAYS:
        given["with_trash"] = True
    given["query"] = given.get("query", "").strip()
    return Filters(**given)


def order(world: World, ids: Iterable[str], by_second: bool) -> list[Any]:
    rows = {photo.id: photo for photo in world.photos}
    if by_second:
        return [(rows[id].row["file_created_at"][:19], rows[id].seq) for id in ids]
    return [(rows[id].row["file_created_at"], id) for id in ids]


def test_finds_what_a_walk_finds(library: Library) -> None:
    """Any filters together, with the PIN and without, in pages, at random, by size."""
    with closing(asyncio.new_event_loop()) as loop:
        world = loop.run_until_complete(populate(library, random.Random(3)))

        @settings(max_examples=300, deadline=None)
        @given(asked=filters(world), elevated=st.booleans(), ascending=st.booleans())
        def check(asked: Filters, elevated: bool, ascending: bool) -> None:
            # Whoever asks for the locked folder while it is shut is refused by access.
            opened = elevated or asked.visibility == "locked"
            loop.run_until_complete(compare(world, asked, opened, ascending))

        check()


async def compare(world: World, asked: Filters, elevated: bool, ascending: bool) -> None:

    database = world.library.database
    who = await scope(database, Caller(world.user, elevated=elevated), asked)
    expected = {
        photo.id
        for photo in world.photos
        if visible(photo, asked, who) and matches(photo, asked, world)
    }
    pages: list[str] = []
    more = True
    while more:
        number = len(pages) // 7 + 1
        found, more = await search.find(
            database, asked, who, LISTED, size=7, page=number, ascending=ascending
        )
        pages += ids_of(found)
    assert len(pages) == len(set(pages))
    assert set(pages) == expected
    orders = [order(world, pages, by_second) for by_second in (False, True)]
    assert any(keys == sorted(keys, reverse=not ascending) for keys in orders)
    if asked.query:
        return  # only pages know it
    assert await search.count(database, asked, who) == len(expected)
    drawn = await search.random(database, asked, who, LISTED, size=1000)
    assert {*ids_of(drawn)} == expected
    large = await search.largest(database, asked, who, LISTED, above=-1, size=1000)
    assert {*ids_of(large)} == expected
    sizes = [json.loads(asset)["exifInfo"]["fileSizeInByte"] for asset in large]
    assert sizes == sorted(sizes, reverse=True)
