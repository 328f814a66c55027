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
    key: str = "id"
    """With the container, or alone, the primary key."""
    is_narrow: bool = False
    """Nothing is told of a row but these three."""
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
        They come in the order in which the queue gives them out. Rows are found
        by their primary key: of an index that is not unique one more is read.
        """
        table, container, id, key = self.table, self.container, self.id, self.key

        def following(holder: str, after: Sql) -> Sql:
            least = Sql(f"SELECT {key} FROM {table} WHERE {container} = {holder} AND {id} >")
            bounds = after & _below(id, before) & Sql(f"ORDER BY {id} LIMIT 1")
            own = Sql(f"source.{container} = {holder} AND source.{key} = (")
            return own & least & bounds & Sql(")")

        row = f"source.{container}, source.{id}, source.{key}"
        told = f"""
        merged CROSS JOIN {table}
        ON {table}.{container} = merged.container AND {table}.{key} = merged.key
        """
        if self.is_narrow:
            columns = f"container AS {container}, id AS {id}, key AS {key}"
            told = f"(SELECT {columns} FROM merged) AS {table}"

        def page(after: str, limit: int) -> Sql:
            return (
                Sql(f"WITH RECURSIVE merged (container, id, key) AS (SELECT {row} FROM (")
                & containers
                & Sql(f") AS scope CROSS JOIN {table} AS source WHERE")
                & following("scope.id", Sql("?", (after,)))
                & Sql(f"UNION ALL SELECT {row} FROM merged CROSS JOIN {table} AS source WHERE")
                & following("merged.container", Sql("merged.id"))
                & Sql(f"ORDER BY 2 LIMIT ?) SELECT {table}.{id} AS id,", (limit,))
                & data
                & Sql(f"AS data FROM {told} {self.company}")
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
ASSETS = Source("assets", "owner_id", key="seq")
ASSET_AUDIT = Source("asset_audit", "owner_id", "id")
EXIF = Source(
    "asset_exif", "owner_id", key="seq",
    company="CROSS JOIN assets ON assets.seq = asset_exif.seq",
)  # fmt: skip
EDITS = Source("asset_edits", "owner_id")
EDIT_AUDIT = Source("asset_edit_audit", "owner_id", "id")
METADATA = Source("asset_metadata", "owner_id")
METADATA_AUDIT = Source("asset_metadata_audit", "owner_id", "id")
STACKS = Source("stacks", "owner_id")
STACK_AUDIT = Source("stack_audit", "user_id", "id")
ALBUM_AUDIT = Source("album_audit", "user_id", "id")
ALBUMS = Source("albums", "id")
MEMBERS = Source("album_users", "album_id", key="user_id")
MEMBER_AUDIT = Source("album_user_audit", "album_id", "id")
PAIRS = Source("album_assets", "album_id", key="asset_id", is_narrow=True)
PAIR_AUDIT = Source("album_asset_audit", "album_id", "id")
ASSETS_OF_PAIRS = Source("album_assets", "album_id", key="asset_id", is_narrow=True, company=_ASSET)
EXIF_OF_PAIRS = Source(
    "album_assets",
    "album_id",
    key="asset_id",
    is_narrow=True,
    company=f"{_ASSET} CROSS JOIN asset_exif ON asset_exif.seq = assets.seq",
)
