from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import PASSWORD, House, log_in, upload
from tests.scenarios import expect

PIN, OTHER = "123456", "654321"
ONLY_SESSIONS = "This endpoint can only be used with a session token"


@pytest.fixture
async def owner(admin: httpx.AsyncClient) -> httpx.AsyncClient:
    """The admin with a PIN."""
    assert (await admin.post("/api/auth/pin-code", json={"pinCode": PIN})).status_code == 204
    return admin


async def unlock(client: httpx.AsyncClient, pin: str = PIN) -> httpx.Response:
    return await client.post("/api/auth/session/unlock", json={"pinCode": pin})


async def status(client: httpx.AsyncClient) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get("/api/auth/status")).json()
    return found


async def elevated(client: httpx.AsyncClient) -> bool:
    return bool((await status(client))["isElevated"])


async def test_set_up_once(owner: httpx.AsyncClient) -> None:
    again = await owner.post("/api/auth/pin-code", json={"pinCode": OTHER})
    expect(again, 400, "User already has a PIN code")
    assert (await status(owner))["pinCode"] is True
    assert (await unlock(owner, PIN)).status_code == 204


@pytest.mark.parametrize("pin", ["12345", "1234567", "12345x", "١٢٣٤٥٦", "123456\n", 123456])
async def test_six_digits(admin: httpx.AsyncClient, pin: object) -> None:
    answer = await admin.post("/api/auth/pin-code", json={"pinCode": pin})
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (400, ["pinCode"])


async def test_unlocking_lasts_fifteen_minutes(house: House, owner: httpx.AsyncClient) -> None:
    assert not await elevated(owner)
    expect(await unlock(owner, OTHER), 400, "Wrong PIN code")
    assert not await elevated(owner)
    assert (await unlock(owner)).status_code == 204
    assert "pinExpiresAt" in await status(owner)
    house.wait(timedelta(minutes=15))
    assert not await elevated(owner)


async def test_use_keeps_it_open(house: House, owner: httpx.AsyncClient) -> None:
    await unlock(owner)
    house.wait(timedelta(minutes=14))
    assert await elevated(owner)
    house.wait(timedelta(minutes=4))
    assert await elevated(owner)
    house.wait(timedelta(minutes=5, seconds=1))
    assert not await elevated(owner)


async def test_what_was_closed_meanwhile_stays_closed(
    house: House, owner: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture loads while the folder is being locked: its request must not reopen it."""
    await unlock(owner)
    house.wait(timedelta(minutes=14))
    run, meanwhile = house.bindings.database.run, []

    async def late(sql: Sql) -> None:
        meanwhile.append(sql.text)
        await run(Sql("UPDATE sessions SET pin_expires_at = NULL"))
        await run(sql)

    monkeypatch.setattr(house.bindings.database, "run", late)
    await owner.get("/api/server/about")
    assert len(meanwhile) == 1
    assert "pin_expires_at" in meanwhile[0]
    monkeypatch.undo()
    assert not await elevated(owner)


async def test_each_device_by_itself(house: House, owner: httpx.AsyncClient) -> None:
    async with house.visitor() as phone:
        await log_in(phone, "ada@example.com")
        await unlock(owner)
        assert not await elevated(phone)
        await unlock(phone)
        assert (await owner.post("/api/auth/session/lock")).status_code == 204
        assert not await elevated(owner)
        assert await elevated(phone)


async def test_locked_photos_need_it(owner: httpx.AsyncClient) -> None:
    asset_id = (await upload(owner, visibility="locked")).json()["id"]
    hidden = await owner.get(f"/api/assets/{asset_id}")
    expect(hidden, 400, "Not found or no asset.read access")
    await unlock(owner)
    assert (await owner.get(f"/api/assets/{asset_id}")).status_code == 200
    await owner.post("/api/auth/session/lock")
    assert (await owner.get(f"/api/assets/{asset_id}")).status_code == 400


async def test_changing(owner: httpx.AsyncClient) -> None:
    await unlock(owner)
    body = {"pinCode": PIN, "newPinCode": OTHER}
    assert (await owner.put("/api/auth/pin-code", json=body)).status_code == 204
    assert await elevated(owner), "devices stay as they are"
    expect(await unlock(owner, PIN), 400, "Wrong PIN code")
    by_password = {"password": PASSWORD, "newPinCode": PIN}
    assert (await owner.put("/api/auth/pin-code", json=by_password)).status_code == 204
    assert (await unlock(owner, PIN)).status_code == 204


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        ({}, "Either password or pinCode is required"),
        ({"pinCode": OTHER}, "Wrong PIN code"),
        ({"password": "wrong"}, "Wrong password"),
        ({"password": "wrong", "pinCode": PIN}, "Wrong password"),
    ],
)
async def test_the_wrong_proof(
    owner: httpx.AsyncClient, proof: dict[str, str], message: str
) -> None:
    changing = await owner.put("/api/auth/pin-code", json={**proof, "newPinCode": OTHER})
    expect(changing, 400, message)
    expect(await owner.request("DELETE", "/api/auth/pin-code", json=proof), 400, message)
    assert (await unlock(owner)).status_code == 204


async def test_without_a_pin(admin: httpx.AsyncClient) -> None:
    message = "User does not have a PIN code"
    proof = {"password": PASSWORD, "pinCode": PIN}
    expect(await admin.put("/api/auth/pin-code", json={**proof, "newPinCode": PIN}), 400, message)
    expect(await admin.request("DELETE", "/api/auth/pin-code", json=proof), 400, message)
    expect(await unlock(admin), 400, message)


async def test_resetting_locks_every_device(house: House, owner: httpx.AsyncClient) -> None:
    async with house.visitor() as phone:
        await log_in(phone, "ada@example.com")
        await unlock(phone)
        await unlock(owner)
        reset = await owner.request("DELETE", "/api/auth/pin-code", json={"password": PASSWORD})
        assert reset.status_code == 204
        assert not await elevated(owner)
        assert not await elevated(phone)
    assert (await status(owner))["pinCode"] is False
    assert (await owner.post("/api/auth/pin-code", json={"pinCode": OTHER})).status_code == 204


async def test_a_password_does_not_unlock(owner: httpx.AsyncClient) -> None:
    answer = await owner.post("/api/auth/session/unlock", json={"password": PASSWORD})
    expect(answer, 400, "Either password or pinCode is required")
    assert not await elevated(owner)


async def test_a_key_is_never_elevated(house: House, owner: httpx.AsyncClient) -> None:
    await unlock(owner)
    made = await owner.post("/api/api-keys", json={"permissions": ["all"]})
    async with house.visitor(headers={"x-api-key": made.json()["secret"]}) as program:
        expect(await unlock(program), 400, ONLY_SESSIONS)
        expect(await program.post("/api/auth/session/lock"), 400, ONLY_SESSIONS)
        assert await status(program) == {"isElevated": False, "password": True, "pinCode": True}


async def test_the_pin_is_nowhere_to_be_read(house: House, owner: httpx.AsyncClient) -> None:
    stored = await house.bindings.database.all(Sql("SELECT pin_code FROM users"), tuple[str])
    assert all(PIN not in pin for (pin,) in stored)
    assert "pinCode" not in (await owner.get("/api/users/me")).json()
