"""local.py as a process of its own: start, stop, crash, and faults of the owner."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bindings import Sql
from bindings.local import proxies
from bindings.local.database import SqliteDatabase
from bindings.local.server import seconds_to_night

ROOT = Path(__file__).parents[2]
Door = subprocess.Popen[str]
Open = Callable[..., Door]


@pytest.fixture
def open_door(tmp_path: Path) -> Iterator[Open]:
    """Starts doors on `tmp_path/data`; whatever still runs at the end is killed."""
    doors: list[Door] = []

    def start(*options: str, **env: str) -> Door:
        command = [sys.executable, "-m", "tests.bindings.door", *options]
        data = str(tmp_path / "data")
        given = {"PORT": "0", "DATA_DIR": data, "HOST": "", "WEB_DIR": "", "PLACES": "none"} | env
        door = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | given, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        doors.append(door)
        return door

    yield start
    for door in doors:
        door.kill()
        door.communicate()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One door for questions that leave no trace."""
    data = str(tmp_path_factory.mktemp("door"))
    command = [sys.executable, "-m", "tests.bindings.door", "--port", "0", "--data", data]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as door:
        yield _url(door)
        door.terminate()


def _url(door: Door) -> str:
    assert door.stdout is not None
    line = door.stdout.readline()
    assert "http://127.0.0.1:" in line, door.communicate()
    return line.split()[-1]


def _get(url: str, **headers: str) -> httpx.Response:
    return httpx.get(url, headers={k.replace("_", "-"): v for k, v in headers.items()}, timeout=10)


def _until(path: Path) -> None:
    for _ in range(200):
        if path.exists():
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} never came")


def _fault(door: Door, code: int) -> str:
    out, err = door.communicate(timeout=10)
    assert door.returncode == code
    assert out == ""
    assert err.count("\n") == 1, err
    assert err.startswith(("local.py: ", "door.py: "))
    return err


def test_first_line_comes_when_it_answers_and_sigterm_is_an_orderly_end(
    open_door: Open, tmp_path: Path
) -> None:
    door = open_door()
    url = _url(door)
    assert _get(f"{url}/ping").text == "pong"
    door.send_signal(signal.SIGTERM)
    assert door.communicate(timeout=5) == ("", "")
    assert door.returncode == 0
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "token.key").stat().st_mode & 0o777 == 0o600
    assert not list((tmp_path / "data").glob("*-wal"))


@pytest.mark.parametrize("job", ["Sleep", "Thread"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_work_within_5_seconds_and_jobs_go_back(
    open_door: Open, tmp_path: Path, job: str, number: signal.Signals
) -> None:
    door = open_door()
    url = _url(door)
    _get(f"{url}/send/{job}")
    started = tmp_path / "data" / "blobs" / "started" / job
    _until(started)
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as slow:
        slow.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.1)
        at = time.monotonic()
        door.send_signal(number)
        _, err = door.communicate(timeout=10)
        assert time.monotonic() - at < 5
    assert door.returncode == 0
    assert "Traceback" not in err
    started.unlink()
    again = _url(open_door())
    _until(started)
    assert _get(f"{again}/counts").json() == {f"{job} active": 1}


def test_a_job_is_delivered_again_after_a_kill(open_door: Open, tmp_path: Path) -> None:
    door = open_door()
    _get(f"{_url(door)}/send/Sleep")
    started = tmp_path / "data" / "blobs" / "started" / "Sleep"
    _until(started)
    door.kill()
    door.communicate()
    started.unlink()
    _url(open_door())
    _until(started)


@pytest.mark.parametrize(
    ("proto", "scheme"),
    [("https", "https"), ("https, http", "https"), ("http,https", "http"), ("gopher", "http")],
)
def test_a_proxy_nearby_tells_the_scheme(open_door: Open, proto: str, scheme: str) -> None:
    url = _url(open_door())
    assert _get(f"{url}/scheme", X_Forwarded_Proto=proto).text == scheme


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("192.168.1.5", "192.168.1.5"),
        ("203.0.113.7, unknown", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
    ids=["v4", "v6", "made up by the caller", "two proxies", "at home", "no address", "empty"],
)
def test_a_proxy_nearby_tells_the_caller(url: str, said: str, client: str) -> None:
    assert _get(f"{url}/client", X_Forwarded_For=said).text == client


@pytest.mark.parametrize(
    ("trusted", "client", "scheme"),
    [
        ("127.0.0.1", "10.0.0.2", "https"),
        ("192.168.7.1, 127.0.0.0/8,10.0.0.0/8", "203.0.113.7", "https"),
        ("192.168.7.1", "127.0.0.1", "http"),
        ("none", "127.0.0.1", "http"),
    ],
    ids=["the last one", "a chain", "another", "nobody"],
)
def test_only_trusted_proxies_tell_the_caller(
    open_door: Open, trusted: str, client: str, scheme: str
) -> None:
    url = _url(open_door(TRUSTED_PROXIES=trusted))
    said = {"X_Forwarded_For": "203.0.113.7, 10.0.0.2", "X_Forwarded_Proto": "https"}
    assert _get(f"{url}/client", **said).text == client
    assert _get(f"{url}/scheme", **said).text == scheme


def test_a_proxy_is_known_by_its_ipv4_address_on_an_ipv6_socket() -> None:
    scope = {"headers": [(b"x-forwarded-for", b"203.0.113.7")], "client": ("::ffff:10.0.0.2", 1)}
    proxies.believe(scope, proxies.networks("10.0.0.0/8"))
    assert scope["client"] == ("203.0.113.7", 0)


def test_each_proxy_may_add_a_header_of_its_own() -> None:
    said = (b"198.51.100.1", b"203.0.113.7", b"10.0.0.2")
    scope = {"headers": [(b"x-forwarded-for", hop) for hop in said], "client": ("10.0.0.3", 1)}
    proxies.believe(scope, proxies.networks("10.0.0.0/8"))
    assert scope["client"] == ("203.0.113.7", 0)


def test_a_second_process_is_refused(open_door: Open) -> None:
    _url(open_door())
    assert "in use by another process" in _fault(open_door(), 1)


def test_a_port_in_use(open_door: Open, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        err = _fault(open_door("--port", port), 1)
        assert f"127.0.0.1:{port}" in err
        assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (("--port", "http"), {}),
        ((), {"PORT": "70000"}),
        ((), {"PORT": "-1"}),
        (("--nonsense",), {}),
        ((), {"TRUSTED_PROXIES": "10.0.0.0/8,nginx"}),
        (("--trusted-proxies", "10.0.0.0/8,"), {}),
    ],
)
def test_wrong_usage(open_door: Open, options: tuple[str, ...], env: dict[str, str]) -> None:
    _fault(open_door(*options, **env), 2)


