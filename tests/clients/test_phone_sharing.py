"""Phones of people who show each other what they have: partners and albums."""

from __future__ import annotations

import pytest

from tests.clients.town import Town, tick
from tests.pictures import jpeg


async def test_a_partnership_from_beginning_to_end(town: Town) -> None:
    ada, ben = town.ada, town.ben
    old = await town.photo(ada, visibility="archive")
    await ada.do("PUT", f"/assets/{old}", {"isFavorite": True})
    await town.photo(ben)
    await town.prove(ada, ben)
    await town.share(ada, ben)
    await town.prove(ada, ben)
    assert ben.ids("asset", ownerId=ada.id, isFavorite=0) == {old}
    assert len(ada.rows("partner")) == len(ben.rows("partner")) == 1
    new = await town.photo(ada)
    await ben.do("PUT", f"/partners/{ada.id}", {"inTimeline": True})
    await ada.do("PUT", f"/assets/{old}", {"description": "Rome"})
    await town.prove(ada, ben)
    assert ben.rows("partner", inTimeline=1)
    assert ben.ids("asset", ownerId=ada.id) == {old, new}
    assert ben.rows("exif", assetId=old)[0]["description"] == "Rome"
    await ada.do("PUT", f"/assets/{old}", {"visibility": "locked"})
    await town.prove(ada, ben)
    assert ben.rows("asset", id=old)[0]["visibility"] == "locked"
    assert ben.rows("exif", assetId=old)[0]["description"] is None
    await town.unlock()
    await ada.do("PUT", f"/assets/{old}", {"visibility": "timeline"})
    await town.prove(ada, ben)
    assert ben.rows("exif", assetId=old)[0]["description"] == "Rome"
    await ada.do("DELETE", f"/partners/{ben.id}")
    await town.prove(ada, ben)
    assert ben.rows("partner") == ada.rows("partner") == []


async def test_a_partner_who_deletes_and_uploads_again(town: Town) -> None:
    ada, ben, data = town.ada, town.ben, jpeg(1)
    old = await town.upload(ada, data)
    await town.share(ada, ben)
    await town.prove(ada, ben)
    await ada.do("DELETE", "/assets", {"ids": [old], "force": True})
    await town.house.run_jobs()
    new = await town.upload(ada, data)
    await town.prove(ada, ben)
    assert ben.ids("asset") == {new}


async def test_two_partners_one_after_the_other(town: Town) -> None:
    """The second container is filled though the upserts are far beyond it."""
    ada, ben, cleo = town.people
    hers, his = await town.photos(ada, 2), await town.photos(ben, 2)
    await town.prove()
    await town.share(ada, cleo)
    await town.prove()
    await town.photo(ada)
    await town.prove()
    await town.share(ben, cleo)
    await town.prove()
    assert cleo.ids("asset") >= {*hers, *his}


async def test_partners_who_begin_at_once(town: Town) -> None:
    ada, ben, cleo = town.people
    await town.photos(ada, 2)
    stacked = await town.photos(ben, 2)
    await ben.do("POST", "/stacks", {"assetIds": stacked})
    first = await town.photo(cleo)
    await town.share(cleo, ada)
    await town.prove()
    await town.share(ada, cleo)
    await town.share(ben, cleo)
    await town.share(ben, ada)
    await town.prove()
    assert len(cleo.rows("asset")) == 5
    assert len(cleo.rows("stack")) == 1
    assert first in ada.ids("asset")


async def test_a_partners_stacks(town: Town) -> None:
    ada, ben = town.ada, town.ben
    a, b, c = await town.photos(ada, 3)
    stack = (await ada.do("POST", "/stacks", {"assetIds": [a, b]}))["id"]
    await town.photos(ben, 2)
    await town.share(ada, ben)
    await town.prove(ada, ben)
    assert ben.ids("stack") == {stack}
    second = (await ada.do("POST", "/stacks", {"assetIds": [c, a]}))["id"]
    await town.prove(ada, ben)
    assert ben.ids("stack") == {second}
    assert ben.ids("asset", stackId=second) == {a, b, c}
    await ada.do("DELETE", f"/stacks/{second}")
    await town.prove(ada, ben)
    assert (ben.rows("stack"), ben.ids("asset", stackId=None)) == ([], ben.ids("asset"))


