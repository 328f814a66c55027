"""Errors as answers: one canonical shape, `{"message": …}`, and its statuses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException
from litestar.types import HTTPScope

from bindings import TooBig
from generated.gate import Operation
from generated.unimplemented import Unimplemented
from handlers import lines
from handlers.decode import Invalid, Malformed
from handlers.forms import Disconnected, TooLarge
from handlers.wire import Answer, Header, bindings_of, correlation_id, reply
from photos.attempts import TooMany
from photos.refusal import Refused

_STATUS = {"bad request": 400, "unauthorized": 401, "forbidden": 403, "missing": 404}
_CAPITAL = re.compile(r"(?=[A-Z])")


def answer(scope: HTTPScope, fault: Exception) -> Answer:
    """The answer a fault deserves."""
    made = _answer(scope, fault)
    operation: Operation | None = scope.get("operation")  # type: ignore[assignment]
    if operation is not None and operation.id == "getSyncStream":
        made.content_type = lines.CONTENT_TYPE  # errors too, as phones have seen it so far
    return made


def _answer(scope: HTTPScope, fault: Exception) -> Answer:
    match fault:
        case TooMany():
            text = f"Too many attempts, try again in {fault.wait} seconds"
            return message(text, 429, [(b"retry-after", b"%d" % fault.wait)])
        case Invalid():
            return reply({"message": "Validation failed", "errors": fault.issues}, 400)
        case NotFoundException() | MethodNotAllowedException():
            return unknown_route(scope)
        case Refused():
            text, status = fault.text, _STATUS[fault.kind]
        case Malformed():
            text, status = fault.message, 400
        case TooLarge():
            text, status = str(fault), 413
        case TooBig():
            text, status = "The request holds more than 2 MB for one field", 413
        case Disconnected():
            text, status = "The request ended early", 400  # for the log of a proxy, if anybody
        case Unimplemented():
            text, status = f"{fault} is not available on this server yet", 501
        case HTTPException() if fault.status_code < 500:
            text, status = fault.detail or "Bad Request", 400
        case _:
            text, status = unforeseen(scope, fault), 500
    return message(text, status)


def unforeseen(scope: HTTPScope, fault: Exception) -> str:
    """What a client is told of a fault nobody thought of; its traceback goes to the log."""
    operation: Operation | None = scope.get("operation")  # type: ignore[assignment]
    id = correlation_id(scope).decode()
    bindings_of(scope).log.fault(fault, id=id, operation=operation and operation.id)
    if operation is None:
        return "Internal server error"
    return f"Failed to {_CAPITAL.sub(' ', operation.id).lower()}"


def message(text: str, status: int, headers: Sequence[Header] = ()) -> Answer:
    return reply({"message": text}, status, headers)


def unknown_route(scope: HTTPScope) -> Answer:
    """404 that repeats the method and target as they were sent, never 405."""
    target = scope["raw_path"] or scope["path"].encode()
    if scope["query_string"]:
        target += b"?" + scope["query_string"]
    return message(f"Cannot {scope['method']} {target.decode('latin-1')}", 404)
