"""Stored bytes as answers: ranges, validators, caching."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote

from litestar.types import HTTPScope, Receive, Send

from bindings import BlobInfo
from generated.gate import Wire
from handlers.wire import Header, Json, bindings_of, encode, header, start, unchanged

PRIVATE_DAY = (
    "private, max-age=86400, no-transform, stale-while-revalidate=2592000, stale-if-error=2592000"
)
_RANGE = re.compile(r"(?a)\Abytes=(\d*)-(\d*)\Z")


class File(Wire):
    """One blob, whole or a single byte range of it.

    A range that cannot be satisfied is 404 with `Content-Range: bytes */size`
    and several ranges or another unit are the whole file: that is what the
    clients' players and caches have been tested with.
    """

    __slots__ = ("cache_control", "content_type", "disposition", "key")

    def __init__(
        self, key: str, content_type: str, disposition: str | None, cache_control: str | None
    ) -> None:
        self.key = key
        self.content_type = content_type
        self.disposition = disposition
        self.cache_control = cache_control

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        blobs = bindings_of(scope).blobs
        headers = self._headers()
        info = await blobs.head(self.key)
        if info is None:
            await missing(scope, receive, send)
            return
        headers += [
            (b"accept-ranges", b"bytes"),
            (b"etag", weak_etag(info).encode()),
            (b"last-modified", format_datetime(info.modified, usegmt=True).encode()),
        ]
        if fresh(scope, info):
            await start(scope, send, 304, headers)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        wanted = wanted_range(scope, info)
        if wanted is None:
            headers.append((b"content-range", b"bytes */%d" % info.size))
            await missing(scope, receive, send, headers)
            return
        first, length = wanted
        status = 200
        if length != info.size:
            status = 206
            span = b"bytes %d-%d/%d" % (first, first + length - 1, info.size)
            headers.append((b"content-range", span))
        headers += [
            (b"content-length", b"%d" % length),
            (b"content-type", self.content_type.encode()),
        ]
        await self._stream(scope, receive, send, status, headers, first, length)

    def _headers(self) -> list[Header]:
        pairs = ((b"cache-control", self.cache_control), (b"content-disposition", self.disposition))
        return [(name, value.encode("latin-1")) for name, value in pairs if value is not None]

    async def _stream(
        self,
        scope: HTTPScope,
        receive: Receive,
        send: Send,
        status: int,
        headers: Sequence[Header],
        first: int,
        length: int,
    ) -> None:
        if scope["method"] == "HEAD":
            await start(scope, send, status, headers)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        blob = await bindings_of(scope).blobs.open(self.key, first, length)
        if blob is None:
            await missing(scope, receive, send)
            return
        await start(scope, send, status, headers)
        if blob.native is not None and "native.body" in (scope.get("extensions") or {}):
            # The platform moves these bytes itself; through Python they would cost CPU.
            await send({"type": "http.response.body", "native": blob.native})  # type: ignore[arg-type]
            return
        async with aclosing(blob.chunks()) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def missing(
    scope: HTTPScope, receive: Receive, send: Send, headers: Sequence[Header] = ()
) -> None:
    """404 in the shape of every other error."""
    await Json(encode({"message": "Not Found"}), 404, headers)(scope, receive, send)


def weak_etag(info: BlobInfo) -> str:
    return f'W/"{info.etag}"'


def fresh(scope: HTTPScope, info: BlobInfo) -> bool:
    """Whether the caller's copy is still good (RFC 9110, 13.1)."""
    if header(scope, b"if-none-match") is not None:
        return unchanged(scope, weak_etag(info))
    since = header(scope, b"if-modified-since")
    return since is not None and _not_after(info.modified, since)


def wanted_range(scope: HTTPScope, info: BlobInfo) -> tuple[int, int] | None:
    """(first byte, length) to send; None when the range lies outside the file."""
    whole = (0, info.size)
    match = _RANGE.match(header(scope, b"range") or "")
    if match is None or match[1] == match[2] == "" or not _range_applies(scope, info):
        return whole
    if match[1] == "":
        length = min(int(match[2]), info.size)
        return (info.size - length, length) if length else None
    first = int(match[1])
    last = min(int(match[2]), info.size - 1) if match[2] else info.size - 1
    if first >= info.size:
        return None
    return (first, last - first + 1) if first <= last else whole


def _range_applies(scope: HTTPScope, info: BlobInfo) -> bool:
    condition = header(scope, b"if-range")
    if condition is None:
        return True
    if '"' in condition:
        return condition.strip() == weak_etag(info)
    return _not_after(info.modified, condition)


def _not_after(modified: datetime, text: str) -> bool:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return modified.replace(microsecond=0) <= moment


def inline(stem: str, suffix: str) -> str:
    """The Content-Disposition of a picture shown in place, RFC 5987 encoded."""
    return f"inline; filename*=UTF-8''{quote(stem + suffix, safe='')}"
