"""The search page before anything is typed: a dozen of each kind, and of whom."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from photos.users import User
from tests.handlers.conftest import House
from tests.handlers.test_search import describe, person
from tests.photos.library import Library


@pytest.fixture
def library(house: House) -> Library:
    return Library(house.bindings.database)


async def arrive(library: Library, owner: User, city: str | None, **values: Any) -> str:
    """One more photo, of everything that came last."""
    id = await library.asset(owner, **values)
    await describe(library, id, city=city)
    await library.run("UPDATE assets SET created_at = printf('2024-05-01T10:00:00.%03dZ', seq)")
    return id


async def test_cities(
    house: House,
    admin: httpx.AsyncClient,
    member: httpx.AsyncClient,
    library: Library,
) -> None:
    """With five photos on the server, those first of which most are hers; the newest of each."""
    ada, bob = [await person(house, f"{name}@example.com") for name in ("ada", "bob")]
    newest, latest = {}, []
    for number in range(14):
        city = f"City {number:02d}"
        for _ in range(5 if number == 7 else 3):
            newest[city] = await arrive(library, ada, city)
        for _ in range(1 if number == 1 else 2):
            last = await arrive(library, bob, city)
        latest.append(last)
    await arrive(library, ada, "City 00", type="VIDEO")
    await arrive(library, ada, "City 02", visibility="archive")
    (shown, _) = (await admin.get("/api/search/explore")).json()
    expected = ["City 07", "City 00", *(f"City {n:02d}" for n in range(2, 13) if n != 7)]
    found = {item["value"]: item["data"]["id"] for item in shown["items"]}
    assert found == {city: newest[city] for city in expected}
    assert [*found] == expected
    assert (await member.get("/api/search/explore")).json()[0]["items"] != []
    await library.partner(bob, ada)
    every = (await admin.get("/api/search/cities")).json()
    assert [asset["id"] for asset in every] == latest


async def test_what_came_last(
    house: House, admin: httpx.AsyncClient, library: Library, member: httpx.AsyncClient
) -> None:
    ada = await person(house, "ada@example.com")
    made = [await arrive(library, ada, None) for _ in range(14)]
    for hidden in ({"type": "VIDEO"}, {"visibility": "archive"}, {"visibility": "locked"}):
        await arrive(library, ada, None, **hidden)
    thrown = await arrive(library, ada, None)
    await library.run(
        "UPDATE assets SET status = 'trashed', deleted_at = created_at WHERE id = ?", thrown
    )
    (_, shown) = (await admin.get("/api/search/explore")).json()
    assert [item["data"]["id"] for item in shown["items"]] == made[:1:-1]
    assert (await member.get("/api/search/explore")).json()[1]["items"] == []


async def test_suggestions_are_of_what_is_there(
    house: House, admin: httpx.AsyncClient, library: Library
) -> None:
    ada = await person(house, "ada@example.com")
    for city, make in (("Rome", "Canon"), ("Paris", "Apple")):
        last = await arrive(library, ada, city)
        await describe(library, last, make=make)

    async def suggested(type: str, **narrowed: str) -> Any:
        return (
            await admin.get("/api/search/suggestions", params={"type": type, **narrowed})
        ).json()

    assert await suggested("city", make="Apple") == ["Paris", "Rome"], "a place has no camera"
    await library.run("UPDATE assets SET visibility = 'archive' WHERE id = ?", last)
    assert (await suggested("city"), await suggested("camera-make")) == (["Rome"], ["Canon"])
