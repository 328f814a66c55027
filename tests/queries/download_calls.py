"""One call per statement of downloads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bindings import Database
from photos import access, downloads
from photos.downloads import Choice
from tests.photos.library import Caller

Call = Callable[[Any], Awaitable[Any]]


def about_downloads(callers: Mapping[str, Caller], asset: str, album: str) -> dict[str, Call]:
    owner = callers["owner"].user.id

    def files(caller: Caller) -> Call:
        allowed = access.condition("asset.download", caller)
        return lambda db: downloads.files(db, [asset], allowed, True)

    def plan(caller: Caller, choose: Callable[[Database], Choice]) -> Call:
        allowed = access.condition("asset.download", caller)

        async def call(database: Database) -> None:
            async for _ in downloads.plan(database, choose(database), allowed, 1, False):
                pass

        return call

    return {
        "downloads.plan of_library": plan(
            callers["owner"], lambda db: downloads.of_library(db, owner)
        ),
        "downloads.plan of_library elevated": plan(
            callers["elevated"], lambda db: downloads.of_library(db, owner)
        ),
        "downloads.plan of_album": plan(callers["owner"], lambda db: downloads.of_album(db, album)),
        "downloads.plan of_album link": plan(
            callers["album link"], lambda db: downloads.of_album(db, album)
        ),
        "downloads.plan of_assets": plan(callers["owner"], lambda db: downloads.of_assets([asset])),
        "downloads.plan of_assets link": plan(
            callers["asset link"], lambda db: downloads.of_assets([asset])
        ),
        "downloads.files owner": files(callers["owner"]),
        "downloads.files album link": files(callers["album link"]),
    }
