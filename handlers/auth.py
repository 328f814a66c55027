"""Who is calling: credentials out of a request, and what they open.

Sources, precedence and texts: a share key or slug beats a session token beats
an API key, and the first kind present decides alone: clients rely on a bad
token being 401 even when a good key lies beside it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from hmac import compare_digest
from urllib.parse import parse_qsl, unquote

import jwt
from litestar.types import HTTPScope

from bindings import Bindings, Sql
from generated.gate import Operation
from handlers.call import Caller
from handlers.devices import app_version, device
from handlers.wire import header
from photos import api_keys, moments, sessions, shared_links
from photos.refusal import Refused
from photos.sessions import Session
from photos.shared_links import SharedLink

ACCESS_COOKIE = "immich_access_token"
LINK_COOKIE = "immich_shared_link_token"
"""Tokens of the links with a password that are open in a browser, a list with commas."""
ELEVATION = timedelta(minutes=5)
_SECRETS = re.compile(r"%|\b(?:key|slug|sessionKey|apiKey)=")
"""What the text of a query with a credential in it has, and most texts have not."""
_URL_SAFE = str.maketrans("+/", "-_")
_TOUCH_AFTER = timedelta(hours=1)
STRANGE_TOKEN = "Invalid user token"


def issue_token(bindings: Bindings, user_id: str, session_id: str) -> str:
    """A signed token naming its user and session. It never expires by itself:
    the session's row decides, so taking the row away takes effect at once."""
    return jwt.encode({"sub": user_id, "sid": session_id}, bindings.token_key, algorithm="HS256")


def digest(secret: str) -> str:
    """What is stored of an API key: the SHA-256 of its text, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def admit(scope: HTTPScope, operation: Operation, bindings: Bindings) -> Caller | None:
    """The caller of `operation`, None where it is open to everybody.

    Raises Refused: unauthorized without a valid credential, forbidden where
    the credential does not open this operation.
    """
    if not operation.auth:
        return None
    caller = await identify(scope, bindings)
    if operation.admin and not caller.user.is_admin:
        raise Refused("Forbidden", "forbidden")
    if caller.kind not in operation.auth:
        raise Refused("Forbidden", "forbidden")
    if caller.link is not None and operation.id != "sharedLinkLogin":
        _require_password(scope, caller.link)
    if caller.api_key is not None:
        require_permission(caller.api_key.permissions, operation.permission)
    return caller


def require_permission(granted: list[str], needed: str) -> None:
    """Raise unless an API key with `granted` may call what needs `needed`."""
    if needed and needed not in granted and "all" not in granted:
        raise Refused(f"Missing required permission: {needed}", "forbidden")


async def identify(scope: HTTPScope, bindings: Bindings) -> Caller:
    """Read and check the one credential that counts."""
    text = scope["query_string"].decode("latin-1")
    query = dict(reversed(parse_qsl(text))) if _SECRETS.search(text) else {}
    if key := header(scope, b"x-immich-share-key") or query.get("key"):
        return await _by_link(bindings, shared_links.by_key(link_key(key)), "Invalid share key")
    if slug := header(scope, b"x-immich-share-slug") or query.get("slug"):
        return await _by_link(bindings, shared_links.by_slug(slug), "Invalid share slug")
    if token := session_token(scope, query):
        return await _by_token(scope, bindings, token)
    if api_key := header(scope, b"x-api-key") or query.get("apiKey"):
        return await _by_api_key(bindings, api_key)
    raise Refused("Authentication required", "unauthorized")


def session_token(scope: HTTPScope, query: Mapping[str, str]) -> str | None:
    """The access token from the first place that holds one."""
    return (
        header(scope, b"x-immich-user-token")
        or header(scope, b"x-immich-session-token")
        or query.get("sessionKey")
        or _bearer(header(scope, b"authorization"))
        or cookie(scope, ACCESS_COOKIE)
    )


def cookie(scope: HTTPScope, name: str) -> str | None:
    """The value of a request cookie; one malformed neighbour spoils nothing."""
    for pair in (header(scope, b"cookie") or "").split(";"):
        key, separator, value = pair.partition("=")
        if separator and key.strip() == name:
            return value.strip().strip('"')
    return None


def _bearer(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def _by_link(bindings: Bindings, which: Sql, refusal: str) -> Caller:
    found = await shared_links.find(bindings.database, which, bindings.clock.now())
    if found is None:
        raise Refused(refusal, "unauthorized")
    link, owner = found
    return Caller(owner, link=link)


def link_token(link: SharedLink) -> str:
    """What proves that its bearer knows the link's password, as long as it is that."""
    secret = f"{link.id}-{link.password}"
    return b64encode(hashlib.sha256(secret.encode()).digest()).decode()


