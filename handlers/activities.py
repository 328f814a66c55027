"""Tag "Activities": likes and comments in albums."""

from __future__ import annotations

from generated import models
from generated.gate import Wire
from generated.routes.activities import GetActivitiesQuery, GetActivityStatisticsQuery
from handlers import shapes
from handlers.call import Call
from handlers.decode import Invalid
from handlers.wire import reply
from photos import access, activities
from photos.activities import New, Said, Wanted

_LIKE, _COMMENT = models.ReactionType.LIKE, models.ReactionType.COMMENT


async def get_activities(call: Call, query: GetActivitiesQuery) -> list[models.ActivityResponseDto]:
    """Members may read where nobody may write any more."""
    await access.require(call.bindings.database, "album.read", call.caller, [query.albumId])
    wanted = Wanted(
        album_id=query.albumId,
        asset_id=query.assetId or None,
        user_id=query.userId or None,
        liked=query.type is _LIKE if query.type else None,
        album_level=query.level is models.ReactionLevel.ALBUM,
    )
    return [_activity(each) for each in await activities.find(call.bindings.database, wanted)]


async def get_activity_statistics(
    call: Call, query: GetActivityStatisticsQuery
) -> models.ActivityStatisticsResponseDto:
    await access.require(call.bindings.database, "album.read", call.caller, [query.albumId])
    wanted = Wanted(album_id=query.albumId, asset_id=query.assetId or None)
    found = await activities.count(call.bindings.database, wanted)
    return models.ActivityStatisticsResponseDto(comments=found.comments, likes=found.likes)


async def create_activity(call: Call, body: models.ActivityCreateDto) -> Wire:
    """201; 200 for a like that was there already."""
    database, clock = call.bindings.database, call.bindings.clock
    comment = _checked_comment(body)
    await access.require(database, "activity.create", call.caller, [body.albumId])
    new = New(
        id=clock.uuid(),
        album_id=body.albumId,
        user_id=call.user.id,
        asset_id=body.assetId or None,
        comment=comment,
    )
    id, is_new = await activities.create(database, new, clock.now())
    said = await activities.read(database, id)
    if said is None:
        raise access.refusal("activity.create")
    return reply(_activity(said), 201 if is_new else 200)


async def delete_activity(call: Call, id: str) -> None:
    database = call.bindings.database
    await access.require(database, "activity.delete", call.caller, [id])
    await activities.delete(database, id)


def _checked_comment(body: models.ActivityCreateDto) -> str | None:
    """The comment; None for a like. Raises Invalid for one without the other."""
    if body.type is _COMMENT:
        if not body.comment or not body.comment.strip():
            raise _invalid("Comment is required when type is COMMENT")
        return body.comment
    if body.comment:
        raise _invalid("Comment must not be provided when type is not COMMENT")
    return None


def _invalid(message: str) -> Invalid:
    return Invalid([{"code": "custom", "path": ["comment"], "message": message}])


def _activity(said: Said) -> models.ActivityResponseDto:
    activity = said.activity
    return models.ActivityResponseDto(
        assetId=activity.asset_id,
        comment=activity.comment,
        createdAt=activity.created_at,
        id=activity.id,
        type=_LIKE if activity.comment is None else _COMMENT,
        user=shapes.public_user(said.user),
    )
