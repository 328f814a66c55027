"""The built web app from a folder."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Collection
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

_CHUNK = 256 * 2**10
_COMPRESSED = {"br": ".br", "gzip": ".gz"}
"""Content codings, best first, and what a precompressed file's name ends with."""

# The machine's own mime.types is not consulted: answers are the same everywhere.
_TYPES = MimeTypes()
for _type, _ending in [
    ("application/manifest+json", ".webmanifest"),
    ("application/wasm", ".wasm"),
    ("font/ttf", ".ttf"),
    ("font/woff", ".woff"),
    ("font/woff2", ".woff2"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
]:
    _TYPES.add_type(_type, _ending)


class FolderFile:
    """bindings.SiteFile; read piece by piece, so a file of any size takes 256 KiB."""

    native: Any = None

    def __init__(
        self, path: Path, facts: os.stat_result, content_type: str, encoding: str = ""
    ) -> None:
        self.size = facts.st_size
        self.content_type = content_type
        self.encoding = encoding
        self.etag = f"{facts.st_size:x}-{facts.st_mtime_ns:x}" + (encoding and f"-{encoding}")
        self._path = path

    async def chunks(self) -> AsyncIterator[bytes]:
        for offset in range(0, self.size, _CHUNK):
            yield await asyncio.to_thread(self._read, offset, min(_CHUNK, self.size - offset))

    def _read(self, offset: int, length: int) -> bytes:
        with self._path.open("rb") as file:
            file.seek(offset)
            return file.read(length)


class FolderSite:
    """bindings.Site; without a folder there are no files."""

    def __init__(self, folder: Path | None) -> None:
        self._root = folder.resolve() if folder else None

    async def file(self, path: str, codings: Collection[str] = ()) -> FolderFile | None:
        found = self._find(path)
        if found is None:
            return None
        kind = _content_type(found[0].name)
        for coding, ending in _COMPRESSED.items():
            if coding in codings and (smaller := self._find(path + ending)):
                return FolderFile(*smaller, kind, coding)
        return FolderFile(*found, kind)

    def _find(self, path: str) -> tuple[Path, os.stat_result] | None:
        """The regular file at `path`, unless it lies outside of the folder."""
        if self._root is None or not path.startswith("/"):
            return None
        try:
            place = self._root.joinpath(path.lstrip("/")).resolve()
            facts = place.stat()
        except (OSError, ValueError, RuntimeError):  # not there, no name for a file, a circle
            return None
        inside = place.is_relative_to(self._root) and stat.S_ISREG(facts.st_mode)
        return (place, facts) if inside else None


def _content_type(name: str) -> str:
    kind, packed = _TYPES.guess_type(name)
    if kind is None or packed:  # asked for by its own name, a packed file is only bytes
        return "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
