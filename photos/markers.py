"""The map: a marker for each asset whose position is known.

Rows leave the database as the JSON the contract wants, some thousand at a time:
a library of a million marks costs its text and no object per mark.
"""

from __future__ import annotations

from msgspec import Struct

from bindings import Database, Sql, joined
from photos.rows import id_list

PAGE = 4_000
"""Markers per statement. A value may hold 2 MB on D1, a marker takes about 200 bytes."""
_BEYOND = (1 << 53) - 1


class Chosen(Struct, frozen=True, kw_only=True):
    """Which assets of a map, of those in nobody's trash and no locked folder."""

    owner: str
    partners: bool = False
    """Also those of people who share with `owner`, where `owner` wants that."""
    albums: bool = False
    """Also those others have put into the albums of `owner`."""
    archived: bool = False
    """Also archived ones, but of partners."""
    favorite: bool | None = None
    after: str | None = None
    """Taken at this stored moment or later."""
    before: str | None = None


class _Page(Struct, array_like=True, frozen=True):
    count: int
    last: int
    """The number behind which the next page begins."""
    markers: str
    """JSON"""


async def chosen(database: Database, wanted: Chosen) -> bytes:
    """JSON: a list of markers, person by person, what came last first."""
    owners = [wanted.owner]
    if wanted.partners:
        owners += await _partners(database, wanted.owner)
    found = []
    for owner in owners:
        source = Sql(
            """
            FROM asset_exif INDEXED BY asset_exif_located
            CROSS JOIN assets ON assets.seq = asset_exif.seq
            WHERE asset_exif.owner_id = ?
            """,
            (owner,),
        )
        archived = wanted.archived and owner == wanted.owner
        found += await _pages(database, source, _filters(wanted, archived))
    if wanted.albums:
        found += await _pages(database, _of_albums(wanted, owners), _filters(wanted, True))
    return _list(found)


async def of_album(database: Database, album_id: str) -> bytes:
    """JSON: the markers of what an album shows, newest capture first."""
    found = []
    offset, count = 0, PAGE
    while count == PAGE:
        page = await database.one(_album_page(album_id, offset), _Page)
        assert page is not None, "an aggregate always answers one row"
        found.append(page.markers)
        count, offset = page.count, offset + PAGE
    return _list(found)


async def _partners(database: Database, owner: str) -> list[str]:
    rows = await database.all(
        Sql(
            """
            SELECT shared_by_id FROM partners INNER JOIN users ON users.id = shared_by_id
            WHERE shared_with_id = ? AND in_timeline = 1 AND users.deleted_at IS NULL
            """,
            (owner,),
        ),
        tuple[str],
    )
    return [id for (id,) in rows]


async def _pages(database: Database, source: Sql, filters: Sql) -> list[str]:
    """A row of the source has the asset at hand as `assets`, its metadata as `asset_exif`."""
    found = []
    count, last = PAGE, _BEYOND
    while count == PAGE:
        rows = (
            Sql(
                f"SELECT count(*), ifnull(min(seq), 0), json_group_array({_MARKER})"
                f" FROM (SELECT {_COLUMNS}"
            )
            & source
            & Sql("AND latitude IS NOT NULL AND asset_exif.seq < ? AND", (last,))
            & filters
            & Sql("ORDER BY asset_exif.seq DESC LIMIT ?)", (PAGE,))
        )
        page = await database.one(rows, _Page)
        assert page is not None, "an aggregate always answers one row"
        found.append(page.markers)
        count, last = page.count, page.last
    return found


def _of_albums(wanted: Chosen, owners: list[str]) -> Sql:
    """Each asset once, in however many albums it lies. Whose are shown anyway are not again."""
    return (
        Sql("FROM (SELECT DISTINCT asset_id FROM album_users")
        & Sql("INNER JOIN albums ON albums.id = album_users.album_id")
        & Sql("INNER JOIN album_assets ON album_assets.album_id = albums.id")
        & Sql("WHERE user_id = ? AND albums.deleted_at IS NULL) AS shared", (wanted.owner,))
        & Sql("CROSS JOIN assets ON assets.id = shared.asset_id")
        & Sql("CROSS JOIN asset_exif ON asset_exif.seq = assets.seq")
        & Sql("WHERE assets.owner_id NOT IN (SELECT value FROM json_each(?))", (id_list(owners),))
    )


def _filters(wanted: Chosen, archived: bool) -> Sql:
    shown = "IN ('timeline', 'archive')" if archived else "= 'timeline'"
    filters = [Sql(f"assets.visibility {shown} AND assets.deleted_at IS NULL")]
    if wanted.favorite is not None:
        filters.append(Sql(f"assets.is_favorite = {wanted.favorite:d}"))
    if wanted.after is not None:
        filters.append(Sql("assets.file_created_at >= ?", (wanted.after,)))
    if wanted.before is not None:
        filters.append(Sql("assets.file_created_at <= ?", (wanted.before,)))
    return joined(" AND ", filters)


def _album_page(album_id: str, offset: int) -> Sql:
    return Sql(
        f"""
        SELECT count(*), 0, json_group_array({_MARKER}) FROM (
          SELECT {_COLUMNS}
          FROM album_assets
          CROSS JOIN assets ON assets.id = album_assets.asset_id
          CROSS JOIN asset_exif ON asset_exif.seq = assets.seq
          WHERE
            album_assets.album_id = ? AND latitude IS NOT NULL
            AND assets.visibility IN ('timeline', 'archive') AND assets.deleted_at IS NULL
          ORDER BY assets.file_created_at DESC, assets.id DESC LIMIT ? OFFSET ?
        )
        """,
        (album_id, PAGE, offset),
    )


_COLUMNS = "assets.id, assets.seq, latitude, longitude, city, state, country"
_MARKER = (
    "json_object('id', id, 'lat', latitude, 'lon', longitude,"
    " 'city', city, 'state', state, 'country', country)"
)


def _list(pages: list[str]) -> bytes:
    return f"[{','.join(page[1:-1] for page in pages if page != '[]')}]".encode()
