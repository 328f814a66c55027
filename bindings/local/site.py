"""The built web app from a folder."""

from __future__ import annotations

import asyncio
import hashlib
import stat
from mimetypes import MimeTypes
from pathlib import Path

from bindings import SiteFile

_ROOM = 8 * 2**20
_LARGEST_KEPT = 512 * 2**10

# The machine's own mime.types is not consulted: answers are the same everywhere.
_TYPES = MimeTypes()
for _type, _ending in [
    ("application/manifest+json", ".webmanifest"),
    ("application/wasm", ".wasm"),
    ("font/woff2", ".woff2"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
]:
    _TYPES.add_type(_type, _ending)


class FolderSite:
    """bindings.Site; without a folder there are no files.

    Small files stay in memory, 8 MiB in all, and are read again once they change.
    """

    def __init__(self, folder: Path | None) -> None:
        self._root = folder.resolve() if folder else None
        self._used = 0
        self._kept: dict[Path, tuple[tuple[int, int], SiteFile]] = {}

    async def file(self, path: str) -> SiteFile | None:
        if self._root is None or not path.startswith("/"):
            return None
        try:
            place = self._root.joinpath(path.lstrip("/")).resolve()
            facts = place.stat()
        except (
            OSError,
            ValueError,
            RuntimeError,
        ):  # not there, no name for a file, links in a circle
            return None
        if not place.is_relative_to(self._root) or not stat.S_ISREG(facts.st_mode):
            return None
        version = (facts.st_size, facts.st_mtime_ns)
        kept = self._kept.get(place)
        if kept is not None and kept[0] == version:
            return kept[1]
        file = await asyncio.to_thread(_read, place)
        self._keep(place, version, file)
        return file

    def _keep(self, place: Path, version: tuple[int, int], file: SiteFile) -> None:
        if old := self._kept.pop(place, None):
            self._used -= len(old[1].body)
        if len(file.body) <= _LARGEST_KEPT and self._used + len(file.body) <= _ROOM:
            self._kept[place] = (version, file)
            self._used += len(file.body)


def _read(place: Path) -> SiteFile:
    body = place.read_bytes()
    kind = _TYPES.guess_type(place.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    return SiteFile(body=body, content_type=kind, etag=hashlib.sha256(body).hexdigest()[:32])
