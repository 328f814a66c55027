from __future__ import annotations

from typing import Any

import msgspec
import pytest

from photos import timeline, trash
from photos.timeline import Box, View
from photos.users import User
from tests.photos.library import NOW, STAMP, Library, counts_of


@pytest.fixture
async def owner(library: Library) -> User:
    return await library.user()


async def shown(library: Library, view: View, month: str = "2024-05") -> dict[str, Any]:
    answer = await timeline.bucket(library.database, view, month)
    columns = msgspec.json.decode(answer, type=dict[str, list[Any]])
    assert len({len(column) for column in columns.values()}) == 1
    return columns


async def counted(library: Library, view: View) -> dict[str, int]:
    return counts_of(await timeline.buckets(library.database, view))


KNOWN_OF_THE_ASSET = """
UPDATE assets SET
  local_date_time = '2024-05-02T13:30:00.120Z', width = 4000, height = 3000, thumbhash = 'q83v"'
"""
KNOWN_OF_THE_FILE = """
UPDATE asset_exif SET
  city = 'Zürich "Nord"', country = 'CH', latitude = 47.5, longitude = 8,
  projection_type = 'EQUIRECTANGULAR'
"""


async def test_every_column(library: Library, owner: User) -> None:
    video = await library.asset(
        owner, type="VIDEO", duration=1500, file_created_at="2024-05-02T08:00:00.120Z",
        is_favorite=True,
    )  # fmt: skip
    await library.run(KNOWN_OF_THE_ASSET)
    await library.run(KNOWN_OF_THE_FILE)
    view = View(caller=owner.id, owner=owner.id, coordinates=True, stacked=True)
    assert await shown(library, view) == {
        "id": [video],
        "ownerId": [owner.id],
        "visibility": ["timeline"],
        "status": ["active"],
        "isFavorite": [True],
        "isImage": [False],
        "isTrashed": [False],
        "duration": [1500],
        "thumbhash": ['q83v"'],
        "fileCreatedAt": ["2024-05-02T08:00:00.12"],
        "createdAt": ["2024-06-01T12:00:00"],
        "localOffsetHours": [5.5],
        "ratio": [1.333],
        "projectionType": ["EQUIRECTANGULAR"],
        "livePhotoVideoId": [None],
        "city": ['Zürich "Nord"'],
        "country": ["CH"],
        "latitude": [47.5],
        "longitude": [8.0],
        "stack": [None],
    }


async def test_nothing_known_yet(library: Library, owner: User) -> None:
    await library.asset(owner, file_created_at="2024-05-01T10:00:00.000Z")
    columns = await shown(library, View(caller=owner.id, owner=owner.id))
    assert columns["fileCreatedAt"] == ["2024-05-01T10:00:00"]
    assert columns["ratio"] == [1]
    assert columns["localOffsetHours"] == [0]
    assert columns["thumbhash"] == columns["duration"] == columns["city"] == [None]
    assert "stack" not in columns
    assert "latitude" not in columns


@pytest.mark.parametrize(
    ("fraction", "written"),
    [("000", ""), ("100", ".1"), ("120", ".12"), ("123", ".123"), ("003", ".003"), ("020", ".02")],
)
async def test_fractions_lose_their_zeros(
    library: Library, owner: User, fraction: str, written: str
) -> None:
    await library.asset(owner, file_created_at=f"2024-05-01T10:20:00.{fraction}Z")
    columns = await shown(library, View(caller=owner.id, owner=owner.id))
    assert columns["fileCreatedAt"] == [f"2024-05-01T10:20:00{written}"]


async def test_places_follow_the_metadata(library: Library, owner: User) -> None:
    await library.asset(owner)
    view = View(caller=owner.id, owner=owner.id)
    stamps = "SELECT assets.update_id, asset_exif.update_id FROM assets JOIN asset_exif USING (seq)"
    ((of_asset, of_file),) = await library.rows(stamps)
    places: list[tuple[str | None, ...]] = [("Bern", "CH", "EQUIRECTANGULAR"), ("Thun", None, None)]
    for place in [*places, (None, None, None)]:
        await library.run(
            "UPDATE asset_exif SET city = ?, country = ?, projection_type = ?", *place
        )
        columns = await shown(library, view)
        told = [columns[name] for name in ("city", "country", "projectionType")]
        assert told == [[value] for value in place]
        ((same, renewed),) = await library.rows(stamps)
        assert same == of_asset, "phones hear of them as metadata"
        assert renewed != of_file


