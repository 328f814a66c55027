"""An account's originals in a folder, with a manifest that says all that files do not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from typing import Any

from importer.api import Refusal
from importer.progress import Progress
from importer.upload import Unreadable
from migration.library import Asset, Library, hex_checksum

AT_ONCE = 4
MANIFEST = "manifest.json"
_BATCH = 200
_STEM, _SUFFIX = 220, 16
"""Bytes of a file's name. With a number and `.part` they stay below the 255 a disk takes."""
_FACTS = ("id", "originalFileName", "checksum", "type", "fileCreatedAt", "localDateTime",
          "isFavorite", "visibility", "livePhotoVideoId")  # fmt: skip
_EXIF = ("description", "rating", "latitude", "longitude", "city", "state", "country",
         "timeZone", "dateTimeOriginal", "make", "model", "lensModel")  # fmt: skip


class Export:
    """One run into `folder`. Files that are there with the right bytes are not fetched again."""

    def __init__(self, library: Library, folder: Path, progress: Progress) -> None:
        self._library, self._folder, self._progress = library, folder, progress
        self._taken: set[str] = set()
        self.faults: list[str] = []

    def run(self) -> None:
        """Originals first, the manifest last. Raises Refusal where going on makes no sense."""
        entries: list[dict[str, Any]] = []
        assets = self._library.assets()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                while batch := list(islice(assets, _BATCH)):
                    entries += self._take(pool, batch)
            except BaseException:
                self._library.server.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        files = {entry["id"]: entry["file"] for entry in entries}
        content = {
            "assets": sorted(entries, key=lambda entry: str(entry["file"])),
            "albums": list(self._albums(files)),
            "stacks": [
                [files[id] for id in stack if id in files] for stack in self._library.stacks()
            ],
        }
        fresh = self._folder / f"{MANIFEST}.new"
        fresh.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(self._folder / MANIFEST)

    def _take(self, pool: ThreadPoolExecutor, batch: list[Asset]) -> list[dict[str, Any]]:
        named = [(asset, self._name(asset)) for asset in batch]  # in order, so always the same
        futures = {pool.submit(self._fetch, asset, name): name for asset, name in named}
        entries = []
        for future in as_completed(futures):
            try:
                entries.append(future.result())
            except (Refusal, Unreadable) as fault:
                if isinstance(fault, Refusal) and fault.status in (0, 401, 403):
                    raise
                self.faults.append(f"{futures[future]}: {fault}")
                self._progress.count(failed=1)
        return entries

    def _fetch(self, asset: Asset, name: str) -> dict[str, Any]:
        path = self._folder / name
        if _has(path, hex_checksum(asset)):
            self._progress.count(known=1)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.part")
            try:
                self._library.fetch(asset, fresh, self._progress.sent)
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)
            self._progress.count(new=1)
        detail = self._library.detail(asset["id"])
        exif = detail.get("exifInfo") or {}
        return {
            "file": name,
            **{fact: detail.get(fact) for fact in _FACTS},
            **{fact: exif[fact] for fact in _EXIF if exif.get(fact) not in (None, "")},
            "tags": [tag["value"] for tag in detail.get("tags") or []],
        }

    def _name(self, asset: Asset) -> str:
        """`2024/05/IMG_1.jpg`, `2024/05/IMG_1 (2).jpg`: unique, also where case is ignored."""
        year, month = asset["localDateTime"][:7].split("-")
        given = Path(asset["originalFileName"].replace("/", "_").replace("\0", "_")).name or "photo"
        given = f"_{given}" if given.startswith(".") else given
        stem, suffix = _cut(Path(given).stem, _STEM), _cut(Path(given).suffix, _SUFFIX)
        name, number = f"{year}/{month}/{stem}{suffix}", 1
        while name.lower() in self._taken:
            number += 1
            name = f"{year}/{month}/{stem} ({number}){suffix}"
        self._taken.add(name.lower())
        return name

    def _albums(self, files: dict[str, str]) -> Iterator[dict[str, Any]]:
        for album in self._library.albums():
            members = self._library.members(album["id"])
            yield {
                "name": album["albumName"],
                "description": album["description"],
                "createdAt": album["createdAt"],
                "cover": files.get(album["albumThumbnailAssetId"] or ""),
                "files": [files[id] for id in members if id in files],
            }


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")


def _has(path: Path, checksum: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha1").hexdigest() == checksum
    except OSError:
        return False
