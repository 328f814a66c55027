from __future__ import annotations

import io

import pytest
from PIL import Image

from bindings.cloudflare import png
from photos.media import placeholder


@pytest.mark.parametrize(
    ("size", "drawn"),
    [
        ((1920, 1080), (444, 250)),
        ((1080, 1920), (250, 444)),
        ((16, 9), (444, 250)),
        ((100, 100), (250, 250)),
        ((10_000, 1), (1000, 250)),
        ((1, 10_000), (250, 1000)),
    ],
)
def test_it_has_the_shape_of_the_video(size: tuple[int, int], drawn: tuple[int, int]) -> None:
    data = placeholder.video(size)
    image = Image.open(io.BytesIO(data))
    image.load()
    assert image.size == drawn
    assert len(data) < 2000
    assert png.decode(data).rgba == image.convert("RGBA").tobytes()


def test_it_is_a_sign_to_play_on_grey() -> None:
    image = Image.open(io.BytesIO(placeholder.video((400, 400))))
    ground, sign = image.getpixel((0, 0)), image.getpixel((125, 125))
    assert 0 < ground < sign < 255  # type: ignore[operator]
    box = image.point(lambda grey: 255 * (grey == sign)).getbbox()
    assert box == (83, 83, 166, 166)
    left = [image.getpixel((84, y)) == sign for y in (83, 100, 165)]
    right = [image.getpixel((160, y)) == sign for y in (83, 124, 165)]
    assert (left, right) == ([False, True, False], [False, True, False])
