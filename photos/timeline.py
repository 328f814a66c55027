"""The timeline: months, and what lies in each."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct
from msgspec.json import Decoder

from bindings import Argument, Database, Sql, joined
from photos.access import UNLOCKED

PAGE = 5_500
"""Assets per statement. A value may hold 2 MB on D1, all those of an asset take about 350 bytes."""


class Box(Struct, frozen=True):
    """Degrees; `west` beyond `east` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class View(Struct, frozen=True, kw_only=True):
    """What part of the timeline is looked at, by whom, and which way round."""

    caller: str
    """Whose favourites show as such."""
    owner: str | None = None
    """Whose assets; None: those of everybody who contributed to `album`."""
    partners: bool = False
    """Also those of people who share with `owner`, where `owner` wants that."""
    album: str | None = None
    tag: str | None = None
    """Assets with this tag or one below it."""
    box: Box | None = None
    visibility: str | None = None
    """None: timeline and archive."""
    favorite: bool | None = None
    trashed: bool = False
    stacked: bool = False
    """Only the primary of each stack, and a column that tells of the rest."""
    coordinates: bool = False
    places: bool = True
    """City, country and coordinates may be shown."""
    ascending: bool = False
    axis: Literal["taken", "created"] = "taken"


_COUNTS = Decoder(dict[str, int])
"""Months (`YYYY-MM`) and how many assets each has. As one text: SQLite joins a column for a
fraction of what it takes to hand it over row by row."""


async def buckets(database: Database, view: View) -> bytes:
    """The months of a view in its order as a JSON array, each by its first day and with how
    many assets it has; months without assets do not appear.
    """
    if _is_plain_album(view):
        statement = _counted_album(view)
    elif view.album or view.tag or view.box or view.visibility == "hidden":
        statement = _counting(view)
    else:
        statement = _counted(view)
    libraries = [_COUNTS.decode(text) for (text,) in await database.all(statement, tuple[str])]
    totals = max(libraries, key=len, default={})
    for library in libraries:
        if library is not totals:
            for month, count in library.items():
                totals[month] = totals.get(month, 0) + count
    months = [
        f'{{"timeBucket":"{month}-01","count":{count}}}'
        for month in sorted(totals, reverse=not view.ascending)
        if (count := totals[month])
    ]
    return f"[{','.join(months)}]".encode()


async def bucket(database: Database, view: View, month: str) -> bytes:
    """All assets of a month (`YYYY-MM`) as one JSON object of equally long arrays.

    The database writes each array's text; no value is decoded on the way. Only
    a month of more than PAGE assets takes several statements.
    """
    shown = _shown(view)
    arrays: dict[str, str] = {}
    count, offset = PAGE, 0
    while count == PAGE:
        found = await database.one(_page(view, shown, month, offset), list[Any])
        assert found is not None, "an aggregate always answers one row"
        count, *texts = found
        page = dict(zip(shown, texts, strict=True))
        if not arrays:
            arrays = page
        elif count:
            arrays = {name: f"{text[:-1]},{page[name][1:]}" for name, text in arrays.items()}
        offset += PAGE
    for name in ("fileCreatedAt", "createdAt"):
        arrays[name] = _zoneless(arrays[name])
    members = ",".join([f'"{name}":{text}' for name, text in arrays.items()])
    return f"{{{members}}}".encode()


def _zoneless(instants: str) -> str:
    """Without the zone, and without a fraction's trailing zeros, as clients expect."""
    instants = instants.replace('.000Z"', '"')
    if "Z" in instants:
        for ending in ('00Z"', '0Z"', 'Z"'):
            instants = instants.replace(ending, '"')
    return instants


def _counted(view: View) -> Sql:
    filters = [
        _owner("owner_id", view),
        Sql("axis = ?", (view.axis,)),
        _visibility("visibility", view),
        Sql("is_trashed = ?", (view.trashed,)),
    ]
    both, favorites = ("tops", "favorite_tops") if view.stacked else ("count", "favorites")
    wanted = {None: both, True: favorites, False: f"{both} - {favorites}"}[view.favorite]
    return (
        Sql(f"SELECT json_group_object(month, {wanted}) FROM timeline_buckets WHERE")
        & joined(" AND ", filters)
        & Sql("GROUP BY owner_id" if view.visibility else "GROUP BY owner_id, visibility")
    )


def _is_plain_album(view: View) -> bool:
    """All that an album shows, which is what `album_timeline` holds."""
    return view == View(
        caller=view.caller,
        album=view.album,
        ascending=view.ascending,
        coordinates=view.coordinates,
        places=view.places,
    ) and bool(view.album)


