"""The rules the schema itself keeps."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bindings import Violation
from photos import assets, users
from photos.refusal import Refused
from tests.photos.library import STAMP, Library

V7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
SYNCED = {
    "users", "user_metadata", "partners", "assets", "asset_exif", "asset_edits", "asset_metadata",
    "stacks", "albums", "album_users", "album_assets",
}  # fmt: skip


async def test_every_synced_table_stamps_in_the_same_words(library: Library) -> None:
    moment = await library.value("SELECT sql FROM sqlite_schema WHERE name = 'moment'")
    tables = await library.rows(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%update_id%'"
    )
    assert {name for name, _ in tables} == SYNCED
    flat = " ".join(moment.split())
    for name, sql in tables:
        for column in ("updated_at", "update_id"):
            default = re.search(rf"{column} TEXT NOT NULL DEFAULT \((.*)\)[,\n]", sql)
            assert default, f"{name}.{column}"
            assert default[1] in flat, f"{name}.{column}"
        triggers = await library.rows(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", f"{name}_changed"
        )
        assert len(triggers) == 1, name


async def test_every_foreign_key_can_be_followed_backwards(library: Library) -> None:
    """Or deleting a parent scans the children, for every deleted row."""
    for (table,) in await library.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    ):
        keys: dict[int, list[str]] = {}
        for key, column in await library.rows(
            'SELECT id, "from" FROM pragma_foreign_key_list(?) ORDER BY id, seq', table
        ):
            keys.setdefault(key, []).append(column)
        indexed = [
            [column for (column,) in await library.rows(
                "SELECT name FROM pragma_index_info(?) ORDER BY seqno", index)]
            for (index,) in await library.rows("SELECT name FROM pragma_index_list(?)", table)
        ]  # fmt: skip
        rowid = await library.rows(
            "SELECT name FROM pragma_table_info(?) WHERE pk = 1 AND type = 'INTEGER'", table
        )
        indexed += rowid
        for columns in keys.values():
            assert any(set(index[: len(columns)]) == set(columns) for index in indexed), (
                f"{table}({', '.join(columns)}) has no index"
            )


async def test_a_change_renews_both_stamps(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner)
    await library.run("UPDATE assets SET updated_at = '', update_id = ''")
    await library.run("UPDATE assets SET is_favorite = is_favorite")
    ((at, update),) = await library.rows("SELECT updated_at, update_id FROM assets")
    assert V7.fullmatch(update)
    millis = int(update[:8] + update[9:13], 16)
    assert (
        await library.value(
            "SELECT strftime('%s', ?) * 1000 + substr(strftime('%f', ?), 4)", at, at
        )
        == millis
    )
    assert (await assets.find(library.database, id)) is not None


async def test_dissolving_a_stack_tells_of_its_members(library: Library) -> None:
    owner = await library.user()
    members = [await library.asset(owner), await library.asset(owner)]
    stack = await library.stack(owner, members)
    before = await library.rows("SELECT update_id FROM assets ORDER BY seq")
    await library.run("DELETE FROM stacks WHERE id = ?", stack)
    after = await library.rows(
        "SELECT update_id, stack_id, is_stack_child FROM assets ORDER BY seq"
    )
    # Ids of one millisecond are in any order.
    assert all(old[0] != new[0] for old, new in zip(before, after, strict=True))
    assert [row[1:] for row in after] == [[None, 0], [None, 0]]
    assert await library.rows("SELECT stack_id, user_id FROM stack_audit") == [[stack, owner.id]]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("DELETE FROM album_users WHERE role = 'viewer'",
         {"album_audit": 1, "album_user_audit": 1}),
        ("DELETE FROM album_assets", {"album_asset_audit": 1}),
        ("DELETE FROM albums", {"album_audit": 2}),
        ("DELETE FROM assets",
         {"asset_audit": 1, "album_asset_audit": 1}),
        ("DELETE FROM asset_metadata", {"asset_metadata_audit": 1}),
        ("DELETE FROM asset_edits", {"asset_edit_audit": 1}),
        ("DELETE FROM partners", {"partner_audit": 1}),
        ("DELETE FROM user_metadata", {"user_metadata_audit": 1}),
        # phones drop what hangs on a person with them
        ("DELETE FROM users WHERE name = 'guest'", {"user_audit": 1}),
        # but for what the album loses, which stays
        ("DELETE FROM users WHERE name = 'owner'", {"user_audit": 1, "album_asset_audit": 1}),
    ],
)  # fmt: skip
async def test_deletions_leave_a_trace(
    library: Library, act: str, expected: dict[str, int]
) -> None:
    owner, guest = await library.user(name="owner"), await library.user(name="guest")
    asset = await library.asset(owner, metadata=[("mobile-app", {"a": 1})])
    album = await library.album(owner, asset)
    await library.join(album, guest, "viewer")
    await library.partner(owner, guest)
    await users.write_metadata(library.database, owner.id, "onboarding", {"isOnboarded": True})
    await library.insert(
        "asset_edits", id="e", asset_id=asset, owner_id=owner.id, action="rotate",
        parameters='{"angle": 90}', sequence=0,
    )  # fmt: skip
    await library.run(act)
    found = {}
    for (table,) in await library.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%audit'"
    ):
        rows = await library.rows(f"SELECT id FROM {table}")
        assert all(V7.fullmatch(id) for (id,) in rows)
        if rows:
            found[table] = len(rows)
    assert found == expected


async def test_a_person_can_go_with_everything(library: Library) -> None:
    """Stacks and assets refer to each other; nothing of them may be left or in the way."""
    owner, other = await library.user(), await library.user()
    ids = [await library.asset(owner) for _ in range(3)]
    await library.stack(owner, ids[:2])
    await library.tag(owner, "a", ids[0])
    await library.partner(owner, other)
    await library.link(owner)
    await library.run("DELETE FROM users WHERE id = ?", owner.id)
    for table in (
        "assets", "asset_exif", "asset_search", "asset_job_status", "stacks", "tags", "tag_closure",
        "timeline_buckets", "partners", "shared_links", "asset_audit", "stack_audit",
    ):  # fmt: skip
        assert await library.value(f"SELECT count(*) FROM {table}") == 0, table


async def test_a_new_member_wakes_the_album(library: Library) -> None:
    owner = await library.user()
    album = await library.album(owner)
    before = await library.value("SELECT update_id FROM albums")
    await library.join(album, await library.user(), "editor")
    assert await library.value("SELECT update_id FROM albums") != before


@pytest.mark.parametrize(
    "insertion",
    [
        {"table": "album_users", "role": "owner"},
        {"table": "activities", "id": "x", "comment": "hi", "is_liked": 1},
        {"table": "activities", "id": "x", "comment": None, "is_liked": 0},
    ],
)
async def test_what_the_schema_refuses(library: Library, insertion: dict[str, Any]) -> None:
    owner, other = await library.user(), await library.user()
    album = await library.album(owner)
    values = insertion | {"album_id": album, "user_id": other.id, "created_at": STAMP}
    with pytest.raises(Violation):
        await library.insert(values.pop("table"), **values)


@pytest.mark.parametrize("on_asset", [True, False])
async def test_one_like_each(library: Library, on_asset: bool) -> None:
    owner = await library.user()
    asset = await library.asset(owner)
    album = await library.album(owner, asset)
    like = {
        "album_id": album, "user_id": owner.id, "asset_id": asset if on_asset else None,
        "is_liked": 1, "created_at": STAMP,
    }  # fmt: skip
    await library.insert("activities", id="1", **like)
    with pytest.raises(Violation) as refused:
        await library.insert("activities", id="2", **like)
    assert refused.value.kind == "unique"


class TestQuota:
    async def test_counts_what_is_there(self, library: Library) -> None:
        owner = await library.user()
        first, second = await library.asset(owner), await library.asset(owner, size=30)

        async def usage() -> Any:
            return await library.value("SELECT quota_usage_in_bytes FROM users")

        assert await usage() == 130
        await library.run(
            "UPDATE asset_exif SET file_size_in_byte = 50 WHERE file_size_in_byte = 30"
        )
        assert await usage() == 150
        await library.run("DELETE FROM assets WHERE id = ?", first)
        assert await usage() == 50
        await library.run("DELETE FROM assets WHERE id = ?", second)
        assert await usage() == 0

    @pytest.mark.parametrize(
        ("quota", "fits"), [(None, True), (100, True), (99, False), (0, False)]
    )
    async def test_is_the_limit(self, library: Library, quota: int | None, fits: bool) -> None:
        owner = await library.user(quota)
        if fits:
            await library.asset(owner, size=100)
        else:
            with pytest.raises(Refused, match="Quota has been exceeded!"):
                await library.asset(owner, size=100)
        assert await library.value("SELECT count(*) FROM assets") == fits

    async def test_a_file_that_grew_is_no_upload(self, library: Library) -> None:
        owner = await library.user(100)
        await library.asset(owner, size=100)
        await library.run("UPDATE asset_exif SET file_size_in_byte = 200")
        assert await library.value("SELECT quota_usage_in_bytes FROM users") == 200

    async def test_sync_heals_and_leaves_the_healthy(self, library: Library) -> None:
        right, wrong = await library.user(), await library.user()
        await library.asset(wrong)
        await library.run("UPDATE users SET quota_usage_in_bytes = 7 WHERE id = ?", wrong.id)
        before = dict(await library.rows("SELECT id, update_id FROM users"))
        await library.database.run(users.usage_sync())
        rows = await library.rows("SELECT id, update_id, quota_usage_in_bytes FROM users")
        after = {id: (update, usage) for id, update, usage in rows}
        assert after[wrong.id][1] == 100
        assert after[right.id] == (before[right.id], 0)


async def test_edits_decide_whether_an_asset_is_edited(library: Library) -> None:
    owner = await library.user()
    asset = await library.asset(owner)
    for sequence in range(2):
        await library.insert(
            "asset_edits", id=str(sequence), asset_id=asset, owner_id=owner.id, action="rotate",
            parameters="{}", sequence=sequence,
        )  # fmt: skip
    edited = []
    for sequence in range(2):
        edited.append(await library.value("SELECT is_edited FROM assets"))
        await library.run("DELETE FROM asset_edits WHERE id = ?", str(sequence))
    edited.append(await library.value("SELECT is_edited FROM assets"))
    assert edited == [1, 1, 0]


async def test_a_tag_knows_its_ancestors(library: Library) -> None:
    owner = await library.user()
    a = await library.tag(owner, "a")
    b = await library.tag(owner, "a/b", parent=a)
    c = await library.tag(owner, "a/b/c", parent=b)
    rows = await library.rows("SELECT ancestor_id FROM tag_closure WHERE descendant_id = ?", c)
    assert {id for (id,) in rows} == {a, b, c}


async def test_search_finds_by_every_word(library: Library) -> None:
    owner = await library.user()
    asset = await library.asset(owner, original_file_name="Straße_IMG-1234.jpg")
    tag = await library.tag(owner, "trip/Zürich", asset)
    await library.run(
        "UPDATE asset_exif SET description = 'Café am See', city = 'Bern', model = 'Pixel 8'"
    )

    async def found(words: str) -> Any:
        return await library.value(
            "SELECT count(*) FROM asset_search WHERE asset_search MATCH ?", words
        )

    for words in ("1234", "cafe", "bern", "pixel", "zurich", "ber*"):
        assert await found(words) == 1, words
    await library.run("DELETE FROM tags WHERE id = ?", tag)
    assert await found("zurich") == 0
    await library.run("UPDATE assets SET original_file_name = 'new.jpg'")
    assert (await found("1234"), await found("new")) == (0, 1)
    await library.run("DELETE FROM assets")
    for index in ("asset_search", "asset_texts"):
        assert await library.value(f"SELECT count(*) FROM {index}") == 0


async def test_an_address_is_free_again_once_its_account_is_deleted(library: Library) -> None:
    old = await library.user(email="a@b.c")
    with pytest.raises(Violation):
        await library.user(email="a@b.c")
    await library.run("UPDATE users SET deleted_at = ?, status = 'deleted'", STAMP)
    await library.user(email="a@b.c")
    assert (await users.find_by_email(library.database, "a@b.c")) != old
