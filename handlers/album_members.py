"""Tag "Albums": letting people in, what they may do there, and seeing them off."""

from __future__ import annotations

import msgspec

from generated import models
from handlers import album_shapes
from handlers.call import Call
from handlers.decode import Invalid
from photos import access, album_members, albums
from photos.album_members import Invitation
from photos.refusal import Refused


async def add_users_to_album(
    call: Call, id: str, body: models.AddUsersDto
) -> models.AlbumResponseDto:
    database = call.bindings.database
    await access.require(database, "album.share", call.caller, [id])
    invitations = [Invitation(each.userId, each.role.value) for each in body.albumUsers]
    await album_members.invite(database, id, invitations, call.bindings.clock.now())
    return await changed_album(call, id)


async def update_album_user(
    call: Call, id: str, user_id: str, body: models.UpdateAlbumUserDto
) -> None:
    member, database = member_id(call, user_id), call.bindings.database
    await access.require(database, "album.share", call.caller, [id])
    await album_members.promote(database, id, member, body.role.value)


async def remove_user_from_album(call: Call, id: str, user_id: str) -> None:
    member = member_id(call, user_id)
    await album_members.remove(call.bindings.database, call.caller, id, member)


async def changed_album(call: Call, id: str) -> models.AlbumResponseDto:
    """How an album looks after a change."""
    database = call.bindings.database
    detail = await albums.read(database, id)
    if detail is None:
        raise Refused("Album not found")
    return album_shapes.changed(detail, call.user.id, await albums.span(database, id))


def member_id(call: Call, text: str) -> str:
    """The user a path means: an id, or `me`. Raises Invalid for anything else."""
    if text == "me":
        return call.user.id
    try:
        return msgspec.convert(text.lower(), models.Uuid4)
    except msgspec.ValidationError:
        issue = {"code": "custom", "path": ["userId"], "message": 'Must be a UUID v4 or "me"'}
        raise Invalid([issue]) from None