def _counted_album(view: View) -> Sql:
    return Sql(
        "SELECT json_group_object(month, count) FROM album_months WHERE album_id = ?",
        (view.album,),
    )


def _counting(view: View) -> Sql:
    """For what the kept counts do not know: as dear as what the filter finds.

    The + keeps the planner from walking the owner's whole library instead.
    """
    moment = "local_date_time" if view.axis == "taken" else "created_at"
    filters = _filters(view, counting=True)
    if view.owner is not None:
        filters.append(_owner("+assets.owner_id", view))
    return (
        Sql("SELECT json_group_object(month, count) FROM (")
        & Sql(f"SELECT substr({moment}, 1, 7) AS month, count(*) AS count FROM assets WHERE")
        & joined(" AND ", filters)
        & Sql("GROUP BY month)")
    )


def _page(view: View, shown: dict[str, Sql], month: str, offset: int) -> Sql:
    """Finding and ordering come first and carry one number per asset; the wide
    rows are then read in that order, which CROSS JOIN keeps."""
    found = _found_in_album if _is_plain_album(view) else _found
    return (
        Sql("SELECT count(*),")
        & joined(", ", shown.values())
        & Sql("FROM (")
        & found(view, f"{month}-01", f"{month}-32")
        & Sql("LIMIT ? OFFSET ?", (PAGE, offset))
        & Sql(") AS page CROSS JOIN assets USING (seq)")
        & Sql("CROSS JOIN asset_exif USING (seq)" if view.coordinates else "")
    )


def _found(view: View, first: str, last: str) -> Sql:
    """One's own come in order out of the index; partners', mostly few, are sorted and
    merged in. Sorting all together reads every one of them once more."""
    day = "substr(local_date_time, 1, 10)" if view.axis == "taken" else "created_at"
    within = Sql(f"{day} BETWEEN ? AND ?", (first, last))
    libraries = [
        Sql(f"SELECT {day}, file_created_at, seq FROM assets WHERE")
        & joined(" AND ", [*whose, *_filters(view), within])
        for whose in _whose(view)
    ]
    return joined(" UNION ALL ", libraries) & Sql(f"ORDER BY 1 {_way(view)}, 2 {_way(view)}")


def _whose(view: View) -> list[list[Sql]]:
    """Conditions that together cover the libraries a view reaches into."""
    if view.owner is None:
        return [[]]
    own = Sql("assets.owner_id = ?", (view.owner,))
    if not view.partners:
        return [[own]]
    return [[own], [Sql("assets.owner_id IN (") & _sharing(view) & Sql(")")]]


def _found_in_album(view: View, first: str, last: str) -> Sql:
    return Sql(
        f"""
        SELECT seq FROM album_timeline WHERE album_id = ? AND day BETWEEN ? AND ?
        ORDER BY day {_way(view)}, file_created_at {_way(view)}
        """,
        (view.album, first, last),
    )


def _filters(view: View, *, counting: bool = False) -> list[Sql]:
    """Whatever the month; but for one's library. `counting` reads what is rarest first."""
    assets = "+assets" if counting else "assets"
    state = "status = 'trashed'" if view.trashed else "deleted_at IS NULL"
    filters = [_visibility(f"{assets}.visibility", view), *_flags(view), Sql(state)]
    if view.visibility == "hidden":  # motion parts, and those of locked stills are locked too
        filters.append(UNLOCKED)
    if view.album is not None:
        filters.append(
            Sql("id IN (SELECT asset_id FROM album_assets WHERE album_id = ?)", (view.album,))
        )
    if view.tag is not None:
        filters.append(_tagged(view.tag, whole=counting))
    if view.box is not None:
        filters.append(_inside(view.box, whole=counting))
    return filters


def _owner(column: str, view: View) -> Sql:
    if not view.partners:
        return Sql(f"{column} = ?", (view.owner,))
    return Sql(f"{column} IN (SELECT ? UNION ALL", (view.owner,)) & _sharing(view) & Sql(")")


def _sharing(view: View) -> Sql:
    return Sql(
        """
        SELECT shared_by_id FROM partners INNER JOIN users ON users.id = shared_by_id
        WHERE shared_with_id = ? AND in_timeline = 1 AND users.deleted_at IS NULL
        """,
        (view.owner,),
    )


def _visibility(column: str, view: View) -> Sql:
    if view.visibility is None:
        return Sql(f"{column} IN ('timeline', 'archive')")
    # A bare ? is compared with partial indexes (tests/queries/test_compiling.py).
    return Sql(f"{column} = CAST(? AS TEXT)", (view.visibility,))


