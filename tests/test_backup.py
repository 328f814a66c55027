"""Copies of a served data folder, and the drill: restore one and look at every photo."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bench.ingest import finish_jobs
from bench.process import ROOT, serving
from tests.pictures import jpeg

PERSON = {"email": "a@example.com", "password": "a long enough password", "name": "A"}
STAMP = "2024-01-01T00:00:00.000Z"


def run(*arguments: object) -> tuple[int, str]:
    process = subprocess.run(
        [sys.executable, "-m", "backup", *map(str, arguments)],
        cwd=ROOT, text=True, check=False, timeout=120,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return process.returncode, process.stdout


@contextmanager
def visiting(data: Path, *, new: bool = False) -> Iterator[httpx.Client]:
    with serving(data) as server, httpx.Client(base_url=server.url) as client:
        if new:
            client.post("/api/auth/admin-sign-up", json=PERSON).raise_for_status()
        client.post("/api/auth/login", json=PERSON).raise_for_status()
        yield client


def upload(client: httpx.Client, number: int) -> str:
    answer = client.post(
        "/api/assets",
        data={"fileCreatedAt": STAMP, "fileModifiedAt": STAMP},
        files={"assetData": (f"{number}.jpg", jpeg(number))},
    ).raise_for_status()
    return str(answer.json()["id"])


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A data folder with four photos and their pictures."""
    with visiting(tmp_path / "data", new=True) as client:
        for number in range(4):
            upload(client, number)
        finish_jobs(client)
    return tmp_path / "data"


def test_a_backup_made_while_photos_come_in_restores_to_a_whole_library(
    library: Path, tmp_path: Path
) -> None:
    stop = threading.Event()
    with visiting(library) as client:

        def keep_uploading() -> None:
            number = 100
            while not stop.is_set():
                upload(client, number)
                number += 1

        uploading = threading.Thread(target=keep_uploading)
        uploading.start()
        try:
            for _ in range(3):
                code, said = run("make", tmp_path / "backup", "--data", library)
                assert code == 0, said
        finally:
            stop.set()
            uploading.join()
    code, said = run("verify", tmp_path / "backup")
    assert (code, "sound" in said) == (0, True), said
    code, said = run("restore", tmp_path / "backup", "--data", tmp_path / "new")
    assert code == 0, said
    with visiting(tmp_path / "new") as client:
        finish_jobs(client)
        buckets = client.get("/api/timeline/bucket?timeBucket=2024-01-01").json()
        assert len(buckets["id"]) >= 4
        for id in buckets["id"]:
            asset = client.get(f"/api/assets/{id}").json()
            original = client.get(f"/api/assets/{id}/original").raise_for_status().content
            assert base64.b64decode(asset["checksum"]) == hashlib.sha1(original).digest()
            client.get(f"/api/assets/{id}/thumbnail").raise_for_status()


def test_only_the_owner_reads_a_backup_and_what_is_restored(library: Path, tmp_path: Path) -> None:
    backup, restored = tmp_path / "backup", tmp_path / "restored"
    assert run("make", backup, "--data", library)[0] == 0
    assert run("restore", backup, "--data", restored)[0] == 0
    for folder in (backup, restored):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "token.key").stat().st_mode & 0o777 == 0o600


def test_a_second_backup_copies_only_what_is_new(library: Path, tmp_path: Path) -> None:
    assert "12 blobs copied" in run("make", tmp_path / "backup", "--data", library)[1]
    assert "0 blobs copied" in run("make", tmp_path / "backup", "--data", library)[1]
    with visiting(library) as client:
        upload(client, 5)
        finish_jobs(client)
    assert "3 blobs copied, 15 in" in run("make", tmp_path / "backup", "--data", library)[1]


def test_what_a_broken_run_copied_is_not_copied_again(library: Path, tmp_path: Path) -> None:
    run("make", tmp_path / "backup", "--data", library)
    (tmp_path / "backup/manifest.jsonl").unlink()
    assert "0 blobs copied, 12 in" in run("make", tmp_path / "backup", "--data", library)[1]
    assert run("verify", tmp_path / "backup")[0] == 0


def test_deleted_photos_stay_in_the_backup_until_pruned(library: Path, tmp_path: Path) -> None:
    run("make", tmp_path / "backup", "--data", library)
    with visiting(library) as client:
        ids = client.get("/api/timeline/bucket?timeBucket=2024-01-01").json()["id"]
        client.request("DELETE", "/api/assets", json={"ids": ids[:1], "force": True})
        finish_jobs(client)
    code, said = run("make", tmp_path / "backup", "--data", library)
    assert (code, "12 in the backup" in said) == (0, True), said
    code, said = run("make", tmp_path / "backup", "--data", library, "--prune")
    assert (code, "9 in the backup" in said, "3 removed" in said) == (0, True, True), said
    assert run("verify", tmp_path / "backup")[0] == 0


