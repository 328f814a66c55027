"""Whose photos a timeline shows. What is in them: tests/photos/test_timeline.py."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bindings import Sql
from tests.handlers.conftest import House, upload

STAMP = "2024-01-01T00:00:00.000Z"


async def me(client: httpx.AsyncClient) -> str:
    found: str = (await client.get("/api/users/me")).json()["id"]
    return found


async def months(client: httpx.AsyncClient, **query: Any) -> Any:
    answer = await client.get("/api/timeline/buckets", params=query)
    if answer.status_code != 200:
        return answer.json()["message"]
    bucket = await client.get("/api/timeline/bucket", params={**query, "timeBucket": "2024-01-01"})
    assert len(bucket.json()["id"]) == sum(each["count"] for each in answer.json())
    return bucket.json()["id"]


@pytest.fixture
async def album(house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient) -> str:
    """Ada's, with Bob as a viewer and a link to it; both have a photo in it."""
    database, ids = house.bindings.database, [await me(admin), await me(member)]
    photos = [(await upload(client, name.encode())).json()["id"]
              for client, name in ((admin, "ada"), (member, "bob"))]  # fmt: skip
    album = house.bindings.clock.uuid()
    await database.batch(
        [
            Sql("INSERT INTO albums (id, album_name, created_at) VALUES (?, 'A', ?)",
                (album, STAMP)),
            *(Sql("INSERT INTO album_users (album_id, user_id, role, created_at) VALUES (?,?,?,?)",
                  (album, id, role, STAMP))
              for id, role in zip(ids, ("owner", "viewer"), strict=True)),
            *(Sql("INSERT INTO album_assets (album_id, asset_id, created_at) VALUES (?, ?, ?)",
                  (album, photo, STAMP)) for photo in photos),
            Sql("INSERT INTO partners (shared_by_id, shared_with_id, created_at) VALUES (?, ?, ?)",
                (*ids, STAMP)),
            Sql("INSERT INTO shared_links (id, user_id, key, type, album_id, created_at)"
                " VALUES ('l', ?, 'k', 'ALBUM', ?, ?)", (ids[0], album, STAMP)),
        ]
    )  # fmt: skip
    await database.run(Sql("UPDATE assets SET status = 'trashed', deleted_at = ?", (STAMP,)))
    return album


async def test_the_trash_is_ones_own(
    admin: httpx.AsyncClient, member: httpx.AsyncClient, visitor: httpx.AsyncClient, album: str
) -> None:
    refused = "Not found or no timeline.read access"
    assert len(await months(member, isTrashed="true")) == 1
    assert await months(member, userId=await me(admin), isTrashed="true") == refused
    mine = await months(member, isTrashed="true")
    assert await months(member, albumId=album, isTrashed="true") == mine
    assert await months(visitor, key="k", albumId=album, isTrashed="true") == refused
    assert await months(visitor, key="k", albumId=album) == []


async def test_the_locked_folder_is_ones_own(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient, album: str
) -> None:
    """Also where an asset lies in an album and was locked there."""
    locking = "UPDATE assets SET visibility = 'locked', status = 'active', deleted_at = NULL"
    await house.bindings.database.run(Sql(locking))
    await member.post("/api/auth/pin-code", json={"pinCode": "123456"})
    await member.post("/api/auth/session/unlock", json={"pinCode": "123456"})
    mine = await months(member, visibility="locked")
    assert len(mine) == 1
    assert await months(member, visibility="locked", albumId=album) == mine


@pytest.mark.parametrize(
    ("box", "fault"),
    [
        ("1,2,3", "bbox must have 4 comma-separated numbers: west,south,east,north"),
        ("1,2,3,4,5", "bbox must have 4 comma-separated numbers: west,south,east,north"),
        ("", "bbox must have 4 comma-separated numbers: west,south,east,north"),
        ("a,2,3,4", "bbox parts must be valid numbers"),
        ("nan,2,3,4", "bbox parts must be valid numbers"),
        ("1,2,inf,4", "bbox parts must be valid numbers"),
        ("1,2,3,1e300", "bbox parts must be valid numbers"),
        ("1,20,3,4", "North latitude must be greater than or equal to south latitude"),
    ],
)
async def test_what_is_no_box(admin: httpx.AsyncClient, box: str, fault: str) -> None:
    for path in ("/api/timeline/buckets", "/api/timeline/bucket?timeBucket=2024-01-01"):
        answer = await admin.get(path, params={"bbox": box, "timeBucket": "2024-01-01"})
        assert answer.status_code == 400
        assert [(each["path"], each["message"]) for each in answer.json()["errors"]] == [
            (["bbox"], fault)
        ]


