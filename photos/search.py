"""Finding assets: pages of hits, their number, some of them at random, the largest.

The index of words (`asset_search`) and that of pieces (`asset_texts`) hold
their entries in the order of capture. A page is read off their end, or off the
end of an owner's captures where no filter has words; only filters on albums,
ids, the trash and times of change gather all they find and sort it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bindings import Database, Sql, joined
from photos import search_counts, search_filters, search_sources
from photos.rows import portions
from photos.search_filters import Filters, Scope
from photos.search_sources import Source


async def find(
    database: Database,
    filters: Filters,
    scope: Scope,
    shown: Sql,
    *,
    size: int,
    page: int = 1,
    ascending: bool = False,
) -> tuple[list[str], bool]:
    """A page of hits, numbered from 1, newest capture first or oldest; whether more follow.

    `shown` is what is read of each, a text, as everywhere here.
    Hits the index answers come in the order of the seconds they were taken in,
    within a second as they arrived; others by the millisecond, then by id.
    """
    offset = (page - 1) * size
    tags = await _tag_names(database, filters, scope)
    if tags is None or offset >= _FARTHEST:
        return [], False
    source = search_sources.choose(filters, scope, tags)
    way, cut = "ASC" if ascending else "DESC", (size + 1, offset)
    if albums := await _albums_called(database, filters, scope):
        found = await _read(database, _by_query(source, filters, scope, albums, way, *cut), shown)
    elif source.owner or source.few:
        seqs = _first(source, scope, source.order.format(way=way), *cut)
        found = await _read(database, seqs, shown)
    else:
        found = await _hits(database, source, scope, way, cut, shown)
    return found[:size], len(found) > size


async def count(database: Database, filters: Filters, scope: Scope) -> int:
    """How many hits there are. Kept counts answer what they can; else as dear as the hits."""
    tags = await _tag_names(database, filters, scope)
    if tags is None:
        return 0
    if search_counts.knows(filters):
        statement = search_counts.total(filters, scope)
    else:
        source = search_sources.choose(filters, scope, tags)
        statement = Sql("SELECT count(*)") & _all(source, scope)
    found = await database.one(statement, tuple[int])
    assert found is not None, "an aggregate always answers one row"
    return found[0]


async def random(
    database: Database, filters: Filters, scope: Scope, shown: Sql, *, size: int
) -> list[str]:
    """Some of the hits, each as likely as any other, in any order.

    Assets drawn blindly are tried first: where a few of a hundred are hits that
    costs the same in any library. Rare hits are gathered.
    """
    tags = await _tag_names(database, filters, scope)
    if tags is None:
        return []
    source = search_sources.choose(filters, scope, tags)
    if not source.few:
        found = await _read(database, _drawn(filters, scope, size), shown)
        if len(found) == size:
            return found
    some = (
        Sql("SELECT assets.seq") & _all(source, scope) & Sql("ORDER BY random() LIMIT ?", (size,))
    )
    return await _read(database, some, shown)


async def largest(
    database: Database, filters: Filters, scope: Scope, shown: Sql, *, above: int, size: int
) -> list[str]:
    """The hits whose originals have more bytes than `above`, largest first."""
    tags = await _tag_names(database, filters, scope)
    if tags is None:
        return []
    source = search_sources.choose(filters, scope, tags)
    larger = Sql("asset_exif.file_size_in_byte > ?", (above,))
    source = source._replace(wanted=[*source.wanted, larger])
    if source.owner and not filters.favorite:
        source = source._replace(
            rows="asset_exif INDEXED BY asset_exif_size"
            " CROSS JOIN assets ON assets.seq = asset_exif.seq",
            owner="asset_exif.owner_id",
        )
    seqs = _first(source, scope, "asset_exif.file_size_in_byte DESC", size, 0)
    return await _read(database, seqs, shown)


_FARTHEST = 2**40
"""Rows to skip: nobody has so many, and larger numbers do not reach D1 exactly."""


async def _tag_names(database: Database, filters: Filters, scope: Scope) -> list[str] | None:
    """The names of the tags asked for; None when one of them is not the caller's."""
    wanted = set(filters.tags or ())
    statement = (
        "SELECT value FROM tags WHERE id IN (SELECT value FROM json_each(?)) AND +user_id = ?"
    )
    found = [
        value
        for portion in portions(wanted)
        for (value,) in await database.all(Sql(statement, (portion, scope.user)), tuple[str])
    ]
    return found if len(found) == len(wanted) else None


def _first(source: Source, scope: Scope, order: str, size: int, offset: int) -> Sql:
    """The seqs of a page. Several owners' captures, each in order by itself, are merged as
    far as the page reaches."""
    cut = Sql("LIMIT ? OFFSET ?", (size, offset))
    owners = scope.owners or ()
    if not source.owner or len(owners) == 1:
        return Sql("SELECT assets.seq") & _all(source, scope) & Sql(f"ORDER BY {order}") & cut
    columns, ways = zip(*(part.split(" ") for part in order.split(", ")), strict=True)
    arms = [
        Sql(f"SELECT {', '.join(columns)}, assets.seq AS seq")
        & _all(source, msgspec.structs.replace(scope, owners=part))
        for part in _parts(owners)
    ]
    merged = ", ".join(f"{number} {way}" for number, way in enumerate(ways, 1))
    return (
        Sql("SELECT seq FROM (")
        & joined(" UNION ALL ", arms)
        & Sql(f"ORDER BY {merged}")
        & cut
        & Sql(")")
    )


