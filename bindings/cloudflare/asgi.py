"""ASGI in a Worker: one JavaScript Request in, one Response out.

Bodies are never held whole: the request's is read when the application asks,
an answer sent in pieces streams. Lifespan does not exist here. The scope holds
what ASGI asks for and

- `bindings`: the Bindings of this request,
- `wait_until`: takes an awaitable that may outlive the answer,
- `extensions["native.body"]`: `http.response.body` may carry `native`, a
  ReadableStream that becomes the answer's body, or the next part of it, untouched.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import js
from pyodide.ffi import JsException, jsnull, to_js

from bindings import Bindings
from bindings.cloudflare.handshakes import shake_hands
from bindings.cloudflare.javascript import absent, chunks, wait_until

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

_BODILESS = {101, 204, 205, 304}


async def serve(application: Application, request: Any, bindings: Bindings, context: Any) -> Any:
    """The Response to `request`, as soon as it has begun.

    What the application does afterwards, streaming for one, goes on under the
    `waitUntil` of `context`, the request's ExecutionContext.
    """
    keep = wait_until(context)
    scope = _scope(request) | {"bindings": bindings, "wait_until": keep}
    if (request.headers.get("upgrade") or "").lower() == "websocket":
        return await shake_hands(application, scope | {"type": "websocket"})
    exchange = _Exchange(request)
    task = asyncio.ensure_future(exchange.run(application, scope))
    response = await exchange.response
    if not task.done():
        keep(task)
    return response


class _Exchange:
    """One request and the answer to it; lives and dies with the request."""

    def __init__(self, request: Any) -> None:
        # Both are awaited by this request alone: shared ones would hang the isolate.
        self.response: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._answered = asyncio.Event()
        self._head_only = request.method == "HEAD"
        self._body: AsyncIterator[bytes] | None = (
            None if absent(request.body) else chunks(request.body)
        )
        self._read_up = False
        self._left = False
        self._start: Message = {}
        self._body_stream: Any = None
        self._writer: Any = None

    async def run(self, application: Application, scope: Message) -> None:
        try:
            await application(scope, self._receive, self._send)
            if not self.response.done():
                if not self._left:
                    raise RuntimeError("the application gave no answer")
                self._respond(jsnull, 499, [])  # to nobody
        except Exception as error:
            if not self.response.done():
                self._respond("Internal Server Error", 500, [(b"content-type", b"text/plain")])
            if not isinstance(error, ConnectionError):
                id = scope.get("correlation_id")
                scope["bindings"].log.fault(error, id=id and id.decode())
            await self._break_off()
        finally:
            self._answered.set()
            if self._body is not None:
                await self._body.aclose()  # type: ignore[attr-defined]

    async def _receive(self) -> Message:
        if self._read_up:
            await self._answered.wait()
            return {"type": "http.disconnect"}
        if self._body is not None:
            try:
                data = await anext(self._body, None)
            except JsException:  # the client left in the middle
                self._read_up = self._left = True
                return {"type": "http.disconnect"}
            if data is not None:
                return {"type": "http.request", "body": data, "more_body": True}
        self._read_up = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            await self._send_body(message)

    async def _send_body(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        native = message.get("native")
        if not self.response.done():
            whole = None if more and not self._bodiless else body
            self._begin(whole, None if more else native)
        if self._writer is not None:
            try:
                if body:
                    await self._writer.write(to_js(body))
                if native is not None:
                    await self._pass_on(native)
                if not more:
                    await self._writer.close()
            except JsException as error:
                raise ConnectionResetError("the client left") from error
        if not more:
            self._answered.set()

    def _begin(self, whole: bytes | None, native: Any) -> None:
        status, headers = self._start["status"], self._start.get("headers", [])
        if self._bodiless:
            if native is not None:
                native.cancel()
            self._respond(jsnull, status, headers)
        elif native is not None:
            self._respond(native, status, headers)
        elif whole is not None:
            self._respond(to_js(whole), status, headers)
        else:
            stream = _pipe(headers)
            self._body_stream = stream.writable
            self._writer = self._body_stream.getWriter()
            self._respond(stream.readable, status, headers)

    async def _pass_on(self, native: Any) -> None:
        """All of a stream as the next part of the body; the platform moves it."""
        self._writer.releaseLock()
        try:
            await native.pipeTo(self._body_stream, preventClose=True, preventAbort=True)
        finally:
            self._writer = self._body_stream.getWriter()

    @property
    def _bodiless(self) -> bool:
        return self._head_only or self._start["status"] in _BODILESS

    def _respond(self, body: Any, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        pairs = to_js(
            [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers]
        )
        self.response.set_result(js.Response.new(body, status=status, headers=pairs))

    async def _break_off(self) -> None:
        """End an answer that cannot be completed, so that its reader does not wait for more."""
        if self._writer is not None:
            with suppress(JsException):
                await self._writer.abort("the answer broke off")


def _pipe(headers: list[tuple[bytes, bytes]]) -> Any:
    """A stream to write the answer into; of known length where the headers say it."""
    length = next((value for name, value in headers if name.lower() == b"content-length"), None)
    if length is not None and hasattr(js, "FixedLengthStream"):
        return js.FixedLengthStream.new(int(length))
    return js.TransformStream.new()


def _scope(request: Any) -> dict[str, Any]:
    url = urlsplit(request.url)
    client = request.headers.get("cf-connecting-ip")
    port = url.port or (443 if url.scheme == "https" else 80)
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": unquote_to_bytes(url.path).decode(errors="replace"),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in request.headers
        ],
        "server": (url.hostname, port),
        "client": None if absent(client) else (client, 0),
        "state": {},
        "extensions": {"native.body": {}},
    }