def _flags(view: View) -> list[Sql]:
    # Written out, because an index knows of favourites only.
    flags = [] if view.favorite is None else [Sql(f"is_favorite = {view.favorite:d}")]
    return [*flags, Sql("is_stack_child = 0")] if view.stacked else flags


def _tagged(tag: str, *, whole: bool) -> Sql:
    """In a month each asset is looked up: a tag may be on the whole library."""
    if whole:
        return Sql(
            """id IN (
              SELECT tag_assets.asset_id
              FROM tag_closure
              INNER JOIN tag_assets ON tag_assets.tag_id = tag_closure.descendant_id
              WHERE tag_closure.ancestor_id = ?
            )""",
            (tag,),
        )
    return Sql(
        """EXISTS (
          SELECT 1
          FROM tag_assets
          CROSS JOIN tag_closure ON tag_closure.descendant_id = tag_assets.tag_id
          WHERE tag_assets.asset_id = assets.id AND tag_closure.ancestor_id = ?
        )""",
        (tag,),
    )


def _inside(box: Box, *, whole: bool) -> Sql:
    """As _tagged."""
    across = "OR" if box.west > box.east else "AND"
    lies = Sql(
        f"latitude BETWEEN ? AND ? AND (longitude >= ? {across} longitude <= ?)",
        (box.south, box.north, box.west, box.east),
    )
    if whole:
        return Sql("seq IN (SELECT seq FROM asset_exif WHERE") & lies & Sql(")")
    here = "EXISTS (SELECT 1 FROM asset_exif WHERE asset_exif.seq = assets.seq AND"
    return Sql(here) & lies & Sql(")")


def _way(view: View) -> str:
    return "ASC" if view.ascending else "DESC"


def _shown(view: View) -> dict[str, Sql]:
    """Each column of the answer, aggregated to the text of its JSON array.

    group_concat with one replace over the whole column is several times
    cheaper than a function call per asset, and what the view fixes need not
    be read at all.
    """
    mine = view.owner is not None and not view.partners
    shown = {
        "id": _texts("assets.id"),
        "ownerId": _same(f'"{view.owner}"') if mine else _texts("assets.owner_id"),
        "visibility": _same(f'"{view.visibility}"')
        if view.visibility
        else _texts("assets.visibility"),
        "status": _same('"trashed"' if view.trashed else '"active"'),
        "isFavorite": _flags_of("assets.is_favorite AND assets.owner_id = ?", view.caller),
        "isImage": _flags_of("assets.type = 'IMAGE'"),
        "isTrashed": _same("true" if view.trashed else "false"),
        "duration": _values("assets.duration"),
        "thumbhash": _values("assets.thumbhash"),
        "fileCreatedAt": _texts("assets.file_created_at"),
        "createdAt": _texts("assets.created_at"),
        "localOffsetHours": _ready("assets.local_offset_hours"),
        "ratio": _ready("assets.ratio"),
        "projectionType": _values("assets.shown_projection"),
        "livePhotoVideoId": _values("assets.live_photo_video_id"),
    }
    if view.places:
        shown |= {"city": _values("assets.shown_city"), "country": _values("assets.shown_country")}
        if view.coordinates:
            shown["latitude"] = _values("asset_exif.latitude")
            shown["longitude"] = _values("asset_exif.longitude")
    if view.stacked:
        shown["stack"] = _ready(_STACK)
    return shown


_STACK = """iif(assets.stack_id IS NULL, 'null', '["' || assets.stack_id || '","' || (
  SELECT count(*) FROM assets AS member
  WHERE
    member.stack_id = assets.stack_id
    AND member.visibility = 'timeline' AND member.deleted_at IS NULL
) || '"]')"""


def _values(column: str) -> Sql:
    """Anything, null included."""
    return Sql(f"json_group_array({column})")


def _ready(expression: str, *args: Argument) -> Sql:
    """What is JSON already."""
    return Sql(f"'[' || ifnull(group_concat({expression}), '') || ']'", args)


def _same(value: str) -> Sql:
    """This JSON value for every asset."""
    return Sql("'[' || substr(replace(hex(zeroblob(count(*))), '00', ?), 2) || ']'", (f",{value}",))


def _texts(column: str) -> Sql:
    """Text that is never null and needs no escaping."""
    return Sql(f"""ifnull('["' || group_concat({column}, '","') || '"]', '[]')""")


def _flags_of(expression: str, *args: Argument) -> Sql:
    return _ready(f"iif({expression}, 'true', 'false')", *args)
