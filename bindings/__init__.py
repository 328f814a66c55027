"""What the program needs from the place it runs in.

One Protocol per thing outside the program. `bindings.local` implements them
for one machine, `bindings.cloudflare` for a Worker; the two never meet, and
nothing between the doors can tell which of them it was given.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

import msgspec

from bindings.framing import WHOLE, Framing, Size
from bindings.log import Log
from bindings.metrics import Metrics
from bindings.sql import Argument, Sql, joined

__all__ = [
    "EVERYBODY", "WHOLE", "Argument", "Bindings", "Blob", "BlobInfo", "BlobUpload", "Blobs",
    "Cache", "Capacity", "Clock", "Database", "Event", "Framing", "ImageFault", "Images", "Log",
    "Message", "Metrics", "Part", "Passwords", "Pixels", "Queue", "Rendition", "Site", "SiteFile",
    "Sockets", "Source", "Sql", "Still", "Stored", "TooBig", "Violation", "joined",
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


class TooBig(Exception):
    """A value is longer than the 2 MB a database takes; nothing was kept."""


class Database(Protocol):
    """SQLite as D1 offers it: four verbs, no open transactions.

    Row types are msgspec Structs declared `array_like=True`, or tuples; their
    fields take the selected columns in order, and 0/1 becomes bool where the
    field says so. Every verb raises Violation when the schema refuses, and
    TooBig.
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
    queue: str = "backgroundTask"
    """What it is counted under and can be paused by."""
    id: int = 0
    """Its row. This and `attempt`, from 1, come with the delivery."""
    attempt: int = 0


class Queue(Protocol):
    """At-least-once delivery to the job registry; 3 retries, then dead letter.

    Every job sent is a row of the table `jobs` until it is done, whoever
    delivers it. A job is delivered only while its row is there and not paused,
    so deleting or pausing rows is all it takes to withhold them.
    """

    async def send(self, messages: Sequence[Message]) -> None:
        """Durable when it returns. ValueError for more than 127,000 bytes of data."""
        ...

    async def wake(self) -> None:
        """Deliver what waits in the table and nobody brings: it was paused, or
        its sender died between writing and sending."""
        ...


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
    progressive: bool = False
    """A JPEG that appears whole and coarse first, where the platform leaves the choice."""
    wide: bool = True
    """Colours beyond sRGB stay, in Display P3, where the platform can; else all become sRGB."""


class Part(msgspec.Struct, frozen=True):
    """Bytes inside a blob that are a picture of their own, as RAW files have."""

    key: str
    offset: int
    length: int


class Still(msgspec.Struct, frozen=True):
    """One telling frame from the beginning of the video at `key`."""

    key: str


Source = str | Part | Still
"""What a picture is made from; a plain text is the key of an image."""


class Pixels(msgspec.Struct, frozen=True):
    """Raw pixels, 4 bytes (RGBA, not premultiplied) each, rows from the top."""

    width: int
    height: int
    rgba: bytes


class ImageFault(Exception):
    """The bytes cannot be shown as a picture; retrying will not help."""


class Images(Protocol):
    """Decoding, scaling and encoding of pictures."""

    async def render(
        self,
        source: Source,
        renditions: Sequence[Rendition],
        framing: Framing = WHOLE,
        size: Size | None = None,
    ) -> None:
        """Write each rendition under its key from the image `source`.

        `size` is that of the source, turned upright or not, where its file is known to
        say so: some platforms charge for looking.
        `framing` is of the upright picture, and sizes are those of its result.
        Raises ImageFault when the source cannot be decoded here, FileNotFoundError
        when it is not there: a lost original must not pass for an odd picture."""
        ...

    async def pixels(self, source: str, box: int) -> Pixels:
        """The upright picture scaled down to fit `box` x `box` pixels.

        Raises like `render`."""
        ...


EVERYBODY = "*"
"""The room every socket is in."""


class Event(NamedTuple):
    """Something to tell: its name and what msgspec can encode."""

    name: str
    payload: Sequence[Any]


class Sockets(Protocol):
    """Realtime events to open sockets, by rooms: a user's id, a session's, EVERYBODY.

    Nobody waits for those who listen, and what they miss is not repeated.
    `after` that many seconds means that much later, with the call long over.
    """

    async def emit(
        self, room: str, event: str, payload: Sequence[Any], *, after: float = 0
    ) -> None:
        """Tell every socket of a room."""
        ...

    async def retain(self, room: str, rooms: Collection[str], *, after: float = 0) -> None:
        """Close those sockets of a room that are in none of `rooms`."""
        ...

    async def attend(
        self, scope: Any, receive: Any, send: Any, rooms: Sequence[str], greeting: Event
    ) -> None:
        """Serve an ASGI websocket nobody has accepted yet, in `rooms` and EVERYBODY.

        Once it is connected the first of its rooms is told `greeting`. Returns
        when it is closed, or when the platform has taken it over."""
        ...


class Passwords(Protocol):
    """Slow hashing of passwords and PINs; the stored text names its scheme."""

    async def hash(self, password: str) -> str: ...

    async def verify(self, password: str, hashed: str) -> bool:
        """False for a wrong password and for a scheme this platform lacks.

        Takes as long for an unknown user: pass `hashed=""`, which is never right."""
        ...


class Clock(Protocol):
    """Time, its zones, and chance. Nothing else in the program reads them."""

    def now(self) -> datetime:
        """Aware, UTC, truncated to milliseconds."""
        ...

    def uuid(self) -> str:
        """A fresh random (version 4) id, lower case."""
        ...

    def secret(self, length: int) -> bytes:
        """Random bytes fit for keys."""
        ...

    def offset(self, zone: str, moment: datetime) -> timedelta | None:
        """How far the clocks of an IANA zone (`Europe/Lisbon`) are ahead of UTC at
        that instant, in whole minutes; None for a zone nobody knows."""
        ...


class SiteFile(Protocol):
    """A file of the web build, found and not read yet."""

    content_type: str
    encoding: str
    """The content coding the bytes are in, empty for none."""
    etag: str
    """Strong, without quotes; each coding of a file has its own."""
    native: Any
    """As of Blob."""

    @property
    def size(self) -> int | None:
        """Bytes that will come, None where the platform does not say."""
        ...

    def chunks(self) -> AsyncIterator[bytes]: ...


class Site(Protocol):
    """The built web app, if one is attached."""

    async def file(self, path: str, codings: Collection[str] = ()) -> SiteFile | None:
        """The file at an absolute URL path (`/index.html`), or None.

        It may come in one of the content `codings`, such as `gzip`."""
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
    log: Log
    site: Site
    token_key: bytes
    """Signs access tokens; at least 32 bytes, the same for every process of one installation."""
