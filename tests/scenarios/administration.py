"""Running a server: accounts, quotas, settings, statistics, queues."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.contract_check import check_sync
from tests.pictures import jpeg
from tests.scenarios import expect

PASSWORD = "a long enough password"
USERS = "/api/admin/users"


def scenario(base_url: str) -> None:
    with visitor(base_url) as admin, visitor(base_url) as bob:
        register(admin)
        bob_id = take_in(admin, bob)
        fill_up(admin, bob, bob_id)
        configure(admin, bob, base_url)
        count(admin)
        hold_back(admin, bob)
        start_again(admin)
        delete_and_restore(admin, bob, bob_id)
        remove(admin, bob, bob_id)


def visitor(base_url: str) -> httpx.Client:
    return httpx.Client(base_url=base_url, timeout=60, event_hooks={"response": [check_sync]})


def log_in(client: httpx.Client, email: str) -> httpx.Response:
    return client.post("/api/auth/login", json={"email": email, "password": PASSWORD})


def upload(client: httpx.Client, data: bytes) -> httpx.Response:
    form = {
        "fileCreatedAt": "2024-01-01T00:00:00.000Z",
        "fileModifiedAt": "2024-01-02T00:00:00.000Z",
    }
    return client.post("/api/assets", data=form, files={"assetData": ("a.jpg", data)})


def await_that(what: Any) -> None:
    deadline = time.monotonic() + 30
    while not what():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def register(admin: httpx.Client) -> None:
    person = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
    assert admin.post("/api/auth/admin-sign-up", json=person).status_code == 201
    assert log_in(admin, "ada@example.com").status_code == 201
    done = admin.post("/api/system-metadata/admin-onboarding", json={"isOnboarded": True})
    assert done.status_code == 204
    assert admin.get("/api/server/config").json()["isOnboarded"] is True


def take_in(admin: httpx.Client, bob: httpx.Client) -> str:
    person = {
        "email": "Bob@Example.com", "password": PASSWORD, "name": "Bob", "storageLabel": "../b.ob",
        "quotaSizeInBytes": 0,
    }  # fmt: skip
    created = admin.post(USERS, json=person)
    assert created.status_code == 201, created.text
    assert created.json()["storageLabel"] == "bob"
    again = admin.post(USERS, json={**person, "storageLabel": None})
    expect(again, 400, "Email is not available")
    login = log_in(bob, "bob@example.com")
    assert (login.status_code, login.json()["shouldChangePassword"]) == (201, True)
    expect(bob.get(USERS), 403, "Forbidden")
    expect(bob.get("/api/server/statistics"), 403, "Forbidden")
    expect(bob.get("/api/system-config"), 403, "Forbidden")
    user_id: str = created.json()["id"]
    return user_id


def fill_up(admin: httpx.Client, bob: httpx.Client, bob_id: str) -> None:
    photo = jpeg(size=(320, 240))
    expect(upload(bob, photo), 400, "Quota has been exceeded!")
    larger = admin.put(f"{USERS}/{bob_id}", json={"quotaSizeInBytes": len(photo)})
    assert larger.json()["quotaSizeInBytes"] == len(photo)
    created = upload(bob, photo)
    assert created.status_code == 201, created.text
    assert bob.get("/api/users/me").json()["quotaUsageInBytes"] == len(photo)
    expect(upload(bob, jpeg(1)), 400, "Quota has been exceeded!")
    unlimited = admin.patch(f"{USERS}/{bob_id}", json={"quotaSizeInBytes": None})
    assert unlimited.json()["quotaSizeInBytes"] is None
    url = f"/api/assets/{created.json()['id']}"
    await_that(lambda: bob.get(url).json()["thumbhash"])


def configure(admin: httpx.Client, bob: httpx.Client, base_url: str) -> None:
    config = admin.get("/api/system-config").json()
    assert config == admin.get("/api/system-config/defaults").json()
    config["server"] |= {"loginPageMessage": "Hello", "publicUsers": False}
    config["trash"]["days"] = 3
    config["passwordLogin"]["enabled"] = False
    assert admin.put("/api/system-config", json=config).json() == config
    told = bob.get("/api/server/config").json()
    assert (told["loginPageMessage"], told["trashDays"]) == ("Hello", 3)
    assert [user["name"] for user in bob.get("/api/users").json()] == ["Bob"]
    with visitor(base_url) as stranger:
        refused = log_in(stranger, "bob@example.com")
        expect(refused, 401, "Password login has been disabled")
        assert stranger.get("/api/server/features").json()["passwordLogin"] is False
    defaults = admin.get("/api/system-config/defaults").json()
    assert admin.put("/api/system-config", json=defaults).json() == defaults
    defaults["trash"]["days"] = -1
    faulty = admin.put("/api/system-config", json=defaults).json()
    assert faulty["errors"][0]["path"] == ["trash", "days"]


def count(admin: httpx.Client) -> None:
    found = admin.get("/api/server/statistics").json()
    assert [each["userName"] for each in found["usageByUser"]] == ["Ada", "Bob"]
    assert (found["photos"], found["videos"]) == (1, 0)
    assert found["usage"] == found["usageByUser"][1]["usagePhotos"] == len(jpeg(size=(320, 240)))


def hold_back(admin: httpx.Client, bob: httpx.Client) -> None:
    """A paused queue keeps what comes in, and does it once it may go on."""
    queue = "/api/queues/metadataExtraction"
    assert admin.put(queue, json={"isPaused": True}).json()["isPaused"] is True
    asset = upload(bob, jpeg(2)).json()["id"]
    time.sleep(1)
    assert admin.get(queue).json()["statistics"]["paused"] == 1
    (job,) = admin.get(f"{queue}/jobs").json()
    assert (job["name"], job["data"]["id"]) == ("AssetExtractMetadata", asset)
    assert bob.get(f"/api/assets/{asset}").json()["thumbhash"] is None
    admin.put("/api/jobs/metadataExtraction", json={"command": "resume"})
    await_that(lambda: bob.get(f"/api/assets/{asset}").json()["thumbhash"])
    await_that(lambda: not any(busy(admin).values()))


def busy(admin: httpx.Client) -> dict[str, int]:
    return {
        name: sum(queue["jobCounts"].values())
        for name, queue in admin.get("/api/jobs").json().items()
    }


def start_again(admin: httpx.Client) -> None:
    start = {"command": "start", "force": True}
    assert admin.put("/api/jobs/thumbnailGeneration", json=start).status_code == 200
    await_that(lambda: not any(busy(admin).values()))
    pausing = admin.put("/api/queues/backgroundTask", json={"isPaused": True})
    expect(pausing, 400, "The BackgroundTask queue cannot be paused")
    unknown = admin.put("/api/jobs/smartSearch", json=start)
    expect(unknown, 400, "Invalid job name: smartSearch")


def delete_and_restore(admin: httpx.Client, bob: httpx.Client, bob_id: str) -> None:
    url = f"{USERS}/{bob_id}"
    closed = admin.request("DELETE", url, json={})
    assert (closed.status_code, closed.json()["status"]) == (200, "deleted")
    expect(bob.get("/api/users/me"), 401, "Invalid user token")
    assert [user["name"] for user in admin.get(USERS).json()] == ["Ada"]
    everybody = admin.get(USERS, params={"withDeleted": "true"}).json()
    assert {user["name"] for user in everybody} == {"Ada", "Bob"}
    assert admin.post(f"{url}/restore").json()["status"] == "active"
    assert bob.get("/api/users/me").json()["id"] == bob_id
    expect(admin.request("DELETE", f"{USERS}/{me(admin)}", json={}), 403,
           "Cannot delete your own account")  # fmt: skip


def remove(admin: httpx.Client, bob: httpx.Client, bob_id: str) -> None:
    url = f"{USERS}/{bob_id}"
    closed = admin.request("DELETE", url, json={"force": True})
    assert closed.json()["status"] == "removing"
    await_that(lambda: admin.get(url).status_code == 400)
    expect(admin.get(url), 400, "User not found")
    assert log_in(bob, "bob@example.com").status_code == 401
    found = admin.get("/api/server/statistics").json()
    assert (found["usage"], len(found["usageByUser"])) == (0, 1)


def me(admin: httpx.Client) -> str:
    user_id: str = admin.get("/api/users/me").json()["id"]
    return user_id
