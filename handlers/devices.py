"""What a device calls itself, out of its User-Agent and headers.

The device list of the web client shows these texts and picks icons by them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from litestar.types import HTTPScope

from handlers.wire import header

_APP = re.compile(r"(?ai)\AImmich[-_](?:android|ios|unknown)[/_ ](\d+(?:\.\d+)*\S*)")
_BROWSERS = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("immich-android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("immich-ios", "iOS"),
    ("Windows", "Windows"),
    ("CrOS", "Chrome OS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


class Device(NamedTuple):
    """Texts of a session row; '' where nothing is known, version None for browsers."""

    type: str
    os: str
    app_version: str | None


def device(scope: HTTPScope) -> Device:
    """The device behind a request.

    The phone apps have no browser in their User-Agent and say what they run
    on in the headers `deviceModel` and `deviceType`.
    """
    agent = header(scope, b"user-agent") or ""
    return Device(
        type=_browser(agent) or header(scope, b"devicemodel") or "",
        os=_first(agent, _SYSTEMS) or header(scope, b"devicetype") or "",
        app_version=app_version(scope),
    )


def app_version(scope: HTTPScope) -> str | None:
    """Of the phone app; None for everything else."""
    match = _APP.match(header(scope, b"user-agent") or "")
    return match[1] if match else None


def _browser(agent: str) -> str:
    found = _first(agent, _BROWSERS)
    if not found and "Safari/" in agent and "Version/" in agent:
        return "Mobile Safari" if "Mobile/" in agent else "Safari"
    return found


def _first(agent: str, table: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in table if mark in agent), "")
