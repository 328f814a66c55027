"""Tag "Sessions": the devices a person is logged in on."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET

from generated import models
from handlers import auth, realtime, shapes
from handlers.call import Call
from photos import access, sessions
from photos.refusal import Refused
from photos.sessions import Session


async def get_sessions(call: Call) -> list[models.SessionResponseDto]:
    found = await sessions.all_of(call.bindings.database, call.user.id, call.bindings.clock.now())
    calling = call.caller.session
    return [shown(each, current=calling is not None and each.id == calling.id) for each in found]


async def create_session(
    call: Call, body: models.SessionCreateDto
) -> models.SessionCreateResponseDto:
    """A login lent to another device, such as a television; it ends with the caller's own."""
    bindings, parent = call.bindings, own_session(call)
    await sessions.require_lender(bindings.database, parent.id)
    now = bindings.clock.now()
    child = await sessions.create(
        bindings.database,
        id=bindings.clock.uuid(),
        user=call.user,
        device_type=body.deviceType or "",
        device_os=body.deviceOS or "",
        app_version=None,
        now=now,
        parent=parent,
        expires_at=None if body.duration is UNSET else _after(now, body.duration),
    )
    if child is None:
        raise Refused(auth.STRANGE_TOKEN, "unauthorized")
    return models.SessionCreateResponseDto(
        **msgspec.structs.asdict(shown(child)),
        token=auth.issue_token(bindings, call.user.id, child.id),
    )


async def update_session(
    call: Call, id: str, body: models.SessionUpdateDto
) -> models.SessionResponseDto:
    database = call.bindings.database
    await access.require(database, "session.update", call.caller, [id])
    if body.isPendingSyncReset is UNSET:
        raise Refused("No fields to update")
    updated = await sessions.mark_sync_reset(database, id, body.isPendingSyncReset)
    if updated is None:
        raise Refused("Not found or no session.update access")
    return shown(updated)


async def delete_session(call: Call, id: str) -> None:
    database = call.bindings.database
    await access.require(database, "authDevice.delete", call.caller, [id])
    await sessions.delete(database, id)
    await realtime.close_revoked(call.bindings, call.user.id)


async def delete_all_sessions(call: Call) -> None:
    """All but the calling one; a key has none to keep."""
    calling = call.caller.session
    await sessions.delete_others(
        call.bindings.database, call.user.id, calling.id if calling else None
    )
    await realtime.close_revoked(call.bindings, call.user.id)


async def lock_session(call: Call, id: str) -> None:
    database = call.bindings.database
    await access.require(database, "session.lock", call.caller, [id])
    await sessions.elevate(database, id, None)


def own_session(call: Call) -> Session:
    """The calling session. Raises Refused for a key."""
    if call.caller.session is None:
        raise Refused("This endpoint can only be used with a session token")
    return call.caller.session


def shown(session: Session, current: bool = False) -> models.SessionResponseDto:
    """A session as the contract shows it; `current` marks the one that asks."""
    return models.SessionResponseDto(
        appVersion=session.app_version,
        createdAt=session.created_at,
        current=current,
        deviceOS=session.device_os,
        deviceType=session.device_type,
        expiresAt=shapes.present(session.expires_at),
        id=session.id,
        isPendingSyncReset=session.is_pending_sync_reset,
        updatedAt=session.updated_at,
    )


def _after(now: datetime, seconds: int) -> datetime:
    try:
        return now + timedelta(seconds=seconds)
    except OverflowError:
        raise Refused("duration reaches beyond the year 9999") from None
