"""Guessing passwords and PINs. Limits are small here: every guess costs a slow hash."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import httpx
import pytest

from handlers import known_devices, limits
from photos import attempts
from tests.handlers.conftest import PASSWORD, House

ADA = "ada@example.com"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_ADDRESS", 5)
    monkeypatch.setattr(limits, "PER_ACCOUNT", 3)


async def login(house: House, password: str, email: str = ADA, address: str = "192.0.2.1") -> int:
    async with house.visitor(address) as client:
        answer = await client.post("/api/auth/login", json={"email": email, "password": password})
        return answer.status_code


async def test_guesses_at_one_account(house: House, admin: httpx.AsyncClient) -> None:
    for number in range(3):
        assert await login(house, "wrong", address=f"192.0.2.{number}") == 401
    assert await login(house, "wrong") == 429
    assert await login(house, PASSWORD) == 429, "the right guess would tell as much"
    assert await login(house, PASSWORD, "ADA@Example.com", "192.0.2.9") == 429
    assert await login(house, "wrong", "bo@example.com") == 401
    assert (await admin.get("/api/users/me")).status_code == 200, "who is in stays in"
    house.wait(attempts.WINDOW)
    assert await login(house, PASSWORD) == 201


async def test_the_answer_says_how_long_to_wait(house: House, visitor: httpx.AsyncClient) -> None:
    wrong = {"email": "nobody@example.com", "password": "wrong"}
    for _ in range(3):
        await visitor.post("/api/auth/login", json=wrong)
    house.wait(timedelta(seconds=60))
    answer = await visitor.post("/api/auth/login", json=wrong)
    seconds = int(answer.headers["retry-after"])
    assert 830 < seconds <= 840
    assert answer.json() == {"message": f"Too many attempts, try again in {seconds} seconds"}


async def test_guesses_from_one_address(house: House, admin: httpx.AsyncClient) -> None:
    homes = {"192.0.2.1": "192.0.2.2", "2001:db8:1:1::1": "2001:db8:1:2::1"}
    for address, elsewhere in homes.items():
        for number in range(5):
            assert await login(house, "wrong", f"bo{number}@{address[:3]}.org", address) == 401
        assert await login(house, PASSWORD, address=address) == 429
        assert await login(house, PASSWORD, address=elsewhere) == 201
    assert await login(house, PASSWORD, address="2001:db8:1:1:ffff::2") == 429, "the same home"


async def test_only_wrong_guesses_count(house: House, admin: httpx.AsyncClient) -> None:
    for password in [PASSWORD] * 6 + ["wrong", PASSWORD] * 2 + ["wrong"]:
        assert await login(house, password) == (201 if password == PASSWORD else 401)
    assert await login(house, PASSWORD) == 429


async def test_a_hundred_at_once_are_a_hundred(house: House, admin: httpx.AsyncClient) -> None:
    answers = Counter(await asyncio.gather(*(login(house, "wrong") for _ in range(12))))
    assert answers == {401: 3, 429: 9}


async def test_what_is_no_guess_does_not_count(house: House, admin: httpx.AsyncClient) -> None:
    async with house.visitor() as client:
        for _ in range(6):
            assert (await client.post("/api/auth/login", json={"email": ADA})).status_code == 400
    assert await login(house, PASSWORD, address="127.0.0.1") == 201


async def fill(house: House, address: str = "192.0.2.1") -> None:
    """Strangers guess at Ada's account until nobody may from there."""
    for number in range(3):
        assert await login(house, "wrong", address=f"192.0.2.{number}") == 401
    for number in range(5):
        await login(house, "wrong", f"bo{number}@example.com", address)
    assert await login(house, PASSWORD, address=address) == 429


async def test_who_was_here_before_gets_in_while_strangers_guess(
    house: House, admin: httpx.AsyncClient
) -> None:
    await admin.post("/api/auth/logout")
    await fill(house, "127.0.0.1")
    body = {"email": "ADA@example.com", "password": PASSWORD}
    assert (await admin.post("/api/auth/login", json=body)).status_code == 201


async def test_who_was_here_before_may_not_guess_more_than_others(
    house: House, admin: httpx.AsyncClient
) -> None:
    body = {"email": ADA, "password": "wrong"}
    statuses = [(await admin.post("/api/auth/login", json=body)).status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]
    async with house.visitor(cookies=admin.cookies) as other:
        assert (await other.post("/api/auth/login", json=body)).status_code == 429
    assert await login(house, PASSWORD) == 201, "others have not guessed"


