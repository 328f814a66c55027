"""Albums named after folders."""

from __future__ import annotations

from collections.abc import Callable

from importer.api import Refusal, Server


class Albums:
    """Puts assets into the caller's own albums, making those that are missing."""

    def __init__(self, server: Server, say: Callable[[str], None]) -> None:
        self.faults: list[tuple[str, str]] = []
        self._server, self._say = server, say
        self._ids: dict[str, str] | None = None
        self._absent = False

    def add(self, name: str, asset_ids: list[str]) -> None:
        """A server without albums is told of once, then left in peace."""
        if self._absent:
            return
        try:
            path = f"/albums/{self._id(name)}/assets"
            self._server.call("PUT", path, {"ids": asset_ids})
        except Refusal as refusal:
            if refusal.status == 501:
                self._absent = True
                self._say("This server has no albums yet: photos are taken in without them.")
            else:
                self.faults.append((name, str(refusal)))

    def _id(self, name: str) -> str:
        if self._ids is None:
            owned = self._server.call("GET", "/albums?isOwned=true")
            self._ids = {album["albumName"]: album["id"] for album in owned}
        if name not in self._ids:
            self._ids[name] = self._server.call("POST", "/albums", {"albumName": name})["id"]
        return self._ids[name]
