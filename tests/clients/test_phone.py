"""A phone follows its owner's library through everything that can happen to it."""

from __future__ import annotations

import json
from typing import Any

from photos import users
from tests.clients.phone import Cut
from tests.clients.town import Town, tick
from tests.pictures import jpeg


async def test_an_empty_account(town: Town) -> None:
    (trip,) = await town.sync(town.ben)
    assert trip.types == {"AuthUserV1", "UserV1"}
    assert town.ben.ids("user") == {person.id for person in town.people}
    await town.prove()


async def test_nothing_new_is_nothing_but_the_end(town: Town) -> None:
    await town.photo(town.ben)
    await town.prove(town.ben)
    (trip,) = await town.sync(town.ben)
    assert [line.type for line in trip.lines] == ["SyncCompleteV1"]
    assert [ack.partition("|")[0] for ack in trip.acks] == ["SyncCompleteV1"]


async def test_an_upload_and_what_is_found_out_about_it(town: Town) -> None:
    ben = town.ben
    id = await town.photo(ben)
    await town.sync(ben)
    (row,) = ben.rows("asset")
    assert (row["id"], row["thumbhash"]) == (id, None)
    await town.prove(ben)
    (row,) = ben.rows("asset")
    assert row["thumbhash"] is not None
    assert (row["width"], row["height"]) == (64, 48)
    (exif,) = ben.rows("exif")
    assert exif["fileSizeInByte"] == ben.rows("auth_user")[0]["quotaUsageInBytes"] > 0


async def test_a_backup_by_the_phone_itself(town: Town) -> None:
    phone = town.ben.phone
    place = {"iCloudId": "A/B", "latitude": "48.2", "longitude": "16.4", "createdAt": "2024"}
    metadata = json.dumps([{"key": "mobile-app", "value": place}])
    id = await phone.back_up("a.jpg", jpeg(1), metadata=metadata, duration="0")
    assert await phone.back_up("a.jpg", jpeg(1)) == id
    await town.prove()
    (row,) = town.ben.rows("metadata")
    assert (row["assetId"], row["key"], json.loads(row["value"])) == (id, "mobile-app", place)


async def test_a_live_photo(town: Town, film: bytes) -> None:
    id = await town.ben.phone.back_up("a.jpg", jpeg(1), film)
    await town.sync(town.ben)
    (still,) = town.ben.rows("asset", id=id)
    (motion,) = town.ben.rows("asset", id=still["livePhotoVideoId"])
    assert (motion["visibility"], motion["type"]) == ("hidden", "VIDEO")
    await town.prove()
    await town.ben.do("PUT", f"/assets/{id}", {"livePhotoVideoId": None})
    await town.prove()
    assert town.ben.rows("asset", id=id)[0]["livePhotoVideoId"] is None


async def test_what_is_changed_about_a_photo(town: Town) -> None:
    ben = town.ben
    id = await town.photo(ben)
    await town.prove(ben)
    changes: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
        ({"isFavorite": True}, "asset", {"isFavorite": 1}),
        ({"visibility": "archive"}, "asset", {"visibility": "archive"}),
        ({"visibility": "locked"}, "asset", {"visibility": "locked"}),
        ({"visibility": "timeline"}, "asset", {"visibility": "timeline"}),
        ({"description": "Rome"}, "exif", {"description": "Rome"}),
        ({"rating": 4}, "exif", {"rating": 4}),
        ({"latitude": 41.9, "longitude": 12.5}, "exif", {"latitude": 41.9, "longitude": 12.5}),
    ]
    await town.unlock()
    for change, table, shown in changes:
        await ben.do("PUT", f"/assets/{id}", change)
        await town.sync(ben)
        assert ben.rows(table, **shown), change
        await town.prove(ben)
    await ben.do("PUT", "/assets", {"ids": [id], "dateTimeOriginal": "2020-02-03T04:05:06.000Z"})
    await town.prove(ben)
    assert ben.rows("asset")[0]["localDateTime"].startswith("2020-02-03T04:05:06")


async def test_absurd_years_stay_off_the_phone(town: Town) -> None:
    old = "0111-01-01T00:00:00.000Z"
    made = await town.ben.browser.post(
        "/api/assets",
        data={"fileCreatedAt": old, "fileModifiedAt": old},
        files={"assetData": ("a.jpg", jpeg(1))},
    )
    assert made.status_code in (201, 400), made.text
    id = await town.photo(town.ben)
    await town.ben.browser.put(f"/api/assets/{id}", json={"dateTimeOriginal": old})
    await town.prove(town.ben)