def link_tokens(scope: HTTPScope) -> list[str]:
    """The tokens of links a browser shows."""
    shown = unquote(cookie(scope, LINK_COOKIE) or "")
    return [token for token in shown.split(",") if token]


def _require_password(scope: HTTPScope, link: SharedLink) -> None:
    """Raise Refused where a link has a password and it was not given at its login.

    The web client compares the text, and then asks for the password."""
    if link.password is None:
        return
    due = link_token(link).encode()
    if not any(compare_digest(due, token.encode()) for token in link_tokens(scope)):
        raise Refused("Password required", "unauthorized")


def link_key(text: str) -> str:
    """A share key as it is stored, from plain base64 too; 100 hex digits are an older
    spelling of it."""
    if len(text) != 100:
        return text.rstrip("=").translate(_URL_SAFE)
    try:
        return urlsafe_b64encode(bytes.fromhex(text)).rstrip(b"=").decode()
    except ValueError:
        return text


async def _by_api_key(bindings: Bindings, secret: str) -> Caller:
    found = await api_keys.find(bindings.database, digest(secret))
    if found is None:
        raise Refused("Invalid API key", "unauthorized")
    api_key, owner = found
    return Caller(owner, api_key=api_key)


async def _by_token(scope: HTTPScope, bindings: Bindings, token: str) -> Caller:
    session_id = _session_id(bindings.token_key, token)
    now = bindings.clock.now()
    found = await sessions.find(bindings.database, session_id, now)
    if found is None:
        raise Refused(STRANGE_TOKEN, "unauthorized")
    session, user = found
    open_until = session.pin_expires_at and moments.parse(session.pin_expires_at)
    elevated = bool(open_until and open_until > now)
    await _keep(scope, bindings, session)
    if elevated and open_until and open_until < now + ELEVATION:
        await sessions.keep_elevated(bindings.database, session.id, now, now + ELEVATION)
    return Caller(user, session=session, elevated=elevated)


@lru_cache(maxsize=1024)
def _session_id(key: bytes, token: str) -> str:
    """The session a token names. Raises Refused for one this server did not sign.

    Remembered, because a client sends the same token with every thumbnail and
    a signature does not change its mind; the session's row is read each time.
    What raises is not remembered: strangers cannot fill the memory with trash.
    """
    try:
        claims = jwt.decode(token, key, algorithms=["HS256"], options={"require": ["sub", "sid"]})
    except jwt.InvalidTokenError:
        raise Refused(STRANGE_TOKEN, "unauthorized") from None
    session_id: str = claims["sid"]
    return session_id


async def _keep(scope: HTTPScope, bindings: Bindings, session: Session) -> None:
    """Note that a session is used: once an hour, or when the app was updated."""
    now = bindings.clock.now()
    idle = now - moments.parse(session.updated_at) > _TOUCH_AFTER
    if idle or app_version(scope) != session.app_version:
        used = device(scope)
        await sessions.touch(
            bindings.database, session.id, now, used.app_version, used.type, used.os
        )