async def test_a_ghost_of_a_partners_stack(town: Town) -> None:
    """Dissolved while nothing was shared, and before something the phone was told of."""
    ada, ben, cleo = town.people
    stacks = []
    for person in (ada, cleo):
        made = await person.do("POST", "/stacks", {"assetIds": await town.photos(person, 2)})
        stacks.append(made["id"])
        await town.share(person, ben)
    await town.prove()
    assert ben.ids("stack") == set(stacks)
    await ada.do("DELETE", f"/partners/{ben.id}")
    await town.prove()
    await ada.do("DELETE", f"/stacks/{stacks[0]}")
    await tick()
    await cleo.do("DELETE", f"/stacks/{stacks[1]}")
    await town.prove()
    await town.share(ada, ben)
    await town.prove()
    assert ben.rows("stack") == []


async def test_a_partnership_that_ends_and_begins_again(town: Town) -> None:
    ada, ben = town.ada, town.ben
    kept, gone = await town.photos(ada, 2)
    await town.share(ada, ben)
    await town.prove(ada, ben)
    await ada.do("DELETE", f"/partners/{ben.id}")
    await town.sync(ben)
    await ada.do("PUT", f"/assets/{kept}", {"description": "missed"})
    await ada.do("DELETE", "/assets", {"ids": [gone], "force": True})
    await town.house.run_jobs()
    await town.share(ada, ben)
    await town.prove(ada, ben)
    assert ben.ids("asset") == {kept}
    assert ben.rows("exif", assetId=kept)[0]["description"] == "missed"


async def test_a_ghost_of_an_ended_partnership(town: Town) -> None:
    ada, ben, data = town.ada, town.ben, jpeg(1)
    id = await town.upload(ada, data)
    await town.share(ada, ben)
    await town.prove(ada, ben)
    await ada.do("DELETE", f"/partners/{ben.id}")
    await town.prove(ada, ben)
    await ada.do("DELETE", "/assets", {"ids": [id], "force": True})
    await town.prove(ada, ben)
    assert ben.rows("asset") == []
    again = await town.upload(ada, data)
    await town.share(ada, ben)
    await town.prove(ada, ben)
    assert ben.ids("asset") == {again}


async def test_an_album_from_beginning_to_end(town: Town) -> None:
    ada, ben, cleo = town.people
    one, two = await town.photos(ada, 2)
    album = await town.album(ada, one, editor=ben)
    await town.prove()
    assert ben.ids("asset") == {one}
    assert len(ben.rows("album_user")) == 2
    assert cleo.rows("album") == []
    his = await town.photo(ben)
    await ben.do("PUT", f"/albums/{album}/assets", {"ids": [his]})
    await ada.do("PUT", f"/albums/{album}/assets", {"ids": [two]})
    await town.prove()
    assert ada.ids("asset") == ben.ids("asset") == {one, two, his}
    await ben.do("PATCH", f"/albums/{album}", {"albumName": "Rome", "albumThumbnailAssetId": his})
    await town.prove()
    assert ada.rows("album", name="Rome", thumbnailAssetId=his)
    await ada.do("DELETE", f"/albums/{album}/assets", {"ids": [his]})
    await town.prove()
    assert len(ben.rows("album_asset")) == 2
    await ada.do("DELETE", f"/albums/{album}")
    await town.prove()
    for person in (ada, ben):
        assert person.rows("album") == person.rows("album_asset") == person.rows("album_user") == []


async def test_joining_and_leaving(town: Town) -> None:
    ada, ben, cleo = town.people
    ids = await town.photos(ada, 3)
    album = await town.album(ada, *ids, editor=ben)
    await town.photo(cleo)
    own = await town.album(cleo, await town.photo(cleo))
    await town.prove()
    users = {"albumUsers": [{"userId": cleo.id, "role": "viewer"}]}
    await ben.do("PUT", f"/albums/{album}/users", users)
    await town.prove()
    assert cleo.ids("asset", ownerId=ada.id) == set(ids)
    assert len(cleo.rows("exif")) == 5
    assert ben.rows("album_user", userId=cleo.id, role="viewer")
    await ada.do("PUT", f"/albums/{album}/user/{cleo.id}", {"role": "editor"})
    await town.prove()
    for person in town.people:
        assert person.rows("album_user", userId=cleo.id, albumId=album, role="editor")
    await cleo.do("DELETE", f"/albums/{album}/user/me")
    await town.prove()
    assert cleo.ids("album") == {own}
    assert not ben.rows("album_user", userId=cleo.id)
    await ada.do("PUT", f"/albums/{album}/users", users)
    await town.prove()
    assert cleo.ids("album") == {own, album}
    assert len(cleo.rows("album_asset", albumId=album)) == 3


