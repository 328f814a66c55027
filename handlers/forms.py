"""Multipart bodies, streamed: files go where they belong while they arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from litestar import Request
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from generated.gate import Fields
from handlers import decode
from photos.refusal import Refused

F = TypeVar("F", bound=Fields)
Texts = dict[str, list[str]]

_WRITE_SIZE = 1024 * 1024
_TEXT_LIMIT = 1024 * 1024
_PARTS_LIMIT = 100
"""No form of the contract has a quarter of it; the names of empty parts take memory too."""


class Disconnected(Exception):
    """The client went away in the middle of its own request body."""


class TooLarge(Exception):
    """More was sent than is taken here; the text says what the limit is."""


class Sink(Protocol):
    """Where the bytes of one file part go (a BlobUpload is one)."""

    async def write(self, data: bytes | bytearray | memoryview) -> None: ...


Accept = Callable[[str, str, Mapping[str, list[str]]], Awaitable[Sink]]
"""(field name, the part's own filename, text fields received so far) -> where to."""


async def incoming(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    """The request body in the pieces it arrives in."""
    more = True
    while more:
        event = await request.receive()
        if event["type"] == "http.disconnect":
            raise Disconnected
        if body := event.get("body", b""):
            yield body  # type: ignore[misc]
        more = bool(event.get("more_body", False))


class DeclaredForm(Generic[F]):
    """A multipart body nobody has read yet; `fields` is what its text fields must be."""

    def __init__(self, fields: type[F]) -> None:
        self.fields = fields


async def read(request: Request[Any, Any, Any], kind: type[F], accept: Accept) -> F:
    """Read a multipart body to its end, each file into the sink `accept` chooses.

    Returns the validated text fields. Raises Refused for what is no multipart
    body, Invalid for bad fields, and whatever `accept` and the sinks raise.
    """
    fields: Texts = {}
    reader = _PartReader(accept, fields)
    try:
        with PushMultipartParser(
            _boundary(request),
            max_header_size=16384,
            max_segment_count=_PARTS_LIMIT,
            header_charset="latin-1",  # takes any bytes, which `_text` then reads
        ) as parser:
            async for chunk in incoming(request):
                for event in parser.parse(chunk):
                    await reader.take(event)
    except MultipartError as error:
        raise Refused(f"Malformed multipart body: {error}") from None
    read: F = decode.decode_fields(fields, kind)
    return read


def _boundary(request: Request[Any, Any, Any]) -> str:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise Refused("A multipart/form-data body is required")
    return str(options["boundary"])


class _PartReader:
    """Sorts the parser's events: text is kept, files flow on in large writes."""

    def __init__(self, accept: Accept, fields: Texts) -> None:
        self._accept = accept
        self._fields = fields
        self._segment: MultipartSegment | None = None
        self._sink: Sink | None = None
        self._pending = bytearray()
        self._text_size = 0

    async def take(self, event: MultipartSegment | bytes | bytearray | None) -> None:
        if event is None:
            await self._end()
        elif isinstance(event, MultipartSegment):
            self._segment = event
            if event.filename is not None:
                name = _text(event.filename.encode("latin-1"))
                self._sink = await self._accept(event.name, name, self._fields)
        else:
            await self._data(event)

    async def _data(self, data: bytes | bytearray) -> None:
        self._pending += data
        if self._sink is None:
            self._text_size += len(data)
            if self._text_size > _TEXT_LIMIT:
                raise TooLarge("The text fields are larger than 1 MB")
        elif len(self._pending) >= _WRITE_SIZE:
            await self._flush(self._sink)

    async def _end(self) -> None:
        if self._sink is not None:
            await self._flush(self._sink)
        elif self._segment is not None:
            text = _text(self._pending)
            self._fields.setdefault(self._segment.name, []).append(text)
        self._pending = bytearray()
        self._sink = None

    async def _flush(self, sink: Sink) -> None:
        if self._pending:
            written, self._pending = self._pending, bytearray()
            await sink.write(written)


def _text(data: bytes | bytearray) -> str:
    """A name in some older encoding is no reason to refuse its photo."""
    return data.decode("utf-8", "replace")
