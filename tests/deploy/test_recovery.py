"""`python -m recovery --cloudflare` by the real wrangler, in an account on this machine."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bindings import Sql
from bindings.local.passwords import BcryptPasswords
from deploy.node import WRANGLER
from deploy.wrangler import ROOT
from recovery.cloud import written
from tests.deploy.account import Account, serving

EMAIL = "o'hara@example.com"
STAMP = "2024-01-01T00:00:00.000Z"


class Cloudflare:
    """An account with the database of one person, who has a session and guessed a lot."""

    def __init__(self, url: str, account: Account, migrated: Path) -> None:
        self.url = url
        self.rows = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        with closing(sqlite3.connect(migrated)) as schema:
            schema.backup(self.rows)
        account.databases["immich"] = "00000000-0000-4000-8000-000000000000", self.rows
        self.rows.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "INSERT INTO users"
            " (id, email, name, password, is_admin, profile_changed_at, created_at) VALUES"
            f" ('u', 'o''hara@example.com', 'O? O!', 'x', 1, '{STAMP}', '{STAMP}')",
            "INSERT INTO sessions (id, user_id, device_type, device_os, created_at, updated_at)"
            f" VALUES ('s', 'u', '', '', '{STAMP}', '{STAMP}')",
            "INSERT INTO attempts (key, since, tries)"
            " VALUES ('k', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 10)",
            "INSERT INTO system_metadata (key, value) VALUES ('system-config',"
            """ '{"passwordLogin":{"enabled":false},"theme":{"customCss":"a?;''"}}')""",
        ):
            self.rows.execute(statement)

    def run(self, *arguments: str) -> tuple[int, list[str], str]:
        environment = os.environ | {
            "CLOUDFLARE_API_BASE_URL": self.url, "CLOUDFLARE_API_TOKEN": "t",
            "CLOUDFLARE_ACCOUNT_ID": "", "CI": "true",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "recovery", "--cloudflare", *arguments],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.splitlines(), done.stderr

    def value(self, statement: str) -> object:
        return self.rows.execute(statement).fetchone()[0]


@pytest.fixture
def cloudflare(migrated: Path) -> Iterator[Cloudflare]:
    if not WRANGLER.exists():
        pytest.skip("node_modules is missing")
    account = Account()
    with serving(account) as url:
        yield Cloudflare(url, account, migrated)


def test_the_way_back_into_a_worker(cloudflare: Cloudflare) -> None:
    status, said, complaints = cloudflare.run("password", EMAIL)
    assert (status, complaints) == (0, "")
    told, off, password = said
    assert told == f"{EMAIL} has a new password and is logged out everywhere."
    assert off == "Logging in with a password is off: the step `login on` switches it on."
    stored = str(cloudflare.value("SELECT password FROM users"))
    assert stored.startswith("pbkdf2-sha256$100000$"), "what a Worker can read"
    assert asyncio.run(BcryptPasswords().verify(password, stored))
    for table in ("sessions", "attempts"):
        assert cloudflare.value(f"SELECT count(*) FROM {table}") == 0
    assert cloudflare.run("login", "on") == (0, ["Logging in with a password is on."], "")
    kept = json.loads(str(cloudflare.value("SELECT value FROM system_metadata")))
    assert kept == {"theme": {"customCss": "a?;'"}}
    assert cloudflare.run("users") == (0, [f"{EMAIL}  O? O!  (admin)"], "")


def test_what_cannot_begin_there(cloudflare: Cloudflare) -> None:
    status, _, complaints = cloudflare.run("password", "nobody@example.com")
    assert (status, complaints[:49]) == (2, "recovery: nobody has the address nobody@example.c")
    cloudflare.rows.execute("DELETE FROM d1_migrations WHERE id = 1")
    status, _, complaints = cloudflare.run("password", EMAIL)
    assert status == 2
    assert "older version" in complaints
    cloudflare.rows.execute("DROP TABLE d1_migrations")
    status, _, complaints = cloudflare.run("users")
    assert status == 1
    assert complaints.startswith(
        "recovery: wrangler d1 execute immich --remote --json --command …:"
    )
    assert "no such table" in complaints
    assert cloudflare.value("SELECT password FROM users") == "x"


def test_values_stand_where_they_belong() -> None:
    statement = Sql("SELECT ?, ?, ?, ?, ?", ("a?'b", None, True, 7, 2.5))
    assert written(statement) == "SELECT 'a?''b', NULL, 1.0, 7.0, 2.5"
    with pytest.raises(ValueError, match="zip"):
        written(Sql("SELECT '?', ?", ("a",)))
