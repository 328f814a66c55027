"""Tag "Server": what this server is, can do and has room for."""

from __future__ import annotations

from generated import models
from generated.operations import CONTRACT_VERSION
from handlers import configuration
from handlers.call import Call
from photos import place_table, settings, statistics, system, users
from photos.media import formats
from photos.refusal import Refused

_RELEASES = "https://github.com/immich-app/immich/releases"
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


async def ping_server(call: Call) -> models.ServerPingResponse:
    return models.ServerPingResponse(res="pong")


async def get_server_version(call: Call) -> models.ServerVersionResponseDto:
    return version()


async def get_version_history(call: Call) -> list[models.ServerVersionHistoryResponseDto]:
    """Nothing records upgrades here; clients take an empty list."""
    return []


async def get_version_check(call: Call) -> models.VersionCheckStateResponseDto:
    """This server never looks for a newer one."""
    return models.VersionCheckStateResponseDto(checkedAt=None, releaseVersion=None)


async def get_server_features(call: Call) -> models.ServerFeaturesDto:
    """Each flag says what is true here; clients hide what is off."""
    current = await settings.read(call.bindings.database)
    loaded = await place_table.loaded(call.bindings.database)
    return models.ServerFeaturesDto(
        configFile=False,
        duplicateDetection=False,
        email=False,
        facialRecognition=False,
        importFaces=False,
        map=current.map_enabled,
        oauth=False,
        oauthAutoLaunch=False,
        ocr=False,
        passwordLogin=current.password_login,
        realtimeTranscoding=False,
        reverseGeocoding=current.reverse_geocoding and bool(loaded.file),
        search=True,
        sidecar=False,
        smartSearch=False,
        trash=current.trash_enabled,
    )


async def get_server_config(call: Call) -> models.ServerConfigDto:
    database = call.bindings.database
    config = configuration.merged(await system.read(database, settings.KEY))
    onboarding = await system.read(database, "admin-onboarding")
    return models.ServerConfigDto(
        externalDomain=config["server"]["externalDomain"],
        isInitialized=await users.admin_exists(database),
        isOnboarded=bool(onboarding.get("isOnboarded", False)),
        loginPageMessage=config["server"]["loginPageMessage"],
        maintenanceMode=False,
        mapDarkStyleUrl=config["map"]["darkStyle"],
        mapLightStyleUrl=config["map"]["lightStyle"],
        minFaces=config["machineLearning"]["facialRecognition"]["minFaces"],
        oauthButtonText=config["oauth"]["buttonText"],
        publicUsers=config["server"]["publicUsers"],
        trashDays=config["trash"]["days"],
        userDeleteDelay=config["user"]["deleteDelay"],
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


async def get_server_statistics(call: Call) -> models.ServerStatsResponseDto:
    usage = await statistics.usage(call.bindings.database)
    return models.ServerStatsResponseDto(
        photos=sum(each.photos for each in usage),
        usage=sum(each.bytes for each in usage),
        usageByUser=[
            models.UsageByUserDto(
                photos=each.photos,
                quotaSizeInBytes=each.quota_size_in_bytes,
                usage=each.bytes,
                usagePhotos=each.photo_bytes,
                usageVideos=each.video_bytes,
                userId=each.user_id,
                userName=each.user_name,
                videos=each.videos,
            )
            for each in usage
        ],
        usagePhotos=sum(each.photo_bytes for each in usage),
        usageVideos=sum(each.video_bytes for each in usage),
        videos=sum(each.videos for each in usage),
    )


async def get_server_license(call: Call) -> models.LicenseResponseDto:
    """Nobody can have stored one."""
    raise Refused("Not Found", "missing")


async def set_server_license(call: Call, body: models.LicenseKeyDto) -> models.LicenseResponseDto:
    """No key can be told to be genuine here: the keys that sign them are not ours to have."""
    raise Refused("Invalid license key")


async def delete_server_license(call: Call) -> None:
    """There is none to forget, which is what was wanted."""


def readable_size(size: int) -> str:
    """Bytes as people read them: `512 B`, `1.5 KiB`, one decimal from KiB on."""
    amount, unit = float(size), 0
    while amount >= 1024 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{size} B" if unit == 0 else f"{amount:.1f} {_UNITS[unit]}"


def version() -> models.ServerVersionResponseDto:
    major, minor, patch = (int(part) for part in CONTRACT_VERSION.split("."))
    return models.ServerVersionResponseDto(major=major, minor=minor, patch=patch, prerelease=None)
