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
    scripts = _scripts(folder)
    rows = await database.all(Sql("SELECT name FROM d1_migrations ORDER BY id"), tuple[str])
    applied = {name for (name,) in rows}
    if unknown := sorted(applied - scripts.keys()):
        raise NewerDatabase(
            f"the database is from a newer version of this program (it has {unknown[-1]}): update"
        )
    missing = [name for name in scripts if name not in applied]
    for name in missing:
        done = Sql("INSERT INTO d1_migrations (name) VALUES (?)", (name,))
        await database.batch([*map(Sql, statements(scripts[name])), done])
    return missing


def _scripts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.sql"))}
