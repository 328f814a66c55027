"""Bringing a database to the schema of this program."""

from __future__ import annotations

from pathlib import Path

from bindings import Database, Sql
from bindings.local.engine import statements
from bindings.local.folder import Unusable

# The table wrangler keeps, so that a database may move between the doors.
_TABLE = Sql(
    "CREATE TABLE IF NOT EXISTS d1_migrations ("
    "id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, "
    "applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)"
)


class NewerDatabase(Unusable):
    """The database knows migrations that this program does not have."""


async def migrate(database: Database, folder: Path) -> list[str]:
    """Apply what is missing of `folder/*.sql` in the order of the names, each file all or nothing.

    Returns the names applied now. Raises NewerDatabase, and then nothing was changed.
    """
    await database.run(_TABLE)
    names = await missing(database, folder)
    for name in names:
        script = (folder / name).read_text("utf-8")
        done = Sql("INSERT INTO d1_migrations (name) VALUES (?)", (name,))
        await database.batch([*map(Sql, statements(script)), done])
    return names


async def missing(database: Database, folder: Path) -> list[str]:
    """The names of what is to be applied, in order. Raises NewerDatabase."""
    known = _names(folder)
    rows = await database.all(Sql("SELECT name FROM d1_migrations ORDER BY id"), tuple[str])
    applied = {name for (name,) in rows}
    if unknown := sorted(applied - set(known)):
        raise NewerDatabase(
            f"the database is from a newer version of this program (it has {unknown[-1]}): update"
        )
    return [name for name in known if name not in applied]


def _names(folder: Path) -> list[str]:
    return sorted(script.name for script in folder.glob("*.sql"))