async def test_an_album_that_changed_while_one_was_away(town: Town) -> None:
    ada, ben = town.ada, town.ben
    one, two, three = await town.photos(ada, 3)
    album = await town.album(ada, one, two, editor=ben)
    await town.prove(ada, ben)
    await ada.do("DELETE", f"/albums/{album}/user/{ben.id}")
    await town.sync(ben)
    await ada.do("DELETE", f"/albums/{album}/assets", {"ids": [one]})
    await ada.do("PUT", f"/albums/{album}/assets", {"ids": [three]})
    await ada.do("PUT", f"/assets/{two}", {"description": "missed"})
    again = {"albumUsers": [{"userId": ben.id, "role": "viewer"}]}
    await ada.do("PUT", f"/albums/{album}/users", again)
    await town.prove(ada, ben)
    assert {row["assetId"] for row in ben.rows("album_asset")} == {two, three}
    assert ben.rows("exif", assetId=two)[0]["description"] == "missed"


async def test_leaving_and_joining_between_two_syncs(town: Town) -> None:
    ada, ben = town.ada, town.ben
    one, two = await town.photos(ada, 2)
    album = await town.album(ada, one, editor=ben)
    await town.prove(ada, ben)
    await ben.do("DELETE", f"/albums/{album}/user/me")
    await ada.do("PUT", f"/albums/{album}/assets", {"ids": [two]})
    again = {"albumUsers": [{"userId": ben.id, "role": "viewer"}]}
    await ada.do("PUT", f"/albums/{album}/users", again)
    await town.prove(ada, ben)
    assert ben.rows("album_user", userId=ben.id, role="viewer")
    assert len(ben.rows("album_asset")) == 2


async def test_photos_in_an_album_change(town: Town) -> None:
    ada, ben = town.ada, town.ben
    id = await town.photo(ada)
    album = await town.album(ada, id, viewer=ben)
    await town.prove(ada, ben)
    await ada.do("PUT", f"/assets/{id}", {"isFavorite": True, "description": "Rome"})
    await town.prove(ada, ben)
    assert ben.rows("asset", id=id, isFavorite=0)
    assert ben.rows("exif", assetId=id, description="Rome")
    await ada.do("DELETE", "/assets", {"ids": [id]})
    await town.prove(ada, ben)
    assert ben.rows("asset", id=id)[0]["deletedAt"] is not None
    assert ben.rows("album", id=album, thumbnailAssetId=None)
    await ada.do("POST", "/trash/restore")
    await town.prove(ada, ben)
    assert ben.rows("album", thumbnailAssetId=id)


async def test_a_photo_added_after_it_changed(town: Town) -> None:
    """Its own last change is older than the member's place in the stream."""
    ada, ben = town.ada, town.ben
    one, two = await town.photos(ada, 2)
    album = await town.album(ada, one, viewer=ben)
    await ada.do("PUT", f"/assets/{two}", {"description": "early"})
    await town.prove(ada, ben)
    await ada.do("PUT", f"/assets/{one}", {"description": "later"})
    await town.prove(ada, ben)
    await ada.do("PUT", f"/albums/{album}/assets", {"ids": [two]})
    await town.prove(ada, ben)
    assert ben.rows("exif", assetId=two)[0]["description"] == "early"
    await ada.do("PUT", f"/assets/{two}", {"description": "last"})
    await town.prove(ada, ben)
    assert ben.rows("exif", assetId=two)[0]["description"] == "last"


async def test_a_shared_file_deleted_uploaded_and_added_again(town: Town) -> None:
    ada, ben, data = town.ada, town.ben, jpeg(1)
    old = await town.upload(ada, data)
    album = await town.album(ada, old, await town.photo(ada), viewer=ben)
    await town.prove(ada, ben)
    await ada.do("DELETE", "/assets", {"ids": [old], "force": True})
    await town.house.run_jobs()
    new = await town.upload(ada, data)
    await ada.do("PUT", f"/albums/{album}/assets", {"ids": [new]})
    await town.prove(ada, ben)
    assert old not in ben.ids("asset")
    assert new in ben.ids("asset")


