"""Tag "Timeline": months of a library, and what lies in each."""

from __future__ import annotations

import re

from msgspec import UNSET

from generated import models
from generated.gate import Wire
from generated.routes.timeline import GetTimeBucketQuery, GetTimeBucketsQuery
from handlers.call import Call, Caller
from handlers.decode import Invalid
from handlers.wire import Json
from photos import access, timeline
from photos.refusal import Refused
from photos.timeline import Box, View

_MONTH = re.compile(r"(?a)\A[+-]?(\d{4,5}-(?:0[1-9]|1[0-2]))(?:-\d{2}.*)?\Z", re.DOTALL)
_UNMIXABLE = (
    "withPartners is only supported for non-archived, non-trashed, non-favorited, non-locked assets"
)

Query = GetTimeBucketQuery | GetTimeBucketsQuery


async def get_time_buckets(call: Call, query: GetTimeBucketsQuery) -> Wire:
    view = await looked_at(call, query)
    bare = _finds_nothing(query, view)
    return Json(b"[]" if bare else await timeline.buckets(call.bindings.database, view))


async def get_time_bucket(call: Call, query: GetTimeBucketQuery) -> Wire:
    match = _MONTH.match(query.timeBucket)
    if match is None:
        raise _invalid("timeBucket", "Invalid time bucket, expected YYYY-MM-DD")
    view = await looked_at(call, query)
    month = "" if _finds_nothing(query, view) else match[1]
    return Json(await timeline.bucket(call.bindings.database, view, month))


def _finds_nothing(query: Query, view: View) -> bool:
    """Nobody is recognised here; and visitors who may not know where photos were taken
    could find out box by box."""
    return bool(query.personId) or (view.box is not None and not view.places)


async def looked_at(call: Call, query: Query) -> View:
    """What the query asks to see, once it is sure that the caller may see it.

    The order of the checks is the order in which clients have met the errors.
    """
    caller = call.caller
    visibility = query.visibility.value if query.visibility else None
    # The trash and the locked folder are one's own, in albums too.
    private = query.isTrashed is True or visibility == "locked"
    owner = query.userId or (None if query.albumId and not private else caller.user.id)
    box = box_of(query.bbox) if query.bbox is not UNSET else None
    await check(call, query, visibility, owner)
    places = caller.link is None or caller.link.show_exif
    return View(
        caller="" if caller.link else caller.user.id,
        owner=owner,
        partners=query.withPartners is True and bool(query.userId or not query.albumId),
        album=query.albumId or None,
        tag=query.tagId or None,
        box=box,
        visibility=visibility,
        favorite=None if query.isFavorite is UNSET else query.isFavorite,
        trashed=query.isTrashed is True,
        stacked=query.withStacked is True,
        coordinates=query.withCoordinates is True and places,
        places=places,
        ascending=query.order is models.AssetOrder.ASC,
        axis="created" if query.orderBy is models.AssetOrderBy.CREATED_AT else "taken",
    )


async def check(call: Call, query: Query, visibility: str | None, owner: str | None) -> None:
    """Raise Refused where the caller may not look."""
    caller, database = call.caller, call.bindings.database
    if visibility == "locked":
        access.require_elevation(caller)
    if query.albumId:
        await access.require(database, "album.read", caller, [query.albumId])
    if owner is not None:
        await check_owner(call, caller, owner, visibility)
    if query.isTrashed is True and owner != caller.user.id:
        raise access.refusal("timeline.read")
    if query.tagId:
        await access.require(database, "tag.read", caller, [query.tagId])
    if query.withPartners is True and (
        visibility not in ("timeline", "hidden")
        or query.isFavorite is not UNSET
        or query.isTrashed is True
    ):
        raise Refused(_UNMIXABLE)


async def check_owner(call: Call, caller: Caller, owner: str, visibility: str | None) -> None:
    """Whether `owner`'s timeline is open to the caller, as far as `visibility` reaches."""
    database = call.bindings.database
    if caller.link is not None or owner != caller.user.id:
        await access.require(database, "timeline.read", caller, [owner])
    if owner == caller.user.id:
        return
    if visibility == "archive":
        await access.require(database, "archive.read", caller, [owner])
    if visibility == "locked":
        raise Refused("You may not access another user's locked timeline")


def box_of(text: str) -> Box:
    """`west,south,east,north` in degrees. Raises Invalid with what is wrong."""
    parts = text.split(",")
    if len(parts) != 4:
        raise _invalid("bbox", "bbox must have 4 comma-separated numbers: west,south,east,north")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        raise _invalid("bbox", "bbox parts must be valid numbers") from None
    if not all(abs(part) <= 360 for part in (west, south, east, north)):  # nan and inf too
        raise _invalid("bbox", "bbox parts must be valid numbers")
    if north < south:
        raise _invalid("bbox", "North latitude must be greater than or equal to south latitude")
    return Box(west, south, east, north)


def _invalid(field: str, message: str) -> Invalid:
    return Invalid([{"code": "custom", "path": [field], "message": message}])
