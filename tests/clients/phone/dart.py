"""JSON as the app's models take it.

The app turns a nullable field of the wrong type silently into null; what shows
wrongly on every phone is a fault too, so here it is Broken like the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

FACTS = Path(__file__).with_name("models.json")

ENUMS = {
    "AlbumUserRole": {"owner", "editor", "viewer"},
    "AssetEditAction": {"crop", "rotate", "mirror"},
    "AssetMediaStatus": {"created", "duplicate"},
    "AssetOrder": {"asc", "desc"},
    "AssetTypeEnum": {"IMAGE", "VIDEO", "AUDIO", "OTHER"},
    "AssetVisibility": {"archive", "timeline", "hidden", "locked"},
    "UserAvatarColor": {
        "primary", "pink", "red", "yellow", "blue", "green", "purple", "orange", "gray", "amber",
    },
    "UserMetadataKey": {"preferences", "license", "onboarding"},
    "UserStatus": {"active", "removing", "deleted"},
}  # fmt: skip

OBJECTS = {
    ("SyncAssetEditV1", "parameters"),
    ("SyncAssetMetadataV1", "value"),
    ("SyncUserMetadataV1", "value"),
}
"""What the models leave open and the app then reads as an object without nulls on top."""

MOBILE = ("iCloudId", "createdAt", "adjustmentTime", "latitude", "longitude")
"""What the app keeps with a photo under the key `mobile-app`: text, all of it."""


class Broken(AssertionError):
    """The app could not go on from here."""


@cache
def models() -> dict[str, dict[str, str]]:
    """The types of each model's keys; `?` behind one that may be null or missing."""
    found: dict[str, dict[str, str]] = json.loads(FACTS.read_text())
    return found


def decode(model: str, data: object) -> dict[str, Any]:
    """The keys a model knows, None where there is nothing. Raises Broken."""
    if not isinstance(data, dict):
        raise Broken(f"{model} is no object: {data!r}")
    read = {}
    for key, type in models()[model].items():
        value = data.get(key)
        if value is None and not type.endswith("?"):
            raise Broken(f"{model}.{key} must be there: {data}")
        if value is not None and not _fits(type.removesuffix("?"), value):
            raise Broken(f"{model}.{key} is no {type}: {value!r}")
        if (model, key) in OBJECTS and not _is_full_object(value):
            raise Broken(f"{model}.{key} is no object without nulls: {value!r}")
        read[key] = value
    if model == "SyncAssetMetadataV1" and data["key"] == "mobile-app":
        _require_texts(data["value"])
    return read


def _fits(type: str, value: object) -> bool:
    if type in models():
        decode(type, value)
        return True
    if type in ENUMS:
        return value in ENUMS[type]
    return _CHECKS[type](value)


def is_date(value: object) -> bool:
    """An instant with milliseconds in UTC, in a year people take photos in."""
    if not isinstance(value, str) or len(value) != len("2024-01-01T00:00:00.000Z"):
        return False
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").year >= 1000
    except ValueError:
        return False


_CHECKS: dict[str, Callable[[object], bool]] = {
    "String": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    # Dart's int is no double: 12.0 is refused. A double may be written without a point.
    "int": lambda value: type(value) is int and abs(value) < 1 << 63,
    "double": lambda value: type(value) in (int, float),
    "datetime": is_date,
    "any": lambda value: True,
}


def _is_full_object(value: object) -> bool:
    return isinstance(value, dict) and None not in value.values()


def _require_texts(value: dict[str, Any]) -> None:
    for key in MOBILE:
        if key in value and not isinstance(value[key], str):
            raise Broken(f"mobile-app.{key} is no text: {value[key]!r}")
