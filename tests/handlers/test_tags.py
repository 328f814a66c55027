from __future__ import annotations

import re
from typing import Any

import httpx
import msgspec
import pytest

from bindings import Sql
from tests.handlers.conftest import House
from tests.handlers.sharing import Listening, move, photos
from tests.scenarios import expect


async def create(client: httpx.AsyncClient, name: str, **fields: Any) -> dict[str, Any]:
    made = await client.post("/api/tags", json={"name": name, **fields})
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


async def upsert(client: httpx.AsyncClient, *paths: str) -> list[dict[str, Any]]:
    made = await client.put("/api/tags", json={"tags": paths})
    assert made.status_code == 200, made.text
    found: list[dict[str, Any]] = made.json()
    return found


async def values(client: httpx.AsyncClient) -> list[str]:
    return [tag["value"] for tag in (await client.get("/api/tags")).json()]


async def put_on(client: httpx.AsyncClient, tag: dict[str, Any], *ids: str) -> list[Any]:
    answer = await client.put(f"/api/tags/{tag['id']}/assets", json={"ids": ids})
    assert answer.status_code == 200, answer.text
    return [each.get("error", True) for each in answer.json()]


async def take_off(client: httpx.AsyncClient, tag: dict[str, Any], *ids: str) -> list[Any]:
    url = f"/api/tags/{tag['id']}/assets"
    answer = await client.request("DELETE", url, json={"ids": ids})
    assert answer.status_code == 200, answer.text
    return [each.get("error", True) for each in answer.json()]


async def keywords(house: House, asset_id: str) -> tuple[list[str] | None, list[str]]:
    """The stored keyword list of an asset, and which properties extraction leaves alone."""
    found = await house.bindings.database.one(
        Sql(
            "SELECT tags, locked_properties FROM asset_exif JOIN assets USING (seq) WHERE id = ?",
            (asset_id,),
        ),
        tuple[str | None, str],
    )
    assert found is not None
    listed = None if found[0] is None else msgspec.json.decode(found[0], type=list[str])
    return listed, msgspec.json.decode(found[1], type=list[str])


