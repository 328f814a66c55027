"""Errors as answers: one canonical shape, `{"message": …}`, and its statuses."""

from __future__ import annotations

import re
import sys
import traceback
from typing import Any, cast

from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException
from litestar.types import ASGIApp, HTTPScope

from generated.gate import Operation
from generated.unimplemented import Unimplemented
from handlers.decode import Invalid, Malformed
from handlers.wire import Answer, reply
from photos.refusal import Refused

_STATUS = {"bad request": 400, "unauthorized": 401, "forbidden": 403, "missing": 404}
_CAPITAL = re.compile(r"(?=[A-Z])")


class Fault(Response[None]):
    """Litestar wants a Response from an exception handler; ours is ready already."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(content=None)
        self._answer = answer

    def to_asgi_response(self, *_: Any, **__: Any) -> ASGIApp:  # type: ignore[override]
        return cast(ASGIApp, self._answer)


def handle(request: Request[Any, Any, Any], fault: Exception) -> Response[None]:
    """Litestar's exception handler for everything."""
    return Fault(answer(request.scope, fault))


def answer(scope: HTTPScope, fault: Exception) -> Answer:
    """The answer a fault deserves. What nobody foresaw is printed and becomes 500."""
    match fault:
        case Refused():
            return message(fault.text, _STATUS[fault.kind])
        case Invalid():
            return reply({"message": "Validation failed", "errors": fault.issues}, 400)
        case Malformed():
            return message(fault.message, 400)
        case Unimplemented():
            return message(f"{fault} is not available on this server yet", 501)
        case NotFoundException() | MethodNotAllowedException():
            return unknown_route(scope)
        case HTTPException() if fault.status_code < 500:
            return message(fault.detail or "Bad Request", 400)
    traceback.print_exception(fault, file=sys.stderr)
    operation: Operation | None = scope.get("operation")  # type: ignore[assignment]
    if operation is None:
        return message("Internal server error", 500)
    words = _CAPITAL.sub(" ", operation.id).lower()
    return message(f"Failed to {words}", 500)


def message(text: str, status: int) -> Answer:
    return reply({"message": text}, status)


def unknown_route(scope: HTTPScope) -> Answer:
    """404 that repeats the method and target as they were sent, never 405."""
    target = scope["raw_path"] or scope["path"].encode()
    if scope["query_string"]:
        target += b"?" + scope["query_string"]
    return message(f"Cannot {scope['method']} {target.decode('latin-1')}", 404)
