"""Getting in: with an API key, or as somebody who has a password."""

from __future__ import annotations

import getpass
import sys

from importer.api import Refusal, Server


def enter(server: Server, key: str | None, email: str | None, password: str | None) -> None:
    """Raises Refusal, which names the server, unless it is one and lets us in."""
    try:
        server.call("GET", "/server/ping")
        if key:
            server.use_key(key)
            server.call("POST", "/auth/validateToken")
        else:
            server.log_in(str(email), password or _typed(f"{email} at {server.url}"))
    except Refusal as refusal:
        raise named(server, refusal) from None


def named(server: Server, refusal: Refusal) -> Refusal:
    """A refusal that says whose it is; without an answer it names the address itself."""
    return Refusal(f"{server.url}: {refusal}", refusal.status) if refusal.status else refusal


def _typed(whose: str) -> str:
    """A password a person types. Raises Refusal where there is none."""
    if not sys.stdin.isatty():
        raise Refusal("say PASSWORD=… too, since nobody is there to be asked for it")
    try:
        return getpass.getpass(f"Password of {whose}: ")
    except EOFError:
        raise Refusal("no password was typed") from None
