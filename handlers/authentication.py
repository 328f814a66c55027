"""Tag "Authentication": signing up, in and out."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

from litestar.types import HTTPScope

from generated import models
from generated.gate import Wire
from generated.unimplemented import (
    change_password as change_password,
    change_pin_code as change_pin_code,
    lock_auth_session as lock_auth_session,
    reset_pin_code as reset_pin_code,
    setup_pin_code as setup_pin_code,
    unlock_auth_session as unlock_auth_session,
)
from handlers import auth, shapes
from handlers.call import Call
from handlers.devices import device
from handlers.wire import Header, reply
from photos import sessions, settings, users
from photos.refusal import Refused
from photos.users import User

_LIFE = timedelta(days=400)
_LOGIN_COOKIES = ((auth.ACCESS_COOKIE, True), ("immich_auth_type", True),
                  ("immich_is_authenticated", False))  # fmt: skip


async def sign_up_admin(call: Call, body: models.SignUpDto) -> models.UserAdminResponseDto:
    bindings = call.bindings
    hashed = await bindings.passwords.hash(body.password)
    created = await users.create_admin(
        bindings.database,
        id=bindings.clock.uuid(),
        email=body.email.lower(),
        name=body.name,
        password=hashed,
        now=bindings.clock.now(),
    )
    return shapes.admin_user(created, license={})


async def login(call: Call, body: models.LoginCredentialDto) -> Wire:
    bindings = call.bindings
    if not (await settings.read(bindings.database)).password_login:
        raise Refused("Password login has been disabled", "unauthorized")
    found = await users.find_by_email(bindings.database, body.email.lower())
    stored = found.password if found is not None else ""
    # An unknown address costs as much time as a wrong password: nobody learns who is here.
    if not await bindings.passwords.verify(body.password, stored) or found is None:
        raise Refused("Incorrect email or password", "unauthorized")
    token = await open_session(call, found)
    onboarding = await users.read_metadata(bindings.database, found.id, "onboarding")
    answer = models.LoginResponseDto(
        accessToken=token,
        isAdmin=found.is_admin,
        isOnboarded=bool(onboarding.get("isOnboarded", False)),
        name=found.name,
        profileImagePath=found.profile_image_path,
        shouldChangePassword=found.should_change_password,
        userEmail=found.email,
        userId=found.id,
    )
    return reply(answer, 201, login_cookies(call, (token, "password", "true"), _LIFE))


async def open_session(call: Call, user: User) -> str:
    """Log the calling device in as `user`; its access token."""
    bindings, used = call.bindings, device(call.scope)
    session_id = bindings.clock.uuid()
    await sessions.create(
        bindings.database,
        id=session_id,
        user_id=user.id,
        device_type=used.type,
        device_os=used.os,
        app_version=used.app_version,
        now=bindings.clock.now(),
    )
    return auth.issue_token(bindings, user.id, session_id)


async def logout(call: Call) -> Wire:
    if call.caller.session is not None:
        await sessions.delete(call.bindings.database, call.caller.session.id)
    farewell = models.LogoutResponseDto(successful=True, redirectUri="/auth/login?autoLaunch=0")
    return reply(farewell, 200, login_cookies(call, ("", "", ""), timedelta(0)))


async def validate_access_token(call: Call) -> models.ValidateAccessTokenResponseDto:
    """The guard has done it; whoever gets here is known."""
    return models.ValidateAccessTokenResponseDto(authStatus=True)


async def get_auth_status(call: Call) -> models.AuthStatusResponseDto:
    session = call.caller.session
    answer = models.AuthStatusResponseDto(
        isElevated=call.caller.elevated,
        password=call.user.password != "",
        pinCode=call.user.pin_code is not None,
    )
    if session is not None:
        answer.expiresAt = shapes.present(session.expires_at)
        answer.pinExpiresAt = shapes.present(session.pin_expires_at)
    return answer


def login_cookies(call: Call, values: tuple[str, str, str], age: timedelta) -> list[Header]:
    """The three cookies of a login, or with empty values their removal.

    The web client's scripts read the last one to learn whether to ask who is
    logged in, so only that one is open to them.
    """
    expires = (
        format_datetime(call.bindings.clock.now() + age, usegmt=True)
        if age
        else ("Thu, 01 Jan 1970 00:00:00 GMT")
    )
    life = f"Max-Age={int(age.total_seconds())}; " if age else ""
    secure = "Secure; " if is_https(call.scope) else ""
    return [
        (
            b"set-cookie",
            f"{name}={value}; {life}Path=/; Expires={expires}; "
            f"{'HttpOnly; ' if hidden else ''}{secure}SameSite=Lax".encode(),
        )
        for (name, hidden), value in zip(_LOGIN_COOKIES, values, strict=True)
    ]


def is_https(scope: HTTPScope) -> bool:
    """Whether the browser came over TLS. The door has already sorted out which
    proxies may say so; a phone drops a Secure cookie it got over plain HTTP."""
    return scope["scheme"] == "https"
