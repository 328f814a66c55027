"""Devices on which somebody has logged in to an account before.

Strangers who guess at an account fill its limit; whoever shows this cookie has
one of their own (docs/decisions/0021-known-devices.md). It opens nothing.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from hmac import compare_digest

import jwt
from litestar.types import HTTPScope

from bindings import Bindings
from handlers.auth import cookie

COOKIE = "immich_known_device"
LIFE = timedelta(days=400)
"""The longest a browser keeps a cookie."""


def token(bindings: Bindings, email: str) -> str:
    """What shows that its bearer knew the password of `email`, an address in lower case."""
    until = bindings.clock.now() + LIFE
    claims = {"knows": _digest(email), "until": until.isoformat()}
    return jwt.encode(claims, bindings.token_key, algorithm="HS256")


def is_known(scope: HTTPScope, bindings: Bindings, email: str) -> bool:
    """Whether the caller shows such a token for `email`."""
    try:
        claims = jwt.decode(cookie(scope, COOKIE) or "", bindings.token_key, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return False
    if "knows" not in claims:  # a session's token has the same signature
        return False
    until = datetime.fromisoformat(claims["until"])
    return compare_digest(claims["knows"], _digest(email)) and bindings.clock.now() < until


def _digest(email: str) -> str:
    """A name of its own kind: the cookie tells nobody else's address."""
    return hashlib.sha256(f"known device\0{email}".encode()).hexdigest()
