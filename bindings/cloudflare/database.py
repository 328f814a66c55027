"""The database in D1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

import js
import msgspec
from pyodide.ffi import JsException, jsnull, to_js

from bindings import Argument, Sql, TooBig, Violation, constraints
from bindings.sql import number

T = TypeVar("T")

_LARGEST = 2_000_000
"""Bytes of a value. The platform refuses larger ones, its simulator takes them."""
_FAULT = re.compile(r"(?s)D1_ERROR: (.*): SQLITE_CONSTRAINT(?: \(extended: (\w+)\))?\Z")


class D1Database:
    """bindings.Database over D1.

    Rows cross from JavaScript as one JSON text: one step between the languages
    and no intermediate objects. The columns a statement of a batch returns must
    have different names, because D1 answers batches with objects.
    """

    def __init__(self, d1: Any) -> None:
        self._d1 = d1

    async def one(self, sql: Sql, row: type[T]) -> T | None:
        rows = await self.all(sql, row)
        return rows[0] if rows else None

    async def all(self, sql: Sql, row: type[T]) -> list[T]:
        try:
            rows = await self._prepare(sql).raw()
        except JsException as error:
            raise _told(error) from error
        decoder = _decoder(row)  # type: ignore[arg-type]  # a class can be hashed
        return decoder.decode(js.JSON.stringify(rows))

    async def run(self, sql: Sql) -> None:
        try:
            await self._prepare(sql).run()
        except JsException as error:
            raise _told(error) from error

    async def batch(self, statements: Sequence[Sql]) -> list[list[list[Any]]]:
        if not statements:
            return []  # D1 refuses an empty batch
        try:
            results = await self._d1.batch(to_js([self._prepare(sql) for sql in statements]))
        except JsException as error:
            raise _told(error) from error
        return [
            [list(row.values()) for row in result.results]
            for result in _BATCH.decode(js.JSON.stringify(results))
        ]

    def _prepare(self, sql: Sql) -> Any:
        statement = self._d1.prepare(sql.text)
        return statement.bind(*map(_bound, sql.args)) if sql.args else statement


def _told(error: JsException) -> Exception:
    """The error as the Protocol names it, or itself."""
    text = str(error.message)
    if "string or blob too big" in text or "SQLITE_TOOBIG" in text:
        return TooBig(text)  # SQLite's words: the simulator has no such limit
    return violation(text) or error


def violation(text: str) -> Violation | None:
    """The broken rule D1's error text names; None for every other fault."""
    fault = _FAULT.match(text)
    if fault is None:
        return None
    if fault[2] in (None, "SQLITE_CONSTRAINT_TRIGGER") and " constraint failed" not in fault[1]:
        return Violation("raised", fault[1])
    return constraints.broken(fault[1])


def _bound(value: Argument) -> Any:
    if value is None:
        return jsnull
    if isinstance(value, str):
        if len(value) * 4 > _LARGEST and len(value.encode()) > _LARGEST:
            raise TooBig(f"a text of {len(value)} characters")
        return value
    return number(value)  # a large int would become a BigInt, which D1 refuses


@cache
def _decoder(row: type[T]) -> msgspec.json.Decoder[list[T]]:
    return msgspec.json.Decoder(list[row], strict=False)  # type: ignore[valid-type]


class _Result(msgspec.Struct):
    results: list[dict[str, Any]] = []


_BATCH = msgspec.json.Decoder(list[_Result])
