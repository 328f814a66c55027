"""What lies in a backup: the SHA-1, size and time of every blob."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

NAME = "manifest.jsonl"


class Entry(NamedTuple):
    sha1: str
    """Lower hex. The API's own checksum of originals, so it can be held against the database."""
    size: int
    modified: int
    """Nanoseconds since 1970, of the file it was copied from."""


Manifest = dict[str, Entry]
"""By key, the path below `blobs/`."""


class Damaged(Exception):
    """The backup is not what it should be; the text says where."""


def read(folder: Path) -> Manifest:
    """The manifest of a backup, empty for a new one. Raises Damaged."""
    path = folder / NAME
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    found: Manifest = {}
    for line in lines:
        try:
            key, *entry = json.loads(line)
            found[key] = Entry(*entry)
        except (ValueError, TypeError):
            raise Damaged(f"{path} cannot be read at {line[:80]!r}") from None
    return found


def write(folder: Path, manifest: Manifest) -> None:
    """Say what lies in the backup, once all of it is durable."""
    os.sync()  # one call for thousands of blobs; each on its own would take hours
    lines = (json.dumps([key, *entry]) + "\n" for key, entry in sorted(manifest.items()))
    replace(folder / NAME, (line.encode() for line in lines))


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file all or nothing."""
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(path)
