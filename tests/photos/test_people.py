from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from msgspec import UNSET

from photos import api_keys, audits, moments, sessions, shared_links, system, users
from photos.refusal import Refused
from photos.sessions import Session
from tests.photos.library import NOW, STAMP, Library


async def sign_up(library: Library, email: str) -> users.User:
    return await users.create_admin(
        library.database, id=library.id(), email=email, name="A", password="hash", now=NOW
    )


async def test_there_is_one_first_admin(library: Library) -> None:
    assert not await users.admin_exists(library.database)
    results = await asyncio.gather(
        *(sign_up(library, f"{n}@b.c") for n in range(3)), return_exceptions=True
    )
    refused = [str(each) for each in results if isinstance(each, Refused)]
    assert refused == ["The server already has an admin"] * 2
    assert await users.admin_exists(library.database)
    (admin,) = await users.all_live(library.database)
    assert (admin.is_admin, admin.should_change_password) == (True, True)
    assert (admin.storage_label, admin.created_at) == ("admin", STAMP)


async def test_addresses_are_taken_once(library: Library) -> None:
    person = await library.user(email="a@b.c")
    with pytest.raises(Refused, match="Email is not available"):
        await sign_up(library, "a@b.c")
    other = await library.user()
    with pytest.raises(Refused, match="Email is not available"):
        await users.update(library.database, other.id, users.Changes(email="a@b.c"))
    assert await users.find_by_email(library.database, "a@b.c") == person


async def test_only_what_is_given_changes(library: Library) -> None:
    person = await library.user(name="Ann", avatar_color="red")
    assert await users.update(library.database, person.id, users.Changes()) == person
    changed = await users.update(
        library.database, person.id, users.Changes(name="Bob", avatar_color=None, email=UNSET)
    )
    assert (changed.name, changed.avatar_color, changed.email) == ("Bob", None, person.email)
    assert changed.updated_at >= person.updated_at
    assert changed == await users.find(library.database, person.id)
    with pytest.raises(Refused, match="User not found"):
        await users.update(library.database, library.id(), users.Changes(name="x"))


async def test_metadata_is_replaced_whole(library: Library) -> None:
    person = await library.user()
    assert await users.read_metadata(library.database, person.id, "preferences") == {}
    for value in ({"a": {"b": 1}}, {"c": "ü"}):
        await users.write_metadata(library.database, person.id, "preferences", value)
        assert await users.read_metadata(library.database, person.id, "preferences") == value
    await users.delete_metadata(library.database, person.id, "preferences")
    assert await users.read_metadata(library.database, person.id, "preferences") == {}
    await system.write(library.database, "system-config", {"a": 1})
    await system.write(library.database, "system-config", {"b": 2})
    assert await system.read(library.database, "system-config") == {"b": 2}
    assert await system.read(library.database, "nothing") == {}
    assert await users.total_usage(library.database) == 0


async def login(library: Library, person: users.User, **values: object) -> str:
    return (await opened(library, person, **values)).id


async def opened(library: Library, person: users.User, **values: object) -> Session:
    session = await sessions.create(
        library.database, id=library.id(), user=person, device_type="Firefox", device_os="Linux",
        app_version=None, now=NOW, **values,  # type: ignore[arg-type]
    )  # fmt: skip
    assert session is not None
    return session


async def test_a_session_counts_until_it_ends(library: Library) -> None:
    person = await library.user()
    id = await login(library, person, expires_at=NOW + timedelta(seconds=60))
    found = await sessions.find(library.database, id, NOW)
    assert found is not None
    session, user = found
    assert (user, session.device_os, session.updated_at) == (person, "Linux", STAMP)
    assert await sessions.find(library.database, id, NOW + timedelta(seconds=60)) is None
    assert await sessions.find(library.database, library.id(), NOW) is None
    later = NOW + timedelta(seconds=30)
    await sessions.touch(library.database, id, later, "3.1.0", "phone", "android")
    await sessions.elevate(library.database, id, later)
    found = await sessions.find(library.database, id, NOW)
    assert found is not None
    stamp = moments.text(later)
    touched = found[0]
    assert (touched.updated_at, touched.pin_expires_at, touched.app_version) == (
        stamp, stamp, "3.1.0",
    )  # fmt: skip
    await library.run("UPDATE users SET deleted_at = ?, status = 'deleted'", STAMP)
    assert await sessions.find(library.database, id, NOW) is None


async def test_logging_out_takes_along_what_was_lent(library: Library) -> None:
    person = await library.user()
    parent = await opened(library, person)
    child = await login(library, person, parent=parent)
    stays = await login(library, person)
    await sessions.delete(library.database, parent.id)
    assert await sessions.find(library.database, child, NOW) is None
    other = await login(library, person)
    await sessions.delete_others(library.database, person.id, stays)
    assert await sessions.find(library.database, other, NOW) is None
    assert await sessions.find(library.database, stays, NOW) is not None
    await sessions.delete_others(library.database, person.id, None)
    assert await sessions.find(library.database, stays, NOW) is None


async def test_cleaning_up(library: Library) -> None:
    person = await library.user()
    stays = await login(library, person)
    idle = await login(library, person)
    await login(library, person, expires_at=NOW)
    await sessions.touch(library.database, idle, NOW - timedelta(days=91), None, "", "")
    await library.database.batch(sessions.cleanup(NOW, NOW - timedelta(days=90)))
    assert await library.rows("SELECT id FROM sessions") == [[stays]]
    owner = await library.user()
    await library.asset(owner)
    await library.run("DELETE FROM assets")
    real = moments.parse(await library.value("SELECT at FROM moment"))
    await library.database.batch(audits.cleanup(real - timedelta(seconds=30)))
    assert await library.value("SELECT count(*) FROM asset_audit") == 1
    await library.database.batch(audits.cleanup(real + timedelta(seconds=30)))
    assert await library.value("SELECT count(*) FROM asset_audit") == 0


async def test_every_audit_is_cleaned(library: Library) -> None:
    rows = await library.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%audit'"
    )
    assert {name for (name,) in rows} == set(audits.TABLES)


async def test_an_api_key_brings_its_owner(library: Library) -> None:
    person = await library.user()
    await library.insert(
        "api_keys", id="k", user_id=person.id, name="n", key_hash="ab", created_at=STAMP,
        permissions='["asset.read"]', updated_at=STAMP,
    )  # fmt: skip
    found = await api_keys.find(library.database, "ab")
    assert found is not None
    assert (found[0].permissions, found[1]) == (["asset.read"], person)
    assert await api_keys.find(library.database, "ac") is None


async def test_links_open_and_close(library: Library) -> None:
    owner = await library.user()
    album = await library.album(owner)
    await library.link(owner, key="k1", expires_at=moments.text(NOW + timedelta(seconds=1)))
    await library.link(owner, key="k2", slug="s2", type="ALBUM", album_id=album)

    async def opens(which: object, seconds: int = 0) -> bool:
        now = NOW + timedelta(seconds=seconds)
        found = await shared_links.find(library.database, which, now)  # type: ignore[arg-type]
        return found is not None and found[1] == owner

    assert await opens(shared_links.by_key("k1"))
    assert not await opens(shared_links.by_key("k1"), seconds=1)
    assert await opens(shared_links.by_slug("s2"))
    assert not await opens(shared_links.by_slug("s1"))
    await library.run("UPDATE albums SET deleted_at = ?", STAMP)
    assert not await opens(shared_links.by_key("k2"))
