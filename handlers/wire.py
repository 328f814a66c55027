"""Answers as they leave: status, headers and bytes on the ASGI wire."""

from __future__ import annotations

import asyncio
import hashlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any

import msgspec
from litestar.types import HTTPScope, Receive, Send

from bindings import Bindings, Blob, SiteFile
from generated.gate import Wire

Header = tuple[bytes, bytes]

encode = msgspec.json.Encoder().encode
JSON = b"application/json; charset=utf-8"
_ZERO = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")
_IDS = (b"x-correlation-id", b"x-request-id", b"cf-ray")
_ID = re.compile(rb"[\w.:=/+-]{1,128}")
_BASE36 = (b"0123456789abcdefghijklmnopqrstuvwxyz" * 8)[:256]  # a table for bytes.translate


def header(scope: HTTPScope, name: bytes) -> str | None:
    """The first request header called `name` (lower case), or None."""
    value = headers_of(scope).get(name)
    return None if value is None else value.decode("latin-1")


def headers_of(scope: HTTPScope) -> Mapping[bytes, bytes]:
    """The first of each request header by its name in lower case; a request is asked for a
    dozen of them, so they are sorted once. A copy of a scope may have other headers."""
    headers = scope["headers"]
    sorted_ones: tuple[object, dict[bytes, bytes]] = scope.get("sorted_headers", (None, {}))  # type: ignore[assignment]
    if sorted_ones[0] is not headers:
        sorted_ones = headers, dict(reversed(list(headers)))
        scope["sorted_headers"] = sorted_ones  # type: ignore[typeddict-unknown-key]
    return sorted_ones[1]


def codings(scope: HTTPScope) -> set[str]:
    """The content codings the caller takes, besides none."""
    offers = (header(scope, b"accept-encoding") or "").lower().split(",")
    parts = [offer.partition(";") for offer in offers]
    return {name.strip() for name, _, weight in parts if not _ZERO.fullmatch(weight)}


def correlation_id(scope: HTTPScope) -> bytes:
    """What the answer to this request and the log call it: the name its caller or a
    proxy gave it, if it can be one, else eight random base-36 characters."""
    id: bytes | None = scope.get("correlation_id")  # type: ignore[assignment]
    if id is None:
        sent = headers_of(scope)
        named = (sent[key] for key in _IDS if key in sent)
        id = next(filter(_ID.fullmatch, named), None)
        id = id or bindings_of(scope).clock.secret(8).translate(_BASE36)
        scope["correlation_id"] = id  # type: ignore[typeddict-unknown-key]
    return id


def bindings_of(scope: HTTPScope) -> Bindings:
    """The bindings the door laid into the scope before it called the application."""
    bindings: Bindings = scope["bindings"]  # type: ignore[typeddict-item]
    return bindings


async def start(scope: HTTPScope, send: Send, status: int, headers: Sequence[Header]) -> None:
    """Send the head of an answer; every answer carries its correlation id."""
    marked = [*headers, (b"x-correlation-id", correlation_id(scope))]
    await send({"type": "http.response.start", "status": status, "headers": marked})


async def stream(
    scope: HTTPScope, send: Send, source: Blob | SiteFile | None, more: bool = False
) -> None:
    """Send the body of an answer begun: all of `source`, or nothing; `more` to come."""
    if source is not None and source.native is not None and takes_streams(scope):
        # The platform moves these bytes itself; through Python they would cost CPU.
        native = {"type": "http.response.body", "native": source.native, "more_body": more}
        await send(native)  # type: ignore[arg-type]
        return
    if source is not None:
        async with aclosing(source.chunks()) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
    if not more:
        await send({"type": "http.response.body", "body": b"", "more_body": False})


@asynccontextmanager
async def listening(receive: Receive, send: Send) -> AsyncIterator[Send]:
    """For a long answer: a `send` that ends the block once the client has left.

    The local server takes all the rest in silence, and it would be read for nobody."""
    leaving = asyncio.ensure_future(_departure(receive))

    async def send_if_there(message: Any) -> None:
        if leaving.done():
            raise _ClientLeft
        await send(message)

    try:
        yield send_if_there
    except _ClientLeft:
        pass
    finally:
        leaving.cancel()


class _ClientLeft(Exception):
    """There is nobody to answer any more."""


async def _departure(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def takes_streams(scope: HTTPScope) -> bool:
    """Whether the platform moves streams of its own into answers."""
    return "native.body" in (scope.get("extensions") or {})


class Answer(Wire):
    """A finished answer: bytes in memory, a status, headers.

    A JSON body answered to a GET carries a strong ETag made from the bytes,
    and a matching `If-None-Match` turns it into 304 without a body.
    """

    __slots__ = ("body", "content_type", "headers", "status")

    def __init__(
        self,
        body: bytes = b"",
        status: int = 200,
        headers: Sequence[Header] = (),
        content_type: bytes | None = None,
    ) -> None:
        self.body = body
        self.status = status
        self.headers = headers
        self.content_type = content_type

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        headers, status, body = list(self.headers), self.status, self.body
        if status == 200 and self.content_type is JSON and scope["method"] in ("GET", "HEAD"):
            etag = strong_etag(body)
            headers.append((b"etag", etag))
            if unchanged(scope, etag.decode()):
                status, body = 304, b""
        if status not in (204, 304):
            if self.content_type is not None:
                headers.append((b"content-type", self.content_type))
            headers.append((b"content-length", b"%d" % len(body)))
        await start(scope, send, status, headers)
        await send({"type": "http.response.body", "body": body, "more_body": False})


def Json(body: bytes, status: int = 200, headers: Sequence[Header] = ()) -> Answer:  # noqa: N802
    """JSON that is encoded already (a statement may build its answer itself)."""
    return Answer(body, status, headers, JSON)


def reply(value: Any, status: int = 200, headers: Sequence[Header] = ()) -> Answer:
    """A contract model (or plain JSON data) with another status or more headers."""
    return Json(encode(value), status, headers)


def redirect(location: str) -> Answer:
    """302 to a relative location."""
    return Answer(status=302, headers=[(b"location", location.encode("latin-1", "replace"))])


def strong_etag(body: bytes) -> bytes:
    """`"<length in hex>-<sha1 in base64>"`, the form clients have seen so far."""
    digest = b64encode(hashlib.sha1(body, usedforsecurity=False).digest())[:27]
    return b'"%x-%s"' % (len(body), digest)


def unchanged(scope: HTTPScope, etag: str) -> bool:
    """Whether the caller's `If-None-Match` names this entity (weak comparison)."""
    sent = header(scope, b"if-none-match")
    if sent is None:
        return False
    bare = etag.removeprefix("W/")
    return sent.strip() == "*" or any(
        part.strip().removeprefix("W/") == bare for part in sent.split(",")
    )
