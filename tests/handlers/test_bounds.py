"""What one request may ask for: texts, lists and products of lists end somewhere."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from photos import links
from photos.refusal import Refused
from photos.rows import require_bounded
from tests.handlers.conftest import House
from tests.handlers.sharing import photos, share

NAME, TEXT = 1000, 10_000
ANYBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("method", "path", "body", "limit"),
    [
        ("PUT", "/users/me", {"name": "x"}, NAME),
        ("POST", "/albums", {"albumName": "x"}, NAME),
        ("POST", "/albums", {"albumName": "a", "description": "x"}, TEXT),
        ("POST", "/tags", {"name": "x"}, NAME),
        ("POST", "/api-keys", {"name": "x", "permissions": ["all"]}, NAME),
        ("POST", "/sessions", {"deviceType": "x"}, NAME),
        ("POST", "/search/metadata", {"query": "x"}, TEXT),
    ],
)
async def test_texts_that_lists_repeat(
    admin: httpx.AsyncClient, method: str, path: str, body: dict[str, Any], limit: int
) -> None:
    """A name of two megabytes stood in each of a thousand albums: that list filled the memory."""
    (field,) = [name for name, value in body.items() if value == "x"]
    longest = await admin.request(method, f"/api{path}", json=body | {field: "x" * limit})
    assert longest.status_code < 300, longest.text
    longer = await admin.request(method, f"/api{path}", json=body | {field: "x" * (limit + 1)})
    assert (longer.status_code, longer.json()["errors"]) == (
        400,
        [
            {
                "origin": "string", "code": "too_big", "maximum": limit, "inclusive": True,
                "path": [field],
                "message": f"Too big: expected string to have <={limit} characters",
            }
        ],
    )  # fmt: skip


async def test_addresses(admin: httpx.AsyncClient) -> None:
    domain = f"@{'x' * 60}.org"
    name = "x" * (320 - len(domain))
    assert (await admin.put("/api/users/me", json={"email": name + domain})).status_code == 200
    answer = await admin.put("/api/users/me", json={"email": f"x{name}{domain}"})
    assert (answer.status_code, answer.json()) == (
        400, {"message": "An email address has at most 320 characters"},
    )  # fmt: skip


async def test_a_long_description_of_many_photos(house: House, admin: httpx.AsyncClient) -> None:
    ids = await photos(admin, 3)
    body = {"ids": [*ids, *(house.bindings.clock.uuid() for _ in range(2000))]}
    answer = await admin.put("/api/assets", json=body | {"description": "x" * 10_000})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == ["description"]
    some = await admin.put("/api/assets", json={"ids": ids, "description": "x" * 10_000})
    assert some.status_code == 204


async def test_every_album_with_every_photo(house: House, admin: httpx.AsyncClient) -> None:
    ids = [house.bindings.clock.uuid() for _ in range(50_000)]
    made = [await admin.post("/api/albums", json={"albumName": name}) for name in "ab"]
    albums = [each.json()["id"] for each in made]
    body = {"albumIds": albums, "assetIds": [*await photos(admin, 1), *ids]}
    answer = await admin.put("/api/albums/assets", json=body)
    assert (answer.status_code, answer.json()) == (
        400, {"message": "At most 100000 pairs can be made at once"},
    )  # fmt: skip
    alone = await admin.put("/api/albums/assets", json=body | {"albumIds": albums[:1]})
    assert alone.json() == {"success": True}


async def test_every_tag_on_every_photo(house: House, admin: httpx.AsyncClient) -> None:
    tags = (await admin.put("/api/tags", json={"tags": [f"{n}" for n in range(1000)]})).json()
    ids = await photos(admin, 3)
    body = {"tagIds": [tag["id"] for tag in tags], "assetIds": ids}
    answer = await admin.put("/api/tags/assets", json=body)
    assert (answer.status_code, answer.json()) == (200, {"count": 3000})
    with pytest.raises(Refused, match="At most 100000 pairs"):
        require_bounded(body["tagIds"], [f"{n}" for n in range(101)])


async def test_edits_without_end(admin: httpx.AsyncClient) -> None:
    edits = [{"action": "rotate", "parameters": {"angle": 90}}] * 101
    answer = await admin.put(f"/api/assets/{ANYBODY}/edits", json={"edits": edits})
    assert answer.status_code == 400
    assert [issue["code"] for issue in answer.json()["errors"]] == ["too_big"]


async def test_acks_without_end(admin: httpx.AsyncClient) -> None:
    answer = await admin.post("/api/sync/ack", json={"acks": ["AssetV1|" + "x" * 1000]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == ["acks", 0]


async def test_a_link_opens_no_library(house: House, admin: httpx.AsyncClient) -> None:
    """Whoever opens it is sent all of it at once."""
    (first,) = await photos(admin, 1)
    link = await share(admin, first)
    with pytest.raises(Refused, match="at most 10000 assets"):
        await links.add(house.bindings.database, link["id"], [f"{n}" for n in range(10_000)])
    assert await links.add(house.bindings.database, link["id"], ["x"] * 10_000) == set()
