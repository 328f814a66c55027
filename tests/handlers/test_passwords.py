from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import httpx
import pytest

from bindings import Passwords
from tests.handlers.conftest import PASSWORD, House, log_in
from tests.scenarios import expect

NEW = "a still longer password"


async def change(client: httpx.AsyncClient, old: str = PASSWORD, new: str = NEW) -> httpx.Response:
    body = {"password": old, "newPassword": new}
    return await client.post("/api/auth/change-password", json=body)


async def test_every_other_device_is_logged_out(house: House, admin: httpx.AsyncClient) -> None:
    async with house.visitor() as phone, house.visitor() as key:
        await log_in(phone, "ada@example.com")
        made = await admin.post("/api/api-keys", json={"permissions": ["user.read"]})
        key.headers["x-api-key"] = made.json()["secret"]
        changed = await change(admin)
        assert changed.status_code == 200
        assert changed.json()["shouldChangePassword"] is True, "only a forced change clears this"
        assert (await admin.get("/api/users/me")).status_code == 200
        late = await phone.get("/api/users/me")
        assert (late.status_code, late.json()) == (401, {"message": "Invalid user token"})
        assert (await key.get("/api/users/me")).status_code == 200

    async with house.visitor() as other:
        for password, status in ((PASSWORD, 401), (NEW, 201)):
            body = {"email": "ada@example.com", "password": password}
            assert (await other.post("/api/auth/login", json=body)).status_code == status


async def test_a_key_keeps_no_device(house: House, admin: httpx.AsyncClient) -> None:
    made = await admin.post("/api/api-keys", json={"permissions": ["auth.changePassword"]})
    async with house.visitor(headers={"x-api-key": made.json()["secret"]}) as program:
        assert (await change(program)).status_code == 200
    assert (await admin.get("/api/users/me")).status_code == 401


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("wrong", NEW, "Wrong password"), (PASSWORD, "7 chars", "Validation failed")],
)
async def test_refused(admin: httpx.AsyncClient, old: str, new: str, message: str) -> None:
    answer = await change(admin, old, new)
    assert (answer.status_code, answer.json()["message"]) == (400, message)
    assert (await change(admin)).status_code == 200, "the old password still holds"


async def test_of_others_nothing_changes(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    assert (await change(admin)).status_code == 200
    assert (await member.get("/api/users/me")).status_code == 200


async def test_a_password_in_the_profile(house: House, admin: httpx.AsyncClient) -> None:
    """What the page of a forced change calls: no old password, no length, no logouts."""
    async with house.visitor() as phone:
        await log_in(phone, "ada@example.com")
        changed = await admin.put("/api/users/me", json={"password": "x"})
        assert changed.json()["shouldChangePassword"] is False
        assert (await phone.get("/api/users/me")).status_code == 200
    assert (await change(admin, old="x")).status_code == 200


async def test_an_empty_password_in_the_profile(house: House, admin: httpx.AsyncClient) -> None:
    """Programs send an empty field for one nobody filled in."""
    expect(await admin.put("/api/users/me", json={"password": ""}), 400, "password is required")
    async with house.visitor() as other:
        await log_in(other, "ada@example.com")


@dataclass
class Slow:
    """Passwords whose comparison takes so long that something happens meanwhile."""

    passwords: Passwords
    meanwhile: Callable[[], Awaitable[object]]

    async def hash(self, password: str) -> str:
        return await self.passwords.hash(password)

    async def verify(self, password: str, hashed: str) -> bool:
        right = await self.passwords.verify(password, hashed)
        await self.meanwhile()
        return right


async def test_a_login_with_the_password_that_is_just_being_replaced(
    house: House, admin: httpx.AsyncClient
) -> None:
    async def replace_it() -> None:
        house.bindings = bindings
        assert (await change(admin)).status_code == 200

    bindings = house.bindings
    house.bindings = replace(bindings, passwords=Slow(bindings.passwords, replace_it))
    async with house.visitor() as thief:
        body = {"email": "ada@example.com", "password": PASSWORD}
        late = await thief.post("/api/auth/login", json=body)
    assert (late.status_code, late.json()) == (401, {"message": "Incorrect email or password"})
    assert len((await admin.get("/api/sessions")).json()) == 1


async def test_a_login_to_an_account_that_is_just_being_closed(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    me = (await member.get("/api/users/me")).json()

    async def close_it() -> None:
        house.bindings = bindings
        closed = await admin.request("DELETE", f"/api/admin/users/{me['id']}", json={})
        assert closed.status_code == 200

    bindings = house.bindings
    house.bindings = replace(bindings, passwords=Slow(bindings.passwords, close_it))
    async with house.visitor() as late:
        body = {"email": me["email"], "password": PASSWORD}
        assert (await late.post("/api/auth/login", json=body)).status_code == 401
