"""Tag "Authentication": signing up, in and out, and what one proves it with."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

from litestar.types import HTTPScope
from msgspec import UNSET, UnsetType

from generated import models
from generated.gate import Wire
from handlers import auth, known_devices, limits, realtime, shapes
from handlers.call import Call
from handlers.devices import device
from handlers.sessions import own_session
from handlers.wire import Header, reply
from photos import credentials, sessions, settings, users
from photos.refusal import Refused
from photos.users import User

_OPEN = timedelta(minutes=15)
"""How long the PIN opens the locked folder; using it keeps it open (see auth)."""
_LOGGED_OUT = 0.5
"""Seconds until the other tabs hear of it: by then this one has the answer."""
_LIFE = timedelta(days=400)
_WRONG_LOGIN = "Incorrect email or password"
_LOGIN_COOKIES = ((auth.ACCESS_COOKIE, True), ("immich_auth_type", True),
                  ("immich_is_authenticated", False))  # fmt: skip


async def sign_up_admin(call: Call, body: models.SignUpDto) -> models.UserAdminResponseDto:
    bindings = call.bindings
    async with limits.attempt(call, "sign-up"):
        created = await users.create_admin(
            bindings.database,
            id=bindings.clock.uuid(),
            email=users.address(body.email),
            name=body.name,
            password=await bindings.passwords.hash(credentials.required(body.password)),
            now=bindings.clock.now(),
        )
    return shapes.admin_user(created, license={})


async def login(call: Call, body: models.LoginCredentialDto) -> Wire:
    bindings = call.bindings
    if not (await settings.read(bindings.database)).password_login:
        raise Refused("Password login has been disabled", "unauthorized")
    email = body.email.lower()
    known = known_devices.is_known(call.scope, bindings, email)
    async with limits.attempt(call, "login", email, known=known):
        found = await users.find_by_email(bindings.database, email)
        stored = found.password if found is not None else ""
        # An unknown address costs as much time as a wrong password: nobody learns who is here.
        if not await bindings.passwords.verify(body.password, stored) or found is None:
            raise Refused(_WRONG_LOGIN, "unauthorized")
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
    cookies = login_cookies(call, (token, "password", "true"), _LIFE)
    memory = known_devices.token(bindings, email)
    cookies.append(_cookie(call, known_devices.COOKIE, memory, known_devices.LIFE, hidden=True))
    return reply(answer, 201, cookies)


async def open_session(call: Call, user: User) -> str:
    """Log the calling device in as `user`, who has proved to be; its access token."""
    bindings, used = call.bindings, device(call.scope)
    session_id = bindings.clock.uuid()
    opened = await sessions.create(
        bindings.database,
        id=session_id,
        user=user,
        device_type=used.type,
        device_os=used.os,
        app_version=used.app_version,
        now=bindings.clock.now(),
    )
    if opened is None:
        raise Refused(_WRONG_LOGIN, "unauthorized")
    return auth.issue_token(bindings, user.id, session_id)


async def logout(call: Call) -> Wire:
    if (session := call.caller.session) is not None:
        bindings = call.bindings
        await sessions.delete(bindings.database, session.id)
        await bindings.sockets.emit(
            session.id, "on_session_delete", [session.id], after=_LOGGED_OUT
        )
        await realtime.close_revoked(bindings, call.user.id, after=_LOGGED_OUT)
    farewell = models.LogoutResponseDto(successful=True, redirectUri="/auth/login?autoLaunch=0")
    return reply(farewell, 200, login_cookies(call, ("", "", ""), timedelta(0)))


async def change_password(
    call: Call, body: models.ChangePasswordDto
) -> models.UserAdminResponseDto:
    """Every other device is logged out, whatever `invalidateSessions` says: whoever
    changes a password may do so because it is known to somebody else."""
    bindings, session = call.bindings, call.caller.session
    async with limits.attempt(call, "login", call.user.email, known=True):
        if not await bindings.passwords.verify(body.password, call.user.password):
            raise Refused("Wrong password")
    hashed = await bindings.passwords.hash(body.newPassword)
    await credentials.replace_password(
        bindings.database, call.user.id, hashed, session.id if session else None
    )
    await realtime.close_revoked(bindings, call.user.id)
    changed = await users.find(bindings.database, call.user.id) or call.user
    license = await users.read_metadata(bindings.database, call.user.id, "license")
    return shapes.admin_user(changed, license)


async def setup_pin_code(call: Call, body: models.PinCodeSetupDto) -> None:
    bindings = call.bindings
    hashed = await bindings.passwords.hash(body.pinCode)
    await credentials.set_up_pin_code(bindings.database, call.user.id, hashed)


async def change_pin_code(call: Call, body: models.PinCodeChangeDto) -> None:
    """Devices the old PIN opened the locked folder on keep it open."""
    await require_pin_code(call, body.pinCode, body.password)
    bindings = call.bindings
    hashed = await bindings.passwords.hash(body.newPinCode)
    await users.update(bindings.database, call.user.id, users.Changes(pin_code=hashed))


async def reset_pin_code(call: Call, body: models.PinCodeResetDto) -> None:
    await require_pin_code(call, body.pinCode, body.password)
    await credentials.remove_pin_code(call.bindings.database, call.user.id)


async def unlock_auth_session(call: Call, body: models.SessionUnlockDto) -> None:
    """Only the PIN opens the locked folder; a password is not looked at."""
    session = own_session(call)
    await require_pin_code(call, body.pinCode)
    until = call.bindings.clock.now() + _OPEN
    await sessions.elevate(call.bindings.database, session.id, until)


async def lock_auth_session(call: Call) -> None:
    await sessions.elevate(call.bindings.database, own_session(call).id, None)


async def require_pin_code(
    call: Call, pin_code: str | UnsetType, password: str | UnsetType = UNSET
) -> None:
    """Raise Refused unless the PIN, or in its place the password, is right.

    A password that was sent decides alone."""
    verify = call.bindings.passwords.verify
    if call.user.pin_code is None:
        raise Refused("User does not have a PIN code")
    if password is UNSET and pin_code is UNSET:
        raise Refused("Either password or pinCode is required")
    async with limits.attempt(call, "pin", call.user.id):
        if password is not UNSET:
            if not await verify(password, call.user.password):
                raise Refused("Wrong password")
        elif pin_code is not UNSET and not await verify(pin_code, call.user.pin_code):
            raise Refused("Wrong PIN code")


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
    return [
        _cookie(call, name, value, age, hidden=hidden)
        for (name, hidden), value in zip(_LOGIN_COOKIES, values, strict=True)
    ]


def _cookie(call: Call, name: str, value: str, age: timedelta, *, hidden: bool) -> Header:
    """`hidden` from scripts; an age of nothing removes it."""
    expires = (
        format_datetime(call.bindings.clock.now() + age, usegmt=True)
        if age
        else "Thu, 01 Jan 1970 00:00:00 GMT"
    )
    life = f"Max-Age={int(age.total_seconds())}; " if age else ""
    secure = "Secure; " if is_https(call.scope) else ""
    only = "HttpOnly; " if hidden else ""
    text = f"{name}={value}; {life}Path=/; Expires={expires}; {only}{secure}SameSite=Lax"
    return b"set-cookie", text.encode()


def is_https(scope: HTTPScope) -> bool:
    """Whether the browser came over TLS. The door has already sorted out which
    proxies may say so; a phone drops a Secure cookie it got over plain HTTP."""
    return scope["scheme"] == "https"
