from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Sql
from generated import models
from photos import settings, system
from tests.handlers.conftest import House
from tests.scenarios import expect

UNKNOWN = "0f7a1c1e-0000-4000-8000-000000000000"
LICENSE_KEY = "IMCL-" + "-".join(["ab12"] * 8)
COLORS = list(models.UserAvatarColor)


async def me(client: httpx.AsyncClient) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get("/api/users/me")).json()
    return found


async def emails(client: httpx.AsyncClient) -> list[str]:
    return [user["email"] for user in (await client.get("/api/users")).json()]


async def test_everybody_sees_everybody(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    assert await emails(member) == ["ada@example.com", "bob@example.com"], "newest first"
    shown = (await member.get("/api/users")).json()[0]
    assert set(shown) == {
        "avatarColor", "email", "id", "name", "profileChangedAt", "profileImagePath",
    }  # fmt: skip
    assert shown == (await member.get(f"/api/users/{shown['id']}")).json()
    await admin.put("/api/users/me", json={"email": "zoe@example.com"})
    assert await emails(member) == ["zoe@example.com", "bob@example.com"], "not by address"


async def test_unless_the_server_keeps_people_private(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    tree = {"server": {"publicUsers": False}}
    await system.write(house.bindings.database, settings.KEY, tree)
    assert await emails(member) == ["bob@example.com"]
    assert len(await emails(admin)) == 2


async def test_the_deleted_are_gone(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    bob = (await me(member))["id"]
    await house.bindings.database.run(
        Sql(
            "UPDATE users SET deleted_at = created_at, status = 'deleted' WHERE id = ?",
            (bob,),
        )
    )
    assert await emails(admin) == ["ada@example.com"]
    for id in (bob, UNKNOWN):
        expect(await admin.get(f"/api/users/{id}"), 400, "User not found")
    expect(await member.get("/api/users/me"), 401, "Invalid user token")


async def test_an_address_of_somebody_else(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    answer = await member.put("/api/users/me", json={"email": "ADA@example.com", "name": "Bob"})
    expect(answer, 400, "Email is not available")
    assert (await me(member))["name"] == "bob@example.com", "all or nothing"
    kept = await member.put("/api/users/me", json={"email": "BOB@example.com"})
    assert kept.json()["email"] == "bob@example.com"
    changed = await member.patch("/api/users/me", json={"email": "A@B.C"})
    assert changed.json()["email"] == "a@b.c"


async def test_nothing_to_change(admin: httpx.AsyncClient) -> None:
    before = await me(admin)
    for body in ({}, {"isAdmin": False, "quotaSizeInBytes": 1}):
        assert (await admin.put("/api/users/me", json=body)).json() == before


async def test_the_colour(admin: httpx.AsyncClient) -> None:
    computed = COLORS[sum(map(ord, "ada@example.com")) % 10]
    assert (await me(admin))["avatarColor"] == computed
    other = COLORS[(COLORS.index(computed) + 1) % 10]
    chosen = await admin.put("/api/users/me", json={"avatarColor": other})
    assert chosen.json()["avatarColor"] == other
    reset = await admin.put("/api/users/me", json={"avatarColor": None})
    assert reset.json()["avatarColor"] == computed


async def test_onboarding(house: House, admin: httpx.AsyncClient) -> None:
    url = "/api/users/me/onboarding"
    assert (await admin.get(url)).json() == {"isOnboarded": False}
    for wanted in ({"isOnboarded": True}, {"isOnboarded": False}, {"isOnboarded": True}):
        assert (await admin.put(url, json=wanted)).json() == wanted
        assert (await admin.get(url)).json() == wanted
    async with house.visitor() as other:
        person = {"email": "ada@example.com", "password": "a long enough password"}
        login = await other.post("/api/auth/login", json=person)
        assert login.json()["isOnboarded"] is True
    for _ in range(2):
        assert (await admin.delete(url)).status_code == 204
    assert (await admin.get(url)).json() == {"isOnboarded": False}


@pytest.mark.parametrize("kind", ["IMSV", "IMCL"])
async def test_no_license_is_taken(admin: httpx.AsyncClient, kind: str) -> None:
    url = "/api/users/me/license"
    body = {"licenseKey": kind + LICENSE_KEY[4:], "activationKey": "c2lnbmVk"}
    expect(await admin.put(url, json=body), 400, "Invalid license key")
    expect(await admin.get(url), 404, "Not Found")
    assert (await admin.delete(url)).status_code == 204
    assert (await me(admin))["license"] is None


@pytest.mark.parametrize("key", ["", "IMXX" + LICENSE_KEY[4:], LICENSE_KEY + "-ab12"])
async def test_a_license_of_another_shape(admin: httpx.AsyncClient, key: str) -> None:
    body = {"licenseKey": key, "activationKey": "c2lnbmVk"}
    answer = await admin.put("/api/users/me/license", json=body)
    assert answer.json()["message"] == "Validation failed"
    assert [issue["path"] for issue in answer.json()["errors"]] == [["licenseKey"]]
