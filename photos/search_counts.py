"""How many assets a search finds, as far as the kept counts know."""

from __future__ import annotations

from bindings import Sql, joined
from photos import search_sources
from photos.search_filters import Filters, Scope


def knows(filters: Filters) -> bool:
    """Whether nothing is asked for but what `asset_counts` tells apart."""
    return filters == Filters(
        type=filters.type,
        visibility=filters.visibility,
        favorite=filters.favorite,
        with_trash=filters.with_trash,
    )


def total(filters: Filters, scope: Scope) -> Sql:
    """The number of hits. Hidden parts of locked photos are locked with them, but counted
    as hidden."""
    alike = [] if filters.type is None else [Sql("type = ?", (filters.type,))]
    if filters.favorite is not None:
        alike.append(Sql(f"is_favorite = {filters.favorite:d}"))
    kept = [search_sources.owned(scope, "owner_id"), *_visible(filters, scope), *alike]
    kept.append(_out_of_trash("status = 'active'", filters, scope))
    count = Sql("SELECT ifnull(sum(count), 0) FROM asset_counts WHERE") & joined(" AND ", kept)
    if filters.visibility not in (None, "hidden"):
        return count
    return Sql("SELECT (") & count & Sql(") - (") & _locked_parts(filters, scope, alike) & Sql(")")


def _visible(filters: Filters, scope: Scope) -> list[Sql]:
    if filters.visibility is not None:
        return [Sql("visibility = ?", (filters.visibility,))]
    kept = [] if scope.owners == (scope.user,) else [
        Sql("(visibility <> 'archive' OR owner_id = ?)", (scope.user,))
    ]  # fmt: skip
    if not scope.elevated:
        return [Sql("visibility <> 'locked'"), *kept]
    return [Sql("(visibility <> 'locked' OR owner_id = ?)", (scope.user,)), *kept]


def _out_of_trash(condition: str, filters: Filters, scope: Scope) -> Sql:
    if not filters.with_trash:
        return Sql(condition)
    return Sql(f"({condition} OR owner_id = ?)", (scope.user,))


def _locked_parts(filters: Filters, scope: Scope, alike: list[Sql]) -> Sql:
    """Motion parts of photos in locked folders that are shut."""
    wanted = [
        Sql("visibility = 'hidden'"),
        _out_of_trash("deleted_at IS NULL", filters, scope),
        search_sources.owned(scope, "+owner_id"),
        *alike,
    ]
    if scope.elevated:
        wanted.append(Sql("owner_id <> ?", (scope.user,)))
    stills = """
      SELECT count(*) FROM assets WHERE id IN (
        SELECT live_photo_video_id FROM assets
        WHERE visibility = 'locked' AND live_photo_video_id IS NOT NULL AND
    """
    return (
        Sql(stills)
        & search_sources.owned(scope, "owner_id")
        & Sql(") AND")
        & joined(" AND ", wanted)
    )
