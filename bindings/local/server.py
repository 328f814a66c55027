"""Serving over HTTP until told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from bindings import Bindings, Message, socketio, watching
from bindings.local import LocalBindings, Unusable, open_bindings, proxies
from bindings.local.exporter import ReadGauges, export
from bindings.local.settings import Settings

Application = Callable[[Any, Any, Any], Awaitable[None]]
RunJob = Callable[[Message, Bindings], Awaitable[None]]
Task = Callable[[Bindings], Awaitable[None]]

_LONGEST_HEAD = 128 * 1024
"""Bytes of a request's address and headers, beyond the first piece to arrive."""

_FAREWELL = 2
"""Seconds a client of a closed websocket has left to read what was sent to it."""

_log = logging.getLogger("uvicorn.error")


def serve(
    application: Application,
    run_job: RunJob,
    catch_up: Task,
    nightly: Task,
    read_gauges: ReadGauges,
    settings: Settings,
) -> None:
    """Serve `application` at an address and run the jobs it sends, until SIGTERM or SIGINT.

    `catch_up` is awaited before the first job, `nightly` at 02:00 UTC, the hour of the
    Worker's cron trigger.

    Each scope carries the bindings under "bindings". Returns within 5 s of the
    signal; jobs cut short are back in the queue. Raises Unusable when the
    address or the data folder cannot be used.
    """
    with ExitStack() as stack:
        listener = stack.enter_context(_listen(*settings.address))
        watched = settings.metrics and stack.enter_context(_listen(*settings.metrics))
        runner = stack.enter_context(asyncio.Runner(loop_factory=_loop_factory()))
        bindings = runner.run(open_bindings(settings.data, settings.web, log=settings.log))
        beside = [
            _work(bindings, watching.jobs(run_job), catch_up),
            _watch_nights(bindings, nightly),
        ]
        if watched:
            watched.listen()  # whoever reads our first line may ask at once
            beside.append(export(bindings, bindings.metrics, read_gauges, watched))
        if watched or settings.log != "off":
            application = watching.requests(application)
        runner.run(_serve(application, bindings, listener, beside, settings.proxies))


async def _serve(
    application: Application,
    bindings: LocalBindings,
    listener: socket.socket,
    beside: Sequence[Coroutine[Any, Any, None]],
    trusted: Sequence[proxies.Network],
) -> None:
    async def bound(scope: Any, receive: Any, send: Any) -> None:
        scope["bindings"] = bindings
        proxies.believe(scope, trusted)
        try:
            await application(scope, receive, send)
        except Exception as fault:  # too late for an answer
            id = scope.get("correlation_id")
            bindings.log.fault(fault, id=id and id.decode())
            raise

    server = _Server(_config(bound))
    _log.addFilter(_untold)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, server)
    tasks = [asyncio.create_task(work) for work in beside]
    try:
        await server.serve(sockets=[listener])
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        bindings.close()
    _leave_within(0.5)


async def _work(bindings: LocalBindings, run_job: RunJob, catch_up: Task) -> None:
    while True:
        try:
            await catch_up(bindings)
            await bindings.queue.consume(lambda message: run_job(message, bindings))
        except Exception as fault:  # the database failed (a full disk, say), not a job
            bindings.log.fault(fault, doing="the job loop, which starts again")
            await asyncio.sleep(5)


async def _watch_nights(bindings: Bindings, nightly: Task) -> None:
    while True:
        await asyncio.sleep(seconds_to_night(bindings.clock.now()))
        try:
            await nightly(bindings)
        except Exception as fault:  # tomorrow is another night
            bindings.log.fault(fault, doing="sending the nightly jobs")


def seconds_to_night(now: datetime) -> float:
    """Until just after the next 02:00, so that a timer a little early cannot fire twice."""
    night = now.replace(hour=2, minute=0, second=1, microsecond=0)
    left = (night - now).total_seconds()
    return left if left > 1 else left + 86_400


class _Protocol(HttpToolsProtocol):
    """HTTP that ends a connection whose address and headers do not: the parser
    would gather them, from anybody, until there is no memory left."""

    _in_head = False
    _gathered = 0

    def data_received(self, data: bytes) -> None:
        began_earlier = self._in_head
        super().data_received(data)
        if self._in_head and began_earlier:
            self._gathered += len(data)
            if self._gathered > _LONGEST_HEAD:
                self.send_400_response("The headers are too long.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._gathered = True, 0

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()


class _WebSocket(WebSocketsSansIOProtocol):
    """A websocket the application can cut off, by the scope's extension `abort`.

    Closing alone waits for a client to read what is under way to it: one that
    does not read would stay for ever."""

    async def run_asgi(self) -> None:
        cast(Any, self.scope)["extensions"]["abort"] = self.transport.abort
        await super().run_asgi()
        self.loop.call_later(_FAREWELL, self.transport.abort)


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(f"Photos are served at http://{shown}:{port}", flush=True)  # noqa: T201

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # Ours are handled in the loop: uvicorn would raise the signal again at
        # the end and so turn an orderly stop into a death by signal.
        yield


def _stop(server: uvicorn.Server) -> None:
    server.force_exit = server.should_exit  # asked twice: do not wait for open requests
    server.should_exit = True
    _leave_within(4.5)


def _leave_within(seconds: float) -> None:
    """A thread deep in an image cannot be interrupted; what is durable is so already."""
    last_resort = threading.Timer(seconds, os._exit, (0,))
    last_resort.daemon = True
    last_resort.start()


def _untold(record: logging.LogRecord) -> bool:
    """Faults of the application are in our own log; requests cut off by an orderly stop
    are none."""
    return not (record.exc_info and record.msg.startswith("Exception in ASGI application"))


def _config(application: Application) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http=_Protocol,
        ws=_WebSocket,
        ws_max_size=socketio.LARGEST,
        ws_ping_interval=None,  # Engine.IO has its own, which clients count on
        ws_per_message_deflate=False,  # costs each socket more memory than all the rest
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )


def _listen(host: str, port: int) -> socket.socket:
    listener: socket.socket | None = None
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        if listener:
            listener.close()
        raise Unusable(f"cannot listen at {host}:{port}: {error.strerror}") from None
    return listener


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