def _parts(owners: Sequence[str]) -> list[Sequence[str]]:
    """One each, as far as a compound of D1 reaches; the rest together, which are sorted."""
    alone = [(owner,) for owner in owners[: _MOST_ARMS - 1]]
    rest = owners[_MOST_ARMS - 1 :]
    return [*alone, rest] if rest else [*alone]


_MOST_ARMS = 4
"""One less than D1 takes, and few enough arguments in all."""


def _all(source: Source, scope: Scope, *shown: Sql) -> Sql:
    """FROM and WHERE of every hit, of which something is perhaps `shown`."""
    wanted = source.wanted
    if source.owner:
        wanted = [search_sources.owned(scope, source.owner), *wanted]
    joins = search_filters.tables([*shown, *wanted], source.rows)
    return Sql(f"FROM {source.rows} {joins} WHERE") & joined(" AND ", wanted)


async def _albums_called(database: Database, filters: Filters, scope: Scope) -> list[str]:
    """The searcher's albums whose names the query fits; others' names find nothing."""
    statement = """
      SELECT albums.id
      FROM album_search
      CROSS JOIN album_names ON album_names.seq = album_search.rowid
      CROSS JOIN albums ON albums.id = album_names.album_id AND albums.deleted_at IS NULL
      CROSS JOIN album_users ON album_users.album_id = albums.id AND album_users.user_id = ?
      WHERE album_search MATCH ?
    """
    if not filters.query:
        return []
    arguments = (scope.user, search_sources.entry(filters))
    return [id for (id,) in await database.all(Sql(statement, arguments), tuple[str])]


def _by_query(
    source: Source,
    filters: Filters,
    scope: Scope,
    albums: Sequence[str],
    way: str,
    size: int,
    offset: int,
) -> Sql:
    """The seqs of a page of hits by words and of what these albums hold."""
    wanted = search_sources.within(albums, filters, scope)
    joins = search_filters.tables(wanted, "")
    return (
        Sql("SELECT seq FROM (")
        & Sql("SELECT search_key, seq FROM (SELECT assets.search_key, assets.seq")
        & _all(source, scope)
        & Sql(f"ORDER BY {source.order.format(way=way)} LIMIT ?)", (size + offset,))
        & Sql(f"UNION SELECT assets.search_key, assets.seq FROM assets {joins} WHERE")
        & joined(" AND ", wanted)
        & Sql(f") ORDER BY search_key {way} LIMIT ? OFFSET ?", (size, offset))
    )


def _drawn(filters: Filters, scope: Scope, size: int) -> Sql:
    """Hits among assets drawn from all there are; none where gathering is cheaper."""
    draws = min(max(30 * size, 300), 10_000)
    draw = "(random() & 9007199254740991) % top + 1"
    wanted = [
        search_sources.owned(scope, "+assets.owner_id"),
        *search_sources.decisive(filters, scope),
    ]
    return (
        Sql(
            f"""
            SELECT seq FROM (
              WITH RECURSIVE draws (number, top, seq) AS (
                SELECT 1, top, {draw}
                FROM (SELECT (SELECT max(seq) FROM assets) AS top) WHERE top > ?
                UNION ALL
                SELECT number + 1, top, {draw} FROM draws WHERE number < ?
              )
              SELECT DISTINCT assets.seq FROM draws CROSS JOIN assets ON assets.seq = draws.seq
              {search_filters.tables(wanted, "")} WHERE
            """,
            (draws, draws),
        )
        & joined(" AND ", wanted)
        & Sql(") LIMIT ?", (size,))
    )


async def _read(database: Database, seqs: Sql, shown: Sql) -> list[str]:
    """The assets of these seqs, in their order, which CROSS JOIN keeps."""
    joins = search_filters.tables([shown], "")
    page = Sql("FROM (") & seqs & Sql(") AS page CROSS JOIN assets ON assets.seq = page.seq")
    return await _texts(database, Sql("SELECT") & shown & page & Sql(joins))


async def _hits(
    database: Database,
    source: Source,
    scope: Scope,
    way: str,
    cut: tuple[int, int],
    shown: Sql,
) -> list[str]:
    """A page of what an index finds: in order already, so each asset is read once."""
    rows = _all(source, scope, shown)
    order = Sql(f"ORDER BY {source.order.format(way=way)} LIMIT ? OFFSET ?", cut)
    return await _texts(database, Sql("SELECT") & shown & rows & order)


async def _texts(database: Database, statement: Sql) -> list[str]:
    return [text for (text,) in await database.all(statement, tuple[str])]
