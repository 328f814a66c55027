"""What phones learn about people, their settings, and the end of their own state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from photos import moments
from tests.clients.phone import Broken, Phone
from tests.clients.town import Town, tick
from tests.handlers.conftest import PASSWORD
from tests.pictures import jpeg


async def test_a_profile(town: Town) -> None:
    ben, cleo = town.ben, town.cleo
    await town.prove()
    await ben.do("PUT", "/users/me", {"name": "Benjamin", "avatarColor": "red"})
    files = {"file": ("me.jpg", jpeg(1), "image/jpeg")}
    made = await ben.browser.post("/api/users/profile-image", files=files)
    assert made.status_code == 201, made.text
    await town.prove()
    assert cleo.rows("user", name="Benjamin", avatarColor="red", hasProfileImage=1)
    await ben.do("DELETE", "/users/profile-image")
    await town.prove()
    assert cleo.rows("user", name="Benjamin", hasProfileImage=0)


async def test_quota(town: Town) -> None:
    await town.sync()
    limit = {"quotaSizeInBytes": 100_000, "storageLabel": "ben"}
    await town.ada.do("PUT", f"/admin/users/{town.ben.id}", limit)
    await town.photo(town.ben)
    await town.prove()
    (row,) = town.ben.rows("auth_user")
    assert (row["quotaSizeInBytes"], row["storageLabel"]) == (100_000, "ben")
    assert row["quotaUsageInBytes"] > 0


async def test_settings(town: Town) -> None:
    ben = town.ben
    await ben.do("PUT", "/users/me/preferences", {"albums": {"defaultAssetOrder": "asc"}})
    await ben.do("PUT", "/users/me/onboarding", {"isOnboarded": True})
    await town.prove()
    assert {row["key"] for row in ben.rows("user_metadata")} == {"preferences", "onboarding"}
    assert town.cleo.rows("user_metadata") == []
    await ben.do("DELETE", "/users/me/onboarding")
    await town.prove()
    await ben.phone.open()


async def test_a_pin(town: Town) -> None:
    await town.sync()
    assert town.ben.rows("auth_user")[0]["pinCode"] is not None
    await town.ada.do("PUT", f"/admin/users/{town.ben.id}", {"pinCode": None})
    await town.sync()
    assert town.ben.rows("auth_user", pinCode=None)


async def test_somebody_new(town: Town) -> None:
    await town.sync()
    dora = await town.move_in("Dora")
    album = await town.album(dora, await town.photo(dora), viewer=town.ben)
    await town.prove()
    assert town.ben.ids("album") == {album}


async def test_an_account_that_is_deleted_restored_and_deleted_for_good(town: Town) -> None:
    ada, ben, cleo = town.people
    await town.share(ben, ada)
    await town.share(ada, ben)
    ids = await town.photos(ben, 2)
    album = await town.album(ben, *ids, editor=cleo)
    hers = await town.album(ada, await town.photo(ada), editor=ben)
    await ben.do("PUT", f"/albums/{hers}/assets", {"ids": ids})
    await town.prove()
    town.people.remove(ben)
    await ada.do("DELETE", f"/admin/users/{ben.id}", {})
    await town.prove()
    assert cleo.rows("user", id=ben.id)[0]["deletedAt"] is not None
    # The API hides the album at once, phones are still sent it.
    assert cleo.ids("album") == {album}
    await ada.do("POST", f"/admin/users/{ben.id}/restore")
    await town.prove()
    assert cleo.rows("user", id=ben.id, deletedAt=None)
    await ada.do("DELETE", f"/admin/users/{ben.id}", {"force": True})
    await town.prove()
    assert not cleo.rows("user", id=ben.id)
    assert cleo.rows("album") == cleo.rows("album_asset") == []
    assert ada.rows("partner") == []
    assert not ada.rows("asset", ownerId=ben.id)
    assert len(ada.rows("album_asset")) == 1


async def test_a_reset_asked_for(town: Town) -> None:
    ben = town.ben
    await town.photo(ben)
    await town.prove(ben)
    (session,) = [
        each for each in (await ben.phone.client.get("/api/sessions")).json() if each["current"]
    ]
    reset = {"isPendingSyncReset": True}
    await ben.do("PUT", f"/sessions/{session['id']}", reset)
    (trip,) = await town.sync(ben)
    assert trip.lines[0].type == "SyncResetV1"
    assert "AssetV2" in trip.types
    await town.prove(ben)
    assert [line.type for line in (await town.sync(ben))[0].lines] == ["SyncCompleteV1"]


@pytest.mark.parametrize(("days", "anew"), [(29, False), (31, True)])
async def test_a_long_silence(town: Town, days: int, anew: bool) -> None:
    ben = town.ben
    await town.photo(ben)
    await town.prove(ben)
    then = town.house.bindings.clock.now() - timedelta(days=days)
    await town.library.run(
        "UPDATE session_sync_checkpoints SET ack = type || '|' || ? WHERE type = 'SyncCompleteV1'",
        moments.first_id(then),
    )
    trip = await ben.phone.sync_fully()
    assert ("SyncResetV1" in trip.types) == anew
    assert ("AssetV2" in trip.types) == anew
    assert len(ben.rows("asset")) == 1
    assert [line.type for line in (await ben.phone.sync_fully()).lines] == ["SyncCompleteV1"]


async def test_phones_of_one_person_go_their_own_ways(town: Town) -> None:
    ben, id = town.ben, await town.photo(town.ben)
    await town.sync(ben)
    other = await town.phone(ben.email)
    await ben.do("DELETE", "/assets", {"ids": [id], "force": True})
    await town.house.run_jobs()
    await tick()
    await other.sync_fully()
    assert other.store.rows("asset") == []
    assert ben.ids("asset") == {id}
    await town.prove(ben)
    assert ben.rows("asset") == []


async def test_the_state_of_a_phone_goes_with_its_login(town: Town) -> None:
    ben = town.ben
    await town.photo(ben)
    await town.sync(ben)
    left = ben.phone
    assert (await left.client.post("/api/auth/logout")).status_code == 200
    with pytest.raises(Broken):
        await left.sync()
    again = Phone(left.client)
    await again.connect(ben.email, PASSWORD)
    await again.sync_fully()
    assert len(again.store.rows("asset")) == 1
    again.store.close()
