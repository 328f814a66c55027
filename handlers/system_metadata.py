"""Tag "System metadata": what the installation remembers of itself."""

from __future__ import annotations

from generated import models
from handlers import server
from handlers.call import Call
from photos import place_table, system

ONBOARDING = "admin-onboarding"


async def get_admin_onboarding(call: Call) -> models.AdminOnboardingUpdateDto:
    stored = await system.read(call.bindings.database, ONBOARDING)
    return models.AdminOnboardingUpdateDto(isOnboarded=bool(stored.get("isOnboarded", False)))


async def update_admin_onboarding(call: Call, body: models.AdminOnboardingUpdateDto) -> None:
    value = {"isOnboarded": body.isOnboarded}
    await system.write(call.bindings.database, ONBOARDING, value)


async def get_reverse_geocoding_state(call: Call) -> models.ReverseGeocodingStateResponseDto:
    """Which table of places is loaded, and since when."""
    loaded = await place_table.loaded(call.bindings.database)
    return models.ReverseGeocodingStateResponseDto(
        lastImportFileName=loaded.file or None, lastUpdate=loaded.at or None
    )


async def get_version_check_state(call: Call) -> models.VersionCheckStateResponseDto:
    return await server.get_version_check(call)
