"""The import itself: hash, ask, upload what is missing, put into albums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from typing import TypeVar

from importer.albums import Albums
from importer.api import Refusal, Server
from importer.folder import Photo, sha1
from importer.progress import Progress
from importer.upload import Unreadable

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 3
"""Uploads at the same time."""
_BATCH = 200
"""Files asked about with one question, and kept in memory."""
_FULL = "Quota has been exceeded!"


class Import:
    """One run. Running it again goes on where it ended: what the library has is
    never sent twice."""

    def __init__(self, server: Server, progress: Progress, albums: Albums | None) -> None:
        self.faults: list[tuple[Path, str]] = []
        self._server, self._progress, self._albums = server, progress, albums

    def fail(self, path: Path, reason: object) -> None:
        """Note a file that could not be taken in, and go on."""
        self.faults.append((path, str(reason)))
        self._progress.count(failed=1)

    def take(self, photos: Iterator[Photo]) -> None:
        """Raises Refusal when the server will have no more, Stopped once told to stop."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                while batch := list(islice(photos, _BATCH)):
                    self._take(pool, batch)
            except BaseException:
                self._server.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _take(self, pool: ThreadPoolExecutor, batch: list[Photo]) -> None:
        same: dict[str, list[Photo]] = defaultdict(list)
        for photo, checksum in _each(pool, self._hash, batch):
            if checksum is not None:
                same[checksum].append(photo)
        missing, members = [], defaultdict[str, list[str]](list)
        for photos, answer in zip(same.values(), self._server.check(same), strict=True):
            if answer["action"] == "accept":
                missing.append(photos)
                continue
            if answer.get("isTrashed"):
                self._progress.count(trashed=len(photos))
                continue
            self._progress.count(known=len(photos))
            _assign(members, photos, answer["assetId"])
        for photos, id in _each(pool, self._upload, missing):
            if id is not None:
                _assign(members, photos, id)
        if self._albums is not None:
            for name, ids in members.items():
                self._albums.add(name, ids)

    def _hash(self, photo: Photo) -> str | None:
        try:
            return sha1(photo.path, self._server.stopped)
        except OSError as error:
            self.fail(photo.path, error.strerror or error)
            return None

    def _upload(self, photos: list[Photo]) -> str | None:
        """The first of files with the same bytes."""
        first, *others = photos
        try:
            id = self._server.upload(first, self._progress.sent)
        except (Unreadable, Refusal) as fault:
            if isinstance(fault, Refusal) and _is_final(fault):
                raise
            for photo in photos:
                self.fail(photo.path, fault)
            return None
        self._progress.count(new=1, known=len(others))
        return id


def _each(
    pool: ThreadPoolExecutor, work: Callable[[T], R], items: Iterable[T]
) -> Iterator[tuple[T, R]]:
    """Each item with what became of it, as it is done."""
    futures = {pool.submit(work, item): item for item in items}
    for future in as_completed(futures):
        yield futures[future], future.result()


def _is_final(refusal: Refusal) -> bool:
    """Every other file would be refused too."""
    return refusal.status in (0, 401, 403) or str(refusal) == _FULL


def _assign(members: dict[str, list[str]], photos: list[Photo], id: str) -> None:
    for photo in photos:
        members[photo.folder].append(id)
