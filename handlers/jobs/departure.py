"""Removing a person for good."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bindings import EVERYBODY, Bindings
from handlers.jobs.registry import Job, does, fan_out
from photos import accounts, moments, settings

_FOLDERS = ("originals", "thumbnails", "previews", "fullsizes", "profile")
"""Where a person's bytes lie, each under their id."""
_AT_ONCE = 1000


class UserDeleteCheck(Job, frozen=True):
    """Find the accounts whose time for being restored is over."""


class UserDelete(Job, frozen=True):
    """Remove an account with everything in it, if it is still to go."""

    id: str


@does(UserDeleteCheck)
async def check_users(job: UserDeleteCheck, bindings: Bindings) -> None:
    deadline = await _deadline(bindings)
    await fan_out(bindings, partial(accounts.expired, deadline), UserDelete)


@does(UserDelete)
async def delete_user(job: UserDelete, bindings: Bindings) -> None:
    """Rows first, then the bytes they named, like everything that is deleted here.

    An account that was restored meanwhile is left alone. One whose row is gone
    already died half-way last time: what is left of its bytes goes now.
    """
    if not await accounts.condemn(bindings.database, job.id, await _deadline(bindings)):
        return
    await accounts.purge(bindings.database, job.id)
    for folder in _FOLDERS:
        await _delete_all(bindings, f"{folder}/{job.id}/")
    await bindings.sockets.emit(EVERYBODY, "on_user_delete", [job.id])
    await bindings.sockets.retain(job.id, [])


async def _deadline(bindings: Bindings) -> datetime:
    current = await settings.read(bindings.database)
    return moments.days_before(bindings.clock.now(), current.user_delete_delay)


async def _delete_all(bindings: Bindings, prefix: str) -> None:
    keys: list[str] = []
    async for key in bindings.blobs.keys(prefix):
        keys.append(key)
        if len(keys) == _AT_ONCE:
            await bindings.blobs.delete(keys)
            keys = []
    await bindings.blobs.delete(keys)
