from __future__ import annotations

from typing import Any

import httpx
import msgspec
import pytest

from bindings import Sql
from tests.handlers.conftest import House

URL = "/api/users/me/preferences"
DEFAULTS = {
    "albums": {"defaultAssetOrder": "desc"},
    "cast": {"gCastEnabled": False},
    "download": {"archiveSize": 4294967296, "includeEmbeddedVideos": False},
    "emailNotifications": {"albumInvite": True, "albumUpdate": True, "enabled": True},
    "folders": {"enabled": False, "sidebarWeb": False},
    "memories": {"duration": 5, "enabled": True},
    "people": {"enabled": True, "minimumFaces": 3, "sidebarWeb": False},
    "purchase": {"hideBuyButtonUntil": "2022-02-12T00:00:00.000Z", "showSupportBadge": True},
    "ratings": {"enabled": False},
    "recentlyAdded": {"sidebarWeb": False},
    "sharedLinks": {"enabled": True, "sidebarWeb": False},
    "tags": {"enabled": False, "sidebarWeb": False},
}
EVERY_LEAF = {
    "albums": {"defaultAssetOrder": "asc"},
    "cast": {"gCastEnabled": True},
    "download": {"archiveSize": 1, "includeEmbeddedVideos": True},
    "emailNotifications": {"albumInvite": False, "albumUpdate": False, "enabled": False},
    "folders": {"enabled": True, "sidebarWeb": True},
    "memories": {"duration": 9, "enabled": False},
    "people": {"enabled": False, "minimumFaces": 7, "sidebarWeb": True},
    "purchase": {"hideBuyButtonUntil": "2030-01-01T00:00:00.000Z", "showSupportBadge": False},
    "ratings": {"enabled": True},
    "recentlyAdded": {"sidebarWeb": True},
    "sharedLinks": {"enabled": False, "sidebarWeb": True},
    "tags": {"enabled": True, "sidebarWeb": True},
}


async def stored(house: House) -> Any:
    """What phones are sent."""
    statement = Sql("SELECT value FROM user_metadata WHERE key = 'preferences'")
    found = await house.bindings.database.one(statement, tuple[str])
    return msgspec.json.decode(found[0]) if found else None


async def put(client: httpx.AsyncClient, body: Any, method: str = "PUT") -> Any:
    answer = await client.request(method, URL, json=body)
    assert answer.status_code == 200, answer.text
    assert (await client.get(URL)).json() == answer.json()
    return answer.json()


async def test_defaults(house: House, admin: httpx.AsyncClient) -> None:
    assert (await admin.get(URL)).json() == DEFAULTS
    assert await stored(house) is None


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
async def test_only_sent_leaves_change(house: House, admin: httpx.AsyncClient, method: str) -> None:
    first = await put(admin, {"download": {"archiveSize": 1}}, method)
    assert first == {**DEFAULTS, "download": {"archiveSize": 1, "includeEmbeddedVideos": False}}
    assert await stored(house) == {"download": {"archiveSize": 1}}
    second = await put(admin, {"people": {"minimumFaces": 5}}, method)
    assert second["download"] == first["download"]
    assert await stored(house) == {"download": {"archiveSize": 1}, "people": {"minimumFaces": 5}}


async def test_every_leaf_there_and_back(house: House, admin: httpx.AsyncClient) -> None:
    assert await put(admin, EVERY_LEAF) == EVERY_LEAF
    assert await stored(house) == EVERY_LEAF
    assert await put(admin, DEFAULTS) == DEFAULTS
    assert await stored(house) == {}


async def test_an_empty_text_is_the_default(house: House, admin: httpx.AsyncClient) -> None:
    await put(admin, {"purchase": {"hideBuyButtonUntil": "2030-01-01T00:00:00.000Z"}})
    empty = {"purchase": {"hideBuyButtonUntil": ""}}
    assert (await admin.put(URL, json=empty)).status_code == 200
    assert await stored(house) == {}
    assert (await admin.get(URL)).json() == DEFAULTS


async def test_what_nobody_knows_is_not_kept(house: House, admin: httpx.AsyncClient) -> None:
    body = {"nonsense": {"a": 1}, "tags": {"nonsense": 1}, "avatar": {"color": "red"}}
    before = (await admin.get("/api/users/me")).json()["avatarColor"]
    assert await put(admin, body) == DEFAULTS
    assert await stored(house) == {}
    assert (await admin.get("/api/users/me")).json()["avatarColor"] == before


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"download": {"archiveSize": 0}}, ["download", "archiveSize"]),
        ({"download": {"archiveSize": None}}, ["download", "archiveSize"]),
        ({"download": None}, ["download"]),
        ({"tags": {"enabled": "true"}}, ["tags", "enabled"]),
        ({"albums": {"defaultAssetOrder": "up"}}, ["albums", "defaultAssetOrder"]),
        ({"avatar": {"color": "beige"}}, ["avatar", "color"]),
    ],
)
async def test_faults(
    house: House, admin: httpx.AsyncClient, body: object, path: list[str]
) -> None:
    answer = await admin.put(URL, json=body)
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (400, path)
    assert await stored(house) is None


async def test_everybody_has_their_own(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    await put(admin, EVERY_LEAF)
    assert (await member.get(URL)).json() == DEFAULTS
