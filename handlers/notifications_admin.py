"""Tag "Notifications (admin)": this server sends no mail."""

from __future__ import annotations

from generated import models
from handlers.call import Call
from photos.refusal import Refused


async def get_notification_template_admin(
    call: Call, name: str, body: models.TemplateDto
) -> models.TemplateResponseDto:
    """An empty preview, whatever the name: clients show it as it is."""
    return models.TemplateResponseDto(html="", name=name)


async def send_test_email_admin(
    call: Call, body: models.SystemConfigSmtpDto
) -> models.TestEmailResponseDto:
    raise Refused("Failed to verify SMTP configuration")
