"""`python -m recovery` beside a server, and without one."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.process import ROOT, serving
from tests.contract_check import check_sync

EMAIL, FORGOTTEN = "ada@example.com", "what was it"
NEW = "a better one, ü"


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "recovery", *map(str, arguments)]


def recover(data: Path, *arguments: str) -> tuple[int, list[str], str]:
    """Status, lines and complaints of a run nobody can be asked in."""
    done = subprocess.run(
        command("--data", data, *arguments), cwd=ROOT, text=True, check=False, timeout=60,
        stdin=subprocess.DEVNULL, capture_output=True,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr


@contextmanager
def visiting(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{url}/api", event_hooks={"response": [check_sync]}) as client:
        yield client


def log_in(client: httpx.Client, password: str) -> httpx.Response:
    return client.post("/auth/login", json={"email": EMAIL, "password": password})


def settle(url: str) -> dict[str, dict[str, str]]:
    """An admin with two devices, one lent by the other, and a key: what each shows."""
    with visiting(url) as client:
        person = {"email": EMAIL, "password": FORGOTTEN, "name": "Ada"}
        assert client.post("/auth/admin-sign-up", json=person).status_code == 201
        token = log_in(client, FORGOTTEN).json()["accessToken"]
        lent = client.post("/sessions", json={}).json()["token"]
        key = client.post("/api-keys", json={"permissions": ["all"]}).json()["secret"]
    return {
        "device": {"x-immich-user-token": token},
        "lent": {"x-immich-user-token": lent},
        "key": {"x-api-key": key},
    }


def admitted(url: str, credentials: dict[str, dict[str, str]]) -> set[str]:
    with visiting(url) as client:
        return {
            name
            for name, headers in credentials.items()
            if client.get("/users/me", headers=headers).status_code == 200
        }


@pytest.mark.parametrize("served", [True, False])
def test_a_forgotten_password(tmp_path: Path, served: bool) -> None:
    data = tmp_path / "data"
    with ExitStack() as first:
        url = first.enter_context(serving(data)).url
        credentials = settle(url)
        assert admitted(url, credentials) == {"device", "lent", "key"}
        if not served:
            first.close()
            status, said, complaints = recover(data, "password", EMAIL.upper())
            url = first.enter_context(serving(data)).url
        else:
            status, said, complaints = recover(data, "password", EMAIL.upper())
        assert (status, complaints) == (0, "")
        told, password = said
        assert told == f"{EMAIL} has a new password and is logged out everywhere."
        assert admitted(url, credentials) == {"key"}
        with visiting(url) as client:
            assert log_in(client, FORGOTTEN).status_code == 401
            assert log_in(client, password).status_code == 201
            assert client.get("/users/me").json()["email"] == EMAIL


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Path, httpx.Client]]:
    """A served data folder, and its admin, who is logged in."""
    data = tmp_path / "data"
    with serving(data) as server, visiting(server.url) as client:
        settle(server.url)
        assert log_in(client, FORGOTTEN).status_code == 201
        yield data, client


def test_guesses_made_before_are_forgiven(house: tuple[Path, httpx.Client]) -> None:
    data, client = house
    client.cookies.clear()
    guesses = [log_in(client, "?").status_code for _ in range(11)]
    assert guesses == [401] * 10 + [429]
    _, (_, password), _ = recover(data, "password", EMAIL)
    assert log_in(client, password).status_code == 201


def test_a_login_that_was_switched_off(house: tuple[Path, httpx.Client]) -> None:
    data, client = house
    settings = client.get("/system-config").json()
    settings["passwordLogin"]["enabled"] = False
    settings["trash"]["days"] = 7
    assert client.put("/system-config", json=settings).status_code == 200
    assert client.post("/auth/logout").status_code == 200
    assert log_in(client, FORGOTTEN).json()["message"] == "Password login has been disabled"
    _, said, _ = recover(data, "password", EMAIL)
    assert said[1] == "Logging in with a password is off: the step `login on` switches it on."
    for _ in range(2):
        assert recover(data, "login", "on") == (0, ["Logging in with a password is on."], "")
    assert log_in(client, said[2]).status_code == 201
    settings["passwordLogin"]["enabled"] = True
    assert client.get("/system-config").json() == settings, "all else is as it was"


def test_who_is_here(house: tuple[Path, httpx.Client]) -> None:
    data, client = house
    person = {"email": "bob@example.com", "password": "b", "name": "Bob"}
    assert client.post("/admin/users", json=person).status_code == 201
    assert recover(data, "users") == (
        0, ["bob@example.com  Bob", "ada@example.com  Ada  (admin)"], "",
    )  # fmt: skip


@contextmanager
def asked(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A run at a terminal, whose other end is ours."""
    ours, theirs = os.openpty()
    try:
        with subprocess.Popen(
            command("--data", data, "password", EMAIL), cwd=ROOT, start_new_session=True,
            stdin=theirs, stdout=theirs, stderr=theirs,
        ) as process:  # fmt: skip
            os.close(theirs)
            yield process, ours
    finally:
        os.close(ours)


