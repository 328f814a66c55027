"""`make import` against a real server, and against servers that misbehave."""

from __future__ import annotations

import hashlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from bench.process import ROOT, Server, serving
from importer import api
from importer.folder import Kinds, photos
from importer.progress import Progress
from importer.upload import Stopped, Unreadable, Upload
from tests.contract_check import check_sync
from tests.pictures import jpeg
from tests.pretending import Edge, Pretender, RudeEdge, pretending

EMAIL, PASSWORD = "ada@example.com", "a long enough password"
KINDS = Kinds(frozenset({".jpg", ".mov"}), frozenset({".xmp"}))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "data") as server:
        person = {"email": EMAIL, "password": PASSWORD, "name": "Ada"}
        assert httpx.post(f"{server.url}/api/auth/admin-sign-up", json=person).status_code == 201
        yield server


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"{server.url}/api", event_hooks={"response": [check_sync]}
    ) as client:
        client.post("/auth/login", json={"email": EMAIL, "password": PASSWORD})
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two photos in folders, one of them twice and one with a sidecar, a video, and
    what is none of ours."""
    folder = tmp_path / "My Photos"
    put(folder / "2023/rome/Plaza “Ü”.JPG", jpeg(1)).with_suffix(".xmp").write_bytes(b"<x/>")
    put(folder / "2023/rome/copy of it.jpg", jpeg(1))
    put(folder / "2024/b'\";=.jpg", jpeg(2))
    put(folder / "clip.MOV", b"moving")
    for other in (".hidden.jpg", ".trash/a.jpg", "@eaDir/a.jpg", "notes.txt", "a.xmp"):
        put(folder / other, jpeg(9))
    os.utime(folder / "clip.MOV", (1_600_000_000.5,) * 2)
    return folder


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def command(folder: Path, url: str, *options: str) -> list[str | Path]:
    return [sys.executable, "-m", "importer", folder, "--url", url, *options]


def take(folder: Path, url: str, *options: str, **environment: str) -> tuple[int, str, str]:
    """Status, output and complaints of an import by e-mail and password."""
    known = {"PATH": os.environ["PATH"], "EMAIL": EMAIL, "PASSWORD": PASSWORD, **environment}
    done = subprocess.run(
        command(folder, url, *options), cwd=ROOT, env=known, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def library(client: httpx.Client) -> tuple[int, int]:
    counts = client.get("/assets/statistics").json()
    return counts["images"], counts["videos"]


def test_a_folder_is_taken_in_once(server: Server, client: httpx.Client, folder: Path) -> None:
    status, said, complaints = take(folder, server.url)
    assert (status, complaints) == (0, "")
    assert said.startswith("3 new, 1 there already (")
    assert library(client) == (2, 1)
    status, said, _ = take(folder, f"{server.url}/api/")
    assert (status, said[:26]) == (0, "0 new, 4 there already (0."), "nothing is sent again"
    put(folder / "later.jpg", jpeg(3))
    assert take(folder, server.url)[1].startswith("1 new, 4 there already")
    assert len(client.get("/sessions").json()) == 1, "it logs out"


def test_files_keep_names_dates_and_sidecars(
    server: Server, client: httpx.Client, folder: Path
) -> None:
    put(folder / os.fsdecode(b"St\xe4dte/f\xe4r.jpg"), jpeg(4))
    assert take(folder, server.url)[0] == 0
    assert client.get("/view/folder/unique-paths").json() == [
        "My Photos", "My Photos/2023/rome", "My Photos/2024", "My Photos/St?dte",
    ]  # fmt: skip
    checksums = {
        name: checksum(data) for name, data in (("a", jpeg(1)), ("b", jpeg(2)), ("c", b"moving"))
    }
    question = {"assets": [{"id": name, "checksum": each} for name, each in checksums.items()]}
    known = client.post("/assets/bulk-upload-check", json=question).json()["results"]
    first, second, clip = (client.get(f"/assets/{each['assetId']}").json() for each in known)
    assert first["originalFileName"] in ("Plaza “Ü”.JPG", "copy of it.jpg")
    assert second["originalFileName"] == "b'\";=.jpg"
    assert clip["originalFileName"] == "clip.MOV"
    assert clip["fileModifiedAt"] == "2020-09-13T12:26:40.500Z"
    assert client.get(f"/assets/{second['id']}/original").content == jpeg(2)


def test_what_lies_in_the_trash_stays_there(
    server: Server, client: httpx.Client, folder: Path
) -> None:
    take(folder, server.url)
    found = client.post("/assets/bulk-upload-check", json={
        "assets": [{"id": "x", "checksum": checksum(b"moving")}]}).json()["results"]  # fmt: skip
    client.request("DELETE", "/assets", json={"ids": [found[0]["assetId"]]})
    assert take(folder, server.url)[1].startswith("0 new, 3 there already, 1 in the trash there (")


def test_a_key_will_do(server: Server, client: httpx.Client, folder: Path) -> None:
    wanted = {"name": "import", "permissions": ["asset.upload"]}
    key = client.post("/api-keys", json=wanted).json()["secret"]
    status, said, complaints = take(folder, server.url, "--key", key, EMAIL="", PASSWORD="")
    assert (status, complaints) == (0, ""), said
    status, _, complaints = take(folder, server.url, "--key", "wrong")
    assert (status, complaints) == (2, f"{server.url}: Invalid API key\n")


@pytest.mark.parametrize(
    ("options", "environment", "complaint"),
    [
        (
            ("--url", "http://127.0.0.1:1"),
            {},
            "no answer from http://127.0.0.1:1: nothing listens there; is the server running?\n",
        ),
        (("--url", "ftp://x"), {}, "'ftp://x' is no address of a server\n"),
        ((), {"PASSWORD": "wrong"}, "Incorrect email or password\n"),
        ((), {"PASSWORD": ""}, "say PASSWORD=… too, since nobody is there to be asked for it\n"),
        ((), {"EMAIL": ""}, "an API key (KEY=…) or an account (EMAIL=… PASSWORD=…) is needed\n"),
    ],
)
def test_what_cannot_begin(
    server: Server,
    folder: Path,
    options: tuple[str, ...],
    environment: dict[str, str],
    complaint: str,
) -> None:
    status, said, complaints = take(folder, server.url, *options, **environment)
    assert (status, said) == (2, "")
    assert complaints.removeprefix(f"{server.url}: ") == complaint


def test_a_folder_that_is_none(server: Server, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    assert take(missing, server.url) == (2, "", f"{missing} is no folder\n")


def test_faults_are_listed_and_the_rest_goes_on(
    server: Server, client: httpx.Client, folder: Path
) -> None:
    (folder / "gone.jpg").symlink_to(folder / "nowhere.jpg")
    put(folder / "empty.jpg", b"")
    put(folder / "as empty.jpg", b"")
    status, said, complaints = take(folder, server.url)
    assert status == 1
    assert said.startswith("3 new, 1 there already, 3 failed (")
    assert sorted(complaints.splitlines()) == [
        f"{folder}/as empty.jpg: File is empty", f"{folder}/empty.jpg: File is empty",
        f"{folder}/gone.jpg: No such file or directory",
    ]  # fmt: skip
    assert library(client) == (2, 1)


def test_a_full_library_ends_it(server: Server, client: httpx.Client, folder: Path) -> None:
    me = client.get("/users/me").json()["id"]
    client.put(f"/admin/users/{me}", json={"quotaSizeInBytes": 10})
    status, said, complaints = take(folder, server.url)
    assert (status, complaints) == (1, f"{server.url}: Quota has been exceeded!\n")
    assert library(client)[0] == 0, said


def test_albums_come_from_folders(server: Server, client: httpx.Client, folder: Path) -> None:
    put(folder / os.fsdecode(b"St\xe4dte") / "a.jpg", jpeg(4))
    status, _, complaints = take(folder, server.url, ALBUMS="1")
    assert (status, complaints) == (0, "")
    assert {album["albumName"]: album["assetCount"] for album in client.get("/albums").json()} == {
        "rome": 1, "2024": 1, "My Photos": 1, "St?dte": 1,
    }  # fmt: skip


# Servers of its own kind.


def test_a_line_that_drops_is_dialled_again(folder: Path) -> None:
    dropped: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> tuple[int, Any]:
        if len(dropped) < 2:
            dropped.append("once")
            handler.connection.shutdown(socket.SHUT_RDWR)
        return 201, {"id": "x"}

    with pretending(answer) as url:
        status, said, complaints = take(folder, url)
    assert (status, complaints, len(dropped)) == (0, "", 2)
    assert said.startswith("3 new")


@pytest.mark.parametrize("edge", [Edge, RudeEdge])
def test_a_file_too_large_for_a_proxy_is_named_and_the_rest_goes_on(
    folder: Path, edge: type[Edge]
) -> None:
    with put(folder / "2020/film.mov", b"film").open("r+b") as file:
        file.truncate(30 << 20)
    with pretending(lambda *_: (201, {"id": "x"}), edge) as url:
        status, said, complaints = take(folder, url)
    assert status == 1
    assert said.startswith("3 new")
    assert re.search(r"film\.mov: .*(413|proxy)", complaints), complaints
    assert complaints.count("\n") == 1


def test_a_server_that_dies_ends_it(folder: Path) -> None:
    class Dying(Pretender):
        dead: ClassVar = threading.Event()

        def parse_request(self) -> bool:
            return not self.dead.is_set() and super().parse_request()

    def die(handler: BaseHTTPRequestHandler) -> tuple[int, Any]:
        Dying.dead.set()
        handler.connection.shutdown(socket.SHUT_RDWR)
        return 201, {}

    with pretending(die, Dying) as url:
        status, _, complaints = take(folder, url)
    assert (status, "no answer" in complaints) == (1, True), complaints


def test_interrupting_waits_for_no_answer_and_is_clean(folder: Path) -> None:
    began, over = threading.Event(), threading.Event()

    def answer(*_: Any) -> tuple[int, Any]:
        began.set()
        over.wait(120)
        return 201, {"id": "x"}

    known = {"PATH": os.environ["PATH"], "EMAIL": EMAIL, "PASSWORD": PASSWORD}
    with pretending(answer) as url, subprocess.Popen(
        command(folder, url), cwd=ROOT, env=known, stderr=subprocess.PIPE, text=True
    ) as process:  # fmt: skip
        try:
            assert began.wait(30)
            process.send_signal(signal.SIGINT)
            _, complaints = process.communicate(timeout=60)
        finally:
            over.set()
            process.kill()
    assert (process.returncode, complaints) == (
        130, "Stopped. The same command again goes on from here.\n",
    )  # fmt: skip


def test_a_stop_is_not_lost_when_somebody_logs_out(folder: Path) -> None:
    """Or what is under way began once more, and kept the process until it was done."""
    began, over = threading.Event(), threading.Event()
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> tuple[int, Any]:
        asked.append(handler.path)
        began.set()
        over.wait(60)
        return 201, {"id": "x"}

    with pretending(answer) as url, ThreadPoolExecutor(1) as pool:
        server = api.Server(url)
        server.log_in(EMAIL, PASSWORD)
        photo = next(photos(folder, KINDS, lambda *_: None))
        upload = pool.submit(server.upload, photo, lambda _: None)
        assert began.wait(30)
        server.stop()
        server.log_out()
        try:
            with pytest.raises(Stopped):
                upload.result(30)
        finally:
            over.set()
    assert asked == ["/api/assets"]


def test_large_files_do_not_fill_memory(tmp_path: Path) -> None:
    for name in ("a.mov", "b.mov", "c.mov"):
        with put(tmp_path / "large" / name, name.encode()).open("r+b") as file:
            file.truncate(200 * 2**20)
    watched = (
        "import re, runpy, sys; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_module('importer', run_name='__main__', alter_sys=True)\n"
        "finally: print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1],"
        " file=sys.stderr)"
    )
    with pretending(lambda *_: (201, {"id": "x"})) as url:
        arguments = ["importer", str(tmp_path / "large"), "--url", url, "--key", "k"]
        done = subprocess.run(
            [sys.executable, "-c", watched, *arguments], cwd=ROOT, capture_output=True, text=True,
            timeout=120, check=True,
        )  # fmt: skip
    assert done.stdout.startswith("3 new")
    assert int(done.stderr) < 60 * 1024, "kilobytes"


# Its parts.


def test_sidecars_lie_beside(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.jpg.xmp", "a.xmp", "b.jpg", "b.XMP", "c.jpg", "c.jpgx.xmp"):
        put(tmp_path / name, b"x")
    beside = {
        photo.path.name: photo.sidecar and photo.sidecar.name
        for photo in photos(tmp_path, KINDS, lambda *_: None)
    }
    assert beside == {"a.jpg": "a.jpg.xmp", "b.jpg": "b.XMP", "c.jpg": None}


@pytest.mark.parametrize("change", [b"", b"shorter", b"much longer than it was"])
def test_a_file_that_changes_is_not_sent_as_whole(tmp_path: Path, change: bytes) -> None:
    path = put(tmp_path / "a.jpg", b"as it was then")
    (photo,) = photos(tmp_path, KINDS, lambda *_: None)
    body = Upload(photo, lambda: False, lambda _: None)
    assert len(b"".join(body)) == body.size
    assert len(b"".join(body)) == body.size, "once more, after a failure"
    path.write_bytes(change)
    with pytest.raises(Unreadable, match="changed"):
        b"".join(body)


def test_a_terminal_sees_a_bar() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    progress = Progress(out)
    progress.expect(4)
    time.sleep(0.11)
    progress.count(new=1, failed=1)
    progress.end()
    assert re.search(r"\[#{20}\.{20}\] 2 of 4  0\.0 MB/s  1 new  1 failed", out.getvalue())
    assert out.getvalue().endswith("\r\033[K1 new, 0 there already, 1 failed (0.0 MB in 0.1 s)\n")


def checksum(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
