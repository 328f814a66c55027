"""Edits as a person thinks of them, done step by step: what both doors are held against."""

from __future__ import annotations

from typing import Any

from PIL import Image

from photos.edits import Action, Edit

SIZE = (120, 80)
"""Of the pictures these edits are made for, upright."""

_FLIPS = {
    "horizontal": Image.Transpose.FLIP_LEFT_RIGHT,
    "vertical": Image.Transpose.FLIP_TOP_BOTTOM,
}


def _edit(action: Action, **parameters: Any) -> Edit:
    return Edit("", action, parameters)


_CROP = _edit("crop", x=10, y=6, width=60, height=70)
EDITS: dict[str, list[Edit]] = {
    "none": [],
    "crop": [_CROP],
    "crop to a line": [_edit("crop", x=119, y=0, width=1, height=80)],
    "quarter": [_edit("rotate", angle=90)],
    "half": [_edit("rotate", angle=180)],
    "three quarters": [_edit("rotate", angle=270)],
    "no turn": [_edit("rotate", angle=0)],
    "mirror": [_edit("mirror", axis="horizontal")],
    "upside down": [_edit("mirror", axis="vertical")],
    "turn, mirror": [_edit("rotate", angle=90), _edit("mirror", axis="horizontal")],
    "mirror, turn": [_edit("mirror", axis="horizontal"), _edit("rotate", angle=90)],
    "everything": [
        _CROP, _edit("mirror", axis="vertical"), _edit("rotate", angle=270),
        _edit("mirror", axis="horizontal"),
    ],
}  # fmt: skip


def scene() -> Image.Image:
    """Upright, smooth, and no two places alike."""
    red, green = (Image.linear_gradient("L").rotate(angle).resize(SIZE) for angle in (0, 90))
    return Image.merge("RGB", (red, green, Image.new("L", SIZE, 90)))


def edited(image: Image.Image, edits: list[Edit]) -> Image.Image:
    for edit in edits:
        given = edit.parameters
        if edit.action == "crop":
            right, bottom = given["x"] + given["width"], given["y"] + given["height"]
            image = image.crop((given["x"], given["y"], right, bottom))
        elif edit.action == "rotate":
            image = image.rotate(-given["angle"], expand=True)
        else:
            image = image.transpose(_FLIPS[given["axis"]])
    return image


def lying(image: Image.Image, orientation: int) -> Image.Image:
    """As a camera stores it that says `orientation` of it."""
    undo = {
        1: [], 2: [_FLIPS["horizontal"]], 3: [Image.Transpose.ROTATE_180],
        4: [_FLIPS["vertical"]], 5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }  # fmt: skip
    for turn in undo[orientation]:
        image = image.transpose(turn)
    return image


def difference(one: Image.Image, other: Image.Image) -> float:
    """The largest of the middle differences of the colours; 255 for another size."""
    if one.size != other.size:
        return 255
    pairs = zip(one.convert("RGB").split(), other.convert("RGB").split(), strict=True)
    found = []
    for left, right in pairs:
        gaps = sorted(abs(a - b) for a, b in zip(left.tobytes(), right.tobytes(), strict=True))
        found.append(gaps[len(gaps) * 9 // 10])
    return max(found)
