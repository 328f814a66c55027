"""Tag "Users (admin)": the accounts of everybody."""

from __future__ import annotations

from typing import TypeVar

from msgspec import UNSET, UnsetType

from generated import models
from generated.routes.users_admin import (
    GetUserCalendarHeatmapAdminQuery,
    GetUserStatisticsAdminQuery,
    SearchUsersAdminQuery,
)
from handlers import heatmap, preferences, realtime, sessions as session_shapes, shapes
from handlers.call import Call
from handlers.jobs import UserDelete
from photos import accounts, credentials, sessions, statistics, users
from photos.refusal import Refused
from photos.users import User

T = TypeVar("T")


async def search_users_admin(
    call: Call, query: SearchUsersAdminQuery
) -> list[models.UserAdminResponseDto]:
    found = await accounts.search(
        call.bindings.database, query.id or None, query.withDeleted is True
    )
    return [_shown(user) for user in found]


async def get_user_admin(call: Call, id: str) -> models.UserAdminResponseDto:
    return _shown(await accounts.find(call.bindings.database, id))


async def create_user_admin(
    call: Call, body: models.UserAdminCreateDto
) -> models.UserAdminResponseDto:
    bindings = call.bindings
    pin_code = _or_none(body.pinCode)
    new = accounts.NewAccount(
        id=bindings.clock.uuid(),
        email=users.address(body.email),
        name=body.name,
        password=await bindings.passwords.hash(credentials.required(body.password)),
        pin_code=await bindings.passwords.hash(pin_code) if pin_code else None,
        is_admin=body.isAdmin is True,
        should_change_password=body.shouldChangePassword is not False,
        avatar_color=_or_none(body.avatarColor),
        storage_label=accounts.label(_or_none(body.storageLabel)),
        quota_size_in_bytes=_or_none(body.quotaSizeInBytes),
    )
    return _shown(await accounts.create(bindings.database, new, bindings.clock.now()))


async def update_user_admin(
    call: Call, id: str, body: models.UserAdminUpdateDto
) -> models.UserAdminResponseDto:
    """No session ends by it; whoever must be locked out is deleted or logged out."""
    if id == call.user.id and body.isAdmin not in (UNSET, call.user.is_admin):
        raise Refused("Admin status can only be changed by another admin")
    passwords = call.bindings.passwords
    label, color, pin_code = body.storageLabel, body.avatarColor, body.pinCode
    changes = users.Changes(
        email=UNSET if body.email is UNSET else users.address(body.email),
        name=body.name,
        avatar_color=color.value if isinstance(color, models.UserAvatarColor) else color,
        password=UNSET
        if body.password is UNSET
        else await passwords.hash(credentials.required(body.password)),
        should_change_password=body.shouldChangePassword,
        pin_code=await passwords.hash(pin_code) if isinstance(pin_code, str) else pin_code,
        is_admin=body.isAdmin,
        storage_label=UNSET if label is UNSET else accounts.label(label),
        quota_size_in_bytes=body.quotaSizeInBytes,
    )
    return _shown(await users.update(call.bindings.database, id, changes))


async def delete_user_admin(
    call: Call, id: str, body: models.UserAdminDeleteDto
) -> models.UserAdminResponseDto:
    """The account is closed at once. It is removed by a job: now, or by the
    nightly run when the time for restoring it is over."""
    if id == call.user.id:
        raise Refused("Cannot delete your own account", "forbidden")
    bindings, force = call.bindings, body.force is True
    closed = await accounts.delete(bindings.database, id, bindings.clock.now(), at_once=force)
    await realtime.close_revoked(bindings, id)
    if force:
        await bindings.queue.send([UserDelete(id=id).message()])
    return _shown(closed)


async def restore_user_admin(call: Call, id: str) -> models.UserAdminResponseDto:
    return _shown(await accounts.restore(call.bindings.database, id))


async def get_user_preferences_admin(call: Call, id: str) -> models.UserPreferencesResponseDto:
    await accounts.find(call.bindings.database, id)
    return await preferences.read(call.bindings.database, id)


async def update_user_preferences_admin(
    call: Call, id: str, body: models.UserPreferencesUpdateDto
) -> models.UserPreferencesResponseDto:
    await _live(call, id)
    return await preferences.update(call.bindings.database, id, body)


async def get_user_sessions_admin(call: Call, id: str) -> list[models.SessionResponseDto]:
    """None of an unknown or deleted person."""
    database = call.bindings.database
    if await users.find(database, id) is None:
        return []
    found = await sessions.all_of(database, id, call.bindings.clock.now())
    return [session_shapes.shown(each) for each in found]


async def get_user_statistics_admin(
    call: Call, id: str, query: GetUserStatisticsAdminQuery
) -> models.AssetStatsResponseDto:
    """Zeros of an unknown person."""
    counts = await statistics.count(
        call.bindings.database,
        id,
        [query.visibility] if query.visibility else ["timeline", "archive"],
        trashed=query.isTrashed is True,
        favorite=None if query.isFavorite is UNSET else query.isFavorite,
    )
    return models.AssetStatsResponseDto(
        images=counts.images, videos=counts.videos, total=counts.total
    )


async def get_user_calendar_heatmap_admin(
    call: Call, id: str, query: GetUserCalendarHeatmapAdminQuery
) -> models.CalendarHeatmapResponseDto:
    await _live(call, id)
    return await heatmap.show(call, id, query)


def _shown(user: User) -> models.UserAdminResponseDto:
    """No account has a licence: see `users.set_user_license`."""
    return shapes.admin_user(user, license={})


async def _live(call: Call, id: str) -> User:
    found = await users.find(call.bindings.database, id)
    if found is None:
        raise Refused("User not found")
    return found


def _or_none(value: T | UnsetType | None) -> T | None:
    return None if isinstance(value, UnsetType) else value
