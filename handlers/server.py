"""Tag "Server": what this server is, can do and has room for."""

from __future__ import annotations

from generated import models
from generated.operations import CONTRACT_VERSION
from generated.unimplemented import (
    delete_server_license as delete_server_license,
    get_server_license as get_server_license,
    get_server_statistics as get_server_statistics,
    set_server_license as set_server_license,
)
from handlers.call import Call
from photos import settings, system, users
from photos.media import formats

_RELEASES = "https://github.com/immich-app/immich/releases"
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


async def ping_server(call: Call) -> models.ServerPingResponse:
    return models.ServerPingResponse(res="pong")


async def get_server_version(call: Call) -> models.ServerVersionResponseDto:
    major, minor, patch = (int(part) for part in CONTRACT_VERSION.split("."))
    return models.ServerVersionResponseDto(major=major, minor=minor, patch=patch, prerelease=None)


async def get_version_history(call: Call) -> list[models.ServerVersionHistoryResponseDto]:
    """Nothing records upgrades here; clients take an empty list."""
    return []


async def get_version_check(call: Call) -> models.VersionCheckStateResponseDto:
    """This server never looks for a newer one."""
    return models.VersionCheckStateResponseDto(checkedAt=None, releaseVersion=None)


async def get_server_features(call: Call) -> models.ServerFeaturesDto:
    """Each flag says what is true here; clients hide what is off."""
    current = await settings.read(call.bindings.database)
    return models.ServerFeaturesDto(
        configFile=False,
        duplicateDetection=False,
        email=False,
        facialRecognition=False,
        importFaces=False,
        map=False,
        oauth=False,
        oauthAutoLaunch=False,
        ocr=False,
        passwordLogin=current.password_login,
        realtimeTranscoding=False,
        reverseGeocoding=False,
        search=True,
        sidecar=False,
        smartSearch=False,
        trash=current.trash_enabled,
    )


async def get_server_config(call: Call) -> models.ServerConfigDto:
    database = call.bindings.database
    current = await settings.read(database)
    onboarding = await system.read(database, "admin-onboarding")
    return models.ServerConfigDto(
        externalDomain=current.external_domain,
        isInitialized=await users.admin_exists(database),
        isOnboarded=bool(onboarding.get("isOnboarded", False)),
        loginPageMessage=current.login_page_message,
        maintenanceMode=False,
        mapDarkStyleUrl="",
        mapLightStyleUrl="",
        minFaces=3,
        oauthButtonText="Login with OAuth",
        publicUsers=current.public_users,
        trashDays=current.trash_days,
        userDeleteDelay=current.user_delete_delay,
    )


async def get_supported_media_types(call: Call) -> models.ServerMediaTypesResponseDto:
    return models.ServerMediaTypesResponseDto(
        image=list(formats.IMAGE_EXTENSIONS),
        sidecar=list(formats.SIDECAR_EXTENSIONS),
        video=list(formats.VIDEO_EXTENSIONS),
    )


async def get_about_info(call: Call) -> models.ServerAboutResponseDto:
    return models.ServerAboutResponseDto(
        licensed=False,
        version=f"v{CONTRACT_VERSION}",
        versionUrl=f"{_RELEASES}/tag/v{CONTRACT_VERSION}",
    )


async def get_apk_links(call: Call) -> models.ServerApkLinksDto:
    base = f"{_RELEASES}/download/v{CONTRACT_VERSION}"
    return models.ServerApkLinksDto(
        arm64v8a=f"{base}/app-arm64-v8a-release.apk",
        armeabiv7a=f"{base}/app-armeabi-v7a-release.apk",
        universal=f"{base}/app-release.apk",
        x86_64=f"{base}/app-x86_64-release.apk",
    )


async def get_storage(call: Call) -> models.ServerStorageResponseDto:
    """The disk under the library; object storage has no end, so what the
    libraries hold is shown against ten times that, at least 1 TiB."""
    capacity = await call.bindings.blobs.capacity()
    if capacity is None:
        used = await users.total_usage(call.bindings.database)
        total = max(1 << 40, used * 10)
    else:
        total, used = capacity.total, capacity.total - capacity.free
    return models.ServerStorageResponseDto(
        diskAvailable=readable_size(total - used),
        diskAvailableRaw=total - used,
        diskSize=readable_size(total),
        diskSizeRaw=total,
        diskUsagePercentage=round(used / total * 100, 2) if total else 0.0,
        diskUse=readable_size(used),
        diskUseRaw=used,
    )


def readable_size(size: int) -> str:
    """Bytes as people read them: `512 B`, `1.5 KiB`, one decimal from KiB on."""
    amount, unit = float(size), 0
    while amount >= 1024 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{size} B" if unit == 0 else f"{amount:.1f} {_UNITS[unit]}"
