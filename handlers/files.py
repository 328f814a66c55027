"""Stored bytes as answers: ranges, validators, caching."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import quote

from litestar.types import HTTPScope, Receive, Send

from bindings import BlobInfo
from generated.gate import Wire
from handlers.wire import (
    Header,
    Json,
    bindings_of,
    encode,
    header,
    headers_of,
    listening,
    start,
    stream,
    unchanged,
)

PRIVATE_DAY = (
    "private, max-age=86400, no-transform, stale-while-revalidate=2592000, stale-if-error=2592000"
)
_SHORT = 4 * 2**20
"""Bytes that are sent whether or not somebody is there to take them."""
_RANGE = re.compile(r"(?a)\Abytes=(\d{0,1000})-(\d{0,1000})\Z")
_PARTICULARS = {b"range", b"if-none-match", b"if-modified-since"}


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
        # A plain GET opens the blob at once: object storage bills each look at it.
        blob = None if _is_particular(scope) else await blobs.open(self.key)
        info = blob.info if blob else await blobs.head(self.key)
        if info is None:
            await missing(scope, receive, send)
            return
        headers = self._headers(info)
        if fresh(scope, info):
            await start(scope, send, 304, headers)
            await stream(scope, send, None)
            return
        wanted = wanted_range(scope, info)
        if wanted is None:
            # Without the file's own headers: a cache would keep the fault for a day.
            await missing(scope, receive, send, [(b"content-range", b"bytes */%d" % info.size)])
            return
        if blob is None and scope["method"] != "HEAD":
            blob = await blobs.open(self.key, wanted.first, wanted.length)
            if blob is None:
                await missing(scope, receive, send)
                return
        if wanted.partial:
            headers.append((b"content-range", wanted.header(info.size)))
        headers.append((b"content-length", b"%d" % wanted.length))
        headers.append((b"content-type", self.content_type.encode()))
        few = blob.at_once() if blob else None
        await start(scope, send, 206 if wanted.partial else 200, headers)
        if few is not None:
            await send({"type": "http.response.body", "body": few, "more_body": False})
            return
        if wanted.length <= _SHORT:
            await stream(scope, send, blob)
            return
        async with listening(receive, send) as send_if_there:
            await stream(scope, send_if_there, blob)

    def _headers(self, info: BlobInfo) -> list[Header]:
        pairs = (
            ("cache-control", self.cache_control),
            ("content-disposition", self.disposition),
            ("accept-ranges", "bytes"),
            ("x-content-type-options", "nosniff"),  # its name chose the type, not its bytes
            ("etag", weak_etag(info)),
            ("last-modified", format_datetime(info.modified, usegmt=True)),
        )
        return [(name.encode(), value.encode("latin-1")) for name, value in pairs if value]


class Span(NamedTuple):
    """Bytes to send of a file."""

    first: int
    length: int
    partial: bool
    """Asked for as a range: 206, even if it is everything. Players insist."""

    def header(self, size: int) -> bytes:
        return b"bytes %d-%d/%d" % (self.first, self.first + self.length - 1, size)


def _is_particular(scope: HTTPScope) -> bool:
    """Whether the answer may be other than the whole file."""
    return scope["method"] == "HEAD" or not _PARTICULARS.isdisjoint(headers_of(scope))


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


def wanted_range(scope: HTTPScope, info: BlobInfo) -> Span | None:
    """What to send; None when the range lies outside the file."""
    whole = Span(0, info.size, partial=False)
    match = _RANGE.match(header(scope, b"range") or "")
    if match is None or match[1] == match[2] == "" or not _range_applies(scope, info):
        return whole
    if match[1] == "":
        length = min(int(match[2]), info.size)
        return Span(info.size - length, length, partial=True) if length else None
    first = int(match[1])
    last = min(int(match[2]), info.size - 1) if match[2] else info.size - 1
    if first >= info.size:
        return None
    return Span(first, last - first + 1, partial=True) if first <= last else whole


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
    except (ValueError, OverflowError):
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return modified.replace(microsecond=0) <= moment


def inline(stem: str, suffix: str) -> str:
    """The Content-Disposition of a picture shown in place, RFC 5987 encoded."""
    return f"inline; filename*=UTF-8''{quote(stem + suffix, safe='')}"
