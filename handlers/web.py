"""Everything outside /api: discovery, the web app's files, the page without one."""

from __future__ import annotations

import re
from html import escape
from posixpath import normpath

from litestar.types import HTTPScope, Receive, Send

from bindings import SiteFile
from generated.gate import Wire
from handlers import auth, faults, landing
from handlers.wire import (
    Answer,
    Header,
    bindings_of,
    codings,
    header,
    reply,
    start,
    stream,
    unchanged,
)
from photos import settings, shared_links
from photos.shared_links import SharedLink

_HTML = b"text/html; charset=utf-8"
_NO_STORE = b"no-store"
_REVALIDATE = b"public, max-age=0, must-revalidate"
_FOR_EVER = b"public, max-age=31536000, immutable"
_SHARE_PAGE = re.compile(r"/(share|s)/([^/]+)")
_TAGS = b"<!-- metadata:tags -->"
"""Where the app's index page takes what is particular to one address."""
_NOWHERE = "https://my.immich.app"


async def serve(scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer a request whose path lies outside /api."""
    answer: Answer | Static
    try:
        answer = await _answer(scope)
    except Exception as fault:
        answer = faults.answer(scope, fault)
    await answer(scope, receive, send)


async def _answer(scope: HTTPScope) -> Answer | Static:
    path = scope["path"]
    if scope["method"] not in ("GET", "HEAD") or _means_api(path):
        return faults.unknown_route(scope)
    if path == "/.well-known/immich":
        return reply({"api": {"endpoint": "/api"}})
    if path == "/custom.css":
        current = await settings.read(bindings_of(scope).database)
        return _page(current.custom_css.encode(), kind=b"text/css; charset=utf-8")
    if shared := _SHARE_PAGE.match(path):
        return await _share_page(scope, shared[1], shared[2])
    if path not in ("/", "/index.html"):
        found = await bindings_of(scope).site.file(path, codings(scope))
        if found is not None:
            # Names under this path change with what the files hold.
            kept = path.startswith("/_app/immutable/")
            return Static(found, _FOR_EVER if kept else _REVALIDATE)
        if path == "/favicon.ico":
            return faults.unknown_route(scope)
    return await _index(scope)


def _means_api(path: str) -> bool:
    """Whether a client would mistake the index page for an answer of the API.

    /API/x and //api/x are no operations, nor files of the app."""
    return f"{normpath('/' + path.lstrip('/'))}/".lower().startswith("/api/")


async def _index(scope: HTTPScope, status: int = 200, tags: str = "") -> Answer | Static:
    """The app's one page, for every path its router may know."""
    index = await bindings_of(scope).site.file("/index.html", () if tags else codings(scope))
    if index is None:
        return _page(landing.PAGE, status)
    if not tags:
        return Static(index, _NO_STORE, status)
    page = b"".join([chunk async for chunk in index.chunks()])
    return _page(page.replace(_TAGS, tags.encode(), 1), status)


def _page(body: bytes, status: int = 200, kind: bytes = _HTML) -> Answer:
    """What changes without its address changing is not kept by anybody."""
    return Answer(body, status, [(b"cache-control", _NO_STORE)], kind)


async def _share_page(scope: HTTPScope, kind: str, name: str) -> Answer | Static:
    """The index page, which tells chats and search engines what the link opens."""
    bindings = bindings_of(scope)
    by = shared_links.by_slug(name) if kind == "s" else shared_links.by_key(auth.link_key(name))
    found = await shared_links.find(bindings.database, by, bindings.clock.now())
    if found is None:
        return await _index(scope, 404)
    link, _ = found
    return await _index(scope, tags="" if link.password else await _tags(scope, link))


async def _tags(scope: HTTPScope, link: SharedLink) -> str:
    database = bindings_of(scope).database
    preview = await shared_links.preview(database, link)
    title = preview.album_name or "Public Share"
    description = link.description or f"{preview.count} shared photos & videos"
    image = "/feature-panel.png"
    if preview.cover is not None:
        image = f"/api/assets/{preview.cover}/thumbnail?key={link.key}"
    domain = (await settings.read(database)).external_domain.rstrip("/") or _own_origin(scope)
    tags = {
        'name="description"': description,
        'property="og:type"': "website",
        'property="og:title"': title,
        'property="og:description"': description,
        'property="og:image"': domain + image,
        'name="twitter:card"': "summary_large_image",
        'name="twitter:title"': title,
        'name="twitter:description"': description,
        'name="twitter:image"': domain + image,
    }
    return "\n".join(f'<meta {name} content="{escape(text)}">' for name, text in tags.items())


def _own_origin(scope: HTTPScope) -> str:
    host = header(scope, b"host")
    return f"{scope['scheme']}://{host}" if host else _NOWHERE


class Static(Wire):
    """A file of the web build. One that may be kept carries its ETag, and
    `If-None-Match` turns it into 304."""

    __slots__ = ("caching", "file", "status")

    def __init__(self, file: SiteFile, caching: bytes, status: int = 200) -> None:
        self.file = file
        self.caching = caching
        self.status = status

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        file, etag = self.file, f'"{self.file.etag}"'
        headers: list[Header] = [(b"cache-control", self.caching), (b"vary", b"accept-encoding")]
        if self.caching != _NO_STORE:
            headers.append((b"etag", etag.encode()))
            if unchanged(scope, etag):
                await start(scope, send, 304, headers)
                await stream(scope, send, None)
                return
        headers.append((b"content-type", file.content_type.encode()))
        if file.encoding:
            headers.append((b"content-encoding", file.encoding.encode()))
        if file.size is not None:
            headers.append((b"content-length", b"%d" % file.size))
        await start(scope, send, self.status, headers)
        await stream(scope, send, None if scope["method"] == "HEAD" else file)
