"""What both doors put around the application and the jobs to tell of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from time import perf_counter
from typing import Any

from bindings import Bindings, Message

Application = Callable[[Any, Any, Any], Awaitable[None]]
RunJob = Callable[[Message, Bindings], Awaitable[None]]


def requests(application: Application) -> Application:
    """The application, with one line of log and one measurement for each request.

    It may lay `operation` (what has an `id`), `user` (an id) and `correlation_id`
    into the scope. An answer nobody waited for has status 499.
    """

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        answer = _Answer(send)
        begun = perf_counter()
        try:
            await application(scope, receive, answer)
        except Exception:
            answer.status = 500
            raise
        finally:
            _tell(scope, answer, perf_counter() - begun)

    return watched


class _Answer:
    """A `send` that remembers the status and how many bytes went out."""

    __slots__ = ("_declared", "_send", "size", "status")

    def __init__(self, send: Any) -> None:
        self._send = send
        self._declared = 0
        self.status = 499
        self.size = 0

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            for name, value in message.get("headers", ()):
                if name == b"content-length":
                    self._declared = int(value)
        elif message.get("native") is not None:  # went by without passing through here
            self.size = self._declared
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)


def _tell(scope: Any, answer: _Answer, seconds: float) -> None:
    bindings: Bindings = scope["bindings"]
    id = scope.get("correlation_id")
    operation = getattr(scope.get("operation"), "id", None)
    if operation is None and not scope["path"].startswith("/api/"):
        operation = "web"
    bindings.log.event(
        "request",
        id=id.decode() if id else None,
        method=scope["method"],
        operation=operation,
        status=answer.status,
        ms=round(seconds * 1000, 2),
        bytes=answer.size,
        user=scope.get("user"),
    )
    labels = {"operation": operation or "none", "status": str(answer.status)}
    bindings.metrics.observe("request_seconds", seconds, labels)


def jobs(run: RunJob) -> RunJob:
    """`run`, with one line of log and one measurement for each attempt.

    What it raises has been told. An attempt cut short by the end of the process is
    `stopped`.
    """

    async def watched(message: Message, bindings: Bindings) -> None:
        begun = perf_counter()
        outcome = "stopped"
        named = {"job": message.id, "name": message.type, "attempt": message.attempt}
        try:
            await run(message, bindings)
            outcome = "done"
        except Exception as fault:
            outcome = "failed"
            bindings.log.fault(fault, **named)
            raise
        finally:
            seconds = perf_counter() - begun
            bindings.log.event(
                "job", **named, queue=message.queue, outcome=outcome, ms=round(seconds * 1000, 2)
            )
            labels = {"queue": message.queue, "outcome": outcome}
            bindings.metrics.observe("job_seconds", seconds, labels)

    return watched
