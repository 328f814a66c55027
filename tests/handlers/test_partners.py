from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.handlers.conftest import House, log_in
from tests.handlers.sharing import move, photos
from tests.scenarios import expect

MONTH = {"timeBucket": "2024-01-01", "visibility": "timeline"}


async def id_of(client: httpx.AsyncClient) -> str:
    return str((await client.get("/api/users/me")).json()["id"])


async def listed(client: httpx.AsyncClient, direction: str) -> list[tuple[str, bool]]:
    found = (await client.get("/api/partners", params={"direction": direction})).json()
    return [(each["email"], each["inTimeline"]) for each in found]


async def shown(client: httpx.AsyncClient, **query: str) -> list[str]:
    answer = await client.get("/api/timeline/bucket", params=MONTH | query)
    assert answer.status_code == 200, answer.text
    found: list[str] = answer.json()["id"]
    return found


async def searched(client: httpx.AsyncClient) -> list[str]:
    found = (await client.post("/api/search/metadata", json={})).json()["assets"]["items"]
    return [each["id"] for each in found]


@pytest.fixture
async def share(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> dict[str, Any]:
    """Ada shows Bob her library."""
    made = await admin.post("/api/partners", json={"sharedWithId": await id_of(member)})
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


async def test_both_directions(
    admin: httpx.AsyncClient, member: httpx.AsyncClient, share: dict[str, Any]
) -> None:
    assert (share["email"], share["inTimeline"]) == ("bob@example.com", False)
    assert await listed(admin, "shared-by") == [("bob@example.com", False)]
    assert await listed(admin, "shared-with") == []
    assert await listed(member, "shared-with") == [("ada@example.com", False)]
    assert await listed(member, "shared-by") == []
    back = await member.post(f"/api/partners/{await id_of(admin)}")
    assert (back.status_code, back.json()["email"]) == (201, "ada@example.com")
    assert await listed(admin, "shared-with") == [("bob@example.com", False)]


@pytest.mark.usefixtures("share")
async def test_what_is_refused(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    bob, ada = await id_of(member), await id_of(admin)
    nobody = "00000000-0000-4000-8000-00000000dead"
    again = await admin.post("/api/partners", json={"sharedWithId": bob})
    expect(again, 400, "Partner already exists")
    expect(await admin.post(f"/api/partners/{nobody}"), 400, "User not found")
    expect(await admin.post(f"/api/partners/{ada}"), 400, "Cannot share with yourself")
    for who in (bob, nobody):
        update = await admin.put(f"/api/partners/{who}", json={"inTimeline": True})
        expect(update, 400, "Not found or no partner.update access")
    expect(await member.delete(f"/api/partners/{ada}"), 400, "Partner not found")


@pytest.mark.usefixtures("share")
async def test_other_shares_stay_as_they_are(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    """Cleo shows Bob her library too, and Ada shows hers to Cleo."""
    await house.move_in("cleo@example.com")
    async with house.visitor() as cleo:
        await log_in(cleo, "cleo@example.com")
        ada, bob = await id_of(admin), await id_of(member)
        assert (await cleo.post(f"/api/partners/{bob}")).status_code == 201
        assert (await admin.post(f"/api/partners/{await id_of(cleo)}")).status_code == 201
        await member.put(f"/api/partners/{ada}", json={"inTimeline": True})
        assert await listed(member, "shared-with") == [
            ("ada@example.com", True), ("cleo@example.com", False),
        ]  # fmt: skip
        assert (await admin.delete(f"/api/partners/{bob}")).status_code == 204
        assert await listed(member, "shared-with") == [("cleo@example.com", False)]
        assert await listed(cleo, "shared-with") == [("ada@example.com", False)]


@pytest.mark.usefixtures("share")
async def test_only_the_receiver_arranges_and_only_the_giver_ends(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    ada, bob = await id_of(admin), await id_of(member)
    (theirs,), (mine,) = await photos(admin, 1), await photos(member, 1, first=5)
    with_partners = {"withPartners": "true"}
    assert await shown(member, **with_partners) == [mine]
    changed = await member.put(f"/api/partners/{ada}", json={"inTimeline": True})
    assert (changed.json()["email"], changed.json()["inTimeline"]) == ("ada@example.com", True)
    assert await listed(admin, "shared-by") == [("bob@example.com", True)]
    assert await shown(member, **with_partners) == [mine, theirs]
    assert await shown(member) == [mine]
    assert await shown(member, userId=ada) == [theirs]
    assert await shown(admin, **with_partners) == [theirs], "the other way is not shared"
    assert (await admin.delete(f"/api/partners/{bob}")).status_code == 204
    assert await shown(member, **with_partners) == [mine]
    gone = await member.get("/api/timeline/bucket", params={**MONTH, "userId": ada})
    expect(gone, 400, "Not found or no timeline.read access")


@pytest.mark.usefixtures("share")
async def test_what_a_partner_may_do(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    (a,) = await photos(admin, 1)
    await admin.put(f"/api/assets/{a}", json={"isFavorite": True})
    seen = (await member.get(f"/api/assets/{a}")).json()
    assert (seen["id"], seen["isFavorite"]) == (a, False)
    assert (await member.get(f"/api/assets/{a}/original")).status_code == 200
    link = {"type": "INDIVIDUAL", "assetIds": [a]}
    assert (await member.post("/api/shared-links", json=link)).status_code == 201
    refused = await member.put(f"/api/assets/{a}", json={"isFavorite": True})
    expect(refused, 400, "Not found or no asset.update access")
    refused = await member.request("DELETE", "/api/assets", json={"ids": [a]})
    expect(refused, 400, "Not found or no asset.delete access")
    for visibility in ("archive", "locked"):
        await move(house, a, visibility)
        hidden = await member.get(f"/api/assets/{a}")
        expect(hidden, 400, "Not found or no asset.read access")
        assert await shown(member, userId=await id_of(admin)) == []
    await move(house, a, "timeline")
    await admin.request("DELETE", "/api/assets", json={"ids": [a]})
    expect(await member.get(f"/api/assets/{a}"), 400, "Not found or no asset.read access")


@pytest.mark.usefixtures("share")
async def test_closed_accounts_are_nobodys_partners(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    bob, ada = await id_of(member), await id_of(admin)
    await member.post(f"/api/partners/{ada}")
    await admin.put(f"/api/partners/{bob}", json={"inTimeline": True})
    (photo,) = await photos(member, 1)
    assert await searched(admin) == [photo]
    await admin.request("DELETE", f"/api/admin/users/{bob}", json={})
    assert await listed(admin, "shared-by") == []
    assert await searched(admin) == []
    await admin.post(f"/api/admin/users/{bob}/restore")
    assert await listed(admin, "shared-by") == [("bob@example.com", False)]
