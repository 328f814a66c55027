"""Settings of the installation that change how the library behaves.

They are stored as one JSON tree of leaves that differ from the defaults, in
the contract's own names, under the system metadata key `system-config`.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct

from bindings import Database
from photos import system

KEY = "system-config"

Format = Literal["jpeg", "webp"]


class Settings(Struct, frozen=True):
    """The effective values; field defaults are the installation defaults."""

    trash_enabled: bool = True
    trash_days: int = 30
    user_delete_delay: int = 7
    """Days between deleting an account and purging it."""
    password_login: bool = True
    public_users: bool = True
    login_page_message: str = ""
    external_domain: str = ""
    """An origin, or empty."""
    custom_css: str = ""
    """What /custom.css serves."""
    thumbnail_format: Format = "webp"
    thumbnail_size: int = 250
    """Of the shorter edge, in pixels."""
    thumbnail_quality: int = 80
    thumbnail_progressive: bool = False
    preview_format: Format = "jpeg"
    preview_size: int = 1440
    preview_quality: int = 80
    preview_progressive: bool = False
    fullsize_enabled: bool = False
    """Whether browsers get a picture in full size of what they cannot show."""
    fullsize_format: Format = "jpeg"
    fullsize_quality: int = 80
    fullsize_progressive: bool = False
    colorspace: Literal["p3", "srgb"] = "p3"
    """Of pictures made from sources with more colours than sRGB."""
    nightly_cleanup: bool = True
    """Whether the night removes what is past its time."""
    nightly_usage: bool = True
    nightly_thumbnails: bool = True
    map_enabled: bool = True
    """Whether clients show maps, for which browsers fetch the styles the settings name."""
    reverse_geocoding: bool = True
    """Whether photos get the names of the places they were taken at."""


PLACES = {
    "trash_enabled": ("trash", "enabled"),
    "trash_days": ("trash", "days"),
    "user_delete_delay": ("user", "deleteDelay"),
    "password_login": ("passwordLogin", "enabled"),
    "public_users": ("server", "publicUsers"),
    "login_page_message": ("server", "loginPageMessage"),
    "external_domain": ("server", "externalDomain"),
    "custom_css": ("theme", "customCss"),
    "thumbnail_format": ("image", "thumbnail", "format"),
    "thumbnail_size": ("image", "thumbnail", "size"),
    "thumbnail_quality": ("image", "thumbnail", "quality"),
    "thumbnail_progressive": ("image", "thumbnail", "progressive"),
    "preview_format": ("image", "preview", "format"),
    "preview_size": ("image", "preview", "size"),
    "preview_quality": ("image", "preview", "quality"),
    "preview_progressive": ("image", "preview", "progressive"),
    "fullsize_enabled": ("image", "fullsize", "enabled"),
    "fullsize_format": ("image", "fullsize", "format"),
    "fullsize_quality": ("image", "fullsize", "quality"),
    "fullsize_progressive": ("image", "fullsize", "progressive"),
    "colorspace": ("image", "colorspace"),
    "nightly_cleanup": ("nightlyTasks", "databaseCleanup"),
    "nightly_usage": ("nightlyTasks", "syncQuotaUsage"),
    "nightly_thumbnails": ("nightlyTasks", "missingThumbnails"),
    "map_enabled": ("map", "enabled"),
    "reverse_geocoding": ("reverseGeocoding", "enabled"),
}
"""Where in the stored tree each value lies."""


async def read(database: Database) -> Settings:
    """The effective settings: stored leaves over the defaults."""
    return effective(await system.read(database, KEY))


def effective(stored: dict[str, Any]) -> Settings:
    """The settings a stored tree stands for."""
    found = {name: _leaf(stored, place) for name, place in PLACES.items()}
    return msgspec.convert({name: it for name, it in found.items() if it is not None}, Settings)


def _leaf(tree: Any, place: tuple[str, ...]) -> Any:
    for step in place:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree
