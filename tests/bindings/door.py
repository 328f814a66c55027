"""local.py with a stand-in behind it: `python -m tests.bindings.door [options]`."""

from __future__ import annotations

import asyncio
import sys
import time
from types import ModuleType
from typing import Any

import msgspec

from bindings import Bindings, Event, Message
from bindings.local import LocalBindings


async def application(scope: Any, receive: Any, send: Any) -> None:
    bindings: LocalBindings = scope["bindings"]
    path = scope["path"]
    answer = b"pong"
    if scope["type"] == "websocket":
        room = path.strip("/")
        await bindings.sockets.attend(scope, receive, send, [room], Event("hello", []))
        return
    if path.startswith("/tell/"):
        await bindings.sockets.emit(path.removeprefix("/tell/"), "big", ["x" * 100_000])
    elif path.startswith("/dismiss/"):
        await bindings.sockets.retain(path.removeprefix("/dismiss/"), [])
    elif path == "/slow":
        await asyncio.sleep(60)
    elif path == "/scheme":
        answer = scope["scheme"].encode()
    elif path == "/client":
        answer = scope["client"][0].encode()
    elif path.startswith("/send/"):
        await bindings.queue.send([Message(path.removeprefix("/send/"))])
    elif path == "/counts":
        counts = await bindings.queue.counts()
        answer = msgspec.json.encode({f"{kind} {state}": n for (kind, state), n in counts.items()})
    length = [(b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": answer})


async def run_job(message: Message, bindings: Bindings) -> None:
    await bindings.blobs.put(f"started/{message.type}", b"", "text/plain")
    if message.type == "Sleep":
        await asyncio.sleep(60)
    elif message.type == "Thread":
        await asyncio.to_thread(time.sleep, 60)


async def catch_up(bindings: Bindings) -> None:
    await bindings.blobs.put("caught up", b"", "text/plain")


async def nightly(bindings: Bindings) -> None:
    await bindings.queue.send([Message("Nightly")])


if __name__ == "__main__":
    app, jobs = ModuleType("handlers.app"), ModuleType("handlers.jobs")
    vars(app)["application"] = application
    vars(jobs).update(run=run_job, catch_up=catch_up, nightly=nightly)
    handlers = ModuleType("handlers")
    vars(handlers).update(app=app, jobs=jobs)
    sys.modules.update({"handlers": handlers, "handlers.app": app, "handlers.jobs": jobs})

    import local

    local.main()
