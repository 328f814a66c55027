"""One call per function about accounts, their devices and keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from photos import (
    accounts,
    api_keys,
    credentials,
    inventory,
    queues,
    sessions,
    statistics,
    tags,
    users,
)
from photos.users import User
from tests.photos.library import NOW
from tests.queries.recorder import Recorder

Call = Callable[[Recorder], Awaitable[Any]]


def about_users(owner: User) -> dict[str, Call]:
    return {
        "users.create_admin": lambda db: users.create_admin(
            db, id="x", email="x", name="x", password="x", now=NOW
        ),
        "users.admin_exists": users.admin_exists,
        "users.find": lambda db: users.find(db, owner.id),
        "users.find_by_email": lambda db: users.find_by_email(db, "x"),
        "users.all_live": users.all_live,
        "users.update": lambda db: users.update(db, owner.id, users.Changes(name="x")),
        "users.replace_profile_image": lambda db: users.replace_profile_image(
            db, owner.id, "x", NOW
        ),
        "users.total_usage": users.total_usage,
        "users.read_metadata": lambda db: users.read_metadata(db, owner.id, "license"),
        "users.write_metadata": lambda db: users.write_metadata(db, owner.id, "license", {}),
        "users.delete_metadata": lambda db: users.delete_metadata(db, owner.id, "license"),
        "users.usage_sync": lambda db: db.run(users.usage_sync()),
    }


def about_sessions(owner: User) -> dict[str, Call]:
    return {
        "sessions.create": lambda db: sessions.create(
            db, id="s", user=owner, device_type="", device_os="", app_version=None, now=NOW
        ),
        "sessions.require_lender": lambda db: sessions.require_lender(db, "s"),
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


def about_administration(owner: User) -> dict[str, Call]:
    id = owner.id
    new = accounts.NewAccount(id="y", email="y", name="y", password="y")
    return {
        "accounts.create": lambda db: accounts.create(db, new, NOW),
        "accounts.search": lambda db: accounts.search(db, None, False),
        "accounts.find": lambda db: accounts.find(db, id),
        "accounts.delete": lambda db: accounts.delete(db, id, NOW, at_once=False),
        "accounts.restore": lambda db: accounts.restore(db, id),
        "accounts.expired": lambda db: db.all(accounts.expired(NOW, "", 9), tuple[str]),
        "accounts.condemn": lambda db: accounts.condemn(db, id, NOW),
        "accounts.purge": lambda db: accounts.purge(db, id),
        "statistics.count": lambda db: statistics.count(db, id, ["timeline"], favorite=True),
        "statistics.usage": statistics.usage,
        "queues.count": lambda db: queues.count(db, NOW),
        "queues.paused": queues.paused,
        "queues.find": lambda db: queues.find(db, "x", ["waiting"], NOW),
        "queues.pause": lambda db: queues.pause(db, "x"),
        "queues.resume": lambda db: queues.resume(db, "x"),
        "queues.drop_waiting": lambda db: queues.drop_waiting(db, "x"),
        "queues.drop_failed": lambda db: queues.drop_failed(db, "x"),
        "queues.retry_failed": lambda db: queues.retry_failed(db, "x", NOW),
        "queues.last": queues.last,
        "queues.without": lambda db: queues.without(db, "x", ["y"], 9),
        "inventory.unnamed": lambda db: inventory.unnamed(db, ["x"]),
        "inventory.expect": lambda db: inventory.expect(db, "x", NOW),
        "inventory.forget": lambda db: db.run(inventory.forget(NOW)),
        "inventory.named": lambda db: inventory.named(db, "", 9),
        "tags.cleanup": lambda db: db.run(tags.cleanup()),
    }