async def test_an_empty_month_has_every_column(library: Library, owner: User) -> None:
    view = View(caller=owner.id, owner=owner.id, stacked=True, coordinates=True)
    columns = await shown(library, view)
    assert set(columns) >= {"id", "status", "stack", "city", "latitude"}
    assert not any(columns.values())


async def test_hidden_metadata_has_no_places(library: Library, owner: User) -> None:
    view = View(caller="", owner=owner.id, places=False, coordinates=True)
    assert not {"city", "country", "latitude", "longitude"} & set(await shown(library, view))


@pytest.mark.parametrize("ascending", [False, True])
async def test_by_local_day_then_by_instant(library: Library, owner: User, ascending: bool) -> None:
    """Within a day the instant decides, not the wall clock."""
    local = {}
    for instant, wall in (
        ("2024-05-01T23:00:00.000Z", "2024-05-02T01:00:00.000Z"),
        ("2024-05-02T05:00:00.000Z", "2024-05-02T00:30:00.000Z"),
        ("2024-05-02T01:00:00.000Z", "2024-05-01T20:00:00.000Z"),
    ):
        id = await library.asset(owner, file_created_at=instant)
        await library.run("UPDATE assets SET local_date_time = ? WHERE id = ?", wall, id)
        local[id] = (wall[:10], instant)
    expected = sorted(local, key=lambda id: local[id], reverse=not ascending)
    view = View(caller=owner.id, owner=owner.id, ascending=ascending)
    assert (await shown(library, view))["id"] == expected


async def test_months_are_those_of_the_wall_clock(library: Library, owner: User) -> None:
    id = await library.asset(owner, file_created_at="2024-04-30T23:00:00.000Z")
    await library.run("UPDATE assets SET local_date_time = '2024-05-01T01:00:00.000Z'")
    view = View(caller=owner.id, owner=owner.id)
    assert await counted(library, view) == {"2024-05": 1}
    assert (await shown(library, view))["id"] == [id]
    created = msgspec.structs.replace(view, axis="created")
    assert await counted(library, created) == {"2024-06": 1}
    assert (await shown(library, created, "2024-06"))["id"] == [id]


FILTERS: list[tuple[dict[str, Any], str]] = [
    ({}, "plain favorite first second archived"),
    ({"visibility": "timeline"}, "plain favorite first second"),
    ({"visibility": "hidden"}, "concealed"),
    ({"favorite": True}, "favorite"),
    ({"favorite": False, "visibility": "timeline"}, "plain first second"),
    ({"trashed": True}, "thrown"),
    ({"visibility": "timeline", "stacked": True}, "plain favorite first"),
    ({"favorite": True, "stacked": True}, "favorite"),
    ({"favorite": False, "visibility": "timeline", "stacked": True}, "plain first"),
    ({"visibility": "timeline", "partners": True}, "plain favorite first second theirs"),
    ({"tag": "parent"}, "favorite"),
    ({"box": Box(170, 0, -170, 20)}, "plain"),
    ({"box": Box(0, 0, 20, 20)}, ""),
    ({"box": Box(-180, -90, 180, 90), "partners": True, "visibility": "timeline"}, "plain"),
    ({"box": Box(170, 0, -170, 20), "tag": "parent"}, ""),
    ({"album": "album"}, "archived"),
    ({"album": "album", "owner": None}, "archived theirs"),
    ({"album": "album", "trashed": True}, "thrown"),
]


async def fill(library: Library, owner: User) -> dict[str, str]:
    """One asset of each sort, by name; a tag and an album."""
    friend, stranger, gone = [await library.user() for _ in range(3)]
    await library.partner(friend, owner)
    await library.partner(gone, owner)
    await library.partner(stranger, owner, in_timeline=False)
    await library.asset(stranger)
    await library.asset(gone)
    close = "UPDATE users SET deleted_at = ?, status = 'deleted' WHERE id = ?"
    await library.run(close, STAMP, gone.id)
    ids = {
        "plain": await library.asset(owner),
        "favorite": await library.asset(owner, is_favorite=True),
        "archived": await library.asset(owner, visibility="archive"),
        "concealed": await library.asset(owner, visibility="hidden"),
        "thrown": await library.asset(owner),
        "doomed": await library.asset(owner),
        "first": await library.asset(owner),
        "second": await library.asset(owner),
        "theirs": await library.asset(friend, is_favorite=True),
        "parent": await library.tag(owner, "a"),
    }
    await trash.discard(library.database, [ids["thrown"]], NOW)
    await trash.doom(library.database, [ids["doomed"]], NOW)
    await library.stack(owner, [ids["first"], ids["second"]])
    await library.tag(owner, "a/b", ids["favorite"], parent=ids["parent"])
    await library.run(
        """
        UPDATE asset_exif SET latitude = 10, longitude = 179
        WHERE seq = (SELECT seq FROM assets WHERE id = ?)
        """,
        ids["plain"],
    )
    members = [ids[name] for name in ("archived", "theirs", "thrown")]
    return ids | {"album": await library.album(owner, *members)}


