"""Tag "Database Backups (admin)": backing up is the host's business."""

from __future__ import annotations

from generated import models
from handlers.call import Call
from photos import users
from photos.refusal import Refused


async def list_database_backups(call: Call) -> models.DatabaseBackupListResponseDto:
    return models.DatabaseBackupListResponseDto(backups=[])


async def start_database_restore_flow(call: Call) -> None:
    """A button on the welcome page of a fresh server, before anybody can log in."""
    if await users.admin_exists(call.bindings.database):
        raise Refused("The server already has an admin")
    raise Refused("This server cannot restore a backup; that is done on its host")