@pytest.mark.parametrize("lost", ["photo", "membership", "album"])
async def test_a_ghost_of_an_album_comes_back(town: Town, lost: str) -> None:
    """Known through an album once; deleted when nothing showed it any more; uploaded again."""
    ada, ben, data = town.ada, town.ben, jpeg(1)
    old, other = await town.upload(ada, data), await town.photo(ada)
    album = await town.album(ada, old, other, viewer=ben)
    await town.prove(ada, ben)
    if lost == "photo":
        await ada.do("DELETE", f"/albums/{album}/assets", {"ids": [old]})
    elif lost == "membership":
        await ada.do("DELETE", f"/albums/{album}/user/{ben.id}")
    else:
        await ada.do("DELETE", f"/albums/{album}")
    await town.prove(ada, ben)
    await ada.do("DELETE", "/assets", {"ids": [old], "force": True})
    await town.prove(ada, ben)
    assert old not in ben.ids("asset")
    new = await town.upload(ada, data)
    await town.album(ada, new, viewer=ben)
    await town.prove(ada, ben)
    assert new in ben.ids("asset")


@pytest.mark.parametrize("bulk", [True, False])
@pytest.mark.parametrize("others", [0, 1])
async def test_a_cover_that_is_locked(town: Town, bulk: bool, others: int) -> None:
    ada, ben, cleo = town.people
    id = await town.photo(ada)
    rest = await town.photos(ada, others)
    album = await town.album(ada, id, *rest, viewer=ben)
    await ada.do("PATCH", f"/albums/{album}", {"albumThumbnailAssetId": id})
    await town.sync()
    if bulk:
        await ada.do("PUT", "/assets", {"ids": [id], "visibility": "locked"})
    else:
        await ada.do("PUT", f"/assets/{id}", {"visibility": "locked"})
    late = {"albumUsers": [{"userId": cleo.id, "role": "viewer"}]}
    await ada.do("PUT", f"/albums/{album}/users", late)
    await town.prove()
    assert ben.rows("album")[0]["thumbnailAssetId"] == (rest[0] if rest else None)


async def test_a_cover_that_is_deleted(town: Town) -> None:
    ada, ben = town.ada, town.ben
    one, two = await town.photos(ada, 2)
    await town.album(ada, one, two, viewer=ben)
    await town.prove(ada, ben)
    (cover,) = [row["thumbnailAssetId"] for row in ben.rows("album")]
    await ada.do("DELETE", "/assets", {"ids": [cover], "force": True})
    await town.prove(ada, ben)
    assert [row["thumbnailAssetId"] for row in ben.rows("album")] == list({one, two} - {cover})


async def test_a_partners_photo_in_an_album(town: Town) -> None:
    """Seen by two ways; one of them ends, then the other."""
    ada, ben, cleo = town.people
    id = await town.photo(ada)
    await town.share(ada, ben)
    await town.prove()
    album = await town.album(ben, id, viewer=cleo)
    await town.prove()
    assert cleo.ids("asset") == {id}
    await ada.do("DELETE", f"/partners/{ben.id}")
    await town.prove()
    await ada.do("PUT", f"/assets/{id}", {"description": "Rome"})
    await town.prove()
    assert ben.rows("exif", description="Rome")
    await ben.do("DELETE", f"/albums/{album}")
    await ada.do("DELETE", "/assets", {"ids": [id], "force": True})
    await town.prove()
    assert ben.rows("asset") == cleo.rows("asset") == []


async def test_a_photo_in_two_albums_of_one_member(town: Town) -> None:
    ada, ben = town.ada, town.ben
    id = await town.photo(ada)
    first = await town.album(ada, id, viewer=ben)
    await town.album(ada, id, viewer=ben)
    await town.prove(ada, ben)
    await ada.do("PUT", f"/assets/{id}", {"description": "Rome"})
    await town.prove(ada, ben)
    await ada.do("DELETE", f"/albums/{first}")
    await town.prove(ada, ben)
    assert ben.ids("asset") == {id}
    assert len(ben.rows("album_asset")) == 1
