"""Finding the web app among the files of an image."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path, PurePosixPath

_INDEX = "index.html"
_CODE = "_app"


def web_root(archive: Path) -> PurePosixPath | None:
    """The folder of a layer that is a built web app: `index.html` with `_app` beside it.

    Raises tarfile.TarError for what is no archive.
    """
    indexes, coded = set(), set()
    with tarfile.open(archive) as layer:
        for member in layer:
            path = PurePosixPath(member.name)
            if path.name == _INDEX and member.isfile():
                indexes.add(path.parent)
            if _CODE in path.parts:
                coded.add(PurePosixPath(*path.parts[: path.parts.index(_CODE)]))
    return min(indexes & coded, key=lambda path: len(path.parts), default=None)


def unpack(archive: Path, root: PurePosixPath, target: Path) -> int:
    """Write the files below `root` to `target`, an empty folder; their number.

    Files only: links and devices have no place in a web app, and the filter
    keeps every name below the target.
    """
    count = 0
    with tarfile.open(archive) as layer:
        for member in layer:
            path = PurePosixPath(member.name)
            if member.isfile() and path.is_relative_to(root):
                inside = member.replace(name=str(path.relative_to(root)), deep=False)
                layer.extract(inside, target, filter="data")
                count += 1
    return count


def install(fresh: Path, place: Path) -> None:
    """Put a complete folder in the place of what is there."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)
