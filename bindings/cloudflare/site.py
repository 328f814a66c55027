"""The built web app from the Worker's static assets."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from bindings import SiteFile
from bindings.cloudflare.javascript import absent


class AssetsSite:
    """bindings.Site over the ASSETS binding; without one there are no files."""

    def __init__(self, assets: Any) -> None:
        self._assets = assets

    async def file(self, path: str) -> SiteFile | None:
        if absent(self._assets) or not path.startswith("/"):
            return None
        answer = await self._assets.fetch(f"https://assets.local{quote(path)}")
        if answer.status != 200:
            return None
        return SiteFile(
            body=(await answer.arrayBuffer()).to_bytes(),
            content_type=answer.headers.get("content-type"),
            etag=answer.headers.get("etag").removeprefix("W/").strip('"'),
        )