async def test_trash_restore_and_purge(town: Town) -> None:
    ben = town.ben
    kept, lost, gone = await town.photos(ben, 3)
    await town.prove(ben)
    await ben.do("DELETE", "/assets", {"ids": [kept, lost]})
    await town.sync(ben)
    assert {row["id"] for row in ben.rows("asset") if row["deletedAt"]} == {kept, lost}
    await town.prove(ben)
    await ben.do("POST", "/trash/restore/assets", {"ids": [kept]})
    await ben.do("DELETE", "/assets", {"ids": [gone], "force": True})
    await town.prove(ben)
    assert ben.ids("asset", deletedAt=None) == {kept}
    assert ben.ids("asset") == {kept, lost}
    await ben.do("POST", "/trash/restore")
    await town.prove(ben)
    assert ben.ids("asset", deletedAt=None) == {kept, lost}
    await ben.do("DELETE", "/assets", {"ids": [kept]})
    await ben.do("POST", "/trash/empty")
    await town.prove(ben)
    assert ben.ids("asset") == {lost}


async def test_a_deleted_file_that_is_uploaded_again(town: Town) -> None:
    ben, data = town.ben, jpeg(1)
    old = await town.upload(ben, data)
    await town.prove(ben)
    await ben.do("DELETE", "/assets", {"ids": [old], "force": True})
    await town.house.run_jobs()
    new = await town.upload(ben, data)
    assert new != old
    await town.prove(ben)
    assert ben.ids("asset") == {new}


async def test_a_file_that_comes_and_goes_between_two_syncs(town: Town) -> None:
    data = jpeg(1)
    await town.sync(town.ben)
    for _ in range(3):
        id = await town.upload(town.ben, data)
        await town.ben.do("DELETE", "/assets", {"ids": [id], "force": True})
        await town.house.run_jobs()
    await town.prove(town.ben)
    assert town.ben.rows("asset") == []


async def test_edits(town: Town) -> None:
    ben = town.ben
    id = await town.photo(ben)
    await town.prove(ben)
    rotate = {"action": "rotate", "parameters": {"angle": 90}}
    mirror = {"action": "mirror", "parameters": {"axis": "horizontal"}}
    for edits in ([rotate], [mirror, rotate]):
        await ben.do("PUT", f"/assets/{id}/edits", {"edits": edits})
        await town.prove(ben)
        rows = sorted(ben.rows("edit"), key=lambda row: row["sequence"])
        assert [row["action"] for row in rows] == [each["action"] for each in edits]
    (row,) = ben.rows("asset")
    assert (row["isEdited"], row["width"], row["height"]) == (1, 48, 64)
    await ben.do("DELETE", f"/assets/{id}/edits")
    await town.prove(ben)
    assert (ben.rows("edit"), ben.rows("asset")[0]["isEdited"]) == ([], 0)


async def test_edits_go_with_their_photo(town: Town) -> None:
    id = await town.photo(town.ben)
    await town.house.run_jobs()
    rotate = {"action": "rotate", "parameters": {"angle": 90}}
    await town.ben.do("PUT", f"/assets/{id}/edits", {"edits": [rotate]})
    await town.prove(town.ben)
    await town.ben.do("DELETE", "/assets", {"ids": [id], "force": True})
    await town.prove(town.ben)
    assert town.ben.rows("edit") == []


async def test_metadata(town: Town) -> None:
    ben = town.ben
    one, other = await town.photos(ben, 2)
    items = [{"key": "notes", "value": {"a": 1}}, {"key": "mobile-app", "value": {"iCloudId": "x"}}]
    await ben.do("PUT", f"/assets/{one}/metadata", {"items": items})
    await town.prove(ben)
    assert {row["key"] for row in ben.rows("metadata")} == {"notes", "mobile-app"}
    bulk = [{"assetId": other, "key": "notes", "value": {"b": 2}}]
    await ben.do("PUT", "/assets/metadata", {"items": bulk})
    await ben.do("DELETE", f"/assets/{one}/metadata/notes")
    await town.prove(ben)
    assert {(row["assetId"], row["key"]) for row in ben.rows("metadata")} == {
        (one, "mobile-app"),
        (other, "notes"),
    }
    await ben.do("DELETE", "/assets/metadata", {"items": [{"assetId": other, "key": "notes"}]})
    await town.prove(ben)
    assert len(ben.rows("metadata")) == 1