async def test_list_and_month_agree_on_every_filter(library: Library, owner: User) -> None:
    """What a bucket counts is what it holds, and no filter lets anything else in."""
    ids = await fill(library, owner)
    for options, names in FILTERS:
        named = {key: ids.get(str(value), value) for key, value in options.items()}
        view = View(**({"caller": owner.id, "owner": owner.id} | named))
        expected = {ids[name] for name in names.split()}
        assert set((await shown(library, view))["id"]) == expected, options
        months = {"2024-05": len(expected)} if expected else {}
        assert await counted(library, view) == months, options


async def test_a_favorite_of_somebody_else_is_none_of_mine(library: Library, owner: User) -> None:
    ids = await fill(library, owner)
    view = View(caller=owner.id, owner=owner.id, visibility="timeline", partners=True)
    columns = await shown(library, view)
    marks = dict(zip(columns["id"], columns["isFavorite"], strict=True))
    assert (marks[ids["favorite"]], marks[ids["theirs"]]) == (True, False)


async def test_a_stack_tells_how_many_are_seen(library: Library, owner: User) -> None:
    ids = [await library.asset(owner) for _ in range(4)]
    stack = await library.stack(owner, ids)
    await trash.discard(library.database, [ids[3]], NOW)
    await library.run("UPDATE assets SET visibility = 'archive' WHERE id = ?", ids[2])
    view = View(caller=owner.id, owner=owner.id, stacked=True)
    columns = await shown(library, view)
    assert columns["id"] == [ids[0]]
    assert columns["stack"] == [[stack, "2"]]


async def test_a_month_of_several_pages(
    library: Library, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [f"2024-05-{day:02d}T10:00:00.000Z" for day in range(1, 6)]
    ids = [await library.asset(owner, file_created_at=day) for day in days]
    whole = await shown(library, View(caller=owner.id, owner=owner.id))
    for size in (1, 2, 5):
        monkeypatch.setattr(timeline, "PAGE", size)
        pages = await shown(library, View(caller=owner.id, owner=owner.id))
        assert pages == whole
    assert whole["id"] == ids[::-1]


@pytest.mark.parametrize("page", [1, 2, 3, 4_000])
@pytest.mark.parametrize("ascending", [False, True])
async def test_partners_lie_between_ones_own_on_every_page(
    library: Library, owner: User, monkeypatch: pytest.MonkeyPatch, page: int, ascending: bool
) -> None:
    friend = await library.user()
    await library.partner(friend, owner)
    taken = {
        await library.asset(whose, file_created_at=f"2024-05-{day:02}T10:00:00.000Z"): day
        for day, whose in enumerate([friend, owner, owner, friend, owner, friend, friend], 1)
    }
    monkeypatch.setattr(timeline, "PAGE", page)
    view = View(
        caller=owner.id, owner=owner.id, partners=True, visibility="timeline", ascending=ascending
    )
    expected = sorted(taken, key=lambda id: taken[id], reverse=not ascending)
    assert (await shown(library, view))["id"] == expected


@pytest.mark.parametrize("ascending", [False, True])
async def test_an_album_is_in_order_too(library: Library, owner: User, ascending: bool) -> None:
    """By the local day and then by the instant, also after either has changed."""
    friend = await library.user()
    ids = [await library.asset(whose) for whose in (owner, friend, owner, friend)]
    album = await library.album(owner, *ids)
    days = ["2024-05-03", "2024-05-01", "2024-05-03", "2024-05-02"]
    for number, (id, day) in enumerate(zip(ids, days, strict=True)):
        await library.run(
            "UPDATE assets SET local_date_time = ?, file_created_at = ? WHERE id = ?",
            f"{day}T00:00:00.000Z", f"2024-05-02T0{9 - number}:00:00.000Z", id,
        )  # fmt: skip
    view = View(caller=owner.id, album=album, ascending=ascending)
    expected = [ids[1], ids[3], ids[2], ids[0]]
    assert (await shown(library, view))["id"] == expected[:: 1 if ascending else -1]