def test_an_unknown_host(open_door: Open) -> None:
    assert "999.1.1.1" in _fault(open_door("--host", "999.1.1.1"), 1)


def test_a_web_folder_that_is_none(open_door: Open) -> None:
    assert "WEB_DIR" in _fault(open_door(WEB_DIR="/nowhere"), 1)


@pytest.mark.parametrize("below", ["file", "file/below"])
def test_a_data_path_that_is_a_file(open_door: Open, tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    assert "is not a folder" in _fault(open_door("--data", str(tmp_path / below)), 1)


def test_a_data_folder_that_cannot_be_written(open_door: Open, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        assert "cannot be used" in _fault(open_door("--data", "/proc/photos"), 1)
        return
    tmp_path.chmod(0o500)
    assert "cannot be used" in _fault(open_door(), 1)


def test_a_database_that_is_none(open_door: Open, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "photos.sqlite").write_text("nothing of the kind" * 100)
    assert "photos.sqlite" in _fault(open_door(), 1)


def test_a_data_folder_with_a_foreign_file_in_the_way(open_door: Open, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "blobs").write_text("")
    assert "blobs" in _fault(open_door(), 1)


async def test_a_database_from_a_newer_version(open_door: Open, tmp_path: Path) -> None:
    door: Any = open_door()
    _url(door)
    door.terminate()
    door.communicate(timeout=5)
    database = SqliteDatabase(tmp_path / "data" / "photos.sqlite")
    await database.run(Sql("INSERT INTO d1_migrations (name) VALUES ('9999_future.sql')"))
    database.close()
    assert "newer version" in _fault(open_door(), 1)


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        ("01:59:00", 61),
        ("02:00:00", 86_401),
        ("02:00:01", 86_400),
        ("01:59:59", 2),
        ("14:00:01", 43_200),
    ],
)
def test_the_night_comes_once_a_day(now: str, seconds: float) -> None:
    assert seconds_to_night(datetime.fromisoformat(f"2026-03-01T{now}Z")) == seconds


@pytest.mark.parametrize("head", [b"GET /", b"GET / HTTP/1.1\r\nx-many: 1\r\nx-long: "])
def test_a_head_without_end_ends_the_connection(url: str, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as client:
        client.settimeout(10)
        client.sendall(head)
        with suppress(ConnectionError):  # closed while we were at it
            for _ in range(2000):
                client.sendall(b"a" * 10_000)
            raise AssertionError("20 MB were taken")


def test_a_head_may_come_in_many_pieces(url: str) -> None:
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as client:
        for _ in range(2):
            for byte in b"GET /ping HTTP/1.1\r\nHost: x\r\nCookie: " + b"a" * 50 + b"\r\n\r\n":
                client.sendall(bytes([byte]))
            answer = b""
            while not answer.endswith(b"pong"):  # head and body may come apart
                piece = client.recv(1000)
                assert piece, answer
                answer += piece
