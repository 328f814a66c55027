"""Values and streams on their way between Python and JavaScript."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import js
from pyodide.ffi import JsException, JsProxy, create_proxy, jsnull, to_js

_READ = 256 * 1024


def to_object(value: Mapping[str, Any]) -> Any:
    """A plain JavaScript object, as options are passed; nested mappings too."""
    return to_js(value, dict_converter=js.Object.fromEntries)


def absent(value: Any) -> bool:
    """Whether JavaScript answered null or undefined."""
    return value is None or value is jsnull


def bare(value: Any) -> Any:
    """The JavaScript object itself, out of the SDK's wrappers.

    The wrappers convert every argument and answer, which is slow and breaks
    bytes in both directions.
    """
    if isinstance(value, JsProxy):  # has every attribute, if it is a stub of something remote
        return value
    for name in ("_env", "_ctx", "_binding", "js_object"):
        value = getattr(value, name, value)
    return value


def wait_until(context: Any) -> Callable[[Awaitable[Any]], None]:
    """What takes work that may outlive the event `context` belongs to."""

    def take(work: Awaitable[Any]) -> None:
        task = asyncio.ensure_future(work)
        promise = create_proxy(task)
        task.add_done_callback(lambda _: promise.destroy())
        context.waitUntil(promise)

    return take


async def chunks(stream: Any, size: int = _READ) -> AsyncIterator[bytes]:
    """The bytes of a ReadableStream, about `size` at a time; cancels it when closed early.

    A default reader hands out 4 KiB at a time, each a costly step between the
    two languages, so a reader that fills a buffer is used where there is one.
    """
    try:
        reader, read = _filling(stream, size)
    except JsException:  # not a stream of bytes
        reader = stream.getReader()
        read = reader.read
    try:
        while True:
            result = await read()
            if not absent(result.value) and result.value.length:
                yield result.value.to_bytes()
            if result.done:
                break
    finally:
        with suppress(JsException):
            await reader.cancel()


def _filling(stream: Any, size: int) -> tuple[Any, Any]:
    reader = stream.getReader(mode="byob")
    if hasattr(reader, "readAtLeast"):  # workerd's own
        return reader, lambda: reader.readAtLeast(size, js.Uint8Array.new(size))
    return reader, lambda: reader.read(js.Uint8Array.new(size), min=size)
