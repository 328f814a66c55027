"""Framing against pictures that are really cut and turned."""

from __future__ import annotations

import pytest
from PIL import Image

from bindings.framing import WHOLE, Framing, combined, inverse
from tests.framings import lying, scene

ORIENTATIONS = range(1, 9)
BOX = Framing(10 / 120, 6 / 80, 60 / 120, 70 / 80)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    return lying(image, inverse(orientation))


def cut(image: Image.Image, framing: Framing) -> Image.Image:
    left, top, width, height = framing.cut(image.size)
    part = image.crop((left, top, left + width, top + height))
    assert upright(part, framing.orientation).size == framing.shown(image.size)
    return upright(part, framing.orientation)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_an_orientation_and_its_inverse(orientation: int) -> None:
    assert combined(orientation, inverse(orientation)) == 1
    assert upright(lying(scene(), orientation), orientation) == scene()


@pytest.mark.parametrize("first", ORIENTATIONS)
@pytest.mark.parametrize("second", ORIENTATIONS)
def test_two_turns_are_one(first: int, second: int) -> None:
    slowly = upright(upright(scene(), first), second)
    assert upright(scene(), combined(first, second)) == slowly
    assert cut(scene(), WHOLE.then(first).then(second)) == slowly


@pytest.mark.parametrize("stored", ORIENTATIONS)
@pytest.mark.parametrize("turn", ORIENTATIONS)
def test_a_framing_told_of_the_picture_as_it_lies(stored: int, turn: int) -> None:
    framing = BOX.then(turn)
    assert cut(lying(scene(), stored), framing.before(stored)) == cut(scene(), framing)


def test_a_framing_means_the_same_in_a_smaller_copy() -> None:
    assert BOX.cut((120, 80)) == (10, 6, 60, 70)
    assert BOX.cut((60, 40)) == (5, 3, 30, 35)
    assert BOX.cut((1, 1)) == (0, 0, 1, 1)
    assert Framing(0.99, 0.99, 0.001, 0.001).cut((10, 10)) == (9, 9, 1, 1)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_mirror_first_then_quarters(orientation: int) -> None:
    framing = Framing(orientation=orientation)
    image = scene()
    if framing.mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert image.rotate(-90 * framing.quarters, expand=True) == upright(scene(), orientation)
