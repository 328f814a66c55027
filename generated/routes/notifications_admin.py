# generated from openapi.yaml by codegen; do not edit
"""Notifications (admin): what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from typing import Protocol

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


class NotificationsAdmin(Protocol[C_contra]):
    async def get_notification_template_admin(
        self, call: C_contra, name: str, body: models.TemplateDto, /
    ) -> models.TemplateResponseDto | Wire: ...

    async def send_test_email_admin(
        self, call: C_contra, body: models.SystemConfigSmtpDto, /
    ) -> models.TestEmailResponseDto | Wire: ...


def mount(module: NotificationsAdmin[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def get_notification_template_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_NOTIFICATION_TEMPLATE_ADMIN)
        name = gate.path(call, request, "name", str)
        body = await gate.body(call, models.TemplateDto, required=True)
        return gate.answer(call, await module.get_notification_template_admin(call, name, body))

    async def send_test_email_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SEND_TEST_EMAIL_ADMIN)
        body = await gate.body(call, models.SystemConfigSmtpDto, required=True)
        return gate.answer(call, await module.send_test_email_admin(call, body))

    return [
        route("POST", "/admin/notifications/templates/{name:str}", get_notification_template_admin),
        route("POST", "/admin/notifications/test-email", send_test_email_admin),
    ]
