"""What tests ask from inside Pyodide. Bytes travel as base64."""

from __future__ import annotations

from base64 import b64decode, b64encode
from types import SimpleNamespace
from typing import Any

from bindings import ImageFault, Rendition
from bindings.cloudflare.environment import Misconfigured, open_bindings
from bindings.cloudflare.queue import batches


async def open_with(env: Any, secret: str | None) -> str:
    """The fault open_bindings finds with this JWT_SECRET, or an empty text."""
    names = ("DB", "MEDIA_BUCKET", "KV", "QUEUE", "IMAGES", "ANALYTICS")
    given = SimpleNamespace(**{name: getattr(env, name) for name in names}, JWT_SECRET=secret)
    try:
        open_bindings(given)
    except Misconfigured as fault:
        return str(fault)
    return ""


async def site(env: Any, path: str) -> dict[str, str] | None:
    file = await open_bindings(env).site.file(path)
    if file is None:
        return None
    return {"body": file.body.decode(), "content_type": file.content_type, "etag": file.etag}


async def batch_sizes(env: Any, sizes: list[int]) -> list[list[int]]:
    return [[len(body) for body in batch] for batch in batches([bytes(size) for size in sizes])]


async def render(env: Any, source: str, short_edges: list[int | None]) -> list[str] | None:
    """`source` as one JPEG and one WebP for each short edge; None for an ImageFault."""
    bindings = open_bindings(env)
    await bindings.blobs.put("source", b64decode(source), "application/octet-stream")
    wanted = [
        Rendition(f"made/{edge}.{kind}", kind, 80, edge)
        for edge in short_edges
        for kind in ("jpeg", "webp")
    ]
    try:
        await bindings.images.render("source", wanted)
    except ImageFault:
        return None
    read = bindings.blobs.read
    return [b64encode(await read(one.key, 0, 2**30)).decode() for one in wanted]


async def pixels(env: Any, source: str, box: int) -> tuple[int, int, str] | None:
    bindings = open_bindings(env)
    await bindings.blobs.put("source", b64decode(source), "application/octet-stream")
    try:
        made = await bindings.images.pixels("source", box)
    except ImageFault:
        return None
    return made.width, made.height, b64encode(made.rgba).decode()
