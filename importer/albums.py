"""Albums named after folders."""

from __future__ import annotations

from importer.api import Refusal, Server


class Albums:
    """Puts assets into the caller's own albums, making those that are missing."""

    def __init__(self, server: Server) -> None:
        self.faults: list[tuple[str, str]] = []
        self._server = server
        self._ids: dict[str, str] | None = None

    def add(self, name: str, asset_ids: list[str]) -> None:
        try:
            path = f"/albums/{self._id(name)}/assets"
            self._server.call("PUT", path, {"ids": asset_ids})
        except Refusal as refusal:
            self.faults.append((name, str(refusal)))

    def _id(self, name: str) -> str:
        if self._ids is None:
            owned = self._server.call("GET", "/albums?isOwned=true")
            self._ids = {album["albumName"]: album["id"] for album in owned}
        if name not in self._ids:
            self._ids[name] = self._server.call("POST", "/albums", {"albumName": name})["id"]
        return self._ids[name]
