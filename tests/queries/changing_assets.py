"""Calls of what changes assets, for test_plans."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bindings import Sql
from bindings.local.clock import SystemClock
from photos import asset_changes, asset_copies, asset_metadata, live_photos
from photos.asset_changes import Description, Standing, Target
from photos.asset_copies import Part
from photos.asset_dates import Redating
from tests.photos.library import NOW, STAMP, Caller
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]


def about_changes(callers: dict[str, Caller], id: str, video: str) -> dict[str, Call]:
    owner = callers["owner"]
    return {
        "asset_changes.targets": lambda db: asset_changes.targets(db, owner, [id]),
        "asset_changes.changes": lambda db: db.batch(_changes()),
        "asset_changes.leaving_albums": lambda db: db.batch(asset_changes.leaving_albums([id])),
        "asset_metadata.read": lambda db: asset_metadata.read(db, id, Sql("1")),
        "asset_metadata.write": lambda db: asset_metadata.write(db, [(id, "k", {})]),
        "asset_metadata.delete": lambda db: asset_metadata.delete(db, [(id, "k")]),
        "asset_copies.read": lambda db: asset_copies.read(db, id, video),
        "asset_copies": lambda db: db.batch(_copies(id)),
        "live_photos.require_motion_video": lambda db: live_photos.require_motion_video(
            db, video, owner.user.id
        ),
        "live_photos.require_separable": lambda db: live_photos.require_separable(db, id),
        "live_photos.linking": lambda db: db.batch(live_photos.linking(id, video)),
        "live_photos.unlinking": lambda db: db.batch(live_photos.unlinking(id)),
    }


def _changes() -> list[Sql]:
    return asset_changes.changes(
        [Target(1, STAMP, None)],
        Standing(is_favorite=True),
        Description(rating=1, latitude=1, longitude=1),
        Redating(minutes=1),
        SystemClock().offset,
    )


def _copies(id: str) -> list[Sql]:
    source, target = Part(id, "o", True, "s", None), Part(id, "o", False, "t", None)
    return [
        *asset_copies.albums(source, target, NOW),
        *asset_copies.shared_links(source, target),
        *asset_copies.favorite(source, target),
        *asset_copies.stack(source, target),
        *asset_copies.sidecar(target, "p"),
    ]
