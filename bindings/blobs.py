"""Bytes too large for rows: what the program asks of the place they lie in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Protocol

import msgspec


class BlobInfo(msgspec.Struct, frozen=True):
    """What is known of stored bytes without reading them."""

    key: str
    size: int
    etag: str
    """Opaque, without quotes; changes when the bytes do."""
    modified: datetime


class Stored(msgspec.Struct, frozen=True):
    """The result of a finished upload."""

    size: int
    sha1: bytes
    crc32: int


class BlobUpload(Protocol):
    """Bytes on their way under a key; invisible there until `finish`."""

    async def write(self, data: bytes | bytearray | memoryview) -> None: ...

    async def finish(self) -> Stored:
        """Make the bytes durable and visible; only then may a row name them."""
        ...

    async def abort(self) -> None:
        """Forget everything written. Harmless after `finish` or a second time."""
        ...


class Blob(Protocol):
    """Stored bytes opened for reading: all of them or one range."""

    info: BlobInfo
    native: Any
    """A platform stream the door can hand to its answer untouched, or None."""

    def chunks(self) -> AsyncIterator[bytes]: ...

    def at_once(self) -> bytes | None:
        """All of them, if they are few and nothing has to be awaited for them."""
        ...


class Capacity(msgspec.Struct, frozen=True):
    """Bytes of the medium blobs lie on."""

    total: int
    free: int


class Blobs(Protocol):
    """Bytes under keys such as `originals/{userId}/{assetId}/{filename}`.

    The second part is the owner, the third begins with the id of the row that
    names the bytes: what no such row names is swept away one night."""

    async def create(self, key: str, content_type: str) -> BlobUpload: ...

    async def put(self, key: str, data: bytes, content_type: str) -> BlobInfo: ...

    async def head(self, key: str) -> BlobInfo | None: ...

    async def open(self, key: str, offset: int = 0, length: int | None = None) -> Blob | None:
        """None when nothing lies there. The range must lie inside the blob."""
        ...

    async def read(self, key: str, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`; fewer at the end, b"" past it
        or when nothing lies there."""
        ...

    async def delete(self, keys: Sequence[str]) -> None:
        """Missing keys are no error."""
        ...

    def keys(self, prefix: str, after: str = "") -> AsyncIterator[str]:
        """Every key that starts with `prefix` and comes behind `after`, in order."""
        ...

    async def missing(self, keys: Sequence[str]) -> list[str]:
        """Those of `keys` under which nothing lies; cheapest for neighbours."""
        ...

    async def capacity(self) -> Capacity | None:
        """None where the medium has no size (object storage)."""
        ...
