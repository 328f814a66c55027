"""Albums as the contract shows them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET, UnsetType

from generated import models
from handlers import shapes
from handlers.asset_shapes import nested_date, nested_user
from photos.albums import Album, Detail, Span
from photos.users import User


class Guests:
    """The people of several albums for one caller. The same people meet again in
    one album after the other, so each group is made once."""

    def __init__(self, caller_id: str) -> None:
        self._caller_id = caller_id
        self._groups: dict[str, list[models.AlbumUserResponseDto]] = {}

    def of(self, detail: Detail) -> list[models.AlbumUserResponseDto]:
        group = self._groups.get(detail.album.members)
        if group is None:
            members = detail.members(self._caller_id)
            group = [_member(user, role) for user, role in members]
            self._groups[detail.album.members] = group
        return group


def _member(user: User, role: str) -> models.AlbumUserResponseDto:
    return models.AlbumUserResponseDto(role=models.AlbumUserRole(role), user=nested_user(user))


def listed(details: Sequence[Detail], caller_id: str) -> list[models.AlbumResponseDto]:
    guests = Guests(caller_id)
    return [_album(each, guests) for each in details]


def opened(
    detail: Detail, caller_id: str, contributors: Sequence[tuple[str, int]]
) -> models.AlbumResponseDto:
    """A single read: of an album others see too, with how much everybody put into it."""
    shown = _album(detail, Guests(caller_id))
    if shown.shared:
        shown.contributorCounts = [
            models.ContributorCountResponseDto(assetCount=count, userId=id)
            for id, count in contributors
        ]
    return shown


def changed(detail: Detail, caller_id: str, span: Span) -> models.AlbumResponseDto:
    """The answer to a change: dates to the second, and no word of the assets' changes."""
    shown = _album(detail, Guests(caller_id))
    dates = sorted(date for date in (span.oldest, span.newest) if date is not None)
    shown.startDate, shown.endDate = (
        (nested_date(dates[0]) or "", nested_date(dates[-1]) or "") if dates else (UNSET, UNSET)
    )
    shown.lastModifiedAssetTimestamp = UNSET
    return shown


def _album(detail: Detail, guests: Guests) -> models.AlbumResponseDto:
    album, members = detail.album, guests.of(detail)
    shown = linked(album)
    shown.albumUsers = members
    shown.hasSharedLink = album.has_link
    shown.shared = album.has_link or len(members) > 1
    return shown


def linked(album: Album) -> models.AlbumResponseDto:
    """As its links show it: who belongs to it is nothing they tell."""
    return models.AlbumResponseDto(
        albumName=album.name,
        albumThumbnailAssetId=album.cover,
        albumUsers=[],
        assetCount=album.asset_count,
        createdAt=album.created_at,
        description=album.description,
        endDate=_day(album.last_day),
        hasSharedLink=True,
        id=album.id,
        isActivityEnabled=album.is_activity_enabled,
        lastModifiedAssetTimestamp=shapes.present(album.last_change),
        order=_ORDERS[album.order],
        shared=True,
        startDate=_day(album.first_day),
        updatedAt=album.updated_at,
    )


_ORDERS = {each.value: each for each in models.AssetOrder}
"""Looked up, because an enumeration's constructor takes as long as the rest of an album."""


def _day(day: str | None) -> str | UnsetType:
    return UNSET if day is None else f"{day}T00:00:00.000Z"
