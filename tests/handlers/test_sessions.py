from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from handlers.jobs import SessionCleanup
from photos import sessions, users
from tests.handlers.conftest import PASSWORD, House, log_in
from tests.scenarios import expect

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
UNKNOWN = "0f7a1c1e-0000-4000-8000-000000000000"


async def devices(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get("/api/sessions")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def current(client: httpx.AsyncClient) -> str:
    (own,) = [each["id"] for each in await devices(client) if each["current"]]
    return str(own)


async def lend(client: httpx.AsyncClient, **body: object) -> dict[str, Any]:
    answer = await client.post("/api/sessions", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_devices_of_a_person(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    house.wait(timedelta(minutes=1))
    app = {"deviceModel": "Pixel 9", "deviceType": "Android", "user-agent": "immich-android/3.1.0"}
    async with (
        house.visitor(headers={"user-agent": WINDOWS}) as browser,
        house.visitor(headers=app) as phone,
    ):
        await log_in(browser, "ada@example.com")
        house.wait(timedelta(minutes=1))
        await log_in(phone, "ada@example.com")
        found = await devices(phone)
    shown = [(d["deviceType"], d["deviceOS"], d["appVersion"], d["current"]) for d in found]
    assert shown == [
        ("Pixel 9", "Android", "3.1.0", True), ("Chrome", "Windows", None, False),
        ("", "", None, False),
    ]  # fmt: skip
    assert all("expiresAt" not in each and not each["isPendingSyncReset"] for each in found)
    assert len(await devices(member)) == 1


async def test_a_lent_session(house: House, admin: httpx.AsyncClient) -> None:
    lent = await lend(admin, duration=60, deviceType="Chromecast", deviceOS="TV")
    assert (lent["deviceType"], lent["deviceOS"], lent["current"]) == ("Chromecast", "TV", False)
    assert lent["expiresAt"] > lent["createdAt"]
    assert lent["token"] not in (await admin.get("/api/sessions")).text
    async with house.visitor(params={"sessionKey": lent["token"]}) as tv:
        assert (await tv.get("/api/users/me")).status_code == 200
        assert lent["id"] in [each["id"] for each in await devices(admin)]
        house.wait(timedelta(seconds=60))
        expect(await tv.get("/api/users/me"), 401, "Invalid user token")
    assert lent["id"] not in [each["id"] for each in await devices(admin)]


async def test_what_was_lent_ends_with_its_lender(house: House, admin: httpx.AsyncClient) -> None:
    async with house.visitor() as phone:
        await log_in(phone, "ada@example.com")
        forever = await lend(phone)
        assert "expiresAt" not in forever
        async with house.visitor(params={"sessionKey": forever["token"]}) as tv:
            assert (await tv.get("/api/users/me")).status_code == 200
            gone = await admin.delete(f"/api/sessions/{await current(phone)}")
            assert gone.status_code == 204
            for client in (phone, tv):
                expect(await client.get("/api/users/me"), 401, "Invalid user token")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/auth/logout", None),
        ("DELETE", "/api/sessions", None),
        (
            "POST",
            "/api/auth/change-password",
            {"password": PASSWORD, "newPassword": "a better password"},
        ),
    ],
)
async def test_what_ends_devices_ends_what_was_lent(
    house: House, admin: httpx.AsyncClient, method: str, path: str, body: object
) -> None:
    lent = await lend(admin)
    assert (await admin.request(method, path, json=body)).is_success
    async with house.visitor(params={"sessionKey": lent["token"]}) as tv:
        expect(await tv.get("/api/users/me"), 401, "Invalid user token")


@pytest.mark.parametrize("duration", [{}, {"duration": 3600}])
async def test_what_was_lent_expires_with_its_lender(
    house: House, admin: httpx.AsyncClient, duration: dict[str, int]
) -> None:
    """Not in the night after, when the lender's row is taken away."""
    lent = await lend(admin, duration=60)
    async with house.visitor(params={"sessionKey": lent["token"]}) as tv:
        again = await lend(tv, **duration)
        brief = await lend(tv, duration=30)
    assert brief["expiresAt"] < again["expiresAt"] == lent["expiresAt"]
    house.wait(timedelta(seconds=60))
    async with house.visitor(params={"sessionKey": again["token"]}) as tv:
        expect(await tv.get("/api/users/me"), 401, "Invalid user token")


async def test_what_was_lent_is_not_lent_for_ever(house: House, admin: httpx.AsyncClient) -> None:
    """Or the first login could not end: the line ends level by level."""
    lent = await lend(admin)
    for _ in range(9):
        async with house.visitor(params={"sessionKey": lent["token"]}) as tv:
            lent = await lend(tv)
    async with house.visitor(params={"sessionKey": lent["token"]}) as tv:
        refused = await tv.post("/api/sessions", json={})
        expect(refused, 400, "This session was lent too often to be lent again")
        await admin.post("/api/auth/logout")
        expect(await tv.get("/api/users/me"), 401, "Invalid user token")


async def test_only_devices_lend(house: House, admin: httpx.AsyncClient) -> None:
    made = await admin.post("/api/api-keys", json={"permissions": ["all"]})
    async with house.visitor(headers={"x-api-key": made.json()["secret"]}) as program:
        answer = await program.post("/api/sessions", json={})
        expect(answer, 400, "This endpoint can only be used with a session token")
        assert not any(each["current"] for each in await devices(program))


async def test_a_duration_beyond_all_calendars(admin: httpx.AsyncClient) -> None:
    for duration in (2**53 - 1, 10**12):
        answer = await admin.post("/api/sessions", json={"duration": duration})
        assert answer.status_code == 400


async def test_sync_reset(admin: httpx.AsyncClient) -> None:
    own = await current(admin)
    url = f"/api/sessions/{own}"
    before = (await devices(admin))[0]
    for method in ("PUT", "PATCH"):
        for wanted in (True, False):
            answer = await admin.request(method, url, json={"isPendingSyncReset": wanted})
            assert answer.json() == {**before, "isPendingSyncReset": wanted, "current": False}
            assert (await devices(admin))[0]["isPendingSyncReset"] is wanted
    expect(await admin.put(url, json={}), 400, "No fields to update")


async def test_locking_another_device(house: House, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/auth/pin-code", json={"pinCode": "123456"})
    async with house.visitor() as phone:
        await log_in(phone, "ada@example.com")
        await phone.post("/api/auth/session/unlock", json={"pinCode": "123456"})
        locked = await admin.post(f"/api/sessions/{await current(phone)}/lock")
        assert locked.status_code == 204
        assert (await phone.get("/api/auth/status")).json()["isElevated"] is False


async def test_devices_of_others_are_nobodys(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    body = {"isPendingSyncReset": True}
    for id in (await current(admin), UNKNOWN):
        url = f"/api/sessions/{id}"
        for path, method, right in (
            (url, "PUT", "session.update"),
            (url, "DELETE", "authDevice.delete"),
            (f"{url}/lock", "POST", "session.lock"),
        ):
            answer = await member.request(method, path, json=body)
            expect(answer, 400, f"Not found or no {right} access")
    assert len(await devices(admin)) == 1


async def test_logging_out_the_rest(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    async with house.visitor() as phone:
        await log_in(phone, "ada@example.com")
        assert (await admin.delete("/api/sessions")).status_code == 204
        assert (await phone.get("/api/users/me")).status_code == 401
    assert [each["current"] for each in await devices(admin)] == [True]
    assert len(await devices(member)) == 1
    made = await admin.post("/api/api-keys", json={"permissions": ["session.delete"]})
    async with house.visitor(headers={"x-api-key": made.json()["secret"]}) as program:
        assert (await program.delete("/api/sessions")).status_code == 204
    assert (await admin.get("/api/users/me")).status_code == 401


async def test_deleting_the_device_one_sits_at(admin: httpx.AsyncClient) -> None:
    assert (await admin.delete(f"/api/sessions/{await current(admin)}")).status_code == 204
    expect(await admin.get("/api/users/me"), 401, "Invalid user token")


async def test_use_is_noted_once_an_hour(house: House, admin: httpx.AsyncClient) -> None:
    created = (await devices(admin))[0]["updatedAt"]
    house.wait(timedelta(minutes=59))
    assert (await devices(admin))[0]["updatedAt"] == created
    house.wait(timedelta(minutes=2))
    assert (await devices(admin))[0]["updatedAt"] > created


async def test_an_updated_app_is_noted_at_once(admin: httpx.AsyncClient) -> None:
    updated = {"user-agent": "immich-android/3.2.0", "devicemodel": "Pixel 8"}
    await admin.get("/api/users/me", headers=updated)
    (device,) = (await admin.get("/api/sessions", headers=updated)).json()
    assert (device["appVersion"], device["deviceType"], device["deviceOS"]) == (
        "3.2.0", "Pixel 8", "Android",
    )  # fmt: skip


async def test_a_device_that_was_not_seen_for_ninety_days(
    house: House, admin: httpx.AsyncClient
) -> None:
    for days, status in ((89, 200), (91, 401)):
        house.wait(timedelta(days=days))
        await house.bindings.queue.send([SessionCleanup().message()])
        await house.run_jobs()
        assert (await admin.get("/api/users/me")).status_code == status


async def test_a_session_that_ends_while_it_lends_itself(
    house: House, admin: httpx.AsyncClient
) -> None:
    """The guard has let it in; another request logs it out before the child is written."""
    found = await sessions.all_of(
        house.bindings.database, (await admin.get("/api/users/me")).json()["id"],
        house.bindings.clock.now(),
    )  # fmt: skip
    user = await users.find_by_email(house.bindings.database, "ada@example.com")
    assert user is not None
    await sessions.delete(house.bindings.database, found[0].id)
    child = await sessions.create(
        house.bindings.database, id="c", user=user, device_type="", device_os="",
        app_version=None, now=house.bindings.clock.now(), parent=found[0],
    )  # fmt: skip
    assert child is None
