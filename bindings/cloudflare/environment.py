"""Opening the bindings a Worker was given (wrangler.toml names them)."""

from __future__ import annotations

from typing import Any

from bindings import Bindings, Log
from bindings.cloudflare.blobs import R2Blobs
from bindings.cloudflare.cache import KvCache
from bindings.cloudflare.clock import PlatformClock
from bindings.cloudflare.database import D1Database
from bindings.cloudflare.images import BoundImages
from bindings.cloudflare.javascript import absent, bare, wait_until
from bindings.cloudflare.log import KINDS, open_log
from bindings.cloudflare.metrics import AnalyticsMetrics
from bindings.cloudflare.passwords import WebCryptoPasswords
from bindings.cloudflare.queue import WorkersQueue
from bindings.cloudflare.site import AssetsSite
from bindings.cloudflare.sockets import DurableSockets


class Misconfigured(Exception):
    """The Worker lacks something its operator must provide; the text says what and how."""


def open_bindings(env: Any, context: Any) -> Bindings:
    """The Bindings of one event, whose `context` keeps what outlives it. Cheap:
    nothing is contacted. Raises Misconfigured."""
    env = bare(env)
    database, clock = D1Database(_required(env, "DB")), PlatformClock()
    bucket = _required(env, "MEDIA_BUCKET")
    log = _log(getattr(env, "LOG", None))
    return Bindings(
        database=database,
        blobs=R2Blobs(bucket),
        cache=KvCache(_required(env, "KV")),
        queue=WorkersQueue(_required(env, "QUEUE"), database, clock, log),
        images=BoundImages(_required(env, "IMAGES"), bucket, getattr(env, "MEDIA", None)),
        sockets=DurableSockets(_required(env, "SOCKETS"), database, wait_until(context)),
        passwords=WebCryptoPasswords(),
        clock=clock,
        log=log,
        metrics=AnalyticsMetrics(_required(env, "ANALYTICS")),
        site=AssetsSite(getattr(env, "ASSETS", None)),
        token_key=_token_key(getattr(env, "JWT_SECRET", None)),
    )


def _required(env: Any, name: str) -> Any:
    found = getattr(env, name, None)
    if absent(found):
        raise Misconfigured(
            f"The binding {name} is missing. Take it over from the wrangler.toml of this version "
            "(docs/configuration.md) and deploy again with `make deploy`"
        )
    return found


def _log(kind: Any) -> Log:
    kind = "json" if absent(kind) or kind == "" else kind
    if kind not in KINDS:
        raise Misconfigured(
            f"The variable LOG is {kind!r}; it can be {' or '.join(KINDS)}. Set it under [vars] "
            "in wrangler.toml and deploy again with `make deploy`"
        )
    return open_log(kind)


def _token_key(secret: Any) -> bytes:
    key = secret.encode() if isinstance(secret, str) else b""
    if len(key) < 32:
        fault = "is too short" if key else "is not set"
        raise Misconfigured(
            f"The secret JWT_SECRET {fault}. Give it 32 characters or more, for example with: "
            "openssl rand -base64 48 | npx wrangler secret put JWT_SECRET "
            "(`make deploy` does it by itself)"
        )
    return key