def read_until(terminal: int, wanted: str) -> str:
    seen = b""
    while wanted.encode() not in seen:
        seen += os.read(terminal, 1000)
    return seen.decode()


def rest(terminal: int) -> str:
    seen = b""
    try:
        while piece := os.read(terminal, 1000):
            seen += piece
    except OSError:  # how a terminal says that nobody is at its other end
        pass
    return seen.decode()


@pytest.mark.parametrize(
    ("again", "status", "told"),
    [
        (NEW, 0, "has a new password"),
        ("x", 2, "these were two different ones; nothing is changed"),
    ],
)
def test_a_person_is_asked(
    house: tuple[Path, httpx.Client], again: str, status: int, told: str
) -> None:
    data, client = house
    with asked(data) as (process, terminal):
        seen = read_until(terminal, "New password: ")
        os.write(terminal, f"{NEW}\n".encode())
        seen += read_until(terminal, "Once more: ")
        os.write(terminal, f"{again}\n".encode())
        seen += rest(terminal)
    assert (process.returncode, told in seen, NEW in seen) == (status, True, False), seen
    assert client.get("/users/me").status_code == (401 if status == 0 else 200)
    assert log_in(client, NEW if status == 0 else FORGOTTEN).status_code == 201


def test_nothing_is_no_password(house: tuple[Path, httpx.Client]) -> None:
    data, client = house
    with asked(data) as (process, terminal):
        for question in ("New password: ", "Once more: "):
            read_until(terminal, question)
            os.write(terminal, b"\n")
        assert "recovery: password is required" in rest(terminal)
    assert process.returncode == 2
    assert client.get("/users/me").status_code == 200


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_is_asked_may_leave(house: tuple[Path, httpx.Client], key: str) -> None:
    data, client = house
    with asked(data) as (process, terminal):
        read_until(terminal, "New password: ")
        if key == "\x03":  # this terminal controls no processes
            process.send_signal(signal.SIGINT)
        os.write(terminal, key.encode())
        assert "Traceback" not in rest(terminal)
    assert process.returncode == 130
    assert client.get("/users/me").status_code == 200


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> Path:
    """A data folder nobody serves or lives in."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(migrated, folder)
    return folder


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "photos.sqlite", isolation_level=None)) as database:
        database.execute(statement)


def test_what_cannot_begin(folder: Path, tmp_path: Path) -> None:
    def complaint(*arguments: Any, at: Path = folder) -> str:
        status, said, complaints = recover(at, *arguments)
        assert (status, said) == (2, [])
        return complaints.removeprefix("recovery: ").removesuffix("\n")

    nowhere = tmp_path / "nowhere"
    for step in (["users"], ["password", EMAIL], ["login", "on"]):
        assert complaint(*step, at=nowhere) == (
            f"{nowhere} is no data folder: it has no photos.sqlite"
        )
    assert not nowhere.exists()
    unknown = f"nobody has the address {EMAIL}; the step `users` shows who is here"
    assert complaint("password", EMAIL) == unknown
    (nowhere / "photos.sqlite").parent.mkdir()
    (nowhere / "photos.sqlite").write_bytes(b"no database, but as long as the head of one" * 20)
    assert "photos.sqlite cannot be used: file is not a database" in complaint("users", at=nowhere)
    change(folder, "UPDATE d1_migrations SET name = '9999_later.sql' WHERE id = 1")
    assert complaint("login", "on") == (
        "the database is from a newer version of this program (it has 9999_later.sql): update"
    )
    change(folder, "DELETE FROM d1_migrations WHERE id = 1")
    older = "the database is from an older version: start (or deploy) this one first"
    assert complaint("login", "on") == older
    change(folder, "DROP TABLE d1_migrations")
    unusable = f"database {folder / 'photos.sqlite'} cannot be used: no such table: d1_migrations"
    assert complaint("users") == unusable
    for wrong in ([], ["password"], ["login", "off"]):
        assert recover(folder, *wrong)[0] == 2
