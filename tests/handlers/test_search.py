"""Search over HTTP: what the sheet of its behaviour says, line by line."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import httpx
import pytest

from photos import users
from photos.users import User
from tests.handlers.conftest import House
from tests.photos.library import Library

METADATA = "/api/search/metadata"
CHECKSUM = b64encode(b"x" * 20).decode()
NOWHERE = "00000000-0000-4000-8000-00000000dead"


@pytest.fixture
def library(house: House) -> Library:
    return Library(house.bindings.database)


async def person(house: House, email: str) -> User:
    found = await users.find_by_email(house.bindings.database, email)
    assert found is not None
    return found


@pytest.fixture
async def ada(house: House, admin: httpx.AsyncClient) -> User:
    return await person(house, "ada@example.com")


async def describe(library: Library, id: str, **facts: Any) -> None:
    columns = ", ".join(f"{column} = ?" for column in facts)
    await library.run(
        f"UPDATE asset_exif SET {columns} WHERE seq = (SELECT seq FROM assets WHERE id = ?)",
        *facts.values(),
        id,
    )


async def ids(client: httpx.AsyncClient, **body: Any) -> list[str]:
    answer = await client.post(METADATA, json=body)
    assert answer.status_code == 200, answer.text
    found = answer.json()["assets"]
    assert found["items"] or found["nextPage"] is None
    return [item["id"] for item in found["items"]]


async def test_pages(admin: httpx.AsyncClient, library: Library, ada: User) -> None:
    made = [
        await library.asset(ada, file_created_at=f"2024-05-0{day}T10:00:00.000Z")
        for day in range(1, 6)
    ]
    first = (await admin.post(METADATA, json={"size": 2})).json()
    assert first["albums"] == {"total": 0, "count": 0, "items": [], "facets": []}
    assets = first["assets"]
    assert (assets["total"], assets["count"], assets["facets"], assets["nextPage"]) == (
        2, 2, [], "2",
    )  # fmt: skip
    assert not {"exifInfo", "tags", "stack"} & set(assets["items"][0])
    assert assets["items"][0]["people"] == []
    pages = [await ids(admin, size=2, page=page) for page in (1, 2, 3, 4)]
    assert pages == [[made[4], made[3]], [made[2], made[1]], [made[0]], []]
    last = (await admin.post(METADATA, json={"size": 5, "order": "asc"})).json()["assets"]
    assert ([item["id"] for item in last["items"]], last["nextPage"]) == (made, None)
    assert await ids(admin, page=2**53 - 1) == []
    shown = (await admin.post(METADATA, json={"withExif": True, "size": 1})).json()
    assert shown["assets"]["items"][0]["exifInfo"]["fileSizeInByte"] == 100


@pytest.mark.parametrize(
    ("body", "path"),
    [({"size": 0}, "size"), ({"size": 1001}, "size"), ({"page": 0}, "page"),
     ({"rating": 0}, "rating"), ({"rating": -1}, "rating"), ({"type": "PHOTO"}, "type"),
     ({"takenAfter": "today"}, "takenAfter")],
)  # fmt: skip
async def test_bad_input(admin: httpx.AsyncClient, body: dict[str, Any], path: str) -> None:
    answer = await admin.post(METADATA, json=body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == [path]


NAMING: list[dict[str, Any]] = [
    {"id": "$one"}, {"type": "VIDEO"}, {"isFavorite": True}, {"checksum": CHECKSUM},
    {"checksum": (b"x" * 20).hex()},
    {"albumIds": ["$album"]}, {"tagIds": ["$tag"]}, {"tagIds": ["$tag", "$below"]},
    {"city": "Zürich"},
    {"state": "ZH"}, {"country": "CH"}, {"make": "Canon"}, {"model": "R5"},
    {"lensModel": "RF 24"}, {"rating": 5}, {"originalFileName": " ete "},
    {"originalFileName": "E_1"}, {"originalFileName": "te%mp4"}, {"originalFileName": "ÉT"},
    {"description": "STRA"}, {"description": "am s"}, {"originalPath": "X/FILM"},
    {"originalPath": f"X/{'%' * 50}FILM"},
    {"query": "zurich"}, {"query": "canon r5"}, {"query": "rome"}, {"query": "meer somm"},
    {"takenAfter": "2024-05-01T12:00:00.500+02:00", "takenBefore": "2024-05-01T10:00:00.500Z",
     "type": "VIDEO"},
]  # fmt: skip
"""What lets one asset through."""
EXCLUDING: list[dict[str, Any]] = [
    {"isFavorite": False}, {"type": "IMAGE"}, {"isNotInAlbum": True}, {"tagIds": None},
    {"city": None}, {"make": None}, {"rating": None},
    {"takenBefore": "2024-05-01T10:00:00.499Z"},
]  # fmt: skip
"""What keeps it out and lets another through."""
EVERYTHING: list[dict[str, Any]] = [
    {}, {"personIds": []}, {"tagIds": []}, {"albumIds": []}, {"originalFileName": " "},
    {"query": ""}, {"previewPath": "x"}, {"thumbnailPath": "x"}, {"withStacked": True},
    {"isOffline": False}, {"libraryId": None}, {"isMotion": False}, {"isEncoded": False},
    {"withPeople": True}, {"originalFileName": "%"}, {"createdAfter": "2024-01-01T00:00Z"},
    {"updatedBefore": "9999-12-31T23:59:59-08:00"}, {"takenAfter": "0001-01-01T00:00+14:00"},
]  # fmt: skip
"""What filters nothing."""
NOTHING: list[dict[str, Any]] = [
    {"id": NOWHERE}, {"personIds": [NOWHERE]}, {"ocr": "x"}, {"libraryId": NOWHERE},
    {"isOffline": True}, {"isMotion": True}, {"isEncoded": True}, {"encodedVideoPath": "x"},
    {"tagIds": [NOWHERE]}, {"city": "zürich"}, {"checksum": "12"}, {"checksum": ""},
    {"trashedAfter": "2020-01-01T00:00:00Z"}, {"query": "*"}, {"originalFileName": "no such"},
    {"originalFileName": "été", "query": "sunset"},
    {"originalPath": f"X/{'%' * 50}FOLM"},
    {"createdAfter": "2999-01-01T00:00:00Z"}, {"updatedAfter": "2999-01-01T00:00:00Z"},
]  # fmt: skip
"""What nothing passes."""


async def furnish(library: Library, ada: User) -> dict[str, str]:
    """Three assets: one of which all is said, another, a third beside the one in an album."""
    other = await library.asset(ada, file_created_at="2024-01-01T10:00:00.000Z", size=1)
    one = await library.asset(
        ada, type="VIDEO", original_file_name="Été_100%.MP4", is_favorite=True,
        original_path="originals/x/Film.mp4", file_created_at="2024-05-01T10:00:00.500Z",
        checksum=CHECKSUM,
    )  # fmt: skip
    facts = {
        "city": "Zürich", "state": "ZH", "country": "CH", "make": "Canon", "model": "R5",
        "lens_model": "RF 24", "rating": 5, "description": "Straße am See",
    }  # fmt: skip
    await describe(library, one, **facts)
    tag = await library.tag(ada, "trip")
    below = await library.tag(ada, "trip/rome", one, parent=tag)
    album = await library.album(ada, one, album_name="Sommer am Meer")
    third = await library.asset(ada, live_photo_video_id=None)
    both = await library.album(ada, one, third, album_name="Both")
    return {
        "$one": one, "$other": other, "$tag": tag, "$below": below, "$album": album, "$both": both,
    }  # fmt: skip


async def test_filters(admin: httpx.AsyncClient, library: Library, ada: User) -> None:
    """Each filter lets through the one asset it names, and not the other."""
    things = await furnish(library, ada)
    one, other = things["$one"], things["$other"]

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(each) for each in value]
        return things.get(value, value) if isinstance(value, str) else value

    async def found(body: dict[str, Any]) -> list[str]:
        return await ids(admin, **{name: resolved(value) for name, value in body.items()})

    assert {str(body): await found(body) for body in NAMING} == {
        str(body): [one] for body in NAMING
    }
    for body in NAMING:  # where no index of words helps
        albums = body.get("albumIds", [])
        assert await found({**body, "albumIds": [*albums, "$both"]}) == [one], body
    for body in EXCLUDING:
        assert one not in await found(body), body
        assert other in await found(body), body
    for body in EVERYTHING:
        assert len(await found(body)) == 3, body
    for body in NOTHING:
        assert await found(body) == [], body


async def test_tags_are_no_words(admin: httpx.AsyncClient, library: Library, ada: User) -> None:
    named = await library.asset(ada, original_file_name="trip.jpg")
    await describe(library, named, make="!!!")
    assert await ids(admin, make="!!!") == [named], "which no word stands for"
    tagged = await library.asset(ada)
    tag = await library.tag(ada, "trip", tagged)
    assert await ids(admin, tagIds=[tag]) == [tagged]
    assert len(await ids(admin, query="trip")) == 2


ODD = ['"', "'", "a AND", "NOT", "NEAR(", "a*b", "words:x", "-x", "^x", "{a} : b", "(", "🎉",
       "東", "a" * 5000, "% " * 3000, "_" * 60 + "é", "x " * 3000, "%a_b%" * 40, "ß" * 49,
       "\u0301", "\\"]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["query", "originalFileName", "description", "originalPath", "city"]
)
async def test_whatever_is_typed(
    admin: httpx.AsyncClient, library: Library, ada: User, name: str
) -> None:
    await library.asset(ada)
    for text in ODD:
        answer = await admin.post(METADATA, json={name: text})
        assert answer.status_code == 200, (text, answer.text)


async def test_ten_thousand_ids(admin: httpx.AsyncClient, library: Library, ada: User) -> None:
    tag = await library.tag(ada, "a", await library.asset(ada))
    many = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(10_000)]
    assert await ids(admin, tagIds=[tag, *many]) == []
    answer = await admin.post(METADATA, json={"albumIds": many})
    assert answer.json() == {"message": "Not found or no album.read access"}
    assert len(await ids(admin, tagIds=[tag] * 10_000)) == 1


async def test_whose_assets(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, library: Library, ada: User
) -> None:
    bob = await person(house, "bob@example.com")
    kinds = ("timeline", "archive", "hidden", "locked")
    his = {kind: await library.asset(bob, visibility=kind) for kind in kinds}
    trashed = await library.asset(bob)
    await library.run(
        "UPDATE assets SET status = 'trashed', deleted_at = created_at WHERE id = ?", trashed
    )
    assert await ids(admin) == []
    await library.partner(bob, ada)
    mine = {his[kind] for kind in ("timeline", "archive", "hidden")}
    seen = mine - {his["archive"]}
    assert set(await ids(admin, withDeleted=True)) == seen
    assert await ids(admin, visibility="archive") == []
    total = await admin.post("/api/search/statistics", json={})
    assert total.json() == {"total": len(seen)}
    for id in seen:  # a hit whose picture may not be seen would be a broken one
        assert (await admin.get(f"/api/assets/{id}")).status_code == 200
    assert set(await ids(member)) == mine
    assert set(await ids(member, withDeleted=True)) == mine | {trashed}
    assert await ids(member, trashedAfter="2020-01-01T00:00:00Z") == [trashed]
    assert await ids(member, visibility="archive") == [his["archive"]]
    locked = await member.post(METADATA, json={"visibility": "locked"})
    assert (locked.status_code, locked.json()) == (
        401, {"message": "Elevated permission is required"},
    )  # fmt: skip
    await library.run("UPDATE sessions SET pin_expires_at = '2999-01-01T00:00:00.000Z'")
    assert set(await ids(member)) == {*his.values()}
    assert set(await ids(admin)) == seen
    assert await ids(admin, visibility="locked") == []
    await library.run("UPDATE partners SET in_timeline = 0")
    assert await ids(admin) == []


async def test_albums_drop_the_owner(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, library: Library, ada: User
) -> None:
    bob = await person(house, "bob@example.com")
    his = await library.asset(bob)
    album = await library.album(bob, his, album_name="Wedding")
    refused = await admin.post(METADATA, json={"albumIds": [album]})
    assert refused.json() == {"message": "Not found or no album.read access"}
    assert await ids(admin, query="wedding") == []
    for path in ("random", "large-assets"):
        answer = await admin.post(
            f"/api/search/{path}", params={"albumIds": album}, json={"albumIds": [album]}
        )
        assert answer.json() == []
    await library.join(album, ada, "viewer")
    assert await ids(admin, albumIds=[album]) == [his]
    total = await admin.post("/api/search/statistics", json={"albumIds": [album]})
    assert total.json() == {"total": 0}
    mine = await library.asset(ada)
    await library.insert("album_assets", album_id=album, asset_id=mine, created_at="2024")
    assert await ids(admin, query="wedd") == [mine]
    await library.run("UPDATE albums SET album_name = 'Divorce'")
    assert (await ids(admin, query="wedd"), await ids(admin, query="divo")) == ([], [mine])


async def test_behind_links(admin: httpx.AsyncClient, visitor: httpx.AsyncClient,
                            library: Library, ada: User) -> None:  # fmt: skip
    asset = await library.asset(ada)
    await describe(library, asset, city="Rome")
    album = await library.album(ada, asset)
    await library.link(ada, key="open", type="ALBUM", album_id=album)
    await library.link(ada, key="bare", type="ALBUM", album_id=album, show_exif=False)
    without = await visitor.post(f"{METADATA}?key=open", json={})
    assert (without.status_code, without.json()["message"]) == (
        400, "Shared link access is only allowed in combination with an albumIds filter",
    )  # fmt: skip
    open_, bare = [
        (
            await visitor.post(
                f"{METADATA}?key={key}",
                json={"albumIds": [album], "withExif": True, **more},
            )
        ).json()["assets"]["items"]
        for key, more in (("open", {"city": "Rome"}), ("bare", {}))
    ]
    assert open_[0]["exifInfo"]["city"] == "Rome"
    assert (bare[0]["id"], bare[0]["hasMetadata"]) == (asset, False)
    asked = {"albumIds": [album], "city": "Rome"}
    guessed = await visitor.post(f"{METADATA}?key=bare", json=asked)
    assert guessed.json()["assets"]["items"] == []
    # Whoever made the link sees their trash, its visitors do not.
    statement = "UPDATE assets SET status = 'trashed', deleted_at = created_at WHERE id = ?"
    await library.run(statement, asset)
    thrown = {"albumIds": [album], "withDeleted": True}
    assert len((await admin.post(METADATA, json=thrown)).json()["assets"]["items"]) == 1
    behind = await visitor.post(f"{METADATA}?key=open", json=thrown)
    assert behind.json()["assets"]["items"] == []


async def test_statistics_random_and_large(
    admin: httpx.AsyncClient, library: Library, ada: User
) -> None:
    made = [
        await library.asset(ada, size=size, type="VIDEO" if size > 5 else "IMAGE")
        for size in range(10)
    ]
    await library.run("UPDATE assets SET visibility = 'locked' WHERE id = ?", made[9])
    for body, total in (({}, 9), ({"type": "VIDEO"}, 3), ({"description": "x"}, 0)):
        answer = await admin.post("/api/search/statistics", json=body)
        assert answer.json() == {"total": total}
    drawn = set()
    for _ in range(30):
        answer = await admin.post("/api/search/random", json={"size": 3, "type": "IMAGE"})
        assert len(answer.json()) == 3
        drawn.add(tuple(item["id"] for item in answer.json()))
    assert len(drawn) > 5
    assert {id for each in drawn for id in each} <= set(made[:6])
    large = await admin.post("/api/search/large-assets", params={"minFileSize": 6, "size": 5})
    assert [item["exifInfo"]["fileSizeInByte"] for item in large.json()] == [8, 7]
    all_of_them = await admin.post("/api/search/large-assets?minFileSize=0")
    assert [item["id"] for item in all_of_them.json()] == made[8:0:-1]


async def test_suggestions_explore_and_cities(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, library: Library, ada: User
) -> None:
    bob = await person(house, "bob@example.com")
    empty: list[Any] = [{"fieldName": name, "items": []} for name in ("exifInfo.city", "createdAt")]
    assert (await admin.get("/api/search/explore")).json() == empty
    assert (await admin.get("/api/search/cities")).json() == []
    for number in range(5):
        last = await library.asset(ada, is_favorite=True)
        await describe(library, last, city="Rome", state="Lazio", country="Italy", make="Canon",
                       model=f"R{number % 2}", lens_model="RF")  # fmt: skip
    his = await library.asset(bob)
    await describe(library, his, city="Paris", country="France", make="Apple")
    hidden = await library.asset(ada, visibility="archive")
    await describe(library, hidden, city="Bern")

    async def suggested(**query: Any) -> Any:
        return (await admin.get("/api/search/suggestions", params=query)).json()

    assert await suggested(type="city") == ["Rome"]
    await library.partner(bob, ada)
    assert await suggested(type="city") == ["Paris", "Rome"]
    assert await suggested(type="country") == ["France", "Italy"]
    assert await suggested(type="state", includeNull="true") == ["Lazio", None]
    assert await suggested(type="city", country="Italy") == ["Rome"]
    assert await suggested(type="city", country="Italy", state="x") == []
    assert await suggested(type="camera-make") == ["Apple", "Canon"]
    assert await suggested(type="camera-make", model="R1") == ["Canon"]
    assert await suggested(type="camera-model", make="Canon", lensModel="RF") == ["R0", "R1"]
    assert await suggested(type="camera-lens-model", make="Apple") == []
    cities = (await admin.get("/api/search/cities")).json()
    assert [item["exifInfo"]["city"] for item in cities] == ["Paris", "Rome"]
    assert not any(item["isFavorite"] for item in cities)
    places, newest = (await admin.get("/api/search/explore")).json()
    assert [item["value"] for item in places["items"]] == ["Rome"]
    assert places["items"][0]["data"]["exifInfo"]["city"] == "Rome"
    assert len(newest["items"]) == 5
    assert newest["items"][0]["value"] == newest["items"][0]["data"]["createdAt"]
    await library.run("DELETE FROM assets WHERE id = ?", last)
    assert (await admin.get("/api/search/explore")).json()[0]["items"] == []


async def test_search_by_api_key_needs_the_permission(
    admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    made = await admin.post(
        "/api/api-keys", json={"name": "k", "permissions": ["asset.statistics"]}
    )
    key = {"x-api-key": made.json()["secret"]}
    allowed = await visitor.post("/api/search/statistics", json={}, headers=key)
    assert allowed.status_code == 200
    assert (await visitor.post(METADATA, json={}, headers=key)).status_code == 403
