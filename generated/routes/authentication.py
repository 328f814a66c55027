# generated from openapi.yaml by codegen; do not edit
"""Authentication: what its handlers must offer, and where it is mounted."""

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


class Authentication(Protocol[C_contra]):
    async def sign_up_admin(
        self, call: C_contra, body: models.SignUpDto, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def change_password(
        self, call: C_contra, body: models.ChangePasswordDto, /
    ) -> models.UserAdminResponseDto | Wire: ...

    async def login(
        self, call: C_contra, body: models.LoginCredentialDto, /
    ) -> models.LoginResponseDto | Wire: ...

    async def logout(self, call: C_contra, /) -> models.LogoutResponseDto | Wire: ...

    async def setup_pin_code(self, call: C_contra, body: models.PinCodeSetupDto, /) -> None: ...

    async def change_pin_code(self, call: C_contra, body: models.PinCodeChangeDto, /) -> None: ...

    async def reset_pin_code(self, call: C_contra, body: models.PinCodeResetDto, /) -> None: ...

    async def lock_auth_session(self, call: C_contra, /) -> None: ...

    async def unlock_auth_session(
        self, call: C_contra, body: models.SessionUnlockDto, /
    ) -> None: ...

    async def get_auth_status(self, call: C_contra, /) -> models.AuthStatusResponseDto | Wire: ...

    async def validate_access_token(
        self, call: C_contra, /
    ) -> models.ValidateAccessTokenResponseDto | Wire: ...


def mount(module: Authentication[C], gate: Gate[C]) -> list[HTTPRouteHandler]:
    async def sign_up_admin(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SIGN_UP_ADMIN)
        body = await gate.body(call, models.SignUpDto, required=True)
        return gate.answer(call, await module.sign_up_admin(call, body))

    async def change_password(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CHANGE_PASSWORD)
        body = await gate.body(call, models.ChangePasswordDto, required=True)
        return gate.answer(call, await module.change_password(call, body))

    async def login(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.LOGIN)
        body = await gate.body(call, models.LoginCredentialDto, required=True)
        return gate.answer(call, await module.login(call, body))

    async def logout(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.LOGOUT)
        return gate.answer(call, await module.logout(call))

    async def setup_pin_code(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.SETUP_PIN_CODE)
        body = await gate.body(call, models.PinCodeSetupDto, required=True)
        await module.setup_pin_code(call, body)
        return gate.answer(call, None)

    async def change_pin_code(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.CHANGE_PIN_CODE)
        body = await gate.body(call, models.PinCodeChangeDto, required=True)
        await module.change_pin_code(call, body)
        return gate.answer(call, None)

    async def reset_pin_code(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.RESET_PIN_CODE)
        body = await gate.body(call, models.PinCodeResetDto, required=True)
        await module.reset_pin_code(call, body)
        return gate.answer(call, None)

    async def lock_auth_session(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.LOCK_AUTH_SESSION)
        await module.lock_auth_session(call)
        return gate.answer(call, None)

    async def unlock_auth_session(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.UNLOCK_AUTH_SESSION)
        body = await gate.body(call, models.SessionUnlockDto, required=True)
        await module.unlock_auth_session(call, body)
        return gate.answer(call, None)

    async def get_auth_status(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.GET_AUTH_STATUS)
        return gate.answer(call, await module.get_auth_status(call))

    async def validate_access_token(request: Request) -> ASGIApp:
        call = await gate.admit(request, operations.VALIDATE_ACCESS_TOKEN)
        return gate.answer(call, await module.validate_access_token(call))

    return [
        route("POST", "/auth/admin-sign-up", sign_up_admin),
        route("POST", "/auth/change-password", change_password),
        route("POST", "/auth/login", login),
        route("POST", "/auth/logout", logout),
        route("POST", "/auth/pin-code", setup_pin_code),
        route("PUT", "/auth/pin-code", change_pin_code),
        route("DELETE", "/auth/pin-code", reset_pin_code),
        route("POST", "/auth/session/lock", lock_auth_session),
        route("POST", "/auth/session/unlock", unlock_auth_session),
        route("GET", "/auth/status", get_auth_status),
        route("POST", "/auth/validateToken", validate_access_token),
    ]
