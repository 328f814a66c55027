from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bindings import Sql
from handlers import jobs
from photos import accounts, users
from photos.refusal import Refused
from tests.handlers.conftest import PASSWORD, House, upload
from tests.scenarios import expect

BOB = {"email": "Bob@Example.com", "password": PASSWORD, "name": "Bob"}


async def make(admin: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    created = await admin.post("/api/admin/users", json={**BOB, **fields})
    assert created.status_code == 201, created.text
    person: dict[str, Any] = created.json()
    return person


async def login(client: httpx.AsyncClient, email: str = "bob@example.com") -> httpx.Response:
    return await client.post("/api/auth/login", json={"email": email, "password": PASSWORD})


async def age(house: House, user_id: str, days: float) -> None:
    """As if the account had been deleted so many days ago."""
    when = (house.bindings.clock.now() - timedelta(days=days)).isoformat(timespec="milliseconds")
    stamp = when.replace("+00:00", "Z")
    await house.bindings.database.run(
        Sql("UPDATE users SET deleted_at = ? WHERE id = ?", (stamp, user_id))
    )


async def exists(house: House, user_id: str) -> bool:
    found = Sql("SELECT id FROM users WHERE id = ?", (user_id,))
    return await house.bindings.database.one(found, tuple[str]) is not None


async def blobs(house: House, user_id: str) -> list[str]:
    folders = ("originals", "thumbnails", "previews", "profile")
    return [
        key for folder in folders async for key in house.bindings.blobs.keys(f"{folder}/{user_id}/")
    ]


async def test_create(house: House, admin: httpx.AsyncClient) -> None:
    person = await make(admin, storageLabel="../a.b", quotaSizeInBytes=10, avatarColor="pink")
    assert person["email"] == "bob@example.com"
    assert (person["storageLabel"], person["avatarColor"]) == ("ab", "pink")
    assert (person["isAdmin"], person["shouldChangePassword"]) == (False, True)
    assert (person["quotaSizeInBytes"], person["quotaUsageInBytes"]) == (10, 0)
    async with house.visitor() as bob:
        assert (await login(bob)).status_code == 201
        expect(await upload(bob), 400, "Quota has been exceeded!")


async def test_a_pin_given_at_creation_opens_the_locked_folder(
    house: House, admin: httpx.AsyncClient
) -> None:
    await make(admin, pinCode="123456")
    async with house.visitor() as bob:
        await login(bob)
        assert (await bob.get("/api/auth/status")).json()["pinCode"] is True
        unlocked = await bob.post("/api/auth/session/unlock", json={"pinCode": "123456"})
        assert unlocked.status_code == 204, unlocked.text


async def test_refused_creations(admin: httpx.AsyncClient) -> None:
    await make(admin, storageLabel="bob")
    for fields, message in (
        ({}, "Email is not available"),
        ({"email": "c@x.y", "password": ""}, "password is required"),
        (
            {"email": "c@x.y", "storageLabel": "b.o.b"},
            "Storage label already in use by another account",
        ),
    ):
        expect(await admin.post("/api/admin/users", json={**BOB, **fields}), 400, message)
    missing = await admin.post("/api/admin/users", json={})
    assert {issue["path"][0] for issue in missing.json()["errors"]} == {
        "email", "name", "password"
    }  # fmt: skip


async def test_update(house: House, admin: httpx.AsyncClient) -> None:
    bob = await make(admin, storageLabel="x")
    url = f"/api/admin/users/{bob['id']}"
    changed = await admin.put(
        url,
        json={"email": "B@x.y", "storageLabel": "", "quotaSizeInBytes": 5, "isAdmin": True,
              "shouldChangePassword": False, "password": "another one"},
    )  # fmt: skip
    assert changed.status_code == 200, changed.text
    person = changed.json()
    assert (person["email"], person["storageLabel"], person["quotaSizeInBytes"]) == (
        "b@x.y", None, 5,
    )  # fmt: skip
    assert (person["isAdmin"], person["shouldChangePassword"]) == (True, False)
    unlimited = await admin.patch(url, json={"quotaSizeInBytes": None})
    assert unlimited.json()["quotaSizeInBytes"] is None
    assert (await admin.put(url, json={})).status_code == 200
    async with house.visitor() as other:
        answer = await other.post(
            "/api/auth/login", json={"email": "b@x.y", "password": "another one"}
        )
        assert answer.status_code == 201


async def test_refused_updates(admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    me = (await admin.get("/api/users/me")).json()["id"]
    expect(
        await admin.put(f"/api/admin/users/{me}", json={"isAdmin": False}),
        400,
        "Admin status can only be changed by another admin",
    )
    assert (await admin.put(f"/api/admin/users/{me}", json={"isAdmin": True})).status_code == 200
    url = f"/api/admin/users/{bob['id']}"
    taken = "Storage label already in use by another account"
    expect(await admin.put(url, json={"storageLabel": "admin"}), 400, taken)
    expect(await admin.put(url, json={"email": "ADA@example.com"}), 400, "Email is not available")
    expect(await admin.put(url, json={"password": ""}), 400, "password is required")
    unknown = f"/api/admin/users/{uuid4()}"
    expect(await admin.put(unknown, json={}), 400, "User not found")
    await admin.request("DELETE", url, json={})
    expect(await admin.put(url, json={"name": "x"}), 400, "User not found")


async def test_pin_reset(house: House, admin: httpx.AsyncClient) -> None:
    bob = await make(admin, pinCode="123456")
    reset = await admin.put(f"/api/admin/users/{bob['id']}", json={"pinCode": None})
    assert reset.status_code == 200
    async with house.visitor() as client:
        await login(client)
        assert (await client.get("/api/auth/status")).json()["pinCode"] is False


async def test_search(admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    eve = await make(admin, email="eve@x.y", name="Eve")
    await admin.request("DELETE", f"/api/admin/users/{bob['id']}", json={})

    async def names(**params: str) -> list[str]:
        answer = await admin.get("/api/admin/users", params=params)
        return [user["name"] for user in answer.json()]

    assert await names() == ["Eve", "Ada"]
    assert await names(withDeleted="true") == ["Eve", "Bob", "Ada"]
    assert await names(id=bob["id"]) == []
    assert await names(id=bob["id"], withDeleted="true") == ["Bob"]
    assert (await admin.get(f"/api/admin/users/{bob['id']}")).json()["status"] == "deleted"
    assert (await admin.get(f"/api/admin/users/{eve['id']}")).json()["deletedAt"] is None
    expect(await admin.get(f"/api/admin/users/{uuid4()}"), 400, "User not found")


async def test_only_admins(house: House, admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    async with house.visitor() as client:
        await login(client)
        for method, path in (("GET", ""), ("GET", f"/{bob['id']}"), ("DELETE", f"/{bob['id']}"),
                             ("GET", f"/{bob['id']}/calendar-heatmap")):  # fmt: skip
            answer = await client.request(method, f"/api/admin/users{path}", json={})
            expect(answer, 403, "Forbidden")


async def test_delete_and_restore(house: House, admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    url = f"/api/admin/users/{bob['id']}"
    async with house.visitor() as client:
        await login(client)
        gone = await admin.request("DELETE", url, json={})
        assert (gone.status_code, gone.json()["status"]) == (200, "deleted")
        assert gone.json()["deletedAt"] is not None
        assert (await client.get("/api/users/me")).status_code == 401
        assert (await login(client)).status_code == 401
        expect(await admin.request("DELETE", url, json={}), 400, "User not found")
        await jobs.nightly(house.bindings)
        await house.run_jobs()
        restored = await admin.post(f"{url}/restore")
        assert restored.json()["status"] == "active"
        assert restored.json()["deletedAt"] is None
        assert (await client.get("/api/users/me")).status_code == 200, "the old token is good again"
    assert (await admin.post(f"{url}/restore")).status_code == 200, "nothing to do"
    expect(await admin.post(f"/api/admin/users/{uuid4()}/restore"), 400, "User not found")


async def test_a_deleted_address_is_free_and_cannot_come_back(admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    await admin.request("DELETE", f"/api/admin/users/{bob['id']}", json={})
    await make(admin)
    answer = await admin.post(f"/api/admin/users/{bob['id']}/restore")
    expect(answer, 400, "Email is not available")


async def test_nobody_deletes_themselves(admin: httpx.AsyncClient) -> None:
    me = (await admin.get("/api/users/me")).json()["id"]
    answer = await admin.request("DELETE", f"/api/admin/users/{me}", json={"force": True})
    expect(answer, 403, "Cannot delete your own account")


@pytest.mark.parametrize(("days", "there"), [(6.9, True), (7.1, False)])
async def test_the_night_purges_when_the_time_is_over(
    house: House, admin: httpx.AsyncClient, days: float, there: bool
) -> None:
    bob = await make(admin)
    await admin.request("DELETE", f"/api/admin/users/{bob['id']}", json={})
    await age(house, bob["id"], days)
    await jobs.nightly(house.bindings)
    await house.run_jobs()
    assert await exists(house, bob["id"]) is there


async def test_the_clean_up_can_be_asked_for(house: House, admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    await admin.request("DELETE", f"/api/admin/users/{bob['id']}", json={})
    await age(house, bob["id"], 8)
    assert (await admin.post("/api/jobs", json={"name": "user-cleanup"})).status_code == 204
    await house.run_jobs()
    assert not await exists(house, bob["id"])


async def test_force_removes_everything_of_them_and_nothing_else(
    house: House, admin: httpx.AsyncClient
) -> None:
    bob = await make(admin)
    ada = (await admin.get("/api/users/me")).json()["id"]
    await upload(admin)
    async with house.visitor() as client:
        await login(client)
        await upload(client)
    await house.run_jobs()
    assert len(await blobs(house, bob["id"])) == 3
    url = f"/api/admin/users/{bob['id']}"
    removing = await admin.request("DELETE", url, json={"force": True})
    assert removing.json()["status"] == "removing"
    late = "This account is being removed and cannot be restored"
    expect(await admin.post(f"{url}/restore"), 400, late)
    await house.run_jobs()
    assert not await exists(house, bob["id"])
    assert await blobs(house, bob["id"]) == []
    assert len(await blobs(house, ada)) == 3
    statistics = (await admin.get("/api/server/statistics")).json()
    assert [each["userName"] for each in statistics["usageByUser"]] == ["Ada"]
    assert statistics["photos"] == 1


async def test_albums_go_with_their_owner_alone(house: House, admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    ada = (await admin.get("/api/users/me")).json()["id"]
    url = f"/api/admin/users/{bob['id']}"

    async def seen() -> list[str]:
        return [each["albumName"] for each in (await admin.get("/api/albums")).json()]

    async with house.visitor() as client:
        await login(client)
        for owner, guest, name in ((admin, bob["id"], "hers"), (client, ada, "his")):
            album = {"albumName": name, "albumUsers": [{"userId": guest, "role": "editor"}]}
            assert (await owner.post("/api/albums", json=album)).status_code == 201
            house.wait(timedelta(seconds=1))
    await admin.request("DELETE", url, json={})
    assert await seen() == ["hers"]
    await admin.post(f"{url}/restore")
    assert await seen() == ["his", "hers"]
    await admin.request("DELETE", url, json={"force": True})
    await house.bindings.database.run(Sql("DELETE FROM jobs"))  # the process died before it
    await jobs.nightly(house.bindings)
    await house.run_jobs()
    assert not await exists(house, bob["id"])
    assert await seen() == ["hers"]


async def test_the_night_finds_who_was_to_go_at_once(
    house: House, admin: httpx.AsyncClient
) -> None:
    """The server died between the row and its job."""
    bob = await make(admin)
    await accounts.delete(
        house.bindings.database, bob["id"], house.bindings.clock.now(), at_once=True
    )
    await jobs.nightly(house.bindings)
    await house.run_jobs()
    assert not await exists(house, bob["id"])


async def test_a_purge_cut_short_is_finished_by_the_next(
    house: House, admin: httpx.AsyncClient
) -> None:
    """The rows are gone, the bytes were left: the job comes again."""
    bob = await make(admin)
    await house.bindings.blobs.put(f"originals/{bob['id']}/a/b.jpg", b"x", "image/jpeg")
    await house.bindings.database.run(Sql("DELETE FROM users WHERE id = ?", (bob["id"],)))
    await jobs.run(jobs.UserDelete(id=bob["id"]).message(), house.bindings)
    assert await blobs(house, bob["id"]) == []


async def test_a_job_that_comes_too_late_leaves_the_restored_alone(
    house: House, admin: httpx.AsyncClient
) -> None:
    bob = await make(admin)
    await admin.request("DELETE", f"/api/admin/users/{bob['id']}", json={})
    await age(house, bob["id"], 8)
    await admin.post(f"/api/admin/users/{bob['id']}/restore")
    await jobs.run(jobs.UserDelete(id=bob["id"]).message(), house.bindings)
    assert await exists(house, bob["id"])


async def test_preferences(admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    url = f"/api/admin/users/{bob['id']}/preferences"
    changed = await admin.put(url, json={"tags": {"enabled": True}})
    assert changed.json()["tags"]["enabled"] is True
    assert (await admin.get(url)).json() == changed.json()
    await admin.request("DELETE", f"/api/admin/users/{bob['id']}", json={})
    assert (await admin.get(url)).status_code == 200
    expect(await admin.patch(url, json={}), 400, "User not found")
    expect(await admin.get(f"/api/admin/users/{uuid4()}/preferences"), 400, "User not found")


async def test_sessions(house: House, admin: httpx.AsyncClient) -> None:
    bob = await make(admin)
    url = f"/api/admin/users/{bob['id']}/sessions"
    async with house.visitor() as client:
        await login(client)
    (session,) = (await admin.get(url)).json()
    assert session["current"] is False
    await admin.request("DELETE", f"/api/admin/users/{bob['id']}", json={})
    assert (await admin.get(url)).json() == []
    assert (await admin.get(f"/api/admin/users/{uuid4()}/sessions")).json() == []


async def test_statistics(house: House, admin: httpx.AsyncClient) -> None:
    me = (await admin.get("/api/users/me")).json()["id"]
    asset = (await upload(admin)).json()["id"]
    await upload(admin, b"not really a film", "a.mp4", visibility="archive", isFavorite="true")
    url = f"/api/admin/users/{me}/statistics"

    async def counts(**params: str) -> tuple[int, int, int]:
        found = (await admin.get(url, params=params)).json()
        return found["images"], found["videos"], found["total"]

    assert await counts() == (1, 1, 2)
    assert await counts(visibility="archive") == (0, 1, 1)
    assert await counts(isFavorite="false") == (1, 0, 1)
    await admin.request("DELETE", "/api/assets", json={"ids": [asset]})
    assert await counts() == (0, 1, 1)
    assert await counts(isTrashed="true") == (1, 0, 1)
    nobody = await admin.get(f"/api/admin/users/{uuid4()}/statistics")
    assert nobody.json() == {"images": 0, "videos": 0, "total": 0}


async def test_heat_map(admin: httpx.AsyncClient) -> None:
    me = (await admin.get("/api/users/me")).json()["id"]
    await upload(admin)
    found = await admin.get(f"/api/admin/users/{me}/calendar-heatmap")
    assert found.json()["totalCount"] == 1
    expect(await admin.get(f"/api/admin/users/{uuid4()}/calendar-heatmap"), 400, "User not found")


async def test_two_admins_who_depose_one_another(house: House, admin: httpx.AsyncClient) -> None:
    """Without an admin, whoever signs up next would own the server."""
    ada = (await admin.get("/api/users/me")).json()["id"]
    bob = (await make(admin, isAdmin=True))["id"]
    database, now = house.bindings.database, house.bindings.clock.now()
    await users.update(database, ada, users.Changes(is_admin=False))
    with pytest.raises(Refused, match="The server needs an admin"):
        await users.update(database, bob, users.Changes(is_admin=False))
    with pytest.raises(Refused, match="The server needs an admin"):
        await accounts.delete(database, bob, now, at_once=False)
    await users.update(database, ada, users.Changes(is_admin=True))
    await accounts.delete(database, bob, now, at_once=True)
    assert await users.admin_exists(database)
