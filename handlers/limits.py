"""How often somebody may guess a password or a PIN.

Only wrong guesses stay counted, so neither a busy family behind one address
nor a script that logs in every minute ever meets a limit. While one is full
the right secret is refused as well: otherwise it would not limit a guesser.
Whoever has known the secret before has a limit apart, which strangers cannot fill.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import IPv6Address, ip_address
from typing import Literal

from litestar.types import HTTPScope

from handlers.call import Call
from photos import attempts

Kind = Literal["login", "sign-up", "pin", "link"]

PER_ADDRESS = 30
PER_ACCOUNT = 10
"""Wrong guesses of one kind within attempts.WINDOW."""


@asynccontextmanager
async def attempt(
    call: Call, kind: Kind, account: str | None = None, *, known: bool = False
) -> AsyncIterator[None]:
    """Around the check of a secret: counts unless the block ends well.

    `account` is whose secret it is: an e-mail address, a user's or a link's id;
    `known`, that the caller has shown to have known it once.
    Raises attempts.TooMany before the block when the caller's address or the
    account has been wrong too often; for the known, when they together have.
    """
    if known and account is not None:
        limits = {_key(kind, "known", account): PER_ACCOUNT}
    else:
        limits = {_key(kind, "address", home(call.scope)): PER_ADDRESS}
        if account is not None:
            limits[_key(kind, "account", account)] = PER_ACCOUNT
    database = call.bindings.database
    await attempts.take(database, limits, call.bindings.clock.now())
    yield
    await attempts.give_back(database, limits)


def home(scope: HTTPScope) -> str:
    """What one visitor can hardly change: an IPv4 address, or the /64 of an
    IPv6 one, which every household has to itself. Callers the door cannot
    name share one."""
    host = scope["client"][0] if scope["client"] else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or address.packed[:8].hex())


def _key(*parts: str) -> str:
    """Short whatever a visitor types for an e-mail address, and tells no names."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
