"""A library of any size, written straight into the database of a data folder.

    python -m bench.seed 100000 --data /tmp/large

Rows go in with the schema's triggers on: timeline counts, totals and album days
are what they make. Only the search index, a third of the time, is written at
the end in one go; tests/bench holds that it is the same. A seed that dies is to
be thrown away. Only 2025-01 has bytes: thumbnails and previews.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from PIL import Image

from bench.photographs import MONTHS, Photograph, Photographer
from bindings.local import open_bindings
from photos import accounts, users
from photos.accounts import NewAccount

EMAIL, PARTNER_EMAIL, PASSWORD = "owner@example.com", "partner@example.com", "bench"
OWNER, PARTNER = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
LARGE_ALBUMS = {
    "a1b00000-0000-4000-8000-000000010000": 10_000,
    "a1b00000-0000-4000-8000-000000001000": 1_000,
    "a1b00000-0000-4000-8000-000000001001": 1_000,
}
"""Each holds the whole of 2025-02 and shows 500 there."""
ALBUMS = 200
"""That the owner is shown, at every size."""
NOW = datetime(2025, 5, 1, tzinfo=UTC)
_STAMP = "2025-05-01T00:00:00.000Z"
_BYTES = "2025-01"
_TAGS = ("family", "family/kids", "travel", "travel/sea", "travel/city", "work", "print", "best")


def seed(data_dir: Path, count: int) -> None:
    """Fill a fresh data folder: `count` assets that OWNER's timeline and archive
    show, a tenth more that they do not, and a partner with a fiftieth of that.

    ValueError where `count` is smaller than the fixed months together.
    """
    asyncio.run(_make_people(data_dir))
    with closing(sqlite3.connect(data_dir / "photos.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        library = Library(connection, OWNER)
        with _search_index_at_the_end(connection):
            library.fill(Photographer(1).library(count))
            _share(connection, library, _partner(connection, count // 50))
        connection.execute("COMMIT")
    asyncio.run(_write_bytes(data_dir, library.months[_BYTES]))


@contextmanager
def _search_index_at_the_end(connection: sqlite3.Connection) -> Iterator[None]:
    of_search = "FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%asset_search%'"
    triggers = connection.execute(f"SELECT name, sql {of_search}").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for index in _SEARCH_INDEXES:
        connection.execute(index)
    for _, text in triggers:
        connection.execute(text)


_SEARCH_INDEXES = (
    """
    INSERT INTO asset_search (rowid, facets, words)
    SELECT assets.search_key, facets, words
    FROM assets INNER JOIN asset_words ON asset_words.seq = assets.seq ORDER BY 1
    """,
    """
    INSERT INTO asset_texts (rowid, owner, file_name, description)
    SELECT assets.search_key, owner, file_name, description
    FROM assets INNER JOIN asset_folds ON asset_folds.seq = assets.seq ORDER BY 1
    """,
)


@dataclass
class Library:
    """What is remembered of a person's assets while they are written."""

    connection: sqlite3.Connection
    owner: str
    shown: list[str] = field(default_factory=list)
    months: dict[str, list[str]] = field(default_factory=dict)
    """Ids of what is shown in each fixed month."""
    stacks: dict[str, list[str]] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def fill(self, photographs: Iterator[Photograph]) -> None:
        while page := list(islice(photographs, 5_000)):
            self._write(page)
            for each in page:
                if each.primary:
                    self.stacks.setdefault(each.primary, []).append(each.id)
                if each.is_plain:
                    self.shown.append(each.id)
                    month = each.local_date_time[:7]
                    if month in MONTHS:
                        self.months.setdefault(month, []).append(each.id)
        self._stack()
        self._tag()

    def _write(self, page: list[Photograph]) -> None:
        """As an upload and the extraction after it."""
        first = self.connection.execute("SELECT ifnull(max(seq), 0) + 1 FROM assets").fetchone()[0]
        self._write_assets(list(enumerate(page, first)))
        self._write_exif(list(enumerate(page, first)))
        self._insert(
            "asset_job_status",
            "asset_id, metadata_extracted_at",
            ((one.id, _STAMP) for one in page),
        )
        self._insert(
            "asset_files",
            "asset_id, type, path",
            (
                (one.id, type, picture(self.owner, one.id, type))
                for one in page
                if one.visibility != "hidden"
                for type in ("preview", "thumbnail")
            ),
        )

    def _write_assets(self, page: list[tuple[int, Photograph]]) -> None:
        self._insert(
            "assets",
            "seq, id, owner_id, type, original_path, original_file_name, checksum,"
            "file_created_at, local_date_time, file_modified_at, duration, width, height,"
            "thumbhash, is_favorite, visibility, status, live_photo_video_id, created_at,"
            "deleted_at",
            (
                (seq, one.id, self.owner, one.type, original(self.owner, one.id, one.file_name),
                 one.file_name, one.checksum, one.file_created_at, one.local_date_time,
                 one.file_created_at, one.duration, one.width, one.height, one.thumbhash,
                 one.is_favorite, one.visibility, one.status, one.motion, one.created_at,
                 one.deleted_at)
                for seq, one in page
            ),
        )  # fmt: skip

    def _write_exif(self, page: list[tuple[int, Photograph]]) -> None:
        self._insert(
            "asset_exif",
            "seq, owner_id, make, model, lens_model, f_number, focal_length, city, state, country,"
            "latitude, longitude, description, rating, file_size_in_byte, iso, exif_image_width,"
            "exif_image_height, date_time_original, modify_date",
            (
                (seq, self.owner, *(one.camera or [None] * 5), *(one.place or [None] * 5),
                 one.description, one.rating, one.size, one.iso, one.width, one.height,
                 one.file_created_at, one.file_created_at)
                for seq, one in page
            ),
        )  # fmt: skip

    def _stack(self) -> None:
        for top, lower in self.stacks.items():
            id = f"57ac{top[4:]}"
            self._insert("stacks", "id, owner_id, primary_asset_id, created_at",
                         [(id, self.owner, top, _STAMP)])  # fmt: skip
            self.connection.executemany(
                "UPDATE assets SET stack_id = ? WHERE id = ?", ((id, one) for one in (top, *lower))
            )

    def _tag(self) -> None:
        """One in twenty."""
        ids = {value: f"7a900000-0000-4000-8000-{number:012x}"
               for number, value in enumerate(_TAGS, int(self.owner[-1]) * 100)}  # fmt: skip
        self._insert(
            "tags",
            "id, user_id, value, parent_id, created_at",
            ((ids[value], self.owner, value, ids.get(value.rpartition("/")[0]), _STAMP)
             for value in _TAGS),
        )  # fmt: skip
        tagged = (one for one in self.shown if self.chance.random() < 0.05)
        self._insert(
            "tag_assets",
            "asset_id, tag_id",
            ((one, ids[self.chance.choice(_TAGS)]) for one in tagged),
        )

    def album(self, id: str, name: str, assets: Iterable[str], member: str | None) -> None:
        self._insert("albums", "id, album_name, created_at", [(id, name, _STAMP)])
        people = [(self.owner, "owner"), *([(member, "editor")] if member else [])]
        self._insert(
            "album_users",
            "album_id, user_id, role, created_at",
            ((id, user, role, _STAMP) for user, role in people),
        )
        self._insert(
            "album_assets",
            "album_id, asset_id, created_at",
            ((id, asset_id, _STAMP) for asset_id in assets),
        )

    def trip(self) -> list[str]:
        """Some that were taken one after the other."""
        begin, length = self.chance.randrange(len(self.shown) - 100), self.chance.randint(5, 100)
        return self.shown[begin : begin + length]

    def _insert(self, table: str, names: str, rows: Iterable[tuple[object, ...]]) -> None:
        marks = ", ".join("?" * len(names.split(",")))
        self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _partner(connection: sqlite3.Connection, count: int) -> Library:
    """The owner sees them in the timeline, in the years before the fixed months."""
    partner = Library(connection, PARTNER)
    partner.fill(Photographer(2).library(count, {}))
    connection.execute(
        "INSERT INTO partners (shared_by_id, shared_with_id, in_timeline, created_at)"
        " VALUES (?, ?, 1, ?)",
        (PARTNER, OWNER, _STAMP),
    )
    return partner


