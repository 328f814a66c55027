"""Where photos were taken: markers, places by position and by name."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Argument
from photos import markers, users
from photos.users import User
from tests.handlers.conftest import House
from tests.photos.atlas import ATLAS, FILE
from tests.photos.library import STAMP, Library

MADRID = (40.4154, -3.7074)


@pytest.fixture
async def library(house: House) -> Library:
    await house.bindings.database.batch(ATLAS)
    return Library(house.bindings.database)


@pytest.fixture
async def ada(library: Library, admin: httpx.AsyncClient) -> User:
    found = await users.find_by_email(library.database, "ada@example.com")
    assert found is not None
    return found


async def taken_at(
    library: Library, owner: User, position: tuple[float, float] = MADRID, **values: Any
) -> str:
    trashed = values.pop("trashed", False)
    id = await library.asset(owner, **values)
    args: list[Argument] = [*position, id]
    await library.run(
        "UPDATE asset_exif SET latitude = ?, longitude = ?, city = 'Madrid', country = 'Spain'"
        " WHERE seq = (SELECT seq FROM assets WHERE id = ?)", *args,
    )  # fmt: skip
    if trashed:
        stamp = "2024-06-01T12:00:00.000Z"
        await library.run(
            "UPDATE assets SET deleted_at = ?, status = 'trashed' WHERE id = ?", stamp, id
        )
    return id


async def ids(client: httpx.AsyncClient, **options: Any) -> set[str]:
    answer = await client.get("/api/map/markers", params=options)
    assert answer.status_code == 200, answer.text
    found = [marker["id"] for marker in answer.json()]
    assert len(found) == len(set(found))
    return set(found)


async def test_a_marker(library: Library, ada: User, admin: httpx.AsyncClient) -> None:
    id = await taken_at(library, ada)
    await library.asset(ada)
    assert (await admin.get("/api/map/markers")).json() == [
        {"id": id, "lat": 40.4154, "lon": -3.7074, "city": "Madrid", "state": None,
         "country": "Spain"},
    ]  # fmt: skip


async def test_which_assets(library: Library, ada: User, admin: httpx.AsyncClient) -> None:
    plain = await taken_at(library, ada)
    liked = await taken_at(library, ada, is_favorite=True)
    archived = await taken_at(library, ada, visibility="archive")
    old = await taken_at(library, ada, file_created_at="1999-01-01T00:00:00.000Z")
    for hidden in ("locked", "hidden"):
        await taken_at(library, ada, visibility=hidden)
    await taken_at(library, ada, trashed=True)
    assert await ids(admin) == await ids(admin, isArchived=False) == {plain, liked, old}
    assert await ids(admin, isArchived=True) == {plain, liked, old, archived}
    assert await ids(admin, isFavorite=True) == {liked}
    assert await ids(admin, isFavorite=False) == {plain, old}
    instant = "1999-01-01T01:00:00+01:00"
    assert await ids(admin, fileCreatedBefore=instant) == {old}
    assert await ids(admin, fileCreatedAfter=instant) == {plain, liked, old}
    assert await ids(admin, fileCreatedAfter="1999-01-01T00:00:00.001Z") == {plain, liked}
    beyond = {
        "fileCreatedAfter": "0000-01-01T00:00:00Z",
        "fileCreatedBefore": "9999-12-31T23:00-14:00",
    }
    assert await ids(admin, **beyond) == {plain, liked, old}


async def test_of_partners(library: Library, ada: User, admin: httpx.AsyncClient) -> None:
    bob, eve, tom = [await library.user() for _ in range(3)]
    shown = await taken_at(library, bob)
    for visibility in ("archive", "locked", "hidden"):
        await taken_at(library, bob, visibility=visibility)
    await taken_at(library, bob, trashed=True)
    await taken_at(library, eve)
    await taken_at(library, tom)
    await library.partner(bob, ada)
    await library.partner(eve, ada, in_timeline=False)
    await library.partner(tom, ada)
    await library.run(
        "UPDATE users SET deleted_at = ?, status = 'deleted' WHERE id = ?", STAMP, tom.id
    )
    assert await ids(admin) == set()
    assert await ids(admin, withPartners=True, isArchived=True) == {shown}


async def test_of_albums(library: Library, ada: User, admin: httpx.AsyncClient) -> None:
    bob = await library.user()
    mine, his = await taken_at(library, ada), await taken_at(library, bob)
    gone = await taken_at(library, bob, trashed=True)
    locked = await taken_at(library, bob, visibility="locked")
    unshared = await taken_at(library, bob)
    for _ in range(2):  # each asset has one marker in however many albums
        album = await library.album(bob, his, mine, gone, locked)
        await library.join(album, ada, "viewer")
    dead = await library.album(bob, unshared, deleted_at="2024-01-01T00:00:00.000Z")
    await library.join(dead, ada, "viewer")
    await library.album(bob, unshared)
    assert await ids(admin) == {mine}
    assert await ids(admin, withSharedAlbums=True) == {mine, his}


async def test_more_than_a_page(
    library: Library, ada: User, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markers, "PAGE", 2)
    bob = await library.user()
    own = {await taken_at(library, ada) for _ in range(4)}
    his = [await taken_at(library, bob) for _ in range(5)]
    album = await library.album(bob, *his)
    await library.join(album, ada, "viewer")
    assert await ids(admin, withSharedAlbums=True) == own | set(his)
    in_album = (await admin.get(f"/api/albums/{album}/map-markers")).json()
    assert {marker["id"] for marker in in_album} == set(his)


async def test_map_of_an_album(
    house: House, library: Library, ada: User, admin: httpx.AsyncClient
) -> None:
    dates = ["2020-01-01T00:00:00.000Z", "2022-01-01T00:00:00.000Z", "2021-01-01T00:00:00.000Z"]
    old, new, middle = [await taken_at(library, ada, file_created_at=date) for date in dates]
    out = [
        await taken_at(library, ada, visibility="locked"),
        await taken_at(library, ada, trashed=True), await library.asset(ada),
    ]  # fmt: skip
    album = await library.album(ada, old, new, middle, *out)
    url = f"/api/albums/{album}/map-markers"
    shown = (await admin.get(url)).json()
    assert [marker["id"] for marker in shown] == [new, middle, old]
    assert shown[0].keys() == {"id", "lat", "lon", "city", "state", "country"}
    for show_exif, expected in ((True, shown), (False, [])):
        link = await library.link(ada, type="ALBUM", album_id=album, show_exif=show_exif)
        async with house.visitor() as visitor:
            assert (await visitor.get(url, params={"key": link.key})).json() == expected


async def test_a_place_by_its_position(library: Library, admin: httpx.AsyncClient) -> None:
    async def ask(lat: float | str, lon: float) -> httpx.Response:
        return await admin.get("/api/map/reverse-geocode", params={"lat": lat, "lon": lon})

    assert (await ask(40.4, -3.7)).json() == [
        {"city": "Madrid", "state": "Madrid", "country": "Spain"}
    ]
    assert (await ask(-16.8, -179.99)).json() == [
        {"city": "Taveuni", "state": None, "country": "Fiji"}
    ]
    assert (await ask(0, -30)).json() == []
    for wrong in ((91, 0), (0, 180.5), ("x", 0), ("nan", 0), (1e308, 0)):
        assert (await ask(*wrong)).status_code == 400, wrong


async def test_places_by_name(library: Library, admin: httpx.AsyncClient) -> None:
    found = await admin.get("/api/search/places", params={"name": "JOSÉ"})
    assert found.json() == [
        {"name": "San José", "latitude": 37.339, "longitude": -121.895, "admin1name": "California"}
    ]
    found = await admin.get("/api/search/places", params={"name": "taveu"})
    assert found.json() == [{"name": "Taveuni", "latitude": -16.8, "longitude": 179.98}]
    assert (await admin.get("/api/search/places")).status_code == 400


async def test_what_is_said_of_the_table(library: Library, admin: httpx.AsyncClient) -> None:
    state = (await admin.get("/api/system-metadata/reverse-geocoding-state")).json()
    assert state["lastImportFileName"] == FILE
    assert len(state["lastUpdate"]) == 24
    assert (await admin.get("/api/server/features")).json()["reverseGeocoding"] is True
    config = (await admin.get("/api/system-config")).json()
    config["reverseGeocoding"]["enabled"] = config["map"]["enabled"] = False
    assert (await admin.put("/api/system-config", json=config)).status_code == 200
    features = (await admin.get("/api/server/features")).json()
    assert (features["reverseGeocoding"], features["map"]) == (False, False)
    asked = {"lat": 40.4, "lon": -3.7}
    assert (await admin.get("/api/map/reverse-geocode", params=asked)).json() == []
