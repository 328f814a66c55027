"""Statements about devices that are logged in, and what one proves oneself with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from photos import api_keys, credentials, sessions
from photos.users import User
from tests.photos.library import NOW
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]


def about_sessions(owner: User) -> dict[str, Call]:
    return {
        "sessions.create": lambda db: sessions.create(
            db, id="s", user=owner, device_type="", device_os="", app_version=None, now=NOW
        ),
        "sessions.find": lambda db: sessions.find(db, "s", NOW),
        "sessions.all_of": lambda db: sessions.all_of(db, owner.id, NOW),
        "sessions.keep_elevated": lambda db: sessions.keep_elevated(db, "s", NOW, NOW),
        "sessions.mark_sync_reset": lambda db: sessions.mark_sync_reset(db, "s", True),
        "sessions.touch": lambda db: sessions.touch(db, "s", NOW, None, "", ""),
        "sessions.elevate": lambda db: sessions.elevate(db, "s", NOW),
        "sessions.delete": lambda db: sessions.delete(db, "s"),
        "sessions.delete_others": lambda db: sessions.delete_others(db, owner.id, None),
        "sessions.cleanup": lambda db: db.batch(sessions.cleanup(NOW, NOW)),
    }


def about_credentials(owner: User) -> dict[str, Call]:
    id = owner.id
    return {
        "credentials.unlimited": lambda db: credentials.unlimited(db, id),
        "credentials.replace_password": lambda db: credentials.replace_password(db, id, "x", None),
        "credentials.set_up_pin_code": lambda db: credentials.set_up_pin_code(db, id, "x"),
        "credentials.remove_pin_code": lambda db: credentials.remove_pin_code(db, id),
        "api_keys.find": lambda db: api_keys.find(db, "x"),
        "api_keys.create": lambda db: api_keys.create(
            db, id="k", user_id=id, name="x", key_hash="x", permissions=["all"], now=NOW
        ),
        "api_keys.all_of": lambda db: api_keys.all_of(db, id),
        "api_keys.read": lambda db: api_keys.read(db, id, "k"),
        "api_keys.update": lambda db: api_keys.update(
            db, id, "k", name="y", permissions=None, now=NOW
        ),
        "api_keys.delete": lambda db: api_keys.delete(db, id, "k"),
    }
