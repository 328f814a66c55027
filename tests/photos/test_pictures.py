"""Rows of pictures: what replaces what, and which keys are left over."""

from __future__ import annotations

from photos import edits, pictures
from photos.edits import Edit
from photos.pictures import Picture
from tests.photos.library import Library

PLAIN = [Picture("thumbnail", "t"), Picture("preview", "p", True)]
EDITED = [Picture("thumbnail", "te", False, True), Picture("fullsize", "fe")]


async def shown(library: Library) -> list[object]:
    (row,) = await library.rows("SELECT thumbhash, width, height FROM assets")
    return row


async def stored(library: Library) -> dict[str, list[object]]:
    rows = await library.rows(
        "SELECT path, type, is_edited, is_progressive, is_transparent FROM asset_files"
    )
    return {path: row for path, *row in rows}


async def measured(library: Library) -> str:
    """An asset of 60 x 40 pixels that lies on its side."""
    id = await library.asset(await library.user())
    await library.run(
        "UPDATE asset_exif SET exif_image_width = 60, exif_image_height = 40, orientation = '8'"
    )
    await library.run("UPDATE assets SET width = 40, height = 60")
    return id


async def turn(library: Library, id: str, *angles: int) -> None:
    steps = [Edit(library.id(), "rotate", {"angle": angle}) for angle in angles]
    await edits.replace(library.database, id, steps)


async def test_what_is_replaced_is_left_over(library: Library) -> None:
    id = await measured(library)
    assert await pictures.write(library.database, id, PLAIN, "h") == []
    assert await stored(library) == {
        "t": ["thumbnail", 0, 0, 0], "p": ["preview", 0, 1, 0],
    }  # fmt: skip
    again = [Picture("thumbnail", "t.jpeg"), Picture("preview", "p"), Picture("fullsize", "f")]
    assert await pictures.write(library.database, id, again, "h") == ["t"]
    assert await pictures.write(library.database, id, PLAIN, "h") == ["f", "t.jpeg"]
    assert set(await stored(library)) == {"t", "p"}
    assert await pictures.write(library.database, library.id(), PLAIN, "h") == ["p", "t"]


async def test_two_rows_may_share_a_picture(library: Library) -> None:
    id = await measured(library)
    both = [Picture("thumbnail", "x"), Picture("preview", "x")]
    assert await pictures.write(library.database, id, both, "h") == []
    assert await pictures.write(library.database, id, PLAIN, "h") == ["x"]


async def test_sidecars_are_no_pictures(library: Library) -> None:
    owner = await library.user()
    id = await library.asset(owner, sidecar_path="s")
    assert await pictures.write(library.database, id, PLAIN, "h") == []
    assert set(await stored(library)) == {"s", "t", "p"}


async def test_the_phones_wake_only_for_news(library: Library) -> None:
    id = await measured(library)
    updates = []
    for hash in ("h", "h", "i", "i"):
        await pictures.write(library.database, id, PLAIN, hash)
        updates.append(await library.value("SELECT update_id FROM assets"))
    assert updates[0] == updates[1] != updates[2] == updates[3]


async def test_an_edited_asset_has_the_edited_size_and_hash(library: Library) -> None:
    id = await measured(library)
    await pictures.write(library.database, id, PLAIN, "h")
    await turn(library, id, 90)
    assert await pictures.write(library.database, id, EDITED, "e", (60, 40)) == []
    assert await shown(library) == ["e", 60, 40]
    await pictures.write(library.database, id, PLAIN, "new")
    assert await shown(library) == ["e", 60, 40], "the plain pictures are not the ones shown"
    assert set(await stored(library)) == {"t", "p", "te", "fe"}
    assert (await stored(library))["te"] == ["thumbnail", 1, 0, 1]


async def test_undone_edits_leave_nothing(library: Library) -> None:
    id = await measured(library)
    await pictures.write(library.database, id, PLAIN, "h")
    await turn(library, id, 90)
    await pictures.write(library.database, id, EDITED, "e", (60, 40))
    assert await pictures.forget_edited(library.database, id, "h") == [], "still edited"
    assert await shown(library) == ["e", 60, 40]
    await turn(library, id)
    late = await pictures.write(library.database, id, [Picture("preview", "pe")], "e", (60, 40))
    assert late == ["pe"], "a job that was on its way when the edits were undone"
    assert await pictures.forget_edited(library.database, id, "h") == ["fe", "te"]
    assert await shown(library) == ["h", 40, 60]
    assert set(await stored(library)) == {"t", "p"}
    before = await library.value("SELECT update_id FROM assets")
    assert await pictures.forget_edited(library.database, id, "h") == []
    assert await library.value("SELECT update_id FROM assets") == before


async def test_what_a_picture_is_made_by(library: Library) -> None:
    id = await measured(library)
    await pictures.write(library.database, id, PLAIN, "h")
    await turn(library, id, 90, 180)
    found = await pictures.subject(library.database, id)
    assert found is not None
    assert (found.size, found.thumbnail, found.type) == ((40, 60), "t", "IMAGE")
    assert [edit.parameters for edit in found.edits] == [{"angle": 90}, {"angle": 180}]
    assert found.edits == await edits.all_of(library.database, id)
    assert await pictures.subject(library.database, library.id()) is None
