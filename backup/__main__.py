"""`make backup`, `make backup-verify`, `make restore`."""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from backup import blobs, manifest, snapshot
from backup.manifest import Damaged

_KEY = "token.key"
_FAULTS_SHOWN = 100


class Unfit(Exception):
    """A folder cannot be used for what was asked; the text says why."""


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 all is well, 1 something is damaged or missing, 2 not begun."""
    parser = argparse.ArgumentParser(prog="backup", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    for name, text in (
        ("make", "copy what is new since the last time; the server may go on serving"),
        ("verify", "read the whole backup and hold it against its checksums"),
        ("restore", "make a data folder of a backup"),
    ):
        step = steps.add_parser(name, help=text, description=text)
        step.add_argument("backup", type=Path, help="the folder of the backup")
        if name != "verify":
            step.add_argument("--data", type=Path, default=os.environ.get("DATA_DIR") or "./data")
        if name == "make":
            step.add_argument(
                "--prune", action="store_true", help="forget what was deleted from the library"
            )
    wish = parser.parse_args(arguments)
    try:
        if wish.step == "make":
            return make(Path(wish.data), wish.backup, prune=wish.prune)
        if wish.step == "verify":
            return verify(wish.backup)
        return restore(wish.backup, Path(wish.data))
    except (Unfit, Damaged) as fault:
        return _tell([str(fault)], 2 if isinstance(fault, Unfit) else 1)
    except (OSError, sqlite3.Error) as error:
        return _tell([f"backup: {error}"], 1)


def make(data: Path, target: Path, *, prune: bool = False) -> int:
    """Bring the backup up to date. What is in it is usable at any moment in between.

    Blobs, then the database, then blobs again: whatever the copied database names
    was there before it, so it is in one of the two passes unless it came and went
    in between.
    """
    if not (data / snapshot.NAME).is_file():
        raise Unfit(f"{data} is no data folder: it has no {snapshot.NAME}")
    if target.resolve().is_relative_to(data.resolve()) or data.resolve().is_relative_to(
        target.resolve()
    ):
        raise Unfit("a backup inside of what it is a backup of does not help")
    with _alone(target):
        known = manifest.read(target)
        copied = blobs.copy_changed(data / "blobs", target / "blobs", known)
        manifest.write(target, known)
        snapshot.take(data / snapshot.NAME, target / snapshot.NAME)
        copied += blobs.copy_changed(data / "blobs", target / "blobs", known)
        if (data / _KEY).exists():
            blobs.copy(data / _KEY, target / _KEY)
            (target / _KEY).chmod(0o600)
        names = snapshot.named(target / snapshot.NAME)
        pruned = blobs.prune(data / "blobs", target / "blobs", known, set(names)) if prune else 0
        manifest.write(target, known)
    size = sum(entry.size for entry in known.values())
    print(f"{copied} blobs copied, {len(known)} in the backup ({size / 1e6:.1f} MB)", end="")
    print(f", {pruned} removed" if prune else "")
    return _tell(list(snapshot.lost(names, known)), 1)


def verify(target: Path) -> int:
    """Read every byte of a backup."""
    if not (target / snapshot.NAME).is_file():
        raise Unfit(f"{target} is no backup: it has no {snapshot.NAME}")
    snapshot.check(target / snapshot.NAME)
    known = manifest.read(target)
    faults = [*blobs.faults(target / "blobs", known)]
    faults += snapshot.lost(snapshot.named(target / snapshot.NAME), known)
    if not faults:
        print(f"{len(known)} blobs and the database are sound")
    return _tell(faults, 1)


def restore(source: Path, data: Path) -> int:
    """A new data folder, checked while it is copied; it appears when it is complete."""
    if not (source / snapshot.NAME).is_file():
        raise Unfit(f"{source} is no backup: it has no {snapshot.NAME}")
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Unfit(f"{data} is not empty: restore into a new folder, or move it away first")
    growing = data.with_name(f"{data.name}.restoring")
    shutil.rmtree(growing, ignore_errors=True)  # of an attempt that broke off
    growing.mkdir(mode=0o700, parents=True)
    known = manifest.read(source)
    faults = []
    for key, entry in sorted(known.items()):
        try:
            blobs.copy(source / "blobs" / key, growing / "blobs" / key, entry.sha1)
        except blobs.Broken:
            faults.append(f"{key} has other bytes than it was copied with: left out")
        except FileNotFoundError:
            faults.append(f"{key} is missing in the backup")
    snapshot.take(source / snapshot.NAME, growing / snapshot.NAME)
    if (source / _KEY).exists():
        blobs.copy(source / _KEY, growing / _KEY)
        (growing / _KEY).chmod(0o600)
    os.sync()
    if data.exists():
        data.rmdir()
    growing.rename(data)
    print(f"{len(known) - len(faults)} blobs and the database are in {data}")
    return _tell(faults, 1)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Keep a second run out of a backup, and others if it is new. Raises Unfit."""
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Unfit(f"{target} is no folder") from None
    with (target / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unfit(f"another backup into {target} is under way") from None
        yield


def _tell(faults: list[str], status: int) -> int:
    """Say what is wrong; the exit status."""
    for fault in faults[:_FAULTS_SHOWN]:
        print(fault, file=sys.stderr)
    if len(faults) > _FAULTS_SHOWN:
        print(f"and {len(faults) - _FAULTS_SHOWN} more", file=sys.stderr)
    return status if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
