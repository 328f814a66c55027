from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import House
from tests.scenarios import expect

UNKNOWN = "0f7a1c1e-0000-4000-8000-000000000000"


async def make(client: httpx.AsyncClient, *permissions: str, **body: str) -> dict[str, Any]:
    answer = await client.post("/api/api-keys", json={"permissions": permissions, **body})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def program(house: House, made: dict[str, Any]) -> httpx.AsyncClient:
    return house.visitor(headers={"x-api-key": made["secret"]})


async def test_a_secret_is_told_once(house: House, admin: httpx.AsyncClient) -> None:
    made = await make(admin, "user.read", name="backup")
    secret = made["secret"]
    assert secret.isalnum()
    assert secret.isascii()
    assert 30 < len(secret) <= 43
    key = made["apiKey"]
    assert (key["name"], key["permissions"]) == ("backup", ["user.read"])
    assert (await admin.get(f"/api/api-keys/{key['id']}")).json() == key
    assert secret not in (await admin.get("/api/api-keys")).text
    stored = await house.bindings.database.all(Sql("SELECT key_hash FROM api_keys"), tuple[str])
    assert stored == [(hashlib.sha256(secret.encode()).hexdigest(),)]
    assert (await make(admin, "all"))["secret"] != secret


@pytest.mark.parametrize("name", [{}, {"name": ""}])
async def test_a_key_without_a_name(admin: httpx.AsyncClient, name: dict[str, str]) -> None:
    assert (await make(admin, "all", **name))["apiKey"]["name"] == "API Key"


@pytest.mark.parametrize("permissions", [[], ["nonsense"], None])
async def test_permissions_are_checked(admin: httpx.AsyncClient, permissions: object) -> None:
    answer = await admin.post("/api/api-keys", json={"permissions": permissions})
    assert (answer.status_code, answer.json()["message"]) == (400, "Validation failed")


async def test_what_a_key_may_do(house: House, admin: httpx.AsyncClient) -> None:
    async with program(house, await make(admin, "asset.read")) as client:
        answer = await client.get("/api/users/me")
        expect(answer, 403, "Missing required permission: user.read")
        expect(await client.post("/api/auth/logout"), 403, "Missing required permission: all")
        assert (await client.post("/api/auth/validateToken")).json() == {"authStatus": True}
    async with program(house, await make(admin, "user.read", "asset.read")) as client:
        assert (await client.get("/api/users/me")).status_code == 200
        secret = client.headers["x-api-key"]
    async with house.visitor() as client:
        assert (await client.get("/api/users/me", params={"apiKey": secret})).status_code == 200
    async with program(house, await make(admin, "all")) as client:
        for path in ("users/me", "api-keys", "sessions", "auth/status"):
            assert (await client.get(f"/api/{path}")).status_code == 200


async def test_keys_of_a_member_administer_nothing(house: House, member: httpx.AsyncClient) -> None:
    async with program(house, await make(member, "all")) as client:
        expect(await client.get("/api/admin/users"), 403, "Forbidden")


async def test_nobody_grants_more_than_they_have(house: House, admin: httpx.AsyncClient) -> None:
    refusal = "Cannot grant permissions you do not have"
    powerful = (await make(admin, "all"))["apiKey"]["id"]
    made = await make(admin, "apiKey.create", "apiKey.update", "user.read")
    async with program(house, made) as client:
        for wanted in (["all"], ["user.read", "asset.read"]):
            body = {"permissions": wanted}
            expect(await client.post("/api/api-keys", json=body), 400, refusal)
            own = f"/api/api-keys/{made['apiKey']['id']}"
            expect(await client.put(own, json=body), 400, refusal)
        assert (await make(client, "user.read"))["apiKey"]["permissions"] == ["user.read"]
        renamed = await client.put(f"/api/api-keys/{powerful}", json={"name": "renamed"})
        assert renamed.json()["permissions"] == ["all"]
    async with program(house, await make(admin, "all")) as client:
        assert (await make(client, "all"))["apiKey"]["permissions"] == ["all"]


async def test_keys_newest_first(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    for name in ("a", "b", "c"):
        await make(admin, "all", name=name)
        house.wait(timedelta(seconds=1))
    await make(member, "all")
    listed = (await admin.get("/api/api-keys")).json()
    assert [key["name"] for key in listed] == ["c", "b", "a"]


async def test_me(house: House, admin: httpx.AsyncClient) -> None:
    expect(await admin.get("/api/api-keys/me"), 403, "Not authenticated with an API Key")
    made = await make(admin, "asset.read")
    async with program(house, made) as client:
        assert (await client.get("/api/api-keys/me")).json() == made["apiKey"]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
async def test_update(house: House, admin: httpx.AsyncClient, method: str) -> None:
    made = await make(admin, "user.read", name="before")
    url = f"/api/api-keys/{made['apiKey']['id']}"
    house.wait(timedelta(seconds=1))
    renamed = (await admin.request(method, url, json={"name": "after"})).json()
    assert (renamed["name"], renamed["permissions"]) == ("after", ["user.read"])
    assert renamed["updatedAt"] > renamed["createdAt"] == made["apiKey"]["createdAt"]
    assert (await admin.request(method, url, json={})).json() == renamed
    wanted = {"permissions": ["asset.read", "asset.read"]}
    granted = (await admin.request(method, url, json=wanted)).json()
    assert (granted["name"], granted["permissions"]) == ("after", ["asset.read"])
    async with program(house, made) as client:
        refused = await client.get("/api/users/me")
        expect(refused, 403, "Missing required permission: user.read")


async def test_delete(house: House, admin: httpx.AsyncClient) -> None:
    made = await make(admin, "all")
    assert (await admin.delete(f"/api/api-keys/{made['apiKey']['id']}")).status_code == 204
    async with program(house, made) as client:
        expect(await client.get("/api/users/me"), 401, "Invalid API key")
    assert (await admin.get("/api/api-keys")).json() == []


async def test_keys_of_others_are_nobodys(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    key = (await make(admin, "all"))["apiKey"]
    for id in (key["id"], UNKNOWN):
        for method in ("GET", "PUT", "DELETE"):
            for body in ({"name": "mine"}, {}):
                answer = await member.request(method, f"/api/api-keys/{id}", json=body)
                expect(answer, 400, "API Key not found")
    assert (await admin.get("/api/api-keys")).json() == [key]


async def test_keys_of_a_closed_account_open_nothing(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    made = await make(member, "all")
    bob = (await member.get("/api/users/me")).json()["id"]
    async with program(house, made) as client:
        gone = await admin.request("DELETE", f"/api/admin/users/{bob}", json={})
        assert gone.status_code == 200
        expect(await client.get("/api/users/me"), 401, "Invalid API key")
        assert (await admin.post(f"/api/admin/users/{bob}/restore")).status_code == 200
        assert (await client.get("/api/users/me")).status_code == 200
