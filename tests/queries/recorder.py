"""A Database that remembers what it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from bindings import Database, Sql

T = TypeVar("T")


class Recorder:
    """Hands everything on and keeps the statements issued since `take`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: list[Sql] = []

    def take(self) -> list[Sql]:
        taken, self._seen = self._seen, []
        return taken

    async def one(self, sql: Sql, row: type[T]) -> T | None:
        self._seen.append(sql)
        return await self._database.one(sql, row)

    async def all(self, sql: Sql, row: type[T]) -> list[T]:
        self._seen.append(sql)
        return await self._database.all(sql, row)

    async def run(self, sql: Sql) -> None:
        self._seen.append(sql)
        await self._database.run(sql)

    async def batch(self, statements: Sequence[Sql]) -> list[list[list[Any]]]:
        self._seen.extend(statements)
        return await self._database.batch(statements)
