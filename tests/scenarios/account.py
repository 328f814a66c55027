"""Keeping an account: keys, devices, the PIN, the password, preferences, a face."""

from __future__ import annotations

import io

import httpx
from PIL import Image

from tests.contract_check import check_sync
from tests.pictures import jpeg
from tests.scenarios import expect

EMAIL, PASSWORD, NEW = "ada@example.com", "a long enough password", "a still longer password"
PIN = "123456"


def scenario(base_url: str) -> None:
    with visitor(base_url) as client, visitor(base_url) as phone:
        person = {"email": EMAIL, "password": PASSWORD, "name": "Ada"}
        assert client.post("/api/auth/admin-sign-up", json=person).status_code == 201
        log_in(client, PASSWORD)
        lend_a_key(client, base_url)
        open_and_lock(client)
        log_in(phone, PASSWORD)
        log_a_device_out(client, phone)
        log_in(phone, PASSWORD)
        change_password(client, phone)
        prefer(client)
        show_a_face(client)
        be_shown_around(client)
        look_back(client)
        be_guessed_at(client, base_url)


def visitor(base_url: str) -> httpx.Client:
    return httpx.Client(base_url=base_url, timeout=60, event_hooks={"response": [check_sync]})


def log_in(client: httpx.Client, password: str) -> None:
    login = client.post("/api/auth/login", json={"email": EMAIL, "password": password})
    assert login.status_code == 201, login.text


def lend_a_key(client: httpx.Client, base_url: str) -> None:
    """A program may do what its key says, and no more."""
    made = client.post("/api/api-keys", json={"name": "backup", "permissions": ["user.read"]})
    assert made.status_code == 201, made.text
    key, secret = made.json()["apiKey"], made.json()["secret"]
    with visitor(base_url) as program:
        program.headers["x-api-key"] = secret
        assert program.get("/api/users/me").json()["email"] == EMAIL
        assert program.get("/api/api-keys/me").json() == key
        refused = program.get("/api/assets/statistics")
        expect(refused, 403, "Missing required permission: asset.statistics")
        assert client.get("/api/api-keys").json() == [key]
        assert client.delete(f"/api/api-keys/{key['id']}").status_code == 204
        expect(program.get("/api/users/me"), 401, "Invalid API key")


def be_guessed_at(client: httpx.Client, base_url: str) -> None:
    """A stranger who guesses locks other strangers out, not whoever was here before."""
    with visitor(base_url) as stranger:
        guess = {"email": EMAIL, "password": "wrong"}
        statuses = [stranger.post("/api/auth/login", json=guess).status_code for _ in range(11)]
        assert statuses == [401] * 10 + [429]
        right = {"email": EMAIL, "password": NEW}
        assert stranger.post("/api/auth/login", json=right).status_code == 429
    log_in(client, NEW)


def open_and_lock(client: httpx.Client) -> None:
    """The PIN opens the locked folder to one device, for a while."""

    def status() -> tuple[bool, bool]:
        found = client.get("/api/auth/status").json()
        return found["pinCode"], found["isElevated"]

    assert status() == (False, False)
    assert client.post("/api/auth/pin-code", json={"pinCode": PIN}).status_code == 204
    assert status() == (True, False)
    wrong = client.post("/api/auth/session/unlock", json={"pinCode": "000000"})
    expect(wrong, 400, "Wrong PIN code")
    assert client.post("/api/auth/session/unlock", json={"pinCode": PIN}).status_code == 204
    assert status() == (True, True)
    assert client.post("/api/auth/session/lock").status_code == 204
    assert status() == (True, False)
    reset = client.request("DELETE", "/api/auth/pin-code", json={"password": PASSWORD})
    assert reset.status_code == 204
    assert status() == (False, False)


