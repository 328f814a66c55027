"""What the program needs from the place it runs in.

One Protocol per thing outside the program. `bindings.local` implements them
for one machine, `bindings.cloudflare` for a Worker; the two never meet, and
nothing between the doors can tell which of them it was given.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from bindings.sql import Argument, Sql, joined

__all__ = [
    "Argument", "Bindings", "Blob", "BlobInfo", "BlobUpload", "Blobs", "Cache", "Capacity",
    "Clock", "Database", "ImageFault", "Images", "Message", "Metrics", "Passwords", "Pixels",
    "Queue", "Rendition", "Site", "SiteFile", "Sockets", "Sql", "Stored", "Violation", "joined",
]  # fmt: skip

T = TypeVar("T")


class Violation(Exception):
    """A statement broke a rule of the schema; nothing of its batch was kept.

    `kind` says which sort of rule; `detail` is `table.column, …` for unique
    and not-null rules, the text given to RAISE for raised ones, the
    constraint's name or expression for checks, and empty for foreign keys.
    """

    def __init__(
        self, kind: Literal["unique", "not null", "check", "foreign key", "raised"], detail: str
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


class Database(Protocol):
    """SQLite as D1 offers it: four verbs, no open transactions.

    Row types are msgspec Structs declared `array_like=True`, or tuples; their
    fields take the selected columns in order, and 0/1 becomes bool where the
    field says so. Every verb raises Violation when the schema refuses.
    """

    async def one(self, sql: Sql, row: type[T]) -> T | None:
        """The first row, or None. Also for INSERT/UPDATE/DELETE … RETURNING."""
        ...

    async def all(self, sql: Sql, row: type[T]) -> list[T]: ...

    async def run(self, sql: Sql) -> None: ...

    async def batch(self, statements: Sequence[Sql]) -> list[list[list[Any]]]:
        """All statements or none, in order; per statement the rows it returned."""
        ...


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


class Capacity(msgspec.Struct, frozen=True):
    """Bytes of the medium blobs lie on."""

    total: int
    free: int


class Blobs(Protocol):
    """Bytes under keys such as `originals/{userId}/{assetId}/{filename}`."""

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

    def keys(self, prefix: str) -> AsyncIterator[str]:
        """Every key that starts with `prefix`, in no promised order."""
        ...

    async def capacity(self) -> Capacity | None:
        """None where the medium has no size (object storage)."""
        ...


class Cache(Protocol):
    """Small values that may vanish at any time and may be a minute old."""

    async def get(self, key: str) -> bytes | None: ...

    async def put(self, key: str, value: bytes, ttl: timedelta) -> None:
        """`ttl` is at least 60 s, the shortest Workers KV takes."""
        ...

    async def delete(self, key: str) -> None: ...


class Message(msgspec.Struct, frozen=True):
    """One job on its way: its name in the registry and its JSON data."""

    type: str
    data: dict[str, Any] = {}


class Queue(Protocol):
    """At-least-once delivery to the job registry; 3 retries, then dead letter."""

    async def send(self, messages: Sequence[Message]) -> None: ...


class Rendition(msgspec.Struct, frozen=True):
    """One picture to make from an image.

    `short_edge` is the wanted length of the shorter side in pixels; None
    keeps the size. The aspect is kept and nothing is ever enlarged. EXIF
    orientation is applied to the pixels and no metadata but the colour
    profile survives.
    """

    key: str
    format: Literal["jpeg", "webp"]
    quality: int
    short_edge: int | None


class Pixels(msgspec.Struct, frozen=True):
    """Raw pixels, 4 bytes (RGBA, not premultiplied) each, rows from the top."""

    width: int
    height: int
    rgba: bytes


class ImageFault(Exception):
    """The bytes cannot be shown as a picture; retrying will not help."""


class Images(Protocol):
    """Decoding, scaling and encoding of pictures."""

    async def render(self, source: str, renditions: Sequence[Rendition]) -> None:
        """Write each rendition under its key from the blob at `source`.

        Raises ImageFault when the source cannot be decoded."""
        ...

    async def pixels(self, source: str, box: int) -> Pixels:
        """The upright picture scaled down to fit `box` x `box` pixels.

        Raises ImageFault like `render`."""
        ...


class Sockets(Protocol):
    """Realtime events to every open socket of a room (a user or session id)."""

    async def emit(self, room: str, event: str, payload: Sequence[Any]) -> None: ...


class Passwords(Protocol):
    """Slow hashing of passwords and PINs; the stored text names its scheme."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password: str, hashed: str) -> bool:
        """False for a wrong password and for a scheme this platform lacks.

        Takes as long for an unknown user: pass `hashed=""`, which is never right."""
        ...


class Clock(Protocol):
    """Time and chance. Nothing else in the program reads either."""

    def now(self) -> datetime:
        """Aware, UTC, truncated to milliseconds."""
        ...

    def uuid(self) -> str:
        """A fresh random (version 4) id, lower case."""
        ...

    def secret(self, length: int) -> bytes:
        """Random bytes fit for keys."""
        ...


class Metrics(Protocol):
    """Counting what happened; never in the way of it."""

    def count(
        self, name: str, value: float = 1, labels: Mapping[str, str] | None = None
    ) -> None: ...


class SiteFile(msgspec.Struct, frozen=True):
    """A file of the web build."""

    body: bytes
    content_type: str
    etag: str


class Site(Protocol):
    """The built web app, if one is attached."""

    async def file(self, path: str) -> SiteFile | None:
        """The file at an absolute URL path (`/index.html`), or None."""
        ...


@dataclass(frozen=True, slots=True)
class Bindings:
    """Everything outside, in one place; handlers get it with each call."""

    database: Database
    blobs: Blobs
    cache: Cache
    queue: Queue
    images: Images
    sockets: Sockets
    passwords: Passwords
    clock: Clock
    metrics: Metrics
    site: Site
    token_key: bytes
    """Signs access tokens; at least 32 bytes, the same for every process of one installation."""
