"""Tag "Users": oneself and the others, as far as everybody may see them."""

from __future__ import annotations

import msgspec
from msgspec import UNSET

from generated import models
from generated.unimplemented import (
    create_profile_image as create_profile_image,
    delete_profile_image as delete_profile_image,
    delete_user_license as delete_user_license,
    delete_user_onboarding as delete_user_onboarding,
    get_my_calendar_heatmap as get_my_calendar_heatmap,
    get_profile_image as get_profile_image,
    get_user as get_user,
    get_user_license as get_user_license,
    get_user_onboarding as get_user_onboarding,
    search_users as search_users,
    set_user_license as set_user_license,
    set_user_onboarding as set_user_onboarding,
)
from handlers import preferences, shapes
from handlers.call import Call
from photos import users


async def get_my_user(call: Call) -> models.UserAdminResponseDto:
    license = await users.read_metadata(call.bindings.database, call.user.id, "license")
    return shapes.admin_user(call.user, license)


async def update_my_user(call: Call, body: models.UserUpdateMeDto) -> models.UserAdminResponseDto:
    """A new password needs no old one here, and no longer has to be changed."""
    database = call.bindings.database
    changes = users.Changes(
        email=UNSET if body.email is UNSET else body.email.lower(),
        name=body.name,
        avatar_color=body.avatarColor
        if body.avatarColor in (UNSET, None)
        else body.avatarColor.value,
    )
    if body.password is not UNSET:
        hashed = await call.bindings.passwords.hash(body.password)
        changes = msgspec.structs.replace(changes, password=hashed, should_change_password=False)
    updated = await users.update(database, call.user.id, changes)
    license = await users.read_metadata(database, call.user.id, "license")
    return shapes.admin_user(updated, license)


async def get_my_preferences(call: Call) -> models.UserPreferencesResponseDto:
    stored = await users.read_metadata(call.bindings.database, call.user.id, "preferences")
    return msgspec.convert(preferences.merged(stored), models.UserPreferencesResponseDto)


async def update_my_preferences(
    call: Call, body: models.UserPreferencesUpdateDto
) -> models.UserPreferencesResponseDto:
    database = call.bindings.database
    stored = await users.read_metadata(database, call.user.id, "preferences")
    wanted = preferences.changed(preferences.merged(stored), msgspec.to_builtins(body))
    await users.write_metadata(
        database, call.user.id, "preferences", preferences.difference(wanted)
    )
    return msgspec.convert(wanted, models.UserPreferencesResponseDto)
