"""Everything outside /api: discovery, the web app's files, the page without one."""

from __future__ import annotations

from litestar.types import HTTPScope, Receive, Send

from bindings import SiteFile
from handlers import faults
from handlers.wire import Answer, Header, bindings_of, reply, unchanged

_IMMUTABLE = b"public,max-age=31536000,immutable"
_NO_BUILD = b"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Immich API</title>
<style>body{font:16px/1.5 system-ui;max-width:38rem;margin:4rem auto;padding:0 1rem}</style>
<h1>The API is up.</h1>
<p>Immich phone apps, the command line client and generated SDKs can use this address as it is.</p>
<p>No web app is attached: put a build of it into <code>web/build</code>
(or name its folder in <code>WEB_DIR</code>) and reload this page.</p>
<p>A first sign of life: <a href="/api/server/ping">/api/server/ping</a></p>
"""


async def serve(scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer a request whose path lies outside /api."""
    await (await _answer(scope))(scope, receive, send)


async def _answer(scope: HTTPScope) -> Answer:
    if scope["method"] not in ("GET", "HEAD"):
        return faults.unknown_route(scope)
    path = scope["path"]
    if path == "/.well-known/immich":
        return reply({"api": {"endpoint": "/api"}})
    if path == "/custom.css":
        return Answer(b"", content_type=b"text/css; charset=utf-8")
    return await _page(scope, path)


async def _page(scope: HTTPScope, path: str) -> Answer:
    """The file at `path`, else the app's index: its router knows the other paths."""
    site = bindings_of(scope).site
    if path not in ("/", "/index.html") and (found := await site.file(path)) is not None:
        return _file(scope, found, path)
    index = await site.file("/index.html")
    body = _NO_BUILD if index is None else index.body
    headers = [(b"cache-control", b"no-store")]
    return Answer(body, 200, headers, b"text/html; charset=utf-8")


def _file(scope: HTTPScope, found: SiteFile, path: str) -> Answer:
    etag = f'"{found.etag}"'
    headers: list[Header] = [(b"etag", etag.encode())]
    if path.startswith("/_app/immutable/"):
        headers.append((b"cache-control", _IMMUTABLE))
    if unchanged(scope, etag):
        return Answer(b"", 304, headers)
    return Answer(found.body, 200, headers, found.content_type.encode())
