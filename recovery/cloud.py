"""The Worker's database, by wrangler, and passwords as the Worker reads them."""

from __future__ import annotations

import base64
import hashlib
import os
import tomllib
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from bindings import Argument, Sql
from bindings.sql import number
from deploy import resources
from deploy.copying import literal
from deploy.wrangler import ROOT, Failed, Wrangler, account

T = TypeVar("T")

_SCHEME = "pbkdf2-sha256"
_ITERATIONS = 100_000
"""The most Workers allow."""


async def hash_password(password: str) -> str:
    """`pbkdf2-sha256$<iterations>$<salt>$<hash>`, both base64."""
    salt = os.urandom(16)
    made = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ITERATIONS)
    texts = (base64.b64encode(each).decode() for each in (salt, made))
    return "$".join((_SCHEME, str(_ITERATIONS), *texts))


class RemoteDatabase:
    """bindings.Database over `wrangler d1 execute`, which takes seconds for each call.

    It takes no parameters: values are written into the text. Raises deploy's Failed.
    """

    def __init__(self, wrangler: Wrangler, name: str) -> None:
        self._wrangler = wrangler
        self._name = name

    async def one(self, sql: Sql, row: type[T]) -> T | None:
        rows = await self.all(sql, row)
        return rows[0] if rows else None

    async def all(self, sql: Sql, row: type[T]) -> list[T]:
        (rows,) = self._ask([sql])
        return msgspec.convert(rows, list[row], strict=False)  # type: ignore[valid-type]

    async def run(self, sql: Sql) -> None:
        self._ask([sql])

    async def batch(self, statements: Sequence[Sql]) -> list[list[list[Any]]]:
        return self._ask(statements)

    def _ask(self, statements: Sequence[Sql]) -> list[list[list[Any]]]:
        text = ";\n".join(written(each) for each in statements)
        command = ("d1", "execute", self._name, "--remote", "--json", "--command", text)
        try:
            answer = self._wrangler.json(*command)
        except Failed as fault:  # its text repeats the command, and a hash may be in that
            raise Failed(str(fault).replace(text, "…")) from None
        return [[list(row.values()) for row in each["results"]] for each in answer]


def find_database() -> RemoteDatabase:
    """The one wrangler.toml names, in the account wrangler is logged in to. Raises Failed."""
    (name,) = resources.databases(tomllib.loads((ROOT / "wrangler.toml").read_text()))
    return RemoteDatabase(Wrangler(account(Wrangler())), name)


def written(sql: Sql) -> str:
    """A statement with its values in their places. Raises ValueError where it has others."""
    first, *rest = sql.text.split("?")
    return first + "".join(
        _literal(value) + text for value, text in zip(sql.args, rest, strict=True)
    )


def _literal(value: Argument) -> str:
    if value is None:
        return "NULL"
    return literal(value) if isinstance(value, str) else str(number(value))
