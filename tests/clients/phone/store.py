"""What the app keeps of a server: SQLite with the app's keys, foreign keys and unique indexes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.clients.phone.dart import Broken, decode, models

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    model: str
    key: tuple[str, ...]
    parents: tuple[tuple[str, str], ...] = ()
    """Column and the table whose `id` it names; rows go with their parent."""
    loose: tuple[tuple[str, str], ...] = ()
    """The same, but only the column is emptied."""


TABLES = {
    "auth_user": Table("SyncAuthUserV1", ("id",)),
    "user": Table("SyncUserV1", ("id",)),
    "user_metadata": Table("SyncUserMetadataV1", ("userId", "key"), (("userId", "user"),)),
    "partner": Table(
        "SyncPartnerV1",
        ("sharedById", "sharedWithId"),
        (("sharedById", "user"), ("sharedWithId", "user")),
    ),
    # livePhotoVideoId and stackId refer to nothing the app would insist on.
    "asset": Table("SyncAssetV2", ("id",), (("ownerId", "user"),)),
    "exif": Table("SyncAssetExifV1", ("assetId",), (("assetId", "asset"),)),
    "edit": Table("SyncAssetEditV1", ("id",), (("assetId", "asset"),)),
    "metadata": Table("SyncAssetMetadataV1", ("assetId", "key"), (("assetId", "asset"),)),
    "stack": Table("SyncStackV1", ("id",), (("ownerId", "user"),)),
    "album": Table("SyncAlbumV2", ("id",), loose=(("thumbnailAssetId", "asset"),)),
    "album_user": Table(
        "SyncAlbumUserV1", ("albumId", "userId"), (("albumId", "album"), ("userId", "user"))
    ),
    "album_asset": Table(
        "SyncAlbumToAssetV1", ("albumId", "assetId"), (("albumId", "album"), ("assetId", "asset"))
    ),
}

UNIQUE = """
CREATE UNIQUE INDEX one_of_each ON asset (ownerId, checksum) WHERE libraryId IS NULL;
CREATE UNIQUE INDEX one_of_each_in_library ON asset (ownerId, libraryId, checksum)
WHERE libraryId IS NOT NULL;
"""

_ARRIVALS = {
    "auth_user": "AuthUserV1",
    "user": "UserV1",
    "user_metadata": "UserMetadataV1",
    "partner": "PartnerV1",
    "asset": """
        AssetV2 PartnerAssetBackfillV2 PartnerAssetV2
        AlbumAssetBackfillV2 AlbumAssetUpdateV2 AlbumAssetCreateV2
    """,
    "exif": """
        AssetExifV1 PartnerAssetExifBackfillV1 PartnerAssetExifV1
        AlbumAssetExifBackfillV1 AlbumAssetExifUpdateV1 AlbumAssetExifCreateV1
    """,
    "edit": "AssetEditV1",
    "metadata": "AssetMetadataV1",
    "stack": "StackV1 PartnerStackBackfillV1 PartnerStackV1",
    "album": "AlbumV2",
    "album_user": "AlbumUserBackfillV1 AlbumUserV1",
    "album_asset": "AlbumToAssetBackfillV1 AlbumToAssetV1",
}
ARRIVALS = {type: table for table, types in _ARRIVALS.items() for type in types.split()}

DEPARTURES = {
    "UserDeleteV1": ("user", "SyncUserDeleteV1"),
    "UserMetadataDeleteV1": ("user_metadata", "SyncUserMetadataDeleteV1"),
    "PartnerDeleteV1": ("partner", "SyncPartnerDeleteV1"),
    "AssetDeleteV1": ("asset", "SyncAssetDeleteV1"),
    "PartnerAssetDeleteV1": ("asset", "SyncAssetDeleteV1"),
    "AssetEditDeleteV1": ("edit", "SyncAssetEditDeleteV1"),
    "AssetMetadataDeleteV1": ("metadata", "SyncAssetMetadataDeleteV1"),
    "StackDeleteV1": ("stack", "SyncStackDeleteV1"),
    "PartnerStackDeleteV1": ("stack", "SyncStackDeleteV1"),
    "AlbumDeleteV1": ("album", "SyncAlbumDeleteV1"),
    "AlbumUserDeleteV1": ("album_user", "SyncAlbumUserDeleteV1"),
    "AlbumToAssetDeleteV1": ("album_asset", "SyncAlbumToAssetDeleteV1"),
}
"""The table a deletion is about, and its model, which names the row."""


def columns(table: str) -> list[str]:
    return list(models()[TABLES[table].model])


class Store:
    """The tables, in a file that outlives the app or in memory."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA foreign_keys = ON")
        if not self._database.execute("SELECT 1 FROM sqlite_schema").fetchall():
            self._database.executescript(_schema())

    def close(self) -> None:
        self._database.close()

    def copy(self) -> Store:
        made = Store()
        self._database.backup(made._database)
        return made

    def apply(self, type: str, run: Sequence[object]) -> None:
        """All of a run of lines of one type, or nothing. Raises Broken."""
        self._database.execute("BEGIN")
        try:
            for data in run:
                self._apply(type, data)
        except sqlite3.IntegrityError as error:
            self._database.execute("ROLLBACK")
            raise Broken(f"{type}: {error}: {data}") from error
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def _apply(self, type: str, data: object) -> None:
        if type in ARRIVALS:
            name = ARRIVALS[type]
            self._upsert(name, decode(TABLES[name].model, data))
        elif type in DEPARTURES:
            name, model = DEPARTURES[type]
            self._delete(name, decode(model, data))
        else:
            raise Broken(f"unknown type {type}")

    def _upsert(self, name: str, row: Row) -> None:
        key = TABLES[name].key
        marks = ", ".join(f":{column}" for column in row)
        changes = ", ".join(f'"{column}" = :{column}' for column in row if column not in key)
        action = f"UPDATE SET {changes}" if changes else "NOTHING"
        values = {
            column: json.dumps(value, sort_keys=True) if isinstance(value, dict) else value
            for column, value in row.items()
        }
        statement = f"""
            INSERT INTO {name} ({_names(row)}) VALUES ({marks})
            ON CONFLICT ({_names(key)}) DO {action}
        """
        self._database.execute(statement, values)

    def _delete(self, name: str, named: Row) -> None:
        key = TABLES[name].key
        match = " AND ".join(f'"{column}" = ?' for column in key)
        # `assetId` is the `id` of an asset; keys of two have the same names on both sides.
        values = list(named.values()) if len(key) == 1 else [named[column] for column in key]
        self._database.execute(f"DELETE FROM {name} WHERE {match}", values)

    def replace_edits(self, asset_id: str, edits: Sequence[object]) -> None:
        """These are now the edits of an asset. Raises Broken."""
        self._database.execute('DELETE FROM edit WHERE "assetId" = ?', [asset_id])
        self.apply("AssetEditV1", edits)

    def wipe(self) -> None:
        self._database.execute("PRAGMA foreign_keys = OFF")
        for name in TABLES:
            self._database.execute(f"DELETE FROM {name}")
        self._database.execute("PRAGMA foreign_keys = ON")

    def forget_foreign(self) -> None:
        """Drop the assets of others that no partnership and no album shows, and the
        stacks of others that no partnership does."""
        self._database.executescript(
            """
            DELETE FROM asset
            WHERE
              ownerId NOT IN (SELECT id FROM auth_user)
              AND ownerId NOT IN (
                SELECT sharedById FROM partner WHERE sharedWithId IN (SELECT id FROM auth_user)
              )
              AND id NOT IN (SELECT assetId FROM album_asset);
            DELETE FROM stack
            WHERE
              ownerId NOT IN (SELECT id FROM auth_user)
              AND ownerId NOT IN (
                SELECT sharedById FROM partner WHERE sharedWithId IN (SELECT id FROM auth_user)
              );
            """
        )

    def rows(self, name: str) -> list[Row]:
        """All rows of a table, by key."""
        found = self._database.execute(
            f"SELECT {_names(columns(name))} FROM {name} ORDER BY {_names(TABLES[name].key)}"
        )
        return [dict(zip(columns(name), row, strict=True)) for row in found]

    def tables(self) -> dict[str, list[Row]]:
        return {name: self.rows(name) for name in TABLES}


def _names(columns: Sequence[str] | Row) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _schema() -> str:
    return "\n".join(_table(name, table) for name, table in TABLES.items()) + UNIQUE


def _table(name: str, table: Table) -> str:
    # Without a type a column keeps what it is given.
    parts = [f'"{column}"' for column in columns(name)]
    parts.append(f"PRIMARY KEY ({_names(table.key)})")
    for links, action in ((table.parents, "CASCADE"), (table.loose, "SET NULL")):
        parts += [
            f'FOREIGN KEY ("{column}") REFERENCES {parent} (id) ON DELETE {action}'
            for column, parent in links
        ]
    return f"CREATE TABLE {name} ({', '.join(parts)});"
