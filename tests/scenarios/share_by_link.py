"""Somebody without an account is sent a link, looks, adds a photo and is shut out again."""

from __future__ import annotations

from typing import Any

import httpx

from tests.contract_check import check_sync
from tests.pictures import jpeg
from tests.scenarios import ADA, expect


def scenario(base_url: str) -> None:
    hooks = {"response": [check_sync]}
    with (
        httpx.Client(base_url=base_url, timeout=60, event_hooks=hooks) as owner,
        httpx.Client(base_url=base_url, timeout=60, event_hooks=hooks) as visitor,
    ):
        register(owner)
        shown, private = upload(owner, 1), upload(owner, 2)
        link = share(owner, shown)
        key = {"key": link["key"]}
        find(visitor, link)
        look(visitor, key, shown, private)
        added = hand_in(visitor, key)
        assert {each["id"] for each in me(visitor, key)["assets"]} == {shown, added}
        protect(owner, visitor, link)
        take_back(owner, visitor, link, shown)


def register(client: httpx.Client) -> None:
    assert client.post("/api/auth/admin-sign-up", json=ADA).status_code == 201
    assert client.post("/api/auth/login", json=ADA).status_code == 201


def upload(client: httpx.Client, number: int, **key: str) -> str:
    form = {
        "fileCreatedAt": "2024-01-01T00:00:00.000Z",
        "fileModifiedAt": "2024-01-01T00:00:00.000Z",
        "isFavorite": "false",
    }
    files = {"assetData": (f"{number}.jpg", jpeg(number), "application/octet-stream")}
    created = client.post("/api/assets", params=key, data=form, files=files)
    assert created.status_code == 201, created.text
    return str(created.json()["id"])


def share(owner: httpx.Client, *ids: str) -> dict[str, Any]:
    wanted = {
        "type": "INDIVIDUAL", "assetIds": ids, "slug": "summer", "description": "Our summer",
        "allowUpload": True, "allowDownload": True, "showMetadata": True,
    }  # fmt: skip
    made = owner.post("/api/shared-links", json=wanted)
    assert made.status_code == 201, made.text
    assert [each["id"] for each in owner.get("/api/shared-links").json()] == [made.json()["id"]]
    found: dict[str, Any] = made.json()
    return found


def me(visitor: httpx.Client, key: dict[str, str]) -> dict[str, Any]:
    seen = visitor.get("/api/shared-links/me", params=key)
    assert seen.status_code == 200, seen.text
    found: dict[str, Any] = seen.json()
    return found


def find(visitor: httpx.Client, link: dict[str, Any]) -> None:
    """By key and by slug, the app's page and what it asks for."""
    for path, query in (
        (f"/share/{link['key']}", {"key": link["key"]}),
        ("/s/summer", {"slug": "summer"}),
    ):
        assert visitor.get(path).status_code == 200
        assert me(visitor, query)["id"] == link["id"]
        headers = {f"x-immich-share-{name}": value for name, value in query.items()}
        assert visitor.get("/api/shared-links/me", headers=headers).json()["id"] == link["id"]
    assert visitor.get("/share/nonsense").status_code == 404
    wrong = visitor.get("/api/shared-links/me", params={"key": "nonsense"})
    expect(wrong, 401, "Invalid share key")


def look(visitor: httpx.Client, key: dict[str, str], shown: str, private: str) -> None:
    original = visitor.get(f"/api/assets/{shown}/original", params=key)
    assert (original.status_code, original.content) == (200, jpeg(1))
    asset = visitor.get(f"/api/assets/{shown}", params=key).json()
    assert "owner" not in asset
    refused = visitor.get(f"/api/assets/{private}", params=key)
    expect(refused, 400, "Not found or no asset.read access")
    expect(visitor.get("/api/users/me", params=key), 403, "Forbidden")
    change = visitor.put(f"/api/assets/{shown}", params=key, json={"isFavorite": True})
    expect(change, 403, "Forbidden")


def hand_in(visitor: httpx.Client, key: dict[str, str]) -> str:
    return upload(visitor, 3, **key)


def protect(owner: httpx.Client, visitor: httpx.Client, link: dict[str, Any]) -> None:
    """The owner sets a password; visitors give it once, until it changes."""
    url, key = f"/api/shared-links/{link['id']}", {"key": link["key"]}
    changed = owner.patch(url, json={"password": "sesame", "slug": "summer"})
    assert (changed.json()["password"], changed.json()["slug"]) == ("sesame", "summer")
    expect(visitor.get("/api/shared-links/me", params=key), 401, "Password required")
    login = "/api/shared-links/login"
    wrong = visitor.post(login, params=key, json={"password": "simsala"})
    expect(wrong, 401, "Invalid password")
    right = visitor.post(login, params=key, json={"password": "sesame"})
    assert (right.status_code, right.json()["password"]) == (201, None)
    assert me(visitor, key)["id"] == link["id"]
    owner.patch(url, json={"password": "abracadabra"})
    expect(visitor.get("/api/shared-links/me", params=key), 401, "Password required")
    assert visitor.post(login, params=key, json={"password": "abracadabra"}).status_code == 201


def take_back(owner: httpx.Client, visitor: httpx.Client, link: dict[str, Any], shown: str) -> None:
    url, key = f"/api/shared-links/{link['id']}", {"key": link["key"]}
    owner.patch(url, json={"allowDownload": False, "allowUpload": False})
    expect(visitor.get(f"/api/assets/{shown}/original", params=key), 404, "Not Found")
    removed = owner.request("DELETE", f"{url}/assets", json={"assetIds": [shown]})
    assert removed.json() == [{"assetId": shown, "success": True}]
    assert shown not in {each["id"] for each in me(visitor, key)["assets"]}
    owner.patch(url, json={"expiresAt": "2020-01-01T00:00:00.000Z"})
    expect(visitor.get("/api/shared-links/me", params=key), 401, "Invalid share key")
    assert [each["id"] for each in owner.get("/api/shared-links").json()] == [link["id"]]
    assert owner.delete(url).status_code == 204
    assert owner.get("/api/shared-links").json() == []
