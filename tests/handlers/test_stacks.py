from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from tests.handlers.conftest import House, upload
from tests.handlers.sharing import Listening, move, photos
from tests.scenarios import expect

FOREIGN = "Not found or no asset.update access"


async def stack(client: httpx.AsyncClient, *ids: str) -> dict[str, Any]:
    made = await client.post("/api/stacks", json={"assetIds": ids})
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


def members(found: dict[str, Any]) -> list[str]:
    return [asset["id"] for asset in found["assets"]]


async def everything(client: httpx.AsyncClient) -> dict[str, list[str]]:
    """Members per primary."""
    found = (await client.get("/api/stacks")).json()
    return {each["primaryAssetId"]: sorted(members(each)) for each in found}


async def test_the_first_leads(admin: httpx.AsyncClient) -> None:
    a, b, c = await photos(admin, 3)
    made = await stack(admin, b, a, c, a)
    assert (made["primaryAssetId"], members(made)) == (b, [b, a, c])
    shown = made["assets"][0]
    assert shown["exifInfo"]["fileSizeInByte"] > 0
    assert not {"tags", "stack", "owner"} & shown.keys()
    read = (await admin.get(f"/api/stacks/{made['id']}")).json()
    assert members(read) == [b, a, c]
    assert read["assets"][0]["tags"] == []
    child = (await admin.get(f"/api/assets/{a}")).json()["stack"]
    assert child == {"id": made["id"], "primaryAssetId": b, "assetCount": 3}


async def test_led_stacks_are_absorbed(admin: httpx.AsyncClient) -> None:
    a, b, c, d, gone = await photos(admin, 5)
    old = await stack(admin, a, b, c, gone)
    await admin.request("DELETE", "/api/assets", json={"ids": [gone]})
    made = await stack(admin, d, a)
    assert made["id"] != old["id"]
    assert (made["primaryAssetId"], sorted(members(made))) == (d, sorted([a, b, c, d]))
    assert await everything(admin) == {d: sorted([a, b, c, d])}
    expect(await admin.get(f"/api/stacks/{old['id']}"), 400, "Not found or no stack.read access")
    assert (await admin.get(f"/api/assets/{gone}")).json()["stack"] is None


async def test_two_at_once_leave_what_one_after_the_other_does(admin: httpx.AsyncClient) -> None:
    """The second finds what the first absorbed in the stack of the first."""
    a, b, c, d, e = await photos(admin, 5)
    await stack(admin, a, b, c)
    await asyncio.gather(stack(admin, d, a), stack(admin, e, a))
    found = await everything(admin)
    assert found in (
        {d: sorted([b, c, d]), e: sorted([a, e])}, {d: sorted([a, d]), e: sorted([b, c, e])}
    )  # fmt: skip


async def test_a_mere_member_moves(admin: httpx.AsyncClient) -> None:
    a, b, c, d = await photos(admin, 4)
    await stack(admin, a, b, c)
    await stack(admin, d, b)
    assert await everything(admin) == {a: sorted([a, c]), d: sorted([b, d])}


async def test_one_can_be_stacked_anew(admin: httpx.AsyncClient) -> None:
    a, b = await photos(admin, 2)
    await stack(admin, a, b)
    await stack(admin, b, a)
    assert await everything(admin) == {b: sorted([a, b])}
    await stack(admin, b, a)
    assert await everything(admin) == {b: sorted([a, b])}


