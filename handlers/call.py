"""One request on its way through a handler: who calls, with what, from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from litestar import Request
from litestar.types import HTTPScope

from bindings import Bindings
from generated.gate import Operation
from photos.api_keys import ApiKey
from photos.refusal import Refused
from photos.sessions import Session
from photos.shared_links import SharedLink
from photos.users import User


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated caller and the one credential they came with.

    Behind a shared link `user` is the owner of the link.
    """

    user: User
    session: Session | None = None
    api_key: ApiKey | None = None
    link: SharedLink | None = None
    elevated: bool = False
    """Whether the locked folder is open to this session right now."""

    @property
    def kind(self) -> Literal["session", "apiKey", "sharedLink"]:
        """The credential, as the contract says which of them open an operation."""
        if self.link is not None:
            return "sharedLink"
        return "session" if self.api_key is None else "apiKey"


@dataclass(frozen=True, slots=True)
class Call:
    """What every handler gets first."""

    request: Request[Any, Any, Any]
    operation: Operation
    bindings: Bindings
    admitted: Caller | None

    @property
    def scope(self) -> HTTPScope:
        return self.request.scope

    @property
    def caller(self) -> Caller:
        """Who calls. Only operations that are open to everybody have nobody."""
        if self.admitted is None:
            raise Refused("Authentication required", "unauthorized")
        return self.admitted

    @property
    def user(self) -> User:
        return self.caller.user
