"""What the night is for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bindings import Bindings
from handlers import realtime
from handlers.jobs.deletion import AssetDelete
from handlers.jobs.registry import Job, does, fan_out
from photos import attempts, audits, inventory, moments, sessions, settings, tags, trash, users

_IDLE = timedelta(days=90)
_AUDIT_KEPT = timedelta(days=31)
"""Phones silent for 30 days start over, so older deletions tell nobody anything."""


class AssetDeleteCheck(Job, frozen=True):
    """Find what lay in the trash for long enough."""


class SessionCleanup(Job, frozen=True):
    """Forget devices that expired or were not seen for 90 days, and old wrong guesses."""


class AuditTableCleanup(Job, frozen=True):
    """Forget deletions every phone has heard of, and bytes swept since."""


class TagCleanup(Job, frozen=True):
    """Forget tags that nothing has. Only when asked to: an empty tag may be a plan."""


class UserSyncUsage(Job, frozen=True):
    """Set every quota counter to the true sum."""


@does(AssetDeleteCheck)
async def check_trash(job: AssetDeleteCheck, bindings: Bindings) -> None:
    """With the trash switched off nothing stays in it."""
    current = await settings.read(bindings.database)
    days = current.trash_days if current.trash_enabled else 0
    before = moments.days_before(bindings.clock.now(), days)
    removal = partial(AssetDelete, thrown_before=moments.text(before))
    await fan_out(bindings, partial(trash.expired, before), removal)


@does(SessionCleanup)
async def clean_sessions(job: SessionCleanup, bindings: Bindings) -> None:
    now = bindings.clock.now()
    expired, idle, _ = await bindings.database.batch(
        [*sessions.cleanup(now, now - _IDLE), attempts.cleanup(now)]
    )
    for user_id in {user_id for (user_id,) in [*expired, *idle]}:
        await realtime.close_revoked(bindings, user_id)


@does(AuditTableCleanup)
async def clean_audits(job: AuditTableCleanup, bindings: Bindings) -> None:
    before = bindings.clock.now() - _AUDIT_KEPT
    await bindings.database.batch([*audits.cleanup(before), inventory.forget(before)])


@does(UserSyncUsage)
async def sync_usage(job: UserSyncUsage, bindings: Bindings) -> None:
    await bindings.database.run(users.usage_sync())


@does(TagCleanup)
async def clean_tags(job: TagCleanup, bindings: Bindings) -> None:
    await bindings.database.run(tags.cleanup())
