"""The address Prometheus reads."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from bindings import Bindings
from bindings.local.metrics import Labels, MemoryMetrics, gauge_lines

ReadGauges = Callable[[Bindings], Awaitable[Mapping[tuple[str, Labels], float]]]

_PATIENCE = 10
"""Seconds for a question to arrive and its answer to leave."""


async def export(
    bindings: Bindings, metrics: MemoryMetrics, read_gauges: ReadGauges, listener: socket.socket
) -> None:
    """Answer GET /metrics there until cancelled."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, TimeoutError, EOFError, asyncio.LimitOverrunError):
            async with asyncio.timeout(_PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(await _answer(head))
                await writer.drain()
        writer.close()

    async def _answer(head: bytes) -> bytes:
        if not head.startswith((b"GET /metrics ", b"GET /metrics?")):
            return _response("404 Not Found", b"Metrics are at /metrics\n")
        try:
            gauges = await read_gauges(bindings)
        except Exception as fault:
            bindings.log.fault(fault, doing="metrics")
            return _response("500 Internal Server Error", b"The log tells why\n")
        lines = [*metrics.lines(), *gauge_lines(gauges), ""]
        return _response("200 OK", "\n".join(lines).encode())

    server = await asyncio.start_server(answer, sock=listener)
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        server.close()  # and not wait for whoever keeps a connection open


def _response(status: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\ncontent-type: text/plain; version=0.0.4; charset=utf-8\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body
