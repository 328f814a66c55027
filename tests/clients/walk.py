"""What phones hear of each operation that changes something."""

from __future__ import annotations

SEEN: dict[str, dict[str, str]] = {}
"""Types of the lines on the owner's phone, and on that of a member and partner."""

SILENT: dict[str, str] = {}
"""Operations that change nothing a phone holds, and why."""

LOGGED_OUT: dict[str, str] = {}
"""Operations after which a phone is logged out, and whose."""
