"""Opening the bindings a Worker was given (wrangler.toml names them)."""

from __future__ import annotations

from typing import Any

from bindings import Bindings
from bindings.cloudflare.blobs import R2Blobs
from bindings.cloudflare.cache import KvCache
from bindings.cloudflare.clock import PlatformClock
from bindings.cloudflare.database import D1Database
from bindings.cloudflare.images import BoundImages
from bindings.cloudflare.javascript import bare, wait_until
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
    database, clock = D1Database(env.DB), PlatformClock()
    return Bindings(
        database=database,
        blobs=R2Blobs(env.MEDIA_BUCKET),
        cache=KvCache(env.KV),
        queue=WorkersQueue(env.QUEUE, database, clock),
        images=BoundImages(env.IMAGES, env.MEDIA_BUCKET, getattr(env, "MEDIA", None)),
        sockets=DurableSockets(env.SOCKETS, database, wait_until(context)),
        passwords=WebCryptoPasswords(),
        clock=clock,
        metrics=AnalyticsMetrics(env.ANALYTICS),
        site=AssetsSite(getattr(env, "ASSETS", None)),
        token_key=_token_key(getattr(env, "JWT_SECRET", None)),
    )


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
