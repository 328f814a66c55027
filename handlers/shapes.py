"""Rows as the contract shows them."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from generated import models
from photos.users import User

T = TypeVar("T")

_COLORS = tuple(models.UserAvatarColor)


def present(value: T | None) -> T | UnsetType:
    """A member that is left out rather than null."""
    return UNSET if value is None else value


def avatar_color(user: User) -> models.UserAvatarColor:
    """The chosen colour, else one that follows from the e-mail address."""
    if user.avatar_color is not None:
        return models.UserAvatarColor(user.avatar_color)
    return _COLORS[sum(map(ord, user.email)) % len(_COLORS)]


def public_user(user: User) -> models.UserResponseDto:
    """What everybody on the server may see of a person."""
    return models.UserResponseDto(
        avatarColor=avatar_color(user),
        email=user.email,
        id=user.id,
        name=user.name,
        profileChangedAt=user.profile_changed_at,
        profileImagePath=user.profile_image_path,
    )


def admin_user(user: User, license: dict[str, Any]) -> models.UserAdminResponseDto:
    """What a person sees of themselves and admins of everybody."""
    return models.UserAdminResponseDto(
        avatarColor=avatar_color(user),
        createdAt=user.created_at,
        deletedAt=user.deleted_at,
        email=user.email,
        id=user.id,
        isAdmin=user.is_admin,
        license=msgspec.convert(license, models.UserLicense) if license else None,
        name=user.name,
        oauthId="",
        profileChangedAt=user.profile_changed_at,
        profileImagePath=user.profile_image_path,
        quotaSizeInBytes=user.quota_size_in_bytes,
        quotaUsageInBytes=user.quota_usage_in_bytes,
        shouldChangePassword=user.should_change_password,
        status=models.UserStatus(user.status),
        storageLabel=user.storage_label,
        updatedAt=user.updated_at,
    )
