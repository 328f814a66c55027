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
    if path == "/break":
        scope["correlation_id"] = b"broken"
        await send({"type": "http.response.body", "body": answer[:1], "more_body": True})
        raise ValueError("in the middle of the answer")
    await send({"type": "http.response.body", "body": answer})


async def run_job(message: Message, bindings: Bindings) -> None:
    await bindings.blobs.put(f"started/{message.type}", b"", "text/plain")
    if message.type == "Sleep":
        await asyncio.sleep(60)
    elif message.type == "Fail":
        raise ValueError("a job that fails")
    elif message.type == "Thread":
        await asyncio.to_thread(time.sleep, 60)


async def catch_up(bindings: Bindings) -> None:
    await bindings.blobs.put("caught up", b"", "text/plain")


async def read_gauges(bindings: Bindings) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {("depth", (("queue", 'a "b"'),)): 3}


async def nightly(bindings: Bindings) -> None:
    await bindings.queue.send([Message("Nightly")])


if __name__ == "__main__":
    names = ("app", "gauges", "jobs")
    app, gauges, jobs = modules = [ModuleType(f"handlers.{name}") for name in names]
    vars(app)["application"] = application
    vars(jobs).update(run=run_job, catch_up=catch_up, nightly=nightly)
    vars(gauges)["read"] = read_gauges
    handlers = ModuleType("handlers")
    vars(handlers).update(zip(names, modules, strict=True))
    sys.modules.update({module.__name__: module for module in (handlers, *modules)})

    import local

    local.main()