@pytest.mark.parametrize(
    "others",
    [
        {},
        {"visibility": "archive"},
        {"visibility": "timeline", "isFavorite": "true"},
        {"visibility": "timeline", "isFavorite": "false"},
        {"visibility": "timeline", "isTrashed": "true"},
    ],
)
async def test_partners_show_the_plain_timeline_only(
    admin: httpx.AsyncClient, others: dict[str, str]
) -> None:
    refused = await months(admin, withPartners="true", **others)
    assert refused.startswith("withPartners is only supported for non-archived")
    assert await months(admin, withPartners="true", visibility="timeline") == []


MONTHS = [
    ("2024-01-01", 1), ("+2024-01-01", 1), ("-2024-01-01", 1), ("2024-01", 1),
    ("2024-01-31T23:59:59Z", 1), ("2024-01-99", 1), ("02024-01-01", 0), ("12024-01-01", 0),
    ("9999-12-01", 0), ("0000-01-01", 0), ("", None), ("x", None), ("2024", None),
    ("2024-00-01", None), ("2024-13-01", None), ("2024-01-01' OR 1", 1), ("٢٠٢٤-01-01", None),
    ("2024-01-x", None), ("++2024-01-01", None), ("%00", None), ("2" * 5000, None),
]  # fmt: skip


@pytest.mark.parametrize(("month", "count"), MONTHS)
async def test_months_however_absurd(
    admin: httpx.AsyncClient, month: str, count: int | None
) -> None:
    await upload(admin, b"photo")
    answer = await admin.get("/api/timeline/bucket", params={"timeBucket": month})
    if count is None:
        assert answer.status_code == 400
    else:
        columns = answer.raise_for_status().json()
        assert {len(values) for values in columns.values()} == {count}


async def test_every_option_over_http(house: House, admin: httpx.AsyncClient) -> None:
    first = (await upload(admin, b"first")).json()["id"]
    second = (await upload(admin, b"second")).json()["id"]
    database = house.bindings.database
    await database.run(
        Sql("UPDATE assets SET file_created_at = '2024-01-01T23:00:00.000Z',"
            " local_date_time = '2024-01-02T00:00:00.000Z' WHERE id = ?", (second,))
    )  # fmt: skip
    await database.run(Sql("UPDATE asset_exif SET latitude = 10.5, longitude = 179.5"))

    async def bucket(**query: str) -> dict[str, list[Any]]:
        given = {"timeBucket": "2024-01-01", **query}
        answer = await admin.get("/api/timeline/bucket", params=given)
        columns: dict[str, list[Any]] = answer.raise_for_status().json()
        return columns

    assert (await bucket())["id"] == [second, first]
    assert (await bucket(order="asc"))["id"] == [first, second]
    assert (await bucket(withCoordinates="true"))["latitude"] == [10.5, 10.5]
    assert (await bucket(bbox="170,0,-170,20"))["id"] == [second, first]
    assert (await bucket(bbox="-170,0,170,20"))["id"] == []
    assert (await bucket(personId=first))["id"] == []
    assert await months(admin, personId=first) == []
    assert (await bucket(withStacked="true"))["stack"] == [None, None]
    assert "stack" not in await bucket(withStacked="false")
    assert await months(admin, tagId=first) == "Not found or no tag.read access"
    arrived = (await database.one(Sql("SELECT created_at FROM assets"), tuple[str]) or ("",))[0]
    by_arrival = await admin.get("/api/timeline/buckets", params={"orderBy": "createdAt"})
    assert by_arrival.json() == [{"timeBucket": f"{arrived[:7]}-01", "count": 2}]
    found = await bucket(orderBy="createdAt", timeBucket=f"{arrived[:7]}-01")
    assert set(found["id"]) == {first, second}
