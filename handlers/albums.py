"""Tag "Albums": assets put together by hand, alone or with others."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from bindings import Sql
from generated import models
from generated.gate import Wire
from generated.routes.albums import GetAllAlbumsQuery
from handlers import album_shapes, preferences
from handlers.album_assets import (
    add_assets_to_album as add_assets_to_album,
    add_assets_to_albums as add_assets_to_albums,
    remove_asset_from_album as remove_asset_from_album,
)
from handlers.album_members import (
    add_users_to_album as add_users_to_album,
    changed_album,
    remove_user_from_album as remove_user_from_album,
    update_album_user as update_album_user,
)
from handlers.call import Call
from handlers.wire import Json
from photos import access, albums, markers
from photos.album_members import Invitation
from photos.albums import Changes, NewAlbum


async def get_all_albums(call: Call, query: GetAllAlbumsQuery) -> list[models.AlbumResponseDto]:
    user_id = call.user.id
    found = await albums.find(call.bindings.database, user_id, [*_filters(query, user_id)])
    return album_shapes.listed(found, user_id)


def _filters(query: GetAllAlbumsQuery, user_id: str) -> Iterator[Sql]:
    if query.assetId:
        yield albums.containing(query.assetId)
        return
    if query.id:
        yield albums.identified(query.id)
    if query.name is not UNSET:
        yield albums.named(query.name)
    if query.isOwned is not UNSET:
        yield albums.owned(user_id, query.isOwned)
    if query.isShared is not UNSET:
        yield albums.shared(query.isShared)


async def get_album_statistics(call: Call) -> models.AlbumStatisticsResponseDto:
    found = await albums.count(call.bindings.database, call.user.id)
    return models.AlbumStatisticsResponseDto(
        notShared=found.not_shared, owned=found.owned, shared=found.shared
    )


async def get_album_info(call: Call, id: str) -> models.AlbumResponseDto:
    database = call.bindings.database
    detail = await albums.read(database, id, access.condition("album.read", call.caller))
    if detail is None:
        raise access.refusal("album.read")
    if call.caller.link is not None:
        return album_shapes.linked(detail.album)
    contributors = await albums.contributors(database, id)
    return album_shapes.opened(detail, call.user.id, contributors)


async def create_album(call: Call, body: models.CreateAlbumDto) -> models.AlbumResponseDto:
    """The caller owns it, whatever the list of members says of them."""
    bindings, owner = call.bindings, call.user.id
    preferred = await preferences.read(bindings.database, owner)
    new = NewAlbum(
        id=bindings.clock.uuid(),
        owner_id=owner,
        name=body.albumName,
        description=body.description or "",
        order=preferred.albums.defaultAssetOrder.value,
        now=bindings.clock.now(),
    )
    invitations = [
        Invitation(each.userId, each.role.value)
        for each in body.albumUsers or ()
        if each.userId != owner
    ]
    allowed = access.condition("asset.share", call.caller)
    await albums.create(bindings.database, new, invitations, body.assetIds or (), allowed)
    return await changed_album(call, new.id)


async def update_album_info(
    call: Call, id: str, body: models.UpdateAlbumDto
) -> models.AlbumResponseDto:
    database = call.bindings.database
    await access.require(database, "album.update", call.caller, [id])
    changes = Changes(
        album_name=body.albumName,
        description=body.description,
        album_thumbnail_asset_id=body.albumThumbnailAssetId,
        is_activity_enabled=body.isActivityEnabled,
        order=UNSET if body.order is UNSET else body.order.value,
    )
    await albums.update(database, id, changes)
    return await changed_album(call, id)


async def delete_album(call: Call, id: str) -> None:
    """At once and for good."""
    await access.require(call.bindings.database, "album.delete", call.caller, [id])
    await albums.delete(call.bindings.database, id)


async def get_album_map_markers(call: Call, id: str) -> Wire:
    """None for visitors of a link that hides metadata: positions are some."""
    caller, database = call.caller, call.bindings.database
    await access.require(database, "album.read", caller, [id])
    if caller.link is not None and not caller.link.show_exif:
        return Json(b"[]")
    return Json(await markers.of_album(database, id))
