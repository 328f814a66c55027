"""Tag "Shared links": making links, and visiting by one."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from email.utils import format_datetime
from hmac import compare_digest
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import UNSET, UnsetType

from generated import models
from generated.gate import Wire
from generated.routes.shared_links import GetAllSharedLinksQuery
from handlers import album_shapes, asset_shapes, auth, limits
from handlers.authentication import is_https
from handlers.call import Call
from handlers.wire import Header, reply
from photos import access, links, moments
from photos.links import Opened
from photos.refusal import Refused
from photos.shared_links import SharedLink

_KEY_BYTES = 50
_LIFE = timedelta(days=1)
_TOKENS_KEPT = 50
"""Links one browser may have open at once; a browser refuses cookies above 4 KB."""


async def get_all_shared_links(
    call: Call, query: GetAllSharedLinksQuery
) -> list[models.SharedLinkResponseDto]:
    found = await links.all_of(
        call.bindings.database, call.user.id, query.albumId or None, query.id or None
    )
    return [_shown(each) for each in found]


async def get_shared_link_by_id(call: Call, id: str) -> models.SharedLinkResponseDto:
    return _shown(await links.read(call.bindings.database, call.user.id, id))


async def create_shared_link(
    call: Call, body: models.SharedLinkCreateDto
) -> models.SharedLinkResponseDto:
    bindings, clock = call.bindings, call.bindings.clock
    album_id, asset_ids = await _shared_by(call, body)
    link = SharedLink(
        id=clock.uuid(),
        user_id=call.user.id,
        key=urlsafe_b64encode(clock.secret(_KEY_BYTES)).rstrip(b"=").decode(),
        slug=body.slug or None,
        type=body.type.value,
        album_id=album_id,
        description=body.description or None,
        password=body.password or None,
        allow_upload=body.allowUpload is not False,
        # Whoever may not read where a photo was taken must not get its file.
        allow_download=body.allowDownload and body.showMetadata,
        show_exif=body.showMetadata,
        expires_at=_expiry(body.expiresAt),
        created_at=moments.text(clock.now()),
    )
    await links.create(bindings.database, link, asset_ids)
    return await _changed(call, link.id)


async def update_shared_link(
    call: Call, id: str, body: models.SharedLinkEditDto
) -> models.SharedLinkResponseDto:
    changes = links.Changes(
        slug=body.slug or None,
        description=_unless_empty(body.description),
        password=_unless_empty(body.password),
        allow_upload=body.allowUpload,
        allow_download=body.allowDownload,
        show_exif=body.showMetadata,
        expires_at=UNSET if body.expiresAt is UNSET else _expiry(body.expiresAt),
    )
    await links.update(call.bindings.database, call.user.id, id, changes)
    return await _changed(call, id)


async def remove_shared_link(call: Call, id: str) -> None:
    await links.delete(call.bindings.database, call.user.id, id)


async def add_shared_link_assets(
    call: Call, id: str, body: models.AssetIdsDto
) -> list[models.AssetIdsResponseDto]:
    database = call.bindings.database
    await _require_individual(call, id)
    allowed = await access.permitted(database, "asset.share", call.caller, body.assetIds)
    added = await links.add(database, id, allowed)
    results = []
    for asset_id in body.assetIds:
        result = models.AssetIdsResponseDto(assetId=asset_id, success=asset_id in added)
        if not result.success:
            result.error = (
                models.AssetIdErrorReason.DUPLICATE
                if asset_id in allowed
                else models.AssetIdErrorReason.NO_PERMISSION
            )
        added.discard(asset_id)  # a repetition is a duplicate
        results.append(result)
    return results


async def remove_shared_link_assets(
    call: Call, id: str, body: models.AssetIdsDto
) -> list[models.AssetIdsResponseDto]:
    await _require_individual(call, id)
    removed = await links.remove(call.bindings.database, id, body.assetIds)
    results = []
    for asset_id in body.assetIds:
        result = models.AssetIdsResponseDto(assetId=asset_id, success=asset_id in removed)
        if not result.success:
            result.error = models.AssetIdErrorReason.NOT_FOUND
        removed.discard(asset_id)
        results.append(result)
    return results


async def get_my_shared_link(call: Call) -> Wire:
    return await _welcome(call, _visited(call), 200)


async def shared_link_login(call: Call, body: models.SharedLinkLoginDto) -> Wire:
    """Trade the password for a token, beside those of other links open in this browser."""
    link = _visited(call)
    if link.password is None:
        raise Refused("Shared link is not password protected")
    async with limits.attempt(call, "link", link.id):
        if not compare_digest(body.password.encode(), link.password.encode()):
            raise Refused("Invalid password", "unauthorized")
    token = auth.link_token(link)
    others = [each for each in auth.link_tokens(call.scope) if each != token]
    tokens = [*others, token][-_TOKENS_KEPT:]
    return await _welcome(call, link, 201, [_cookie(call, tokens)])


async def _shared_by(call: Call, body: models.SharedLinkCreateDto) -> tuple[str | None, list[str]]:
    """The album or the assets a new link opens. Raises Refused unless the caller may share it."""
    database = call.bindings.database
    if body.type is models.SharedLinkType.ALBUM:
        if not body.albumId:
            raise Refused("Invalid albumId")
        await access.require(database, "album.share", call.caller, [body.albumId])
        return body.albumId, []
    if not body.assetIds:
        raise Refused("Invalid assetIds")
    await access.require(database, "asset.share", call.caller, body.assetIds)
    return None, list(dict.fromkeys(body.assetIds))


async def _require_individual(call: Call, id: str) -> None:
    link = await links.find(call.bindings.database, call.user.id, id)
    if link.album_id is not None:
        raise Refused("Invalid shared link type")


def _visited(call: Call) -> SharedLink:
    link = call.caller.link
    if link is None:
        raise Refused("Forbidden", "forbidden")
    return link


async def _welcome(
    call: Call, link: SharedLink, status: int, headers: list[Header] | None = None
) -> Wire:
    """The link as its visitors see it: never its password, metadata only if it shows them."""
    opened = await links.read(call.bindings.database, link.user_id, link.id)
    shown = _shown(opened)
    shown.password = None
    answer: dict[str, Any] = msgspec.to_builtins(shown)
    if not link.show_exif:
        answer["assets"] = [asset_shapes.sanitized(asset) for asset, _ in opened.assets]
    return reply(answer, status, headers or [])


def _cookie(call: Call, tokens: list[str]) -> Header:
    expires = format_datetime(call.bindings.clock.now() + _LIFE, usegmt=True)
    value, age = quote(",".join(tokens), safe=""), int(_LIFE.total_seconds())
    secure = "Secure; " if is_https(call.scope) else ""
    return (
        b"set-cookie",
        f"{auth.LINK_COOKIE}={value}; Max-Age={age}; Path=/; Expires={expires}; "
        f"HttpOnly; {secure}SameSite=Lax".encode(),
    )


async def _changed(call: Call, id: str) -> models.SharedLinkResponseDto:
    """The answer to a change, which does not show the album."""
    opened = await links.read(call.bindings.database, call.user.id, id)
    return _shown(msgspec.structs.replace(opened, album=None))


def _shown(opened: Opened) -> models.SharedLinkResponseDto:
    """As the owner sees it. Assets look as to somebody unknown: no favourites."""
    link, assets = opened.link, []
    for row, exif in opened.assets:
        asset = asset_shapes.asset(row, None)
        asset.exifInfo = asset_shapes.exif(exif)
        assets.append(asset)
    return models.SharedLinkResponseDto(
        album=UNSET if opened.album is None else album_shapes.linked(opened.album),
        allowDownload=link.allow_download,
        allowUpload=link.allow_upload,
        assets=assets,
        createdAt=link.created_at,
        description=link.description,
        expiresAt=link.expires_at,
        id=link.id,
        key=link.key,
        password=link.password,
        showMetadata=link.show_exif,
        slug=link.slug,
        type=models.SharedLinkType(link.type),
        userId=link.user_id,
    )


def _expiry(text: str | None) -> str | None:
    return None if text is None else moments.nearest(text)


def _unless_empty(text: str | UnsetType | None) -> str | UnsetType | None:
    return text if text is UNSET else text or None
