"""Blobs as files under one folder."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import stat
import tempfile
import threading
import time
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bindings import BlobInfo, Capacity, Stored

CHUNK = 2**20
# Below this a thread costs more than the copy: done on the event loop.
_SMALL = 256 * 2**10
_PARTIAL = ".partial"
_NO_NAMES = {b".", b".."}


class FileBlobs:
    """bindings.Blobs: the bytes of `key` lie in the file `root/key`.

    Unfinished uploads lie in `root/.partial`, so on the same file system, and
    are swept when the next process opens the folder. ValueError for a key that
    cannot name a file of its own below `root`.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._prefix = f"{root}/"
        self._partial = root / _PARTIAL
        self._partial.mkdir(parents=True, exist_ok=True)
        _sync_folder(root.parent)
        for path in self._partial.iterdir():
            path.unlink()
        # Making a folder and filling it must not meet the removal of empty ones.
        self._folders = threading.Lock()

    def path(self, key: str) -> Path:
        """Where the bytes of `key` lie, or would."""
        return Path(self._name(key))

    def _name(self, key: str) -> str:
        """The same as text: making a Path takes longer than opening the file."""
        raw = key.encode()
        segments = raw.split(b"/")
        if (
            not all(segments)
            or not _NO_NAMES.isdisjoint(segments)
            or segments[0] == _PARTIAL.encode()
            or b"\0" in raw
            or len(raw) > 1024
            or max(map(len, segments)) > 255
        ):
            raise ValueError(f"no key for a blob: {key[:100]!r}")
        return self._prefix + key

    async def create(self, key: str, content_type: str) -> FileUpload:
        return FileUpload(self, self.path(key), self._partial)

    async def put(self, key: str, data: bytes, content_type: str) -> BlobInfo:
        upload = await self.create(key, content_type)
        try:
            await upload.write(data)
            await upload.finish()
        finally:
            await upload.abort()
        info = await self.head(key)
        assert info is not None
        return info

    async def head(self, key: str) -> BlobInfo | None:
        try:
            facts = os.stat(self._name(key))
        except (FileNotFoundError, NotADirectoryError):
            return None
        return _info(key, facts) if stat.S_ISREG(facts.st_mode) else None

    async def open(self, key: str, offset: int = 0, length: int | None = None) -> FileBlob | None:
        opened = _open(self._name(key))
        if opened is None:
            return None
        file, facts = opened
        blob = FileBlob(file, _info(key, facts))
        blob.narrow(offset, facts.st_size - offset if length is None else length)
        return blob

    async def read(self, key: str, offset: int, length: int) -> bytes:
        name = self._name(key)
        if length <= _SMALL:
            return _read(name, offset, length)
        return await asyncio.to_thread(_read, name, offset, length)

    async def delete(self, keys: Sequence[str]) -> None:
        await asyncio.to_thread(self._delete, [self.path(key) for key in keys])

    async def keys(self, prefix: str, after: str = "") -> AsyncIterator[str]:
        folder = prefix.rpartition("/")[0]
        start = self.path(folder) if folder else self._root
        found = _walk(start, f"{folder}/" if folder else "", prefix, after)
        while some := await asyncio.to_thread(lambda: list(islice(found, 1000))):
            for key in some:
                yield key

    async def missing(self, keys: Sequence[str]) -> list[str]:
        return await asyncio.to_thread(
            lambda: [key for key in keys if not self.path(key).is_file()]
        )

    async def capacity(self) -> Capacity:
        usage = shutil.disk_usage(self._root)
        return Capacity(total=usage.total, free=usage.free)

    def place(self, temporary: Path, path: Path) -> None:
        """Give the finished file its name; both survive a power cut afterwards."""
        with self._folders:
            fresh = [parent for parent in path.parents if not parent.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.rename(path)
        for folder in [path.parent, *(parent.parent for parent in fresh)]:
            with suppress(FileNotFoundError):  # the blob was deleted meanwhile
                _sync_folder(folder)

    def _delete(self, paths: Sequence[Path]) -> None:
        for path in paths:
            with self._folders:
                with suppress(FileNotFoundError, NotADirectoryError):
                    path.unlink()
                _remove_empty(path.parent, self._root)


class FileUpload:
    """bindings.BlobUpload: a file without its name yet, hashed on the way."""

    def __init__(self, blobs: FileBlobs, path: Path, partial: Path) -> None:
        self._blobs = blobs
        self._path = path
        number, name = tempfile.mkstemp(dir=partial)
        self._temporary = Path(name)
        # Buffered for its lock only: `abort` must not close the file under a
        # write whose task was cancelled but whose thread goes on.
        self._file = open(number, "wb")  # noqa: SIM115
        self._sha1 = hashlib.sha1(usedforsecurity=False)
        self._crc32 = 0
        self._size = 0
        self._waiting = bytearray()

    async def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self._waiting and len(data) >= _SMALL:
            await asyncio.to_thread(self._append, data)
            return
        self._waiting += data
        if len(self._waiting) >= CHUNK:
            waiting, self._waiting = self._waiting, bytearray()
            await asyncio.to_thread(self._append, waiting)

    async def finish(self) -> Stored:
        return await asyncio.to_thread(self._finish)

    async def abort(self) -> None:
        self._temporary.unlink(missing_ok=True)
        with suppress(OSError):  # a full disk cannot take the rest of the buffer
            self._file.close()

    def _append(self, data: bytes | bytearray | memoryview) -> None:
        self._file.write(data)
        self._sha1.update(data)
        self._crc32 = zlib.crc32(data, self._crc32)
        self._size += len(data)

    def _finish(self) -> Stored:
        self._append(self._waiting)
        self._file.flush()
        # The kernel's own stamps are some milliseconds coarse; two versions of
        # one size written in a row must not share an etag.
        os.utime(self._file.fileno(), ns=(time.time_ns(), time.time_ns()))
        os.fsync(self._file.fileno())
        self._file.close()
        self._blobs.place(self._temporary, self._path)
        return Stored(size=self._size, sha1=self._sha1.digest(), crc32=self._crc32)


class FileBlob:
    """bindings.Blob: an open file, so a delete or overwrite meanwhile does no harm."""

    native: Any = None

    def __init__(self, file: int, info: BlobInfo) -> None:
        self._file = file
        self.info = info
        self._offset = 0
        self._length = info.size

    def __del__(self) -> None:
        os.close(self._file)

    def narrow(self, offset: int, length: int) -> None:
        """Keep to one range; ValueError unless it lies inside the blob."""
        if min(offset, length) < 0 or offset + length > self.info.size:
            raise ValueError(f"{offset}+{length} is outside of {self.info.size} bytes")
        self._offset, self._length = offset, length

    async def chunks(self) -> AsyncIterator[bytes]:
        for offset in range(0, self._length, CHUNK):
            size = min(CHUNK, self._length - offset)
            if size <= _SMALL:
                yield self._read(offset, size)
            else:
                yield await asyncio.to_thread(self._read, offset, size)

    def at_once(self) -> bytes | None:
        return self._read(0, self._length) if self._length <= _SMALL else None

    def _read(self, offset: int, size: int) -> bytes:
        read = os.pread(self._file, size, self._offset + offset)
        if len(read) < size:
            raise OSError(f"{self.info.key} was cut short")
        return read


def _open(name: str) -> tuple[int, os.stat_result] | None:
    try:
        file = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    facts = os.fstat(file)
    if stat.S_ISREG(facts.st_mode):
        return file, facts
    os.close(file)
    return None


def _read(name: str, offset: int, length: int) -> bytes:
    opened = _open(name)
    if opened is None:
        return b""
    try:
        return os.pread(opened[0], length, offset)
    finally:
        os.close(opened[0])


def _walk(folder: Path, base: str, prefix: str, after: str) -> Iterator[str]:
    """Keys below `folder`, whose own key is `base`, behind `after`, in order;
    `prefix` may end in the middle of a name."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(f"{entry.name}/" if entry.is_dir() else entry.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        key = base + name
        if not key.startswith(prefix[: len(key)]) or key == f"{_PARTIAL}/":
            continue
        if not name.endswith("/"):
            if key > after and key.startswith(prefix):
                yield key
        elif key > after or after.startswith(key):
            yield from _walk(folder / name, key, prefix, after)


def _remove_empty(folder: Path, root: Path) -> None:
    with suppress(OSError):  # not empty, or already gone with everything above it
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _info(key: str, facts: os.stat_result) -> BlobInfo:
    seconds, rest = divmod(facts.st_mtime_ns, 10**9)
    modified = datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 10**6 * 1000)
    etag = f"{facts.st_size:x}-{facts.st_mtime_ns:x}"
    return BlobInfo(key=key, size=facts.st_size, etag=etag, modified=modified)


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
