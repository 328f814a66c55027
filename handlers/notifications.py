"""Tag "Notifications": nobody is sent any."""

from __future__ import annotations

from generated import models
from generated.routes.notifications import GetNotificationsQuery
from handlers.call import Call
from photos.refusal import Refused


async def get_notifications(
    call: Call, query: GetNotificationsQuery
) -> list[models.NotificationDto]:
    return []


async def update_notifications(call: Call, body: models.NotificationUpdateAllDto) -> None:
    """The contract wants at least one id, and no id names a notification."""
    raise Refused("Not found or no notification.update access")
