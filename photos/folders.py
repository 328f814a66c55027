"""Folders: where the files lay before they came, as far as a client has said so.

The bytes lie under keys of this server's own making, which would be a folder
per asset. What a client says is kept beside the asset, in the metadata item
`origin`, `{"folder": "Pictures/2019/Rome"}`; triggers write it to its row.
"""

from __future__ import annotations

from bindings import Database, Sql

_SHOWN = "owner_id = ? AND visibility = 'timeline' AND deleted_at IS NULL"


async def paths(database: Database, owner: str) -> list[str]:
    """The folders of a person's timeline, ascending; each costs one step, however
    many assets lie in it."""
    found = await database.all(
        Sql(
            f"""
            WITH RECURSIVE found (folder) AS (
              SELECT min(folder) FROM assets WHERE {_SHOWN} AND folder <> '' AND folder > ''
              UNION ALL
              SELECT (
                SELECT min(folder) FROM assets
                WHERE {_SHOWN} AND folder <> '' AND folder > found.folder
              )
              FROM found WHERE found.folder IS NOT NULL
            )
            SELECT folder FROM found WHERE folder IS NOT NULL
            """,
            (owner, owner),
        ),
        tuple[str],
    )
    return [path for (path,) in found]


async def find(database: Database, owner: str, path: str, shown: Sql) -> list[str]:
    """What lies directly in a folder, by file name; `shown` is what is read of each, a text.

    An asset of which nobody has said where it lay is found alone in the folder of its key.
    """
    path, own_key = path.strip("/"), f"originals/{owner}/"
    if path.startswith(own_key):
        which = Sql("folder = '' AND id = ?", (path.removeprefix(own_key),))
    else:
        which = Sql("folder <> '' AND folder = ?", (path,))
    rows = Sql(
        f"""
        FROM assets INNER JOIN asset_exif ON asset_exif.seq = assets.seq
        WHERE assets.{_SHOWN} AND
        """,
        (owner,),
    )
    order = Sql("ORDER BY original_file_name, id")
    statement = Sql("SELECT") & shown & rows & which & order
    return [text for (text,) in await database.all(statement, tuple[str])]