async def test_stacks(town: Town) -> None:
    ben = town.ben
    a, b, c, d = await town.photos(ben, 4)
    await town.prove(ben)
    first = (await ben.do("POST", "/stacks", {"assetIds": [a, b, c]}))["id"]
    await town.prove(ben)
    assert ben.ids("asset", stackId=first) == {a, b, c}
    await ben.do("PUT", f"/stacks/{first}", {"primaryAssetId": b})
    await ben.do("DELETE", f"/stacks/{first}/assets/{c}")
    await town.prove(ben)
    assert ben.rows("stack")[0]["primaryAssetId"] == b
    assert ben.ids("asset", stackId=first) == {a, b}
    second = (await ben.do("POST", "/stacks", {"assetIds": [d, b]}))["id"]
    await town.prove(ben)
    assert ben.ids("stack") == {second}
    assert ben.ids("asset", stackId=second) == {a, b, d}
    await ben.do("DELETE", "/assets", {"ids": [d], "force": True})
    await town.prove(ben)
    assert ben.ids("asset") == {a, b, c}
    await ben.do("DELETE", f"/stacks/{second}")
    await town.prove(ben)
    assert (ben.rows("stack"), ben.ids("asset", stackId=None)) == ([], {a, b, c})


async def test_a_stack_that_dissolves(town: Town) -> None:
    ben = town.ben
    a, b = await town.photos(ben, 2)
    await ben.do("POST", "/stacks", {"assetIds": [a, b]})
    await town.prove(ben)
    await ben.do("DELETE", "/assets", {"ids": [a], "force": True})
    await town.prove(ben)
    assert (ben.rows("stack"), ben.ids("asset", stackId=None)) == ([], {b})


async def test_tags_touch_exif(town: Town) -> None:
    ben = town.ben
    id = await town.photo(ben)
    await town.prove(ben)
    (tag,) = await ben.do("PUT", "/tags", {"tags": ["trip/rome"]})
    await ben.do("PUT", f"/tags/{tag['id']}/assets", {"ids": [id]})
    (trip,) = await town.sync(ben)
    assert "AssetExifV1" in trip.types
    await town.prove(ben)


async def test_one_asset_takes_over_from_another(town: Town) -> None:
    ben = town.ben
    source, target, other = await town.photos(ben, 3)
    await ben.do("PUT", f"/assets/{source}", {"isFavorite": True})
    await ben.do("POST", "/stacks", {"assetIds": [source, other]})
    album = await town.album(ben, source)
    await town.prove(ben)
    await ben.do("PUT", "/assets/copy", {"sourceId": source, "targetId": target})
    await town.prove(ben)
    assert ben.rows("asset", id=target)[0]["isFavorite"] == 1
    assert ben.rows("album_asset", albumId=album, assetId=target)


async def test_a_cut_stream_goes_on_where_it_was(town: Town) -> None:
    ben = town.ben
    ids = await town.photos(ben, 3)
    await town.house.run_jobs()
    await tick()
    await ben.phone.sync(Cut(lines=6))
    held = ben.ids("asset")
    assert held < set(ids)
    await ben.phone.sync(Cut(lines=1))
    await ben.phone.sync(Cut(lines=2, unacked=True))
    await town.prove(ben)
    assert ben.ids("asset") == set(ids)


async def test_many_photos_are_read_in_pages(town: Town) -> None:
    """More rows than a page, many of one millisecond."""
    count, ben = 2500, town.ben
    owner = await users.find(town.library.database, ben.id)
    assert owner is not None
    for _ in range(count):
        await town.library.asset(owner)
    (trip,) = await town.sync(ben)
    assert len([line for line in trip.lines if line.type == "AssetV2"]) == count
    assert len(trip.acks) < 10
    await town.library.run("UPDATE assets SET is_favorite = 1")
    await tick()
    assert (await ben.phone.sync(Cut(lines=1500))).types >= {"AssetV2"}
    await town.sync(ben)
    assert len(ben.ids("asset", isFavorite=1)) == count
    new = await town.phone(ben.email)
    await new.sync_fully()
    assert new.store.tables() == ben.phone.store.tables()
