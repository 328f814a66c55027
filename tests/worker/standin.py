"""An application that shows what the Worker's door passes through, for test_door.py."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from bindings import Bindings, Message, Sql

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

NOTES = Sql("CREATE TABLE IF NOT EXISTS notes (text TEXT) STRICT")


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    await globals()[scope["path"].strip("/")](scope, receive, send)


async def run(message: Message, bindings: Bindings) -> None:
    await _note(bindings, message.type)
    if message.type == "Fails":
        raise ValueError("a job that fails")


async def nightly(bindings: Bindings) -> None:
    await bindings.queue.send([Message("Works"), Message("Fails"), Message("Works")])


async def ping(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    await _answer(send, b"pong")


async def show(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The scope, as text."""
    shown = {name: repr(value) for name, value in scope.items()}
    await _answer(
        send, json.dumps(shown).encode(), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")
    )


async def empty(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204})
    await send({"type": "http.response.body"})


async def refuse(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """An answer while the body is still on its way."""
    await send({"type": "http.response.start", "status": 413})
    await send({"type": "http.response.body", "body": b"too large"})


async def fail(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    raise ValueError("before the answer")


async def fail_late(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"begun", "more_body": True})
    raise ValueError("in the middle of the answer")


async def upload(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    writing = await scope["bindings"].blobs.create("uploaded", "application/octet-stream")
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            await writing.abort()
            await _note(scope["bindings"], "disconnected")
            return
        await writing.write(message["body"])
        if not message["more_body"]:
            break
    stored = await writing.finish()
    await _answer(send, json.dumps({"size": stored.size, "sha1": stored.sha1.hex()}).encode())


async def native(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The upload, handed over as the platform's own stream."""
    assert "native.body" in scope["extensions"]
    blob = await scope["bindings"].blobs.open("uploaded")
    length = (b"content-length", b"%d" % blob.info.size)
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "native": blob.native})


async def parts(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The upload, twice, as the platform's own stream between pieces of ours."""
    await send({"type": "http.response.start", "status": 200})
    for piece in (b"before", b"between"):
        blob = await scope["bindings"].blobs.open("uploaded")
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "native": blob.native, "more_body": True})
    await send({"type": "http.response.body", "body": b"after"})


async def stream(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The upload, chunk by chunk through Python."""
    blob = await scope["bindings"].blobs.open("uploaded")
    await send({"type": "http.response.start", "status": 200})
    async for chunk in blob.chunks():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body"})


async def after(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Work that outlives the answer."""
    scope["wait_until"](_note(scope["bindings"], "after"))
    await _answer(send, b"")


async def notes(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    database = scope["bindings"].database
    await database.run(NOTES)
    found = await database.all(Sql("SELECT text FROM notes"), tuple[str])
    await _answer(send, json.dumps([text for (text,) in found]).encode())


async def _note(bindings: Bindings, text: str) -> None:
    await bindings.database.run(NOTES)
    await bindings.database.run(Sql("INSERT INTO notes VALUES (?)", (text,)))


async def _answer(send: Send, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