async def test_one_by_one(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    top = await create(admin, "trip", color="abc")
    assert (top["name"], top["value"], top["color"]) == ("trip", "trip", "#abc")
    assert "parentId" not in top
    below = await create(admin, "rome", parentId=top["id"])
    assert (below["name"], below["value"], below["parentId"]) == ("rome", "trip/rome", top["id"])
    assert "color" not in below
    assert (await create(admin, "x/y"))["value"] == "x/y"
    assert (await create(admin, ""))["value"] == ""
    for name, parent in (("trip", None), ("rome", top["id"]), ("trip/rome", None)):
        again = await admin.post("/api/tags", json={"name": name, "parentId": parent})
        expect(again, 400, "A tag with that name already exists")
    foreign = await member.post("/api/tags", json={"name": "x", "parentId": top["id"]})
    expect(foreign, 400, "Not found or no tag.read access")
    assert await values(admin) == ["", "trip", "trip/rome", "x/y"]
    assert await values(member) == []
    await create(admin, "Trip")


async def test_by_paths(admin: httpx.AsyncClient) -> None:
    made = await upsert(admin, "a/b", "a", "/x//y/", "a/b", "//")
    assert [tag["value"] for tag in made] == ["a/b", "a", "x/y"]
    assert made[0]["parentId"] == made[1]["id"]
    assert await upsert(admin, "a/b") == [made[0]]
    assert await values(admin) == ["a", "a/b", "x", "x/y"]


async def test_dates_within_an_asset_are_written_otherwise(admin: httpx.AsyncClient) -> None:
    (a,) = await photos(admin, 1)
    tag = await create(admin, "trip")
    await put_on(admin, tag, a)
    (within,) = (await admin.get(f"/api/assets/{a}")).json()["tags"]
    url = f"/api/tags/{tag['id']}"
    shown = [
        *(await admin.get("/api/tags")).json(), (await admin.get(url)).json(),
        (await admin.put(url, json={})).json(), *await upsert(admin, "trip"),
    ]  # fmt: skip
    assert shown == [tag | {"updatedAt": each["updatedAt"]} for each in shown]
    for key in ("createdAt", "updatedAt"):
        assert re.fullmatch(r"[-0-9]{10}T[:0-9]{8}\.[0-9]{3}Z", tag[key])
        assert within[key].endswith("+00:00")


async def test_a_tree_is_not_deeper_than_it_can_be_cut(admin: httpx.AsyncClient) -> None:
    (tag,) = await upsert(admin, "/".join("x" * 20))
    below = await admin.post("/api/tags", json={"name": "x", "parentId": tag["id"]})
    expect(below, 400, "Tags stand at most 20 levels deep")
    await create(admin, "y", parentId=tag["parentId"])


async def test_colours(admin: httpx.AsyncClient) -> None:
    url = f"/api/tags/{(await create(admin, 'a', color='#11aa22'))['id']}"
    for body, color in (({}, "#11aa22"), ({"color": "abcd"}, "#abcd"), ({"color": None}, None)):
        for method in ("PUT", "PATCH"):
            changed = await admin.request(method, url, json=body)
            assert (changed.status_code, changed.json().get("color")) == (200, color)
    wrong = await admin.put(url, json={"color": "#zzz"})
    assert "must match pattern" in wrong.json()["errors"][0]["message"]


async def test_deleting_a_branch(house: House, admin: httpx.AsyncClient) -> None:
    (a,) = await photos(admin, 1)
    top, leaf = await upsert(admin, "a", "a/b")
    await put_on(admin, leaf, a)
    assert (await admin.delete(f"/api/tags/{top['id']}")).status_code == 204
    assert await values(admin) == []
    assert (await admin.get(f"/api/assets/{a}")).json()["tags"] == []
    expect(await admin.get(f"/api/tags/{leaf['id']}"), 400, "Not found or no tag.read access")
    assert (await keywords(house, a))[0] == ["a/b"]


async def test_on_photos(house: House, admin: httpx.AsyncClient) -> None:
    a, b, locked = await photos(admin, 3)
    await move(house, locked, "locked")
    top, leaf = await upsert(admin, "a", "a/b")
    assert await put_on(admin, leaf, a, a, locked) == [True, "duplicate", "no_permission"]
    assert await put_on(admin, top, a, b) == [True, True]
    assert await put_on(admin, top, a) == ["duplicate"]
    tags = (await admin.get(f"/api/assets/{a}")).json()["tags"]
    assert [tag["value"] for tag in tags] == ["a", "a/b"]
    assert await keywords(house, a) == (["a", "a/b"], ["tags"])
    assert await keywords(house, locked) == (None, [])
    assert await take_off(admin, top, b, b, locked) == [True, "not_found", "not_found"]
    assert await keywords(house, b) == ([], ["tags"]), "none, and so it stays"
    assert await values(admin) == ["a", "a/b"]


async def test_the_timeline_knows_the_tree(admin: httpx.AsyncClient) -> None:
    _, b = await photos(admin, 2)
    top = await create(admin, "a")
    leaf = await create(admin, "b", parentId=top["id"])
    await put_on(admin, leaf, b)
    for tag in (top, leaf):
        query = {"timeBucket": "2024-01-01", "tagId": tag["id"]}
        assert (await admin.get("/api/timeline/bucket", params=query)).json()["id"] == [b]
    await take_off(admin, leaf, b)
    assert (await admin.get("/api/timeline/buckets", params={"tagId": top["id"]})).json() == []


async def test_many_at_once(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    a, b, locked = await photos(admin, 3)
    (theirs,) = await photos(member, 1, first=5)
    await move(house, locked, "locked")
    one, two = await upsert(admin, "a", "b")
    (other,) = await upsert(member, "c")
    await put_on(admin, one, a)

    async def count(tags: list[str], assets: list[str]) -> int:
        body = {"tagIds": tags, "assetIds": assets}
        answer = await admin.put("/api/tags/assets", json=body)
        assert answer.status_code == 200
        found: int = answer.json()["count"]
        return found

    tags, assets = [one["id"], two["id"], other["id"]], [a, b, b, locked, theirs]
    assert await count(tags, assets) == 3
    assert await count(tags, assets) == 0
    assert await count([other["id"]], [a]) == await count(tags, [theirs]) == 0
    assert await keywords(house, b) == (["a", "b"], ["tags"])
    assert await keywords(house, theirs) == (None, [])


async def test_a_partners_photo(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    """One may put a tag on it, but its keywords are its owner's."""
    (a,) = await photos(admin, 1)
    bob = (await member.get("/api/users/me")).json()["id"]
    await admin.post("/api/partners", json={"sharedWithId": bob})
    (mine,) = await upsert(member, "mine")
    body = {"tagIds": [mine["id"]], "assetIds": [a]}
    assert (await member.put("/api/tags/assets", json=body)).json() == {"count": 0}
    assert await put_on(member, mine, a) == [True]
    assert await keywords(house, a) == (None, [])
    (theirs,) = await upsert(admin, "hers")
    await put_on(admin, theirs, a)
    assert await keywords(house, a) == (["hers"], ["tags"])


@pytest.mark.parametrize("many", [False, True])
async def test_changes_are_told(house: House, admin: httpx.AsyncClient, many: bool) -> None:
    a, b = await photos(admin, 2)
    await house.run_jobs()
    (tag,) = await upsert(admin, "x")
    heard = Listening(house)
    if many:
        body = {"tagIds": [tag["id"]], "assetIds": [a, b]}
        await admin.put("/api/tags/assets", json=body)
    else:
        await put_on(admin, tag, a, b)
    await put_on(admin, tag, a)
    await house.run_jobs()
    told = {payload[0]["id"]: payload[0]["tags"][0]["value"] for _, _, payload in heard.events}
    assert told == {a: "x", b: "x"}
    assert [event for _, event, _ in heard.events] == ["on_asset_update"] * 2


async def test_trees_of_two_people_stay_apart(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    """Though their tags have the same paths."""
    for client in (admin, member):
        made = await client.put("/api/tags", json={"tags": ["trip"]})
        assert made.status_code == 200, made.text
    for client in (member, admin):
        await client.put("/api/tags", json={"tags": ["trip/rome"]})
        trip, rome = (await client.get("/api/tags")).json()
        assert (trip["value"], rome["value"]) == ("trip", "trip/rome")
        assert rome["parentId"] == trip["id"]
    mixed = """
      SELECT 1 FROM tag_closure
      INNER JOIN tags AS above ON above.id = ancestor_id
      INNER JOIN tags AS below ON below.id = descendant_id WHERE above.user_id <> below.user_id
    """
    assert await house.bindings.database.all(Sql(mixed), tuple[int]) == []
    assert (await admin.delete(f"/api/tags/{trip['id']}")).status_code == 204
    assert (await admin.get("/api/tags")).json() == []
    assert len((await member.get("/api/tags")).json()) == 2
