"""Settings of the installation that change how the library behaves.

They are stored as one JSON tree of leaves that differ from the defaults, in
the contract's own names, under the system metadata key `system-config`.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from bindings import Database
from photos import system

KEY = "system-config"


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
    thumbnail_size: int = 250
    thumbnail_quality: int = 80
    preview_size: int = 1440
    preview_quality: int = 80


_PLACES = {
    "trash_enabled": ("trash", "enabled"),
    "trash_days": ("trash", "days"),
    "user_delete_delay": ("user", "deleteDelay"),
    "password_login": ("passwordLogin", "enabled"),
    "public_users": ("server", "publicUsers"),
    "login_page_message": ("server", "loginPageMessage"),
    "external_domain": ("server", "externalDomain"),
    "thumbnail_size": ("image", "thumbnail", "size"),
    "thumbnail_quality": ("image", "thumbnail", "quality"),
    "preview_size": ("image", "preview", "size"),
    "preview_quality": ("image", "preview", "quality"),
}


async def read(database: Database) -> Settings:
    """The effective settings: stored leaves over the defaults."""
    return effective(await system.read(database, KEY))


def effective(stored: dict[str, Any]) -> Settings:
    found = {name: _leaf(stored, place) for name, place in _PLACES.items()}
    return Settings(**{name: value for name, value in found.items() if value is not None})


def _leaf(tree: Any, place: tuple[str, ...]) -> Any:
    for step in place:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree
