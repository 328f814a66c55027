"""What a download consists of: which files, in how many archives, under which names."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from unicodedata import normalize

from msgspec import Struct

from bindings import Database, Sql
from photos import access
from photos.live_photos import EXTRACTED
from photos.media import formats
from photos.rows import id_list

MOST_FILES = 4000
"""In one planned archive. A Worker may ask its storage 10,000 things per request, and
looks at every file before it opens it."""

_PAGE = 2000
_LONGEST_STEM, _LONGEST_ENDING = 200, 40
"""Bytes; file systems end at 255 for the whole, and a number may have to go in."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\?<>:*|"]')
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


class Planned(Struct):
    """One archive of a plan; `size` is the bytes of its originals."""

    asset_ids: list[str]
    size: int


class File(Struct, array_like=True, frozen=True):
    """What one asset gives to an archive."""

    original_file_name: str
    original_path: str
    edited_path: str | None
    """Key of the edited picture, where that is wanted and there is one."""
    original_crc32: int | None
    local_date_time: str

    @property
    def path(self) -> str:
        return self.edited_path or self.original_path

    @property
    def crc32(self) -> int | None:
        """Of the bytes at `path`, if it is known."""
        return None if self.edited_path else self.original_crc32

    @property
    def name(self) -> str:
        """What it is called, by a name that fits what is in it: edits of a HEIC are a JPEG."""
        name, edited = self.original_file_name, self.edited_path
        if edited is None or formats.content_type(name) == formats.content_type(edited):
            return name
        return formats.stem(name) + formats.extension(edited)


class Choice(Struct, frozen=True):
    """Assets to be downloaded: ids in the order they will have, page by page."""

    pages: AsyncIterator[list[str]]
    motions: Sql
    """Holds for those motion videos (`assets`) that no page names itself …"""
    named: frozenset[str] = frozenset()
    """… unless they are among these."""


def of_library(database: Database, owner_id: str) -> Choice:
    """Everything of a person by its time of capture, motion videos behind their stills."""
    select = """
      SELECT id, file_created_at FROM assets
      WHERE
        owner_id = ? AND (file_created_at, id) > (?, ?)
        AND visibility <> 'hidden' AND deleted_at IS NULL
      ORDER BY file_created_at, id LIMIT ?
    """

    async def pages() -> AsyncIterator[list[str]]:
        after, moment, full = "", "", True
        while full:
            page = Sql(select, (owner_id, moment, after, _PAGE))
            found = await database.all(page, tuple[str, str])
            if full := len(found) == _PAGE:
                after, moment = found[-1]
            yield [id for id, _ in found]

    return Choice(pages(), Sql("assets.visibility = 'hidden'"))


def of_album(database: Database, album_id: str) -> Choice:
    """Everything an album shows."""
    select = """
      SELECT asset_id FROM album_assets
      WHERE album_id = ? AND asset_id > ? ORDER BY asset_id LIMIT ?
    """

    async def pages() -> AsyncIterator[list[str]]:
        after, full = "", True
        while full:
            found = await database.all(Sql(select, (album_id, after, _PAGE)), tuple[str])
            if full := len(found) == _PAGE:
                (after,) = found[-1]
            yield [id for (id,) in found]

    another = """
      NOT EXISTS (SELECT 1 FROM album_assets WHERE album_id = ? AND asset_id = assets.id)
    """
    return Choice(pages(), Sql(another, (album_id,)))


def of_assets(ids: Sequence[str]) -> Choice:
    """These, each once."""
    wanted = list(dict.fromkeys(ids))

    async def pages() -> AsyncIterator[list[str]]:
        for portion in _pages(wanted):
            yield portion

    return Choice(pages(), Sql("1"), frozenset(wanted))


async def plan(
    database: Database, choice: Choice, allowed: Sql, target: int, embedded: bool
) -> AsyncIterator[Planned]:
    """The archives a choice fills, one after the other; each ends when it is larger
    than `target` bytes, or has MOST_FILES.

    What is in the trash or not `allowed` (a condition on assets) is left out, so
    that every archive can be fetched. Motion videos come right behind their
    stills; those cut out of them only if `embedded`.
    """
    archive = Planned([], 0)
    async for ids in choice.pages:
        statement = _sized(ids, choice.motions, allowed, embedded)
        for id, size, moving in await database.all(statement, tuple[str, int, bool]):
            if moving and id in choice.named:
                continue
            archive.asset_ids.append(id)
            archive.size += size
            if archive.size > target or len(archive.asset_ids) == MOST_FILES:
                yield archive
                archive = Planned([], 0)
    if archive.asset_ids:
        yield archive


async def files(database: Database, ids: Iterable[str], allowed: Sql, edited: bool) -> list[File]:
    """What each of the assets gives, in this order, each once.

    Raises Refused unless all of them are there and `allowed` holds for them.
    """
    wanted = list(dict.fromkeys(ids))
    found = []
    for page in _pages(wanted):
        found += await database.all(_files(page, allowed, edited), File)
    if len(found) < len(wanted):
        raise access.refusal("asset.download")
    return found


def entry_names(names: Iterable[str]) -> Iterator[str]:
    """The names of files as those of entries: fit for every file system, no two alike.

    The second `a.jpg` is `a+1.jpg`. Two names are alike too when only their case
    differs: where that does not count, one file would overwrite the other.
    """
    taken = set[str]()
    numbers = dict[str, int]()
    for name in map(_plain, names):
        stem, key = formats.stem(name), _folded(name)
        ending, number, found = formats.ending(name), numbers.get(key, 0), name
        while _folded(found) in taken:
            number += 1
            found = f"{stem}+{number}{ending}"
        numbers[key] = number
        taken.add(_folded(found))
        yield found


def _plain(name: str) -> str:
    plain = _FORBIDDEN.sub("", name).rstrip(" .")
    if _DEVICE.fullmatch(plain):
        plain = ""
    stem = _cut(formats.stem(plain), _LONGEST_STEM)
    return stem + _cut(formats.ending(plain), _LONGEST_ENDING) or "unnamed"


def _cut(text: str, length: int) -> str:
    return text.encode()[:length].decode(errors="ignore")


def _folded(name: str) -> str:
    return normalize("NFC", name.casefold())


def _pages(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _PAGE):
        yield list(ids[start : start + _PAGE])


def _sized(ids: Sequence[str], motions: Sql, allowed: Sql, embedded: bool) -> Sql:
    return (
        Sql(
            f"""
            SELECT assets.id, ifnull(asset_exif.file_size_in_byte, 0), moving.value
            FROM json_each(?) AS wanted
            CROSS JOIN assets AS still ON still.id = wanted.value
            CROSS JOIN json_each('[0, 1]') AS moving
            CROSS JOIN assets
              ON assets.id = iif(moving.value, still.live_photo_video_id, still.id)
            CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
            WHERE
              assets.deleted_at IS NULL
              AND (
                moving.value = 0
                OR (? OR instr(assets.original_path, '{EXTRACTED}') = 0) AND
            """,
            (id_list(ids), embedded),
        )
        & motions
        & Sql(") AND")
        & allowed
        & Sql("ORDER BY wanted.key, moving.value")
    )


def _files(ids: Sequence[str], allowed: Sql, edited: bool) -> Sql:
    return (
        Sql(
            """
            SELECT
              assets.original_file_name, assets.original_path, asset_files.path,
              asset_exif.crc32, assets.local_date_time
            FROM json_each(?) AS wanted
            CROSS JOIN assets ON assets.id = wanted.value
            CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
            LEFT JOIN asset_files
              ON ? AND asset_files.asset_id = assets.id AND asset_files.type = 'fullsize'
                AND asset_files.is_edited = 1
            WHERE
            """,
            (id_list(ids), edited),
        )
        & allowed
        & Sql("ORDER BY wanted.key")
    )
