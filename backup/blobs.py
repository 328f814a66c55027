"""Copying and checking blobs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backup.manifest import Entry, Manifest, replace

_CHUNK = 2**20


class Broken(Exception):
    """A copy does not have the bytes it should have."""


def keys(root: Path) -> Iterator[str]:
    """Every blob below `root`, without uploads under way."""
    for folder, folders, names in os.walk(root):
        # `.partial` lies at the top and holds what is not finished.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            yield Path(folder, name).relative_to(root).as_posix()


def copy_changed(source: Path, target: Path, manifest: Manifest) -> int:
    """Bring `target` and its manifest up to `source`; the number of blobs copied.

    A blob is taken to be the same while its size and time are: originals never
    change, and a picture made anew has a new time.
    """
    copied = 0
    for key in keys(source):
        with suppress(FileNotFoundError):  # deleted meanwhile
            facts = (source / key).stat()
            known = manifest.get(key) or _left_over(target / key)
            if known and (known.size, known.modified) == (facts.st_size, facts.st_mtime_ns):
                manifest[key] = known
                continue
            manifest[key] = copy(source / key, target / key)
            copied += 1
    return copied


def _left_over(path: Path) -> Entry | None:
    """A copy that an earlier run made before it broke off."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    return Entry(sha1_of(path), facts.st_size, facts.st_mtime_ns)


def copy(source: Path, target: Path, expected: str | None = None) -> Entry:
    """Copy one file; what was copied. Raises Broken for other bytes than `expected`.

    FileNotFoundError when there is no source; a file replaced meanwhile is copied as it was.
    """
    with source.open("rb") as file:
        facts = os.fstat(file.fileno())
        sha1 = hashlib.sha1(usedforsecurity=False)

        def chunks() -> Iterator[bytes]:
            while chunk := file.read(_CHUNK):
                sha1.update(chunk)
                yield chunk
            if expected is not None and sha1.hexdigest() != expected:
                raise Broken(str(source))

        target.parent.mkdir(parents=True, exist_ok=True)
        replace(target, chunks())
    # Last: a copy that has the time of its source is complete.
    os.utime(target, ns=(facts.st_mtime_ns, facts.st_mtime_ns))
    return Entry(sha1.hexdigest(), facts.st_size, facts.st_mtime_ns)


def sha1_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha1").hexdigest()


def faults(root: Path, manifest: Manifest) -> Iterator[str]:
    """What of a manifest is missing below `root` or has other bytes; reads everything."""
    for key, entry in sorted(manifest.items()):
        try:
            if sha1_of(root / key) != entry.sha1:
                yield f"{key} has other bytes than it was copied with"
        except OSError as error:
            yield f"{key} cannot be read: {error.strerror}"


def prune(source: Path, target: Path, manifest: Manifest, named: set[str]) -> int:
    """Remove copies of what is neither in `source` any more nor `named`; their number."""
    gone = [key for key in manifest if key not in named and not (source / key).exists()]
    for key in gone:
        (target / key).unlink(missing_ok=True)
        del manifest[key]
        with suppress(OSError):  # other blobs lie there
            for folder in (target / key).parents:
                if folder == target:
                    break
                folder.rmdir()
    return len(gone)
