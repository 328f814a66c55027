"""Tag "Assets": what a person changes about assets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from bindings import Bindings, Sql
from generated import models
from handlers import asset_shapes
from handlers.call import Call
from handlers.decode import Invalid
from handlers.issues import Issue
from handlers.jobs import AssetExtractMetadata, AssetGenerateThumbnails
from handlers.jobs.news import announce, tell
from photos import access, asset_changes, asset_dates, assets, live_photos, places
from photos.asset_changes import Description, Standing
from photos.asset_dates import Redating
from photos.places import Place

Body = models.UpdateAssetDto | models.AssetBulkUpdateDto

_MOST_TEXT = 20_000_000
"""Characters one request writes into all descriptions together: ten thousand of them into
each of a hundred thousand photos would be gigabytes."""


class Motion(NamedTuple):
    """What a change does to the motion video of a still."""

    statements: list[Sql]
    """The first returns the id of a video that stands alone again."""
    hidden: str | None = None
    """A video that leaves the timeline."""


async def update_asset(call: Call, id: str, body: models.UpdateAssetDto) -> models.AssetResponseDto:
    bindings, description, standing = call.bindings, _description(body), _standing(body)
    database, redating = bindings.database, Redating(_checked_date(body))
    targets = await asset_changes.targets(database, call.caller, [id])
    motion = await _motion(call, id, body.livePhotoVideoId)
    place = await _place(call, description)
    changes = asset_changes.changes(
        targets, standing, description, redating, bindings.clock.offset, place
    )
    if standing.visibility is not UNSET:
        changes += asset_changes.mending_covers([id])
    # A motion that is set free goes where its still is by now.
    found = await database.batch([*changes, *motion.statements])
    detail = await assets.read(database, id)
    if detail is None:
        raise access.refusal("asset.update")
    if description.position is not None:
        await _read_again(bindings, [id])
    elif description != Description() or redating != Redating():
        await tell(bindings, detail)
    if motion.hidden is not None:
        await bindings.sockets.emit(call.user.id, "on_asset_hidden", [motion.hidden])
    if motion.statements:
        freed = [AssetGenerateThumbnails(id=id, notify=True) for (id,) in found[len(changes)]]
        await bindings.queue.send([job.message() for job in freed])
    return asset_shapes.described(detail, call.caller)


async def update_assets(call: Call, body: models.AssetBulkUpdateDto) -> None:
    """All of them or none. Whoever has them open hears of it later, asset by asset."""
    bindings, ids = call.bindings, list(dict.fromkeys(body.ids))
    standing, description = _standing(body), _description(body)
    if description.description and len(ids) * len(description.description) > _MOST_TEXT:
        raise Invalid([_issue(f"Too long for {len(ids)} assets at once", "description")])
    redating = Redating(_checked_date(body), body.dateTimeRelative or 0, body.timeZone or None)
    targets = await asset_changes.targets(bindings.database, call.caller, ids)
    place = await _place(call, description)
    changes = asset_changes.changes(
        targets, standing, description, redating, bindings.clock.offset, place
    )
    if standing.visibility == "locked":
        changes += asset_changes.leaving_albums(ids)
    await bindings.database.batch(changes)
    if description.position is not None:
        await _read_again(bindings, ids)
    else:
        await announce(bindings, ids)


async def _place(call: Call, description: Description) -> Place | None:
    """The place at the position that is given."""
    if description.position is None:
        return None
    (place,) = await places.locate(call.bindings.database, [description.position])
    return place


async def _read_again(bindings: Bindings, ids: Sequence[str]) -> None:
    """A date without a zone gets that of the new position. Only the file knows if it has
    one, so it is after reading it that clients are told of all that changed."""
    jobs = [AssetExtractMetadata(id=id, source="position") for id in ids]
    await bindings.queue.send([job.message() for job in jobs])


async def _motion(call: Call, id: str, wanted: str | UnsetType | None) -> Motion:
    database = call.bindings.database
    if wanted is UNSET:
        return Motion([])
    if wanted is None:
        await live_photos.require_separable(database, id)
        return Motion(live_photos.unlinking(id))
    shown = await live_photos.require_motion_video(database, wanted, call.user.id)
    return Motion(live_photos.linking(id, wanted), hidden=wanted if shown else None)


def _standing(body: Body) -> Standing:
    group = body.duplicateId if isinstance(body, models.AssetBulkUpdateDto) else UNSET
    visibility = body.visibility
    return Standing(
        is_favorite=body.isFavorite,
        visibility=UNSET if visibility is UNSET else visibility.value,
        duplicate_id=group,
    )


def _description(body: Body) -> Description:
    text = body.description
    return Description(
        description=UNSET if text is UNSET else text.strip(),
        rating=body.rating,
        latitude=body.latitude,
        longitude=body.longitude,
    )


def _checked_date(body: Body) -> datetime | None:
    """The new date, if there is one. Raises Invalid for whatever is wrong with the
    body that the contract's schema cannot say."""
    date, issues = None, []
    if body.dateTimeOriginal is not UNSET:
        try:
            date = asset_dates.parse(body.dateTimeOriginal)
        except ValueError:
            text = "Invalid input: expected ISO 8601 datetime string, received string"
            issues.append(_issue(text, "dateTimeOriginal"))
    if body.rating == 0:
        text = "Rating must be -1 (rejected), 1–5 (starred), or null (unrated); 0 is not valid"
        issues.append(_issue(text, "rating"))
    if (body.latitude is UNSET) is not (body.longitude is UNSET):
        issues.append(_issue("Latitude and longitude must be provided together"))
    both = isinstance(body, models.AssetBulkUpdateDto) and body.dateTimeRelative is not UNSET
    if both and body.dateTimeOriginal is not UNSET:
        issues.append(_issue("dateTimeRelative cannot exist alongside dateTimeOriginal"))
    if issues:
        raise Invalid(issues)
    return date


def _issue(text: str, *path: str) -> Issue:
    return {"code": "custom", "path": list(path), "message": text}
