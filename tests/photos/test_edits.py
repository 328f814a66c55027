"""Edits: what they show, which are refused, how they replace each other."""

from __future__ import annotations

from typing import Any

import pytest

from photos import edits
from photos.edits import Edit
from photos.refusal import Refused
from tests.framings import EDITS, SIZE, edited, lying, scene
from tests.photos.library import Library

TURN = [Edit("", "rotate", {"angle": 90})]


@pytest.mark.parametrize("steps", EDITS.values(), ids=EDITS)
def test_a_framing_shows_what_the_steps_lead_to(steps: list[Edit]) -> None:
    framing = edits.framing(steps, SIZE)
    left, top, width, height = framing.cut(SIZE)
    part = scene().crop((left, top, left + width, top + height))
    if framing.mirrored:
        part = lying(part, 2)
    assert part.rotate(-90 * framing.quarters, expand=True) == edited(scene(), steps)
    assert framing.shown(SIZE) == edited(scene(), steps).size


async def editable(library: Library, orientation: str = "1", **values: Any) -> str:
    exif = {"projection_type": values.pop("projection_type", None)}
    exif |= {"exif_image_width": 120, "exif_image_height": 80, "orientation": orientation}
    id = await library.asset(await library.user(), **values)
    for name, value in exif.items():
        await library.run(
            f"UPDATE asset_exif SET {name} = ? WHERE seq = (SELECT seq FROM assets WHERE id = ?)",
            value, id,
        )  # fmt: skip
    return id


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"type": "VIDEO"}, "Only images can be edited"),
        ({"projection_type": "EQUIRECTANGULAR"}, "Editing panorama images is not supported"),
        ({"original_file_name": "a.GIF"}, "Editing GIF images is not supported"),
        ({"original_file_name": "a.svg"}, "Editing SVG images is not supported"),
    ],
)
async def test_what_cannot_be_edited(library: Library, values: dict[str, Any], text: str) -> None:
    id = await editable(library, **values)
    with pytest.raises(Refused, match=text):
        await edits.require_editable(library.database, id, TURN)


async def test_live_photos_and_unmeasured_ones_cannot_be_edited(library: Library) -> None:
    owner = await library.user()
    video = await library.asset(owner, type="VIDEO")
    still = await library.asset(owner, live_photo_video_id=video)
    with pytest.raises(Refused, match="Editing live photos is not supported"):
        await edits.require_editable(library.database, still, TURN)
    with pytest.raises(Refused, match="Asset dimensions are not available for editing"):
        await edits.require_editable(library.database, await library.asset(owner), TURN)


@pytest.mark.parametrize(
    ("orientation", "box", "fits"),
    [
        ("1", (0, 0, 120, 80), True),
        ("1", (1, 0, 120, 80), False),
        ("1", (0, 1, 120, 80), False),
        ("1", (0, 0, 80, 120), False),
        ("6", (0, 0, 80, 120), True),
        ("6", (0, 0, 120, 80), False),
    ],
)
async def test_a_crop_lies_within_the_upright_original(
    library: Library, orientation: str, box: tuple[int, ...], fits: bool
) -> None:
    id = await editable(library, orientation)
    crop = Edit("", "crop", dict(zip(("x", "y", "width", "height"), box, strict=True)))
    if fits:
        await edits.require_editable(library.database, id, [crop, *TURN])
        with pytest.raises(Refused, match="Crop action must be the first edit action"):
            await edits.require_editable(library.database, id, [*TURN, crop])
    else:
        with pytest.raises(Refused, match="Crop parameters are out of bounds"):
            await edits.require_editable(library.database, id, [crop])


async def test_edits_replace_each_other_whole(library: Library) -> None:
    id = await editable(library)
    first = [
        Edit(library.id(), "rotate", {"angle": 90}),
        Edit(library.id(), "mirror", {"axis": "horizontal"}),
    ]
    second = [Edit(library.id(), "crop", {"x": 0, "y": 1, "width": 2, "height": 3})]
    for steps in (first, second, second, []):
        await edits.replace(library.database, id, steps)
        assert await edits.all_of(library.database, id) == steps
        assert await library.value("SELECT is_edited FROM assets WHERE id = ?", id) == bool(steps)
    await edits.replace(library.database, library.id(), first)
    assert await library.rows("SELECT id FROM asset_edits") == []
