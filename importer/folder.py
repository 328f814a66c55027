"""What lies in a folder, and what of it is worth taking in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
_NOT_OURS = {"@eadir", "#recycle", "$recycle.bin", "lost+found", "node_modules"}
"""Folders that machines keep beside the photos, lower case."""

Unreadable = Callable[[Path, OSError], None]


@dataclass(frozen=True)
class Kinds:
    """The extensions a server takes, lower case with their dots."""

    media: frozenset[str]
    sidecar: frozenset[str]


@dataclass(frozen=True)
class Photo:
    """One file to take in, with the sidecar that lies beside it. Times in seconds."""

    path: Path
    size: int
    modified: float
    sidecar: Path | None
    origin: str
    """The folder it lies in, from the one that is taken in on: `Pictures/2019/Rome`."""
    name: str
    """What it is called there."""

    @property
    def folder(self) -> str:
        return _said(self.path.parent.name)


def photos(root: Path, kinds: Kinds, unreadable: Unreadable) -> Iterator[Photo]:
    """Every file below `root` a server takes, folder by folder, in order of names.

    Hidden files and folders are passed over; what cannot be read is reported
    and passed over.
    """

    def failed(error: OSError) -> None:
        unreadable(Path(error.filename or root), error)

    for place, folders, files in os.walk(root, onerror=failed):
        folders[:] = sorted(name for name in folders if _ours(name))
        beside, origin = set(files), Path(root.resolve().name, os.path.relpath(place, root))
        for name in sorted(files):
            if name.startswith(".") or os.path.splitext(name)[1].lower() not in kinds.media:
                continue
            path = Path(place, name)
            try:
                found = path.stat()
            except OSError as error:
                unreadable(path, error)
                continue
            sidecar, folder = _sidecar(path, beside, kinds.sidecar), _said(origin.as_posix())
            yield Photo(path, found.st_size, found.st_mtime, sidecar, folder, _said(name))


def sha1(path: Path, stopped: Callable[[], bool]) -> str:
    """Lower hex digest of a file, read in pieces; ends early, with nonsense, once `stopped`."""
    digest = hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as file:
        while not stopped() and (chunk := file.read(_CHUNK)):
            digest.update(chunk)
    return digest.hexdigest()


def _said(name: str) -> str:
    """A name as JSON can say it. Old disks have names in old encodings: `St?dte`."""
    return name.encode("utf-8", "replace").decode()


def _ours(name: str) -> bool:
    return not name.startswith(".") and name.lower() not in _NOT_OURS


def _sidecar(path: Path, beside: set[str], endings: frozenset[str]) -> Path | None:
    """`a.jpg.xmp` counts before `a.xmp`, in any case of the extension."""
    for stem in (path.name, path.stem):
        for name in (stem + ending for ending in sorted(endings)):
            for spelling in (name, stem + name[len(stem) :].upper()):
                if spelling in beside:
                    return path.with_name(spelling)
    return None