def test_damage_is_found_and_does_not_stop_the_rest(library: Path, tmp_path: Path) -> None:
    run("make", tmp_path / "backup", "--data", library)
    rotten, lost = sorted((tmp_path / "backup/blobs/originals").rglob("*.jpg"))[:2]
    rotten.write_bytes(bytes(rotten.stat().st_size))
    lost.unlink()
    for step in (("verify",), ("restore",)):
        more = ("--data", tmp_path / "new") if step == ("restore",) else ()
        code, said = run(*step, tmp_path / "backup", *more)
        assert code == 1
        assert rotten.name in said
        assert lost.name in said
    with visiting(tmp_path / "new") as client:
        ids = client.get("/api/timeline/bucket?timeBucket=2024-01-01").json()["id"]
        statuses = [client.get(f"/api/assets/{id}/original").status_code for id in ids]
    assert sorted(statuses) == [200, 200, 404, 404]


def test_a_damaged_database_is_neither_called_sound_nor_put_over_a_sound_one(
    library: Path, tmp_path: Path
) -> None:
    run("make", tmp_path / "backup", "--data", library)
    copied = tmp_path / "backup/photos.sqlite"
    sound = copied.read_bytes()
    rot(copied)
    for step in (("verify", tmp_path / "backup"), restoring(tmp_path)):
        code, said = run(*step)
        assert (code, "is damaged" in said) == (1, True), said
    assert not (tmp_path / "new").exists()
    copied.write_bytes(sound)
    rot(library / "photos.sqlite")
    code, said = run("make", tmp_path / "backup", "--data", library)
    assert (code, "is damaged" in said) == (1, True), said
    assert copied.read_bytes() == sound


def test_a_list_of_copies_that_cannot_be_trusted_is_not(library: Path, tmp_path: Path) -> None:
    run("make", tmp_path / "backup", "--data", library)
    manifest = tmp_path / "backup/manifest.jsonl"
    lines = manifest.read_text().splitlines(keepends=True)
    missing = next(line for line in lines if "originals/" in line)
    manifest.write_text("".join(line for line in lines if line != missing))
    code, said = run("verify", tmp_path / "backup")
    assert (code, "named by the database and was not there" in said) == (1, True), said
    manifest.write_text("".join(lines)[:-9])
    for step in (("verify", tmp_path / "backup"), restoring(tmp_path)):
        code, said = run(*step)
        assert (code, "cannot be read" in said) == (1, True), said


def test_pruning_keeps_what_the_library_lost(library: Path, tmp_path: Path) -> None:
    run("make", tmp_path / "backup", "--data", library)
    kinds = ("originals/**/*.jpg", "thumbnails/**/*.webp")
    lost = [next((library / "blobs").glob(kind)) for kind in kinds]
    for path in lost:
        path.unlink()
    code, said = run("make", tmp_path / "backup", "--data", library, "--prune")
    assert (code, "12 in the backup" in said, "0 removed" in said) == (0, True, True), said
    for path in lost:
        assert (tmp_path / "backup/blobs" / path.relative_to(library / "blobs")).is_file()


def test_a_restore_that_broke_off_leaves_nothing_in_the_next(library: Path, tmp_path: Path) -> None:
    run("make", tmp_path / "backup", "--data", library)
    (tmp_path / "new.restoring/blobs/originals").mkdir(parents=True)
    (tmp_path / "new.restoring/blobs/originals/half.jpg").touch()
    assert run(*restoring(tmp_path))[0] == 0
    assert not (tmp_path / "new/blobs/originals/half.jpg").exists()


def test_one_backup_at_a_time(library: Path, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    with (tmp_path / "backup/lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        code, said = run("make", tmp_path / "backup", "--data", library)
    assert (code, "under way" in said) == (2, True), said


def restoring(folder: Path) -> tuple[object, ...]:
    return "restore", folder / "backup", "--data", folder / "new"


def rot(database: Path) -> None:
    """What a failing disk does to the pages behind the first."""
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(range(256)) * 64)


def test_an_original_that_rotted_in_the_library_is_told(library: Path, tmp_path: Path) -> None:
    rotten = next((library / "blobs/originals").rglob("*.jpg"))
    rotten.write_bytes(bytes(9))
    code, said = run("make", tmp_path / "backup", "--data", library)
    assert code == 1
    assert f"{rotten.name} has other bytes" in said


def test_folders_that_do_not_fit_are_refused(library: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    for arguments, reason in (
        (("make", library / "backup", "--data", library), "inside"),
        (("make", tmp_path, "--data", library), "inside"),
        (("make", tmp_path / "backup", "--data", tmp_path / "empty"), "no data folder"),
        (("make", tmp_path / "file", "--data", library), "file is no folder"),
        (("make", tmp_path / "file/below", "--data", library), "below is no folder"),
        (("verify", tmp_path / "empty"), "no backup"),
        (("restore", tmp_path / "empty", "--data", tmp_path / "new"), "no backup"),
        (("restore", library, "--data", library), "not empty"),
    ):
        code, said = run(*arguments)
        assert (code, reason in said) == (2, True), said
