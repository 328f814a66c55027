"""The way in and out of every generated stub: admit, decode, answer."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from litestar import Request
from litestar.types import ASGIApp

from generated.gate import Operation, Wire
from handlers import auth, decode
from handlers.call import Call
from handlers.forms import DeclaredForm, F, TooLarge, incoming
from handlers.wire import Answer, Json, bindings_of, encode

T = TypeVar("T")
BODY_LIMIT = 10 * 1024 * 1024


class Doorkeeper:
    """Implements generated.gate.Gate for Call."""

    async def admit(self, request: Request[Any, Any, Any], operation: Operation) -> Call:
        scope = request.scope
        scope["operation"] = operation  # type: ignore[typeddict-unknown-key]
        bindings = bindings_of(scope)
        caller = await auth.admit(scope, operation, bindings)
        if caller is not None and caller.link is None:
            scope["user"] = caller.user.id
        return Call(request, operation, bindings, caller)

    def path(self, call: Call, request: Request[Any, Any, Any], name: str, kind: Any) -> str:
        return decode.decode_path(request.path_params[name], name, kind)

    def query(self, call: Call, kind: type[T]) -> T:
        scope = call.request.scope
        return decode.decode_query(scope["query_string"], scope["headers"], kind)

    async def body(self, call: Call, kind: type[T], required: bool) -> T:
        raw = await read_body(call)
        content_type = call.request.headers.get("content-type")
        return decode.decode_body(raw, content_type, kind, required)

    def form(self, call: Call, kind: type[F]) -> DeclaredForm[F]:
        return DeclaredForm(kind)

    def answer(self, call: Call, result: object) -> ASGIApp:
        if isinstance(result, Wire):
            return cast(ASGIApp, result)
        status = call.operation.statuses[0]
        made = Answer(status=status) if result is None else Json(encode(result), status)
        return cast(ASGIApp, made)


async def read_body(call: Call) -> bytes:
    """The whole request body; JSON bodies end at 10 MB."""
    received = bytearray()
    async for chunk in incoming(call.request):
        received += chunk
        if len(received) > BODY_LIMIT:
            raise TooLarge("The request body is larger than 10 MB")
    return bytes(received)