async def test_a_session_may_change_its_password_while_strangers_guess(
    house: House, admin: httpx.AsyncClient
) -> None:
    await fill(house)
    body = {"password": PASSWORD, "newPassword": "a still longer password"}
    assert (await admin.post("/api/auth/change-password", json=body)).status_code == 200


async def test_what_shows_nothing_of_the_account(house: House, admin: httpx.AsyncClient) -> None:
    await house.move_in("bo@example.com")
    async with house.visitor() as bo:
        body = {"email": "bo@example.com", "password": PASSWORD}
        assert (await bo.post("/api/auth/login", json=body)).status_code == 201
        others = bo.cookies[known_devices.COOKIE]
    own = admin.cookies[known_devices.COOKIE]
    await fill(house)
    for shown in (others, own[:-2] + "xx", admin.cookies["immich_access_token"], "", "a.b.c"):
        headers = {"cookie": f"{known_devices.COOKIE}={shown}"}
        async with house.visitor(headers=headers) as client:
            answer = await client.post("/api/auth/login", json={"email": ADA, "password": PASSWORD})
            assert answer.status_code == 429, shown
    house.wait(known_devices.LIFE)
    await fill(house)
    async with house.visitor(headers={"cookie": f"{known_devices.COOKIE}={own}"}) as client:
        answer = await client.post("/api/auth/login", json={"email": ADA, "password": PASSWORD})
        assert answer.status_code == 429, "too old"


async def test_having_been_here_opens_nothing(house: House, admin: httpx.AsyncClient) -> None:
    shown = admin.cookies[known_devices.COOKIE]
    async with house.visitor(headers={"authorization": f"Bearer {shown}"}) as client:
        assert (await client.get("/api/users/me")).status_code == 401
    async with house.visitor(headers={"cookie": f"{known_devices.COOKIE}={shown}"}) as client:
        assert (await client.get("/api/users/me")).status_code == 401


async def test_sign_up(house: House, admin: httpx.AsyncClient) -> None:
    """Each hashes a password before it is refused."""
    person = {"email": "eve@example.com", "password": "x", "name": "Eve"}
    statuses = [
        (await admin.post("/api/auth/admin-sign-up", json=person)).status_code for _ in range(6)
    ]
    assert statuses == [400] * 5 + [429]


PIN = "123456"
TRIES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "unlock": ("POST", "/api/auth/session/unlock", {"pinCode": "000000"}),
    "change": ("PUT", "/api/auth/pin-code", {"pinCode": "000000", "newPinCode": "111111"}),
    "change by password": ("PUT", "/api/auth/pin-code", {"password": "x", "newPinCode": "111111"}),
    "reset": ("DELETE", "/api/auth/pin-code", {"pinCode": "000000"}),
    "password": ("POST", "/api/auth/change-password",
                 {"password": "wrong", "newPassword": "long enough"}),
}  # fmt: skip


@pytest.mark.parametrize("name", TRIES)
async def test_what_a_session_may_guess(admin: httpx.AsyncClient, name: str) -> None:
    assert (await admin.post("/api/auth/pin-code", json={"pinCode": PIN})).status_code == 204
    method, path, body = TRIES[name]
    statuses = [(await admin.request(method, path, json=body)).status_code for _ in range(4)]
    assert statuses == [400, 400, 400, 429]


async def test_all_guesses_at_a_pin_count_as_one_kind(admin: httpx.AsyncClient) -> None:
    await admin.post("/api/auth/pin-code", json={"pinCode": PIN})
    for name in ("unlock", "change", "reset"):
        method, path, body = TRIES[name]
        assert (await admin.request(method, path, json=body)).status_code == 400
    unlock = await admin.post("/api/auth/session/unlock", json={"pinCode": PIN})
    assert unlock.status_code == 429
    me = {"email": ADA, "password": PASSWORD}
    assert (await admin.post("/api/auth/login", json=me)).status_code == 201


@pytest.mark.parametrize(
    ("client", "home"),
    [
        (("192.0.2.1", 5), "192.0.2.1"),
        (("::ffff:192.0.2.1", 5), "192.0.2.1"),
        (("2001:db8:1:2:3:4:5:6", 5), "20010db800010002"),
        (("fe80::1%eth0", 5), "fe80000000000000"),
        (("a socket", 0), "a socket"),
        (None, ""),
    ],
)
def test_home(client: tuple[str, int] | None, home: str) -> None:
    assert limits.home({"client": client}) == home  # type: ignore[typeddict-item]
