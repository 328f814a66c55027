# generated from openapi.yaml by codegen; do not edit
"""Notifications: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

from msgspec import UNSET, Struct, UnsetType

from generated import models, operations
from generated.gate import (
    ASGIApp,
    C,
    C_contra,
    Gate,
    HTTPRouteHandler,
    Request,
    Wire,
    route,
)


class GetNotificationsQuery(Struct, kw_only=True):
    id: models.Uuid4 | UnsetType = UNSET
    level: models.NotificationLevel | UnsetType = UNSET
    type: models.NotificationType | UnsetType = UNSET
    unread: bool | UnsetType = UNSET


class Notifications(Protocol[C_contra]):
    async def get_notifications(
        self, call: C_contra, query: GetNotificationsQuery, /
    ) -> list[models.NotificationDto] | Wire: ...

    async def update_notifications(
        self, call: C_contra, body: models.NotificationUpdateAllDto, /
    ) -> None: ...


def mount(module: Notifications[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_notifications(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_NOTIFICATIONS)
        query = gate.query(call, GetNotificationsQuery)
        return gate.answer(call, await module.get_notifications(call, query))

    async def update_notifications(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UPDATE_NOTIFICATIONS)
        body = await gate.body(call, models.NotificationUpdateAllDto, required=True)
        await module.update_notifications(call, body)
        return gate.answer(call, None)

    return [
        route("GET", "/notifications", get_notifications),
        route("PUT", "/notifications", update_notifications),
    ]