async def test_only_ones_own(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    a, b = await photos(admin, 2)
    other = (await upload(member)).json()["id"]
    expect(await admin.post("/api/stacks", json={"assetIds": [a, other]}), 400, FOREIGN)
    await move(house, b, "locked")
    expect(await admin.post("/api/stacks", json={"assetIds": [a, b]}), 400, FOREIGN)
    single = await admin.post("/api/stacks", json={"assetIds": [a]})
    assert single.json()["errors"][0]["message"] == "Too small: expected array to have >=2 items"
    assert await everything(admin) == {}


async def test_another_primary(house: House, admin: httpx.AsyncClient) -> None:
    a, b, c, d = await photos(admin, 4)
    url = f"/api/stacks/{(await stack(admin, a, b, c))['id']}"
    await move(house, b, "archive")
    changed = (await admin.put(url, json={"primaryAssetId": b})).json()
    assert (changed["primaryAssetId"], members(changed)[0]) == (b, b)
    await move(house, c, "locked")
    for wrong in (c, d):
        refused = await admin.put(url, json={"primaryAssetId": wrong})
        expect(refused, 400, "Primary asset must be in the stack")
    same = (await admin.put(url, json={})).json()
    assert (same["primaryAssetId"], members(same)) == (b, [b, a])


async def test_out_of_a_stack(admin: httpx.AsyncClient) -> None:
    a, b, c = await photos(admin, 3)
    url = f"/api/stacks/{(await stack(admin, a, b))['id']}/assets"
    expect(await admin.delete(f"{url}/{a}"), 400, "Cannot remove stack's primary asset")
    expect(await admin.delete(f"{url}/{c}"), 400, "Asset not in stack")
    d, e = await photos(admin, 2, first=3)
    await stack(admin, d, e)
    expect(await admin.delete(f"{url}/{e}"), 400, "Asset not in stack")
    assert (await admin.delete(f"{url}/{b}")).status_code == 204
    expect(await admin.delete(f"{url}/{b}"), 400, "Asset not in stack")
    assert await everything(admin) == {a: [a], d: sorted([d, e])}


async def test_dissolving(admin: httpx.AsyncClient) -> None:
    a, b, c, d, e, f = await photos(admin, 6)
    first, second, third = [await stack(admin, *pair) for pair in ((a, b), (c, d), (e, f))]
    assert (await admin.delete(f"/api/stacks/{first['id']}")).status_code == 204
    assert (await admin.get(f"/api/assets/{b}")).json()["stack"] is None
    ids = [second["id"], third["id"]]
    gone = await admin.request("DELETE", "/api/stacks", json={"ids": ids})
    assert gone.status_code == 204
    assert await everything(admin) == {}
    again = await admin.request("DELETE", "/api/stacks", json={"ids": ids})
    expect(again, 400, "Not found or no stack.delete access")
    nothing = await admin.request("DELETE", "/api/stacks", json={"ids": []})
    assert (nothing.status_code, nothing.json()["message"]) == (400, "Validation failed")


async def test_the_timeline_shows_one(admin: httpx.AsyncClient) -> None:
    a, b, c = await photos(admin, 3)
    made = await stack(admin, b, a)
    query = {"timeBucket": "2024-01-01", "visibility": "timeline", "withStacked": "true"}
    month = (await admin.get("/api/timeline/bucket", params=query)).json()
    shown = dict(zip(month["id"], month["stack"], strict=True))
    assert shown == {b: [made["id"], "2"], c: None}
    (bucket,) = (await admin.get("/api/timeline/buckets", params=query)).json()
    assert bucket["count"] == 2


async def test_by_primary(admin: httpx.AsyncClient) -> None:
    a, b, c, d = await photos(admin, 4)
    await stack(admin, a, b)
    made = await stack(admin, c, d)
    found = (await admin.get("/api/stacks", params={"primaryAssetId": c})).json()
    assert [each["id"] for each in found] == [made["id"]]
    assert (await admin.get("/api/stacks", params={"primaryAssetId": d})).json() == []


@pytest.mark.parametrize("visibility", ["hidden", "locked"])
async def test_nothing_but_what_shows(
    house: House, admin: httpx.AsyncClient, visibility: str
) -> None:
    a, b = await photos(admin, 2)
    made = await stack(admin, a, b)
    for id in (a, b):
        await move(house, id, visibility)
    read = await admin.get(f"/api/stacks/{made['id']}")
    assert (read.status_code, members(read.json())) == (200, [])


async def test_every_change_is_told(house: House, admin: httpx.AsyncClient) -> None:
    a, b, c = await photos(admin, 3)
    heard = Listening(house)
    made = await stack(admin, a, b, c)
    url = f"/api/stacks/{made['id']}"
    await admin.put(url, json={"primaryAssetId": b})
    await admin.delete(f"{url}/assets/{c}")
    await admin.delete(url)
    me = (await admin.get("/api/users/me")).json()["id"]
    assert heard.events == [(me, "on_asset_stack_update", [])] * 4
