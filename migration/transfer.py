"""Bringing one account's library to another server.

Each step looks at what the target has before it adds anything, so a run that broke
off is gone on with by the same command and nothing is remembered outside the servers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from typing import Any

from importer.api import Refusal, Server
from importer.folder import Photo
from importer.progress import Progress
from importer.upload import Unreadable
from migration.library import Album, Asset, Library, hex_checksum

AT_ONCE = 3
_BATCH = 200
_MEMBERS = 10_000
"""Ids per call that fills an album."""
_MINE = ("description", "rating", "latitude", "longitude")
"""EXIF facts people set by hand; files do not hold what was set here."""

_LINK = (
    "type", "description", "password", "expiresAt", "allowUpload", "allowDownload",
    "showMetadata", "slug",
)  # fmt: skip


class Transfer:
    """One run. `ids` maps the source's asset ids to the target's."""

    def __init__(self, source: Library, target: Library, progress: Progress) -> None:
        self.source, self.target, self._progress = source, target, progress
        self.ids: dict[str, str] = {}
        self.faults: list[str] = []
        self._albums: dict[str, str] = {}

    @property
    def _to(self) -> Server:
        return self.target.server

    def run(self) -> None:
        """Everything, in the order in which one thing needs another. Raises Refusal where
        going on makes no sense; what failed by itself is in `faults`."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                # In two rounds: until the second, the target has read most files, and
                # only what people set by hand is left to say.
                for work in (self._bring, self._complete):
                    assets = self.source.assets()
                    while batch := list(islice(assets, _BATCH)):
                        work(pool, batch)
            except BaseException:
                self._to.stop()
                self.source.server.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        self._each(self.source.stacks(), self._stack, lambda stack: f"stack of {stack[0]}")
        self._each(list(self._matched_albums()), self._fill, lambda pair: pair[0]["albumName"])
        self._links()

    def _bring(self, pool: ThreadPoolExecutor, batch: list[Asset]) -> None:
        known = self._to.check(hex_checksum(asset) for asset in batch)
        missing = []
        for asset, answer in zip(batch, known, strict=True):
            if answer["action"] == "accept":
                missing.append(asset)
            else:
                self.ids[asset["id"]] = answer["assetId"]
                self._progress.count(known=1)
        for asset in self._parallel(pool, self._send, missing):
            self._progress.count(new=1 if asset["id"] in self.ids else 0)

    def _complete(self, pool: ThreadPoolExecutor, batch: list[Asset]) -> None:
        for _ in self._parallel(pool, self._describe, [a for a in batch if a["id"] in self.ids]):
            pass

    def _parallel(
        self, pool: ThreadPoolExecutor, work: Callable[[Asset], None], assets: list[Asset]
    ) -> Iterator[Asset]:
        futures = {pool.submit(work, asset): asset for asset in assets}
        for future in as_completed(futures):
            asset = futures[future]
            try:
                future.result()
            except (Refusal, Unreadable) as fault:
                if isinstance(fault, Refusal) and fault.status in (0, 401, 403):
                    raise
                self._fail(asset["originalFileName"], fault)
            yield asset

    def _send(self, asset: Asset) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "original")  # its own name may be longer than a disk takes
            self.source.fetch(asset, path, lambda _: None)
            photo = Photo(path, path.stat().st_size, 0, None, "", asset["originalFileName"])
            facts = {
                "fileCreatedAt": asset["fileCreatedAt"],
                "fileModifiedAt": asset["fileModifiedAt"],
                "isFavorite": str(asset["isFavorite"]).lower(),
                "visibility": asset["visibility"],
            }
            self.ids[asset["id"]] = self._to.upload(photo, self._progress.sent, facts)

    def _describe(self, asset: Asset) -> None:
        """What was set by hand, where the target says otherwise."""
        here, there = self.source.detail(asset["id"]), self.target.detail(self.ids[asset["id"]])
        changes = {
            name: here[name]
            for name in ("isFavorite", "visibility")
            if here[name] != there[name]
        }  # fmt: skip
        video = self.ids.get(here["livePhotoVideoId"] or "")
        if video and video != there["livePhotoVideoId"]:
            changes["livePhotoVideoId"] = video
        if any(here[name] != there[name] for name in ("localDateTime", "fileCreatedAt")):
            changes["dateTimeOriginal"] = taken(here)
        mine, theirs = here.get("exifInfo") or {}, there.get("exifInfo") or {}
        changes |= {
            name: mine[name]
            for name in _MINE
            if mine.get(name) not in (None, "") and mine[name] != theirs.get(name)
        }
        if {"latitude", "longitude"} & changes.keys():
            changes |= {name: mine[name] for name in ("latitude", "longitude")}
        if changes:
            self._to.call("PUT", f"/assets/{there['id']}", changes)
        self._tag(here, there)
        self._annotate(here, there)

    def _tag(self, here: Asset, there: Asset) -> None:
        have = {tag["value"] for tag in there.get("tags") or []}
        wanted = [tag["value"] for tag in here.get("tags") or [] if tag["value"] not in have]
        if wanted:
            for tag in self._to.call("PUT", "/tags", {"tags": wanted}):
                self._to.call("PUT", f"/tags/{tag['id']}/assets", {"ids": [there["id"]]})

    def _annotate(self, here: Asset, there: Asset) -> None:
        """What clients keep beside it. Keys only the target has are its own clients'."""
        items = self.source.metadata(here["id"])
        known = self.target.metadata(there["id"]) if items else {}
        changes = [
            {"key": key, "value": value} for key, value in items.items() if known.get(key) != value
        ]
        if changes:
            self._to.call("PUT", f"/assets/{there['id']}/metadata", {"items": changes})

    def _each(
        self, items: list[Any], work: Callable[[Any], None], name: Callable[[Any], str]
    ) -> None:
        for item in items:
            try:
                work(item)
            except Refusal as refusal:
                self._fail(name(item), refusal)

    def _stack(self, members: list[str]) -> None:
        ids = [self.ids[id] for id in members if id in self.ids]
        if len(ids) < 2:
            return
        stack = self.target.detail(ids[0]).get("stack")
        if not stack or stack["assetCount"] != len(ids) or stack["primaryAssetId"] != ids[0]:
            self._to.call("POST", "/stacks", {"assetIds": ids})

    def _matched_albums(self) -> Iterator[tuple[Album, Album | None]]:
        """Each album with the one an earlier run made of it: the first of its name that
        no other album of that name has taken."""
        made = self.target.albums()
        for album in self.source.albums():
            twin = next((each for each in made if each["albumName"] == album["albumName"]), None)
            if twin is not None:
                made.remove(twin)
            yield album, twin

    def _fill(self, pair: tuple[Album, Album | None]) -> None:
        album, twin = pair
        if twin is None:
            facts = {name: album[name] for name in ("albumName", "description")}
            twin = self._to.call("POST", "/albums", facts)
        self._albums[album["id"]] = twin["id"]
        have = set(self.target.members(twin["id"]))
        members = (self.ids.get(id) for id in self.source.members(album["id"]))
        ids = [id for id in members if id and id not in have]
        for start in range(0, len(ids), _MEMBERS):
            part = {"ids": ids[start : start + _MEMBERS]}
            self._to.call("PUT", f"/albums/{twin['id']}/assets", part)
        facts = {name: album.get(name) for name in ("isActivityEnabled", "order", "description")}
        cover = self.ids.get(album["albumThumbnailAssetId"] or "")
        facts |= {"albumThumbnailAssetId": cover} if cover else {}
        twin = self._to.call("GET", f"/albums/{twin['id']}")
        changes = {name: value for name, value in facts.items() if twin.get(name) != value}
        if changes:
            self._to.call("PATCH", f"/albums/{twin['id']}", changes)

    def _links(self) -> None:
        """Links get new keys; a slug stays if nobody has it. Known ones are told by what
        they show and say."""
        known = [self._marks(link, {}, {}) for link in self.target.links()]
        for link in self.source.links():
            marks = self._marks(link, self.ids, self._albums)
            if marks in known:
                known.remove(marks)
                continue
            wish = {name: link[name] for name in _LINK if link[name] is not None}
            if link["type"] == "ALBUM":
                wish["albumId"] = marks[1]
            else:
                wish["assetIds"] = sorted(marks[2])
            try:
                self._to.call("POST", "/shared-links", wish)
            except Refusal as refusal:
                self._fail(f"link {link['slug'] or link['description'] or link['id']}", refusal)

    @staticmethod
    def _marks(
        link: dict[str, Any], ids: dict[str, str], albums: dict[str, str]
    ) -> tuple[str, str, frozenset[str], Any, Any]:
        """What makes a link this one, in the target's ids."""
        album = (link.get("album") or {}).get("id", "")
        shown = frozenset(ids.get(each["id"], each["id"]) for each in link["assets"])
        shown = frozenset() if album else shown
        return link["type"], albums.get(album, album), shown, link["slug"], link["description"]

    def _fail(self, name: str, reason: object) -> None:
        self.faults.append(f"{name}: {reason}")
        self._progress.count(failed=1)


def taken(asset: Asset) -> str:
    """When an asset was taken, by the clock at that place and with its distance from UTC."""
    local = datetime.fromisoformat(asset["localDateTime"]).replace(tzinfo=None)
    instant = datetime.fromisoformat(asset["fileCreatedAt"])
    ahead = timedelta(minutes=round((local.replace(tzinfo=UTC) - instant) / timedelta(minutes=1)))
    return local.replace(tzinfo=timezone(ahead)).isoformat(timespec="milliseconds")
