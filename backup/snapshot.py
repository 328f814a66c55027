"""The database of a data folder: copied while it is written, and asked what it names."""

from __future__ import annotations

import base64
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from backup.manifest import Damaged, Manifest

NAME = "photos.sqlite"

_NAMED = """
SELECT original_path, checksum FROM assets
UNION ALL SELECT path, NULL FROM asset_files
UNION ALL SELECT profile_image_path, NULL FROM users WHERE profile_image_path <> ''
"""


def take(source: Path, target: Path) -> None:
    """Copy the database as it is at one instant; whoever serves it is not disturbed.

    Durable when it returns. Raises Damaged for a database that is not sound.
    """
    fresh = target.with_name(target.name + ".new")
    fresh.unlink(missing_ok=True)
    with closing(_open(source)) as live, closing(sqlite3.connect(fresh)) as copy:
        # All pages in one step: a read transaction, which writers of a
        # write-ahead log do not wait for and which sees none of their work.
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")
    check(fresh)
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(target)


def check(path: Path) -> None:
    """Raises Damaged unless SQLite finds the file sound."""
    with closing(_open(path)) as database:
        try:
            told = [text for (text,) in database.execute("PRAGMA quick_check")]
        except sqlite3.DatabaseError as error:
            told = [str(error)]
    if told != ["ok"]:
        raise Damaged(f"the database {path} is damaged: {told[0]}")


def named(path: Path) -> dict[str, str | None]:
    """Key -> SHA-1 in lower hex, None where the database knows none."""
    with closing(_open(path)) as database:
        return {
            key: base64.b64decode(checksum).hex() if checksum else None
            for key, checksum in database.execute(_NAMED)
        }


def lost(names: dict[str, str | None], manifest: Manifest) -> Iterator[str]:
    """What the database names and the blobs do not have, or have otherwise."""
    for key, sha1 in names.items():
        entry = manifest.get(key)
        if entry is None:
            yield f"{key} is named by the database and was not there"
        elif sha1 is not None and entry.sha1 != sha1:
            yield f"{key} has other bytes than when it was uploaded"


def _open(path: Path) -> sqlite3.Connection:
    # mode=rw: never make one where there is none.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=60)
