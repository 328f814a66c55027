"""Each statement of the sync stream, and what surrounds them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from photos import checkpoints, sync, sync_shapes
from photos.sync_plan import ORDER, Backfill, Reader, Run, plan
from photos.users import User
from tests.photos.library import NOW
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]
_ID = "00000000-0000-7000-8000-000000000000"
_BEGUN = ("PartnerAssetV2", "PartnerStackV1", "AlbumAssetCreateV2", "AlbumAssetExifCreateV1",
          "AlbumUserV1", "AlbumToAssetV1", "PartnerAssetExifV1")  # fmt: skip


def sync_calls(owner: User, asset: str) -> dict[str, Call]:
    found: dict[str, Call] = {
        "checkpoints.read": lambda db: checkpoints.read(db, "s"),
        "checkpoints.locate": lambda db: checkpoints.locate(db, "s"),
        "checkpoints.present": checkpoints.present,
        "checkpoints.store": lambda db: checkpoints.store(db, "s", {"UserV1": "UserV1|x"}),
        "checkpoints.forget": lambda db: checkpoints.forget(db, "s", ["UserV1"]),
        "checkpoints.reset": lambda db: checkpoints.reset(db, "s"),
        "sync_shapes.read_asset": lambda db: sync_shapes.read_asset(db, asset),
        "sync_shapes.read_edits": lambda db: sync_shapes.read_edits(db, asset),
        "sync.begin": lambda db: sync.begin(db, "s", owner.id, [], NOW),
    }
    reader = Reader(owner.id, _ID, {type: f"{type}|{_ID}" for type in _BEGUN})
    return found | {f"sync {step.type}": _page(step) for step in plan(reader, ORDER)}


def _page(step: Run | Backfill) -> Call:
    page = step.page if isinstance(step, Run) else step.page("x", _ID)
    statement = sync.lines(page("", sync.PAGE), step.type, step.type, _ID)
    return lambda db: db.all(statement, tuple[int, str | None, str | None])
