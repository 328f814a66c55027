"""Where the rows of the sync stream lie, and pages of them by their update ids.

A row lies in a container: a person's assets, an album's pairs. A page takes
the next rows of one container or of several, in order of their ids, from an
index on (container, id); what it costs depends on what it returns and on the
number of containers, not on how much lies in them.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from bindings import Sql

Page = Callable[[str, int], Sql]
"""(after, limit) -> the statement that returns (id, JSON object) of at most so many
rows with a greater id, in order; null for an object that is none of the phone's business."""


class Source(Struct, frozen=True):
    """A table of such rows."""

    table: str
    container: str
    id: str = "update_id"
    company: str = ""
    """Joins to what else is told of a row."""

    def one(self, container: str, data: Sql, before: str | None) -> Page:
        """The rows of one container; `before` None is no bound."""
        where = Sql(f"{self.table}.{self.container} = ? AND", (container,))
        return self.where(where, data, before)

    def where(self, where: Sql, data: Sql, before: str | None) -> Page:
        """The rows for which a condition (that ends in AND, or none) holds."""
        id = f"{self.table}.{self.id}"
        origin = Sql(f"AS data FROM {self.table} {self.company} WHERE")

        def page(after: str, limit: int) -> Sql:
            return (
                Sql(f"SELECT {id} AS id,")
                & data
                & origin
                & where
                & _between(id, after, before)
                & Sql(f"ORDER BY {id} LIMIT ?", (limit,))
            )

        return page

    def many(self, containers: Sql, data: Sql, before: str | None) -> Page:
        """The rows of all containers a query selects as `id`.

        The recursion is a merge: its queue holds the next row of each
        container, and each row taken out puts the next of its container in.
        """
        table, container, id = self.table, self.container, self.id

        def following(holder: str, after: Sql) -> Sql:
            least = Sql(f"SELECT min({id}) FROM {table} WHERE {container} = {holder} AND")
            bounds = Sql(f"{id} >") & after & _below(id, before)
            own = Sql(f"source.{container} = {holder} AND source.{id} = (")
            return own & least & bounds & Sql(")")

        def page(after: str, limit: int) -> Sql:
            return (
                Sql("WITH RECURSIVE merged (container, id) AS (")
                & Sql(f"SELECT source.{container}, source.{id} FROM (")
                & containers
                & Sql(f") AS scope CROSS JOIN {table} AS source WHERE")
                & following("scope.id", Sql("?", (after,)))
                & Sql(f"UNION ALL SELECT source.{container}, source.{id}")
                & Sql(f"FROM merged CROSS JOIN {table} AS source WHERE")
                & following("merged.container", Sql("merged.id"))
                & Sql("ORDER BY 2 LIMIT ?) SELECT merged.id AS id,", (limit,))
                & data
                & Sql(
                    f"""
                    AS data FROM merged CROSS JOIN {table}
                    ON {table}.{container} = merged.container AND {table}.{id} = merged.id
                    {self.company} ORDER BY merged.id
                    """
                )
            )

        return page


def only(condition: Sql, data: Sql) -> Sql:
    """The object where the condition holds, else null: the row still counts as read."""
    return Sql("iif(") & condition & Sql(",") & data & Sql(", NULL)")


def _between(id: str, after: str, before: str | None) -> Sql:
    return Sql(f"{id} > ?", (after,)) & _below(id, before)


def _below(id: str, before: str | None) -> Sql:
    return Sql("") if before is None else Sql(f"AND {id} < ?", (before,))


_ASSET = "CROSS JOIN assets ON assets.id = album_assets.asset_id"

USERS = Source("users", "id")
USER_AUDIT = Source("user_audit", "user_id", "id")
USER_METADATA = Source("user_metadata", "user_id")
USER_METADATA_AUDIT = Source("user_metadata_audit", "user_id", "id")
PARTNERS = Source("partners", "shared_with_id")
PARTNER_AUDIT = Source("partner_audit", "shared_with_id", "id")
ASSETS = Source("assets", "owner_id")
ASSET_AUDIT = Source("asset_audit", "owner_id", "id")
EXIF = Source("asset_exif", "owner_id", company="CROSS JOIN assets ON assets.seq = asset_exif.seq")
EDITS = Source("asset_edits", "owner_id")
EDIT_AUDIT = Source("asset_edit_audit", "owner_id", "id")
METADATA = Source("asset_metadata", "owner_id")
METADATA_AUDIT = Source("asset_metadata_audit", "owner_id", "id")
STACKS = Source("stacks", "owner_id")
STACK_AUDIT = Source("stack_audit", "user_id", "id")
ALBUM_AUDIT = Source("album_audit", "user_id", "id")
ALBUMS = Source("albums", "id")
MEMBERS = Source("album_users", "album_id")
MEMBER_AUDIT = Source("album_user_audit", "album_id", "id")
PAIRS = Source("album_assets", "album_id")
PAIR_AUDIT = Source("album_asset_audit", "album_id", "id")
ASSETS_OF_PAIRS = Source("album_assets", "album_id", company=_ASSET)
EXIF_OF_PAIRS = Source(
    "album_assets",
    "album_id",
    company=f"{_ASSET} CROSS JOIN asset_exif ON asset_exif.seq = assets.seq",
)
