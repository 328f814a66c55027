"""Tag "Users": oneself and the others, as far as everybody may see them."""

from __future__ import annotations

import msgspec
from msgspec import UNSET

from generated import models
from generated.gate import Form, Wire
from generated.routes.users import CreateProfileImageDtoFields, GetMyCalendarHeatmapQuery
from handlers import heatmap, preferences, profile_images, shapes
from handlers.call import Call
from photos import credentials, settings, users
from photos.refusal import Refused


async def search_users(call: Call) -> list[models.UserResponseDto]:
    """Everybody, unless the administrator keeps people from seeing one another."""
    database = call.bindings.database
    if call.user.is_admin or (await settings.read(database)).public_users:
        return [shapes.public_user(user) for user in await users.all_live(database)]
    return [shapes.public_user(call.user)]


async def get_user(call: Call, id: str) -> models.UserResponseDto:
    found = await users.find(call.bindings.database, id)
    if found is None:
        raise Refused("User not found")
    return shapes.public_user(found)


async def get_my_user(call: Call) -> models.UserAdminResponseDto:
    license = await users.read_metadata(call.bindings.database, call.user.id, "license")
    return shapes.admin_user(call.user, license)


async def update_my_user(call: Call, body: models.UserUpdateMeDto) -> models.UserAdminResponseDto:
    """A new password needs no old one here, and no longer has to be changed."""
    database = call.bindings.database
    changes = users.Changes(
        email=UNSET if body.email is UNSET else users.address(body.email),
        name=body.name,
        avatar_color=body.avatarColor
        if body.avatarColor in (UNSET, None)
        else body.avatarColor.value,
    )
    if body.password is not UNSET:
        hashed = await call.bindings.passwords.hash(credentials.required(body.password))
        changes = msgspec.structs.replace(changes, password=hashed, should_change_password=False)
    updated = await users.update(database, call.user.id, changes)
    license = await users.read_metadata(database, call.user.id, "license")
    return shapes.admin_user(updated, license)


async def get_my_preferences(call: Call) -> models.UserPreferencesResponseDto:
    return await preferences.read(call.bindings.database, call.user.id)


async def update_my_preferences(
    call: Call, body: models.UserPreferencesUpdateDto
) -> models.UserPreferencesResponseDto:
    return await preferences.update(call.bindings.database, call.user.id, body)


async def create_profile_image(
    call: Call, form: Form[CreateProfileImageDtoFields]
) -> models.CreateProfileImageResponseDto:
    return await profile_images.create(call, form)


async def delete_profile_image(call: Call) -> None:
    await profile_images.delete(call)


async def get_profile_image(call: Call, id: str) -> Wire:
    return await profile_images.show(call, id)


async def get_my_calendar_heatmap(
    call: Call, query: GetMyCalendarHeatmapQuery
) -> models.CalendarHeatmapResponseDto:
    return await heatmap.show(call, call.user.id, query)


async def get_user_onboarding(call: Call) -> models.OnboardingResponseDto:
    stored = await users.read_metadata(call.bindings.database, call.user.id, "onboarding")
    return models.OnboardingResponseDto(isOnboarded=bool(stored.get("isOnboarded", False)))


async def set_user_onboarding(
    call: Call, body: models.OnboardingDto
) -> models.OnboardingResponseDto:
    value = {"isOnboarded": body.isOnboarded}
    await users.write_metadata(call.bindings.database, call.user.id, "onboarding", value)
    return models.OnboardingResponseDto(isOnboarded=body.isOnboarded)


async def delete_user_onboarding(call: Call) -> None:
    await users.delete_metadata(call.bindings.database, call.user.id, "onboarding")


async def get_user_license(call: Call) -> models.LicenseResponseDto:
    license = await users.read_metadata(call.bindings.database, call.user.id, "license")
    if not license:
        raise Refused("Not Found", "missing")
    return msgspec.convert(license, models.LicenseResponseDto)


async def set_user_license(call: Call, body: models.LicenseKeyDto) -> models.LicenseResponseDto:
    """No key can be told to be genuine here: the keys that sign them are not ours to have."""
    raise Refused("Invalid license key")


async def delete_user_license(call: Call) -> None:
    await users.delete_metadata(call.bindings.database, call.user.id, "license")