def _share(connection: sqlite3.Connection, library: Library, partner: Library) -> None:
    """The albums: large ones, trips, a few in company of either."""
    month = library.months["2025-02"]
    others = sorted(set(library.shown) - set(month))
    for id, size in LARGE_ALBUMS.items():
        chosen = library.chance.sample(others, size - len(month))
        library.album(id, f"Album of {size:,}", [*month, *chosen], None)
    for number in range(ALBUMS - len(LARGE_ALBUMS)):
        id = f"a1b00000-0000-4000-8000-{number:012x}"
        of, to = (partner, library) if number % 20 == 0 else (library, partner)
        of.album(id, f"Trip {number}", of.trip(), to.owner if number % 10 == 0 else None)


async def _make_people(data_dir: Path) -> None:
    bindings = await open_bindings(data_dir)
    try:
        password = await bindings.passwords.hash(PASSWORD)
        await users.create_admin(
            bindings.database, id=OWNER, email=EMAIL, name="Owner", password=password, now=NOW
        )
        partner = NewAccount(id=PARTNER, email=PARTNER_EMAIL, name="Partner", password=password)
        await accounts.create(bindings.database, partner, NOW)
    finally:
        bindings.close()


async def _write_bytes(data_dir: Path, ids: Iterable[str]) -> None:
    """Pictures of some, about as large as those of a phone's photo."""
    scene = Image.effect_noise((1440, 1080), 25).convert("RGB")
    preview, thumbnail = io.BytesIO(), io.BytesIO()
    scene.save(preview, "JPEG", quality=70)
    scene.resize((333, 250)).save(thumbnail, "WEBP", quality=60)
    bindings = await open_bindings(data_dir)
    try:
        for id in ids:
            for type, data in (("preview", preview), ("thumbnail", thumbnail)):
                await bindings.blobs.put(picture(OWNER, id, type), data.getvalue(), "image/*")
    finally:
        bindings.close()


def original(owner: str, id: str, name: str) -> str:
    return f"originals/{owner}/{id}/{name}"


def picture(owner: str, id: str, type: str) -> str:
    return f"{type}s/{owner}/{id}.{'webp' if type == 'thumbnail' else 'jpeg'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    seed(options.data, options.count)


if __name__ == "__main__":
    main()
