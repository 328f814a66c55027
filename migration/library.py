"""Reading everything one account owns, page by page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from importer.api import Server
from importer.upload import Unreadable

_PAGE = 1000

Asset = dict[str, Any]
Album = dict[str, Any]


class Library:
    """The library of the account `server` is logged in to. Every method raises Refusal."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.owner: str = server.call("GET", "/users/me")["id"]

    def assets(self) -> Iterator[Asset]:
        """What the account owns, oldest first, motion videos before anything else.

        Not what lies in the trash, nor in the locked folder, which no key opens.
        """
        yield from self._found({"visibility": "hidden"})
        for asset in self._found({}):
            if asset["visibility"] != "hidden":
                yield asset

    def members(self, album_id: str) -> list[str]:
        """Ids of the assets of an album, other people's too."""
        return [asset["id"] for asset in self._search({"albumIds": [album_id]})]

    def albums(self) -> list[Album]:
        """The account's own albums, oldest first."""
        found: list[Album] = self.server.call("GET", "/albums?isOwned=true")
        return sorted(found, key=lambda album: (album["createdAt"], album["id"]))

    def stacks(self) -> list[list[str]]:
        """Ids of the assets of each stack, the one on top first."""
        return [
            [
                stack["primaryAssetId"],
                *(a["id"] for a in stack["assets"] if a["id"] != stack["primaryAssetId"]),
            ]
            for stack in self.server.call("GET", "/stacks")
        ]

    def links(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.server.call("GET", "/shared-links")
        return found

    def detail(self, asset_id: str) -> Asset:
        """One asset with its EXIF and tags."""
        found: Asset = self.server.call("GET", f"/assets/{asset_id}")
        return found

    def metadata(self, asset_id: str) -> dict[str, Any]:
        """What clients keep beside an asset, by key: of which folder it is, for one."""
        found = self.server.call("GET", f"/assets/{asset_id}/metadata")
        return {item["key"]: item["value"] for item in found}

    def fetch(self, asset: Asset, target: Path, came: Callable[[int], None]) -> None:
        """Write an original to `target`. Raises Unreadable too, for bytes that are not its own."""
        self.server.download(f"/assets/{asset['id']}/original?edited=false", target, came)
        with target.open("rb") as file:
            sha1 = hashlib.file_digest(file, "sha1").digest()
        if base64.b64encode(sha1).decode() != asset["checksum"]:
            raise Unreadable("it came with other bytes than its checksum")

    def _found(self, filters: dict[str, Any]) -> Iterator[Asset]:
        for asset in self._search({"order": "asc", "withExif": True, **filters}):
            if asset["ownerId"] == self.owner and not asset["isTrashed"]:
                yield asset

    def _search(self, filters: dict[str, Any]) -> Iterator[Asset]:
        page: int | None = 1
        while page is not None:
            wish = {"size": _PAGE, "page": page, "withDeleted": False, **filters}
            found = self.server.call("POST", "/search/metadata", wish)["assets"]
            yield from found["items"]
            page = int(found["nextPage"]) if found["nextPage"] else None


def hex_checksum(asset: Asset) -> str:
    return base64.b64decode(asset["checksum"]).hex()
