"""How fast this machine is today, told by what is not ours.

Figures of two machines, or of one at two hours, compare by these: a ping answered by uvicorn
alone, as the local door sets it up, and a hundred thousand steps inside SQLite.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import uvicorn

from bench.process import Row, microseconds, quietest, started
from bindings.local.engine import apsw

_STEPS = """
  WITH RECURSIVE steps (step) AS (SELECT 1 UNION ALL SELECT step + 1 FROM steps LIMIT 100000)
  SELECT sum(step) FROM steps
"""


def measure() -> Iterator[Row]:
    with (
        started([sys.executable, "-m", "bench.yardstick"]) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        alone = microseconds(server, client, client.build_request("GET", "/"), 5000)
    yield "yardstick: a ping of uvicorn alone", f"{alone:.0f} µs CPU", ""
    yield "yardstick: 100,000 steps in SQLite", f"{_steps() * 1000:.1f} ms CPU", ""


def _steps() -> float:
    """CPU seconds."""
    with closing(apsw.Connection(":memory:")) as database:
        return quietest(time.process_time, lambda: database.execute(_STEPS).fetchone())


async def _pong(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"14")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"res":"pong"}'})


async def _serve() -> None:
    config = uvicorn.Config(
        _pong, port=0, http="httptools", ws="none", lifespan="off", log_level="warning",
        access_log=False, server_header=False, proxy_headers=False,
    )  # fmt: skip
    listener = config.bind_socket()
    listener.listen()
    host, port = listener.getsockname()
    print(f"http://{host}:{port}", flush=True)
    await uvicorn.Server(config).serve(sockets=[listener])


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve())
