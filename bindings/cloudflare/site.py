"""The built web app from the Worker's static assets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from typing import Any
from urllib.parse import quote

from bindings.cloudflare.javascript import absent, chunks


class AssetFile:
    """bindings.SiteFile: an answer of the ASSETS binding, its body unread."""

    encoding = ""

    def __init__(self, answer: Any) -> None:
        length = answer.headers.get("content-length")
        self.size = None if absent(length) else int(length)
        self.content_type: str = answer.headers.get("content-type")
        self.etag: str = answer.headers.get("etag").removeprefix("W/").strip('"')
        self.native = answer.body

    def chunks(self) -> AsyncIterator[bytes]:
        return chunks(self.native)


class AssetsSite:
    """bindings.Site over the ASSETS binding; without one there are no files.

    The platform compresses what leaves it, so files come as they are.
    """

    def __init__(self, assets: Any) -> None:
        self._assets = assets

    async def file(self, path: str, codings: Collection[str] = ()) -> AssetFile | None:
        if absent(self._assets) or not path.startswith("/"):
            return None
        answer = await self._assets.fetch(f"https://assets.local{quote(path)}")
        return AssetFile(answer) if answer.status == 200 else None
