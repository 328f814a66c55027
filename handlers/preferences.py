"""What a person prefers: the defaults, and how stored differences lie over them.

Only leaves that differ from the defaults are stored; phones receive the
stored part as it is, so a value set back to its default must leave it.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET

from bindings import Database
from generated import models
from photos import users

Tree = dict[str, Any]

DEFAULTS: Tree = {
    "albums": {"defaultAssetOrder": "desc"},
    "folders": {"enabled": False, "sidebarWeb": False},
    "memories": {"enabled": True, "duration": 5},
    "people": {"enabled": True, "sidebarWeb": False, "minimumFaces": 3},
    "sharedLinks": {"enabled": True, "sidebarWeb": False},
    "ratings": {"enabled": False},
    "tags": {"enabled": False, "sidebarWeb": False},
    "emailNotifications": {"enabled": True, "albumInvite": True, "albumUpdate": True},
    "download": {"archiveSize": 4294967296, "includeEmbeddedVideos": False},
    "purchase": {"showSupportBadge": True, "hideBuyButtonUntil": "2022-02-12T00:00:00.000Z"},
    "cast": {"gCastEnabled": False},
    "recentlyAdded": {"sidebarWeb": False},
}


async def read(database: Database, user_id: str) -> models.UserPreferencesResponseDto:
    """All preferences of a person."""
    stored = await users.read_metadata(database, user_id, "preferences")
    return msgspec.convert(merged(stored), models.UserPreferencesResponseDto)


async def update(
    database: Database, user_id: str, body: models.UserPreferencesUpdateDto
) -> models.UserPreferencesResponseDto:
    """Lay the sent leaves over what a person prefers; all preferences after that.

    `avatar.color` is taken and dropped: the colour belongs to the account.
    """
    stored = await users.read_metadata(database, user_id, "preferences")
    wanted = changed(merged(stored), msgspec.to_builtins(body))
    await users.write_metadata(database, user_id, "preferences", difference(wanted))
    return msgspec.convert(wanted, models.UserPreferencesResponseDto)


def merged(stored: Tree) -> Tree:
    """All preferences: `stored` leaf by leaf over the defaults."""
    return {
        section: {
            leaf: _known(stored, section).get(leaf, default) for leaf, default in leaves.items()
        }
        for section, leaves in DEFAULTS.items()
    }


def difference(preferences: Tree) -> Tree:
    """The part of a full tree that differs from the defaults: what is stored."""
    found: Tree = {}
    for section, leaves in DEFAULTS.items():
        for leaf, default in leaves.items():
            value = preferences[section][leaf]
            if value != default and value not in (None, ""):
                found.setdefault(section, {})[leaf] = value
    return found


def changed(preferences: Tree, update: Tree) -> Tree:
    """A full tree with the sent leaves of `update` laid over it."""
    return {
        section: {
            leaf: value if (sent := _known(update, section).get(leaf, UNSET)) is UNSET else sent
            for leaf, value in leaves.items()
        }
        for section, leaves in preferences.items()
    }


def _known(tree: Tree, section: str) -> Tree:
    part = tree.get(section)
    return part if isinstance(part, dict) else {}
