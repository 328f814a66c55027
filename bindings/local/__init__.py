"""Bindings for one machine: SQLite, files, memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bindings import Bindings, Database
from bindings.local.blobs import FileBlobs
from bindings.local.cache import MemoryCache
from bindings.local.clock import SystemClock
from bindings.local.database import SqliteDatabase
from bindings.local.engine import apsw
from bindings.local.folder import FolderLock, Unusable, token_key
from bindings.local.images import LocalImages
from bindings.local.log import open_log
from bindings.local.metrics import MemoryMetrics
from bindings.local.migrations import NewerDatabase, migrate, missing
from bindings.local.passwords import BcryptPasswords
from bindings.local.queue import TableQueue
from bindings.local.site import FolderSite
from bindings.local.sockets import LocalSockets

__all__ = [
    "LocalBindings", "NewerDatabase", "Unusable", "open_beside", "open_bindings",
    "require_same_version",
]  # fmt: skip

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@dataclass(frozen=True, slots=True)
class LocalBindings(Bindings):
    """Bindings over one data folder, with what only the door needs."""

    database: SqliteDatabase
    queue: TableQueue
    metrics: MemoryMetrics
    lock: FolderLock

    def close(self) -> None:
        """Finish the writes under way and let go of the folder."""
        self.database.close()
        self.lock.release()


async def open_bindings(
    data_dir: Path, web_dir: Path | None = None, migrations: Path = MIGRATIONS, log: str = "off"
) -> LocalBindings:
    """Everything in `data_dir`, which is made where missing; the database up to date.
    `log` is one of bindings.local.log.KINDS.

    Raises Unusable when the folder cannot be used or another process has it,
    NewerDatabase (an Unusable) when this program is too old for the database.
    """
    lock = FolderLock(data_dir)
    database: SqliteDatabase | None = None
    try:
        clock = SystemClock()
        database = _open_database(data_dir / "photos.sqlite")
        await migrate(database, migrations)
        await (queue := TableQueue(database, clock)).open()
        blobs = FileBlobs(data_dir / "blobs")
        return LocalBindings(
            database=database,
            blobs=blobs,
            cache=MemoryCache(clock),
            queue=queue,
            images=LocalImages(blobs),
            sockets=LocalSockets(),
            passwords=BcryptPasswords(),
            clock=clock,
            metrics=MemoryMetrics(),
            log=open_log(log, clock),
            site=FolderSite(web_dir),
            token_key=token_key(data_dir),
            lock=lock,
        )
    except BaseException as error:
        if database:
            database.close()
        lock.release()
        if isinstance(error, OSError):
            raise Unusable(f"{error.filename} cannot be used: {error.strerror}") from error
        raise


async def open_beside(data_dir: Path) -> SqliteDatabase:
    """The database of a data folder that somebody may be serving, as it is.

    Raises Unusable where there is none, or one of another version of this program.
    """
    path = data_dir / "photos.sqlite"
    try:
        if not path.is_file():
            raise Unusable(f"{data_dir} is no data folder: it has no {path.name}")
    except OSError as error:
        raise Unusable(f"{path} cannot be used: {error.strerror}") from None
    database = _open_database(path)
    try:
        await require_same_version(database)
    except BaseException as error:
        database.close()
        if isinstance(error, apsw.Error):
            raise Unusable(f"database {path} cannot be used: {error}") from error
        raise
    return database


async def require_same_version(database: Database) -> None:
    """Raise NewerDatabase for a database this program is too old for, Unusable for one it
    would change first, which is for its server to do."""
    if await missing(database, MIGRATIONS):
        raise Unusable("the database is from an older version: start (or deploy) this one first")


def _open_database(path: Path) -> SqliteDatabase:
    try:
        return SqliteDatabase(path)
    except apsw.Error as error:
        raise Unusable(f"database {path} cannot be used: {error}") from error
