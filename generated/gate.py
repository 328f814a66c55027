# generated from openapi.yaml by codegen; do not edit
"""What every stub of generated/routes asks of the handlers, in one Protocol."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar, Literal, Protocol, TypeAlias, TypeVar

import litestar
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Method
from msgspec import Struct

__all__ = [
    "ASGIApp", "C", "C_contra", "Fields", "Form", "Gate", "HTTPRouteHandler", "Operation",
    "Request", "Stub", "Wire", "hidden", "route",
]  # fmt: skip

Request: TypeAlias = litestar.Request[Any, Any, Any]
Stub: TypeAlias = Callable[[Request], Awaitable[ASGIApp]]

C = TypeVar("C")
"""Whatever `admit` finds out about the caller; the stubs only pass it on."""
C_contra = TypeVar("C_contra", contravariant=True)
T = TypeVar("T")


class Operation(Struct, frozen=True, kw_only=True):
    """One operation of the contract, as far as the gate must know it."""

    id: str
    method: str
    path: str
    """Relative to the place the routes are mounted on: `/albums/{id}`."""
    tag: str
    permission: str
    """What an API key must be allowed: "" nothing, "all" everything."""
    admin: bool
    auth: frozenset[Literal["session", "apiKey", "sharedLink"]]
    """The credentials that will do; empty for a public operation."""
    statuses: tuple[int, ...]
    """The successes; the first is the one an answer gets when nobody says otherwise."""


class Wire:
    """An answer a handler made ready itself: raw JSON, bytes, a redirect, cookies, another status."""


class Fields(Struct, kw_only=True):
    """The text fields of a multipart body."""

    files: ClassVar[Mapping[str, bool]]
    """Names of the binary fields, and whether they are required."""


F = TypeVar("F", bound=Fields)
F_co = TypeVar("F_co", bound=Fields, covariant=True)


class Form(Protocol[F_co]):
    """A multipart body not yet read; how it is read is the gate's own matter."""

    @property
    def fields(self) -> type[F_co]:
        """What its text fields have to be."""
        ...


class Gate(Protocol[C]):
    """What stands between a request and a handler. Every method may raise an error answer."""

    async def admit(self, request: Request, operation: Operation, /) -> C:
        """Who is calling, and that they may call this operation."""
        ...

    def path(self, call: C, request: Request, name: str, kind: Any, /) -> str:
        """The path parameter `name`, which must be of `kind`; uuids come in lower case."""
        ...

    def query(self, call: C, type: type[T], /) -> T:
        """The query and header parameters."""
        ...

    async def body(self, call: C, type: type[T], /, required: bool) -> T:
        """The JSON body."""
        ...

    def form(self, call: C, type: type[F], /) -> Form[F]:
        """The multipart body, to be read by the handler."""
        ...

    def answer(self, call: C, result: object, /) -> ASGIApp:
        """The answer `result` stands for; None is an empty one."""
        ...


def hidden(stub: Stub, **values: str) -> Stub:
    """`stub`, for a path that is hidden from it by a more literal one.

    /albums/assets is a path of its own, but has no GET; GET /albums/assets
    therefore is GET /albums/{id} with an id of "assets".
    """

    async def revealed(request: Request) -> ASGIApp:
        request.scope["path_params"] = {**request.path_params, **values}
        return await stub(request)

    return revealed


def route(methods: str, path: str, stub: Stub) -> HTTPRouteHandler:
    """Mount `stub`. `methods` are separated by spaces; GET takes HEAD as well.

    The status is a placeholder: the answer of a stub brings its own, and
    Litestar refuses the 204 it would choose for DELETE.
    """
    names: list[Method] = [*methods.split()]  # type: ignore[list-item]
    if "GET" in names:
        names.append("HEAD")
    return HTTPRouteHandler(path, http_method=names, status_code=200, include_in_schema=False)(stub)
