"""The shortest way to what a search asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bindings import Sql
from photos import moments, search_filters, search_terms, words
from photos.rows import id_list
from photos.search_filters import ALWAYS, EARLIEST, LATEST, Filters, Scope


class Source(NamedTuple):
    """Where hits are read, what decides on each, and in which order they come."""

    rows: str
    """What FROM begins with; it holds `assets`."""
    wanted: list[Sql]
    order: str
    """The order of capture, with `{way}` for each direction."""
    owner: str = ""
    """The column of the owner, where the rows of each owner lie in that order by themselves."""
    few: bool = False
    """Hits are gathered and sorted."""


_BY_MOMENT = "assets.file_created_at {way}, assets.id {way}"


def choose(filters: Filters, scope: Scope, tags: Sequence[str]) -> Source:
    """`tags` are the full names of the tags asked for."""
    decide = decisive(filters, scope)
    worded = _worded(filters)
    if filters.id or filters.checksum or filters.albums or scope.owners is None:
        return _few(filters, scope, [*decide, *worded])
    if found := search_filters.pieces(filters):
        codes = {words.quoted(owner[:3]) for owner in scope.owners}
        found = [f"owner : ({' OR '.join(sorted(codes))})", *found]
        entries = Sql("?", (" AND ".join(found),))
        return _indexed("asset_texts", entries, filters, scope, [*decide, *worded])
    found = search_filters.entries(filters, tags)
    if found or filters.query:
        owners = [words.quoted(owner.replace("-", "")) for owner in scope.owners]
        found = [f"facets : ({' OR '.join(owners)})", *found]
        entries = search_terms.match(found, filters.query)
        return _indexed("asset_search", entries, filters, scope, decide)
    return _gathered(filters, scope, decide) or _walked(filters, decide)


def decisive(filters: Filters, scope: Scope) -> list[Sql]:
    """Everything but the owner and the words."""
    return [*search_filters.shown(filters, scope), *search_filters.conditions(filters)]


def owned(scope: Scope, column: str) -> Sql:
    assert scope.owners is not None, "a search among everybody's assets is one in albums"
    if len(scope.owners) == 1:
        return Sql(f"{column} = ?", (scope.owners[0],))
    return Sql(f"{column} IN (SELECT value FROM json_each(?))", (id_list(scope.owners),))


def within(albums: Sequence[str], filters: Filters, scope: Scope) -> list[Sql]:
    """What holds for hits by the name of an album: they are in one of these."""
    members = Sql(
        """assets.id IN (
          SELECT album_assets.asset_id
          FROM json_each(?) AS named
          CROSS JOIN album_assets ON album_assets.album_id = named.value
        )""",
        (id_list(albums),),
    )
    owner = [] if scope.owners is None else [owned(scope, "+assets.owner_id")]
    return [members, *owner, *decisive(filters, scope)]


def entry(filters: Filters) -> str:
    """A condition on words, of any index."""
    return f"words : ({words.beginnings(words.phrases(filters.query))})"


def _worded(filters: Filters) -> list[Sql]:
    if not filters.query:
        return []
    hits = "assets.search_key IN (SELECT rowid FROM asset_search WHERE asset_search MATCH ?)"
    return [Sql(hits, (entry(filters),))]


def _few(filters: Filters, scope: Scope, decide: list[Sql]) -> Source:
    """By what names them; the + keeps the planner from walking an owner's captures."""
    wanted = list(decide)
    if scope.owners is not None:
        by_checksum = filters.checksum and not filters.id and not filters.albums
        wanted.insert(0, owned(scope, "assets.owner_id" if by_checksum else "+assets.owner_id"))
    if filters.albums and not filters.id:
        members = "assets.id IN (SELECT asset_id FROM album_assets WHERE album_id = ?)"
        wanted.insert(0, Sql(members, (filters.albums[0],)))
    return Source("assets", wanted, _BY_MOMENT, few=True)


def _indexed(index: str, entries: Sql, filters: Filters, scope: Scope, decide: list[Sql]) -> Source:
    """The + keeps the planner from turning the join round."""
    wanted = [
        Sql(f"{index} MATCH") & entries,
        *_seconds(index, filters),
        owned(scope, "+assets.owner_id"),
        *decide,
    ]
    rows = f"{index} CROSS JOIN assets ON assets.seq = {index}.rowid & 33554431"
    return Source(rows, wanted, f"{index}.rowid {{way}}")


def _seconds(index: str, filters: Filters) -> list[Sql]:
    """The part of the index the captures asked for lie in."""
    first, last = filters.taken
    key = "strftime('%s', ?) * 33554432"
    found = [] if first == EARLIEST else [Sql(f"{index}.rowid >= {key}", (first,))]
    return found if last == LATEST else [*found, Sql(f"{index}.rowid < {key} + 33554432", (last,))]


def _gathered(filters: Filters, scope: Scope, decide: list[Sql]) -> Source | None:
    """What is few by nature, whenever it was taken; None when nothing of the kind is asked."""
    owner = owned(scope, "assets.owner_id")
    if filters.trashed != ALWAYS:
        wanted = [owned(scope, "+assets.owner_id"), *decide]
        return Source("assets INDEXED BY assets_thrown", wanted, _BY_MOMENT, few=True)
    if filters.updated[0] != EARLIEST:
        since = moments.first_id(moments.parse(filters.updated[0]))
        wanted = [owner, Sql("assets.update_id >= ?", (since,)), *decide]
        return Source("assets INDEXED BY assets_feed", wanted, _BY_MOMENT, few=True)
    recent = filters.created[0] != EARLIEST
    if filters.with_trash or (filters.visibility in (None, "timeline") and not recent):
        return None
    wanted = [owner, *decide]
    if filters.visibility is None:
        anything = "assets.visibility IN ('timeline', 'archive', 'hidden', 'locked')"
        wanted.insert(1, Sql(anything))
    return Source("assets INDEXED BY assets_by_arrival", wanted, _BY_MOMENT, few=True)


def _walked(filters: Filters, decide: list[Sql]) -> Source:
    index = "assets_favorite_by_capture" if filters.favorite else "assets_by_capture"
    return Source(f"assets INDEXED BY {index}", decide, _BY_MOMENT, owner="assets.owner_id")
