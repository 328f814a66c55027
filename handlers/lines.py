"""Answers of JSON lines, sent while they are made."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator
from contextlib import aclosing

from litestar.types import HTTPScope, Receive, Send

from generated.gate import Wire
from handlers.wire import codings, start, takes_streams

CONTENT_TYPE = b"application/jsonlines+json; charset=utf-8"


class Lines(Wire):
    """Pages of whole lines. One that fails ends the connection, so that the
    client sees that the answer is not complete; one that goes away ends the pages."""

    __slots__ = ("pages",)

    def __init__(self, pages: AsyncGenerator[bytes, None]) -> None:
        self.pages = pages

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        packer = _packer(scope)
        headers = [(b"content-type", CONTENT_TYPE)]
        if packer is not None:
            headers += [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            async with aclosing(self.pages) as pages:
                await start(scope, send, 200, headers)
                async for page in pages:
                    await _send(send, page if packer is None else _packed(packer, page))
                    await asyncio.sleep(0)  # nobody else is served while a page is made
                    if leaving.done():
                        return
            rest = b"" if packer is None else packer.flush()
            await send({"type": "http.response.body", "body": rest, "more_body": False})
        finally:
            leaving.cancel()


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _packer(scope: HTTPScope) -> zlib._Compress | None:
    """Where the platform moves streams itself, it packs them itself too."""
    if takes_streams(scope) or "gzip" not in codings(scope):
        return None
    return zlib.compressobj(level=1, wbits=31)


def _packed(packer: zlib._Compress, page: bytes) -> bytes:
    """Up to the end of the page, so that the client can begin with it."""
    return packer.compress(page) + packer.flush(zlib.Z_SYNC_FLUSH)