def log_a_device_out(client: httpx.Client, phone: httpx.Client) -> None:
    """A lost phone, and what it lent its login to."""
    lent = phone.post("/api/sessions", json={"duration": 3600, "deviceType": "TV"})
    assert lent.status_code == 201, lent.text
    television = {"sessionKey": lent.json()["token"]}
    assert client.get("/api/server/about", params=television).status_code == 200
    devices = client.get("/api/sessions").json()
    assert [each["current"] for each in devices].count(True) == 1
    assert len(devices) == 3
    (lost,) = [each["id"] for each in phone.get("/api/sessions").json() if each["current"]]
    assert client.delete(f"/api/sessions/{lost}").status_code == 204
    expect(phone.get("/api/users/me"), 401, "Invalid user token")
    late = client.get("/api/server/about", params=television)
    expect(late, 401, "Invalid user token")
    assert len(client.get("/api/sessions").json()) == 1


def change_password(client: httpx.Client, phone: httpx.Client) -> None:
    """Whoever else knew the old one is out at once."""
    body = {"password": "wrong", "newPassword": NEW}
    expect(client.post("/api/auth/change-password", json=body), 400, "Wrong password")
    assert phone.get("/api/users/me").status_code == 200
    changed = client.post("/api/auth/change-password", json={**body, "password": PASSWORD})
    assert changed.status_code == 200, changed.text
    expect(phone.get("/api/users/me"), 401, "Invalid user token")
    old = phone.post("/api/auth/login", json={"email": EMAIL, "password": PASSWORD})
    expect(old, 401, "Incorrect email or password")
    log_in(phone, NEW)
    assert client.get("/api/users/me").json()["email"] == EMAIL


def prefer(client: httpx.Client) -> None:
    url = "/api/users/me/preferences"
    defaults = client.get(url).json()
    wanted: dict[str, dict[str, object]] = {
        "download": {"archiveSize": 1},
        "people": {"sidebarWeb": True},
    }
    changed = client.put(url, json=wanted)
    assert changed.status_code == 200, changed.text
    for section, leaves in wanted.items():
        assert changed.json()[section] == {**defaults[section], **leaves}
    assert client.get(url).json() == changed.json()
    assert client.patch(url, json=defaults).json() == defaults


def show_a_face(client: httpx.Client) -> None:
    upload = {"file": ("me.jpg", jpeg(size=(800, 600)), "image/jpeg")}
    created = client.post("/api/users/profile-image", files=upload)
    assert created.status_code == 201, created.text
    me = client.get("/api/users/me").json()
    assert me["profileImagePath"] == created.json()["profileImagePath"]
    url = f"/api/users/{me['id']}/profile-image"
    shown = client.get(url)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert shown.headers["cache-control"] == "public, max-age=0"
    width, height = Image.open(io.BytesIO(shown.content)).size
    assert abs(width - 333) <= 1
    assert abs(height - 250) <= 1
    for data in (b"no picture", b""):
        broken = client.post("/api/users/profile-image", files={"file": ("me.jpg", data)})
        expect(broken, 400, "Unable to process profile image")
    assert client.get(url).content == shown.content
    assert client.delete("/api/users/profile-image").status_code == 204
    expect(client.get(url), 404, "Not Found")


def be_shown_around(client: httpx.Client) -> None:
    url = "/api/users/me/onboarding"
    assert client.get(url).json() == {"isOnboarded": False}
    assert client.put(url, json={"isOnboarded": True}).json() == {"isOnboarded": True}
    assert client.get(url).json() == {"isOnboarded": True}


def look_back(client: httpx.Client) -> None:
    form = {"fileCreatedAt": "2024-02-29T12:00:00.000Z", "fileModifiedAt": "2024-03-01T00:00:00Z"}
    sent = client.post("/api/assets", data=form, files={"assetData": ("a.jpg", jpeg())})
    assert sent.status_code == 201, sent.text
    year = {"type": "Taken", "from": "2024-01-01", "to": "2024-12-31"}
    shown = client.get("/api/users/me/calendar-heatmap", params=year).json()
    assert (len(shown["series"]), shown["totalCount"]) == (366, 1)
    assert shown["series"][59] == {"date": "2024-02-29", "count": 1}
