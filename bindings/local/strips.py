"""Work on pictures so large that two of them would not fit into memory, strip by strip."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from bindings.framing import Size

LARGE = 16_000_000
"""Pixels from which on a picture's memory is counted."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF's number -> what sets such a picture upright."""

ROWS = 64
_LAST_ROW_FIRST = (3, 4, 6, 7)
SIDEWAYS = (5, 6, 7, 8)


def is_large(image: Image.Image) -> bool:
    return image.width * image.height > LARGE


def shrunk(
    mode: str, size: Size, factor: int, rows: Callable[[int, int], Image.Image]
) -> Image.Image:
    """Every `factor` x `factor` pixels of a picture become one. `rows` hands it out, from
    one row to before another."""
    width, height = size
    made = Image.new(mode, (-(-width // factor), -(-height // factor)))
    step = ROWS * factor
    for first in range(0, height, step):
        strip = rows(first, min(first + step, height))
        made.paste(strip.reduce(factor), (0, first // factor))
    return made


def by_rows(
    mode: str, image: Image.Image, convert: Callable[[Image.Image], Image.Image]
) -> Image.Image:
    """A picture of another mode, to which `convert` brings some rows at a time."""
    return shrunk(
        mode, image.size, 1,
        lambda first, last: convert(image.crop((0, first, image.width, last))),
    )  # fmt: skip


def cut(
    image: Image.Image,
    box: tuple[int, int, int, int],
    orientation: int,
    finish: Callable[[Image.Image], Image.Image] = lambda strip: strip,
) -> Image.Image:
    """The part in the box, turned, once `finish` gave its pixels their last mode.

    Takes the memory of 1.75 pictures: what has three colours lies in Pillow with four,
    but not while they are apart. The image given is used up."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    size = (height, width) if orientation in SIDEWAYS else (width, height)
    mode, bands = "", list[Image.Image]()
    for first in range(0, height, ROWS):
        last = min(first + ROWS, height)
        strip = finish(image.crop((left, top + first, right, top + last)))
        if orientation in TURNS:
            strip = strip.transpose(TURNS[orientation])
        if not bands:
            mode = strip.mode
            bands = [Image.new("L", size) for _ in strip.getbands()]
        at = height - last if orientation in _LAST_ROW_FIRST else first
        for band, part in zip(bands, strip.split(), strict=True):
            band.paste(part, (at, 0) if orientation in SIDEWAYS else (0, at))
    image.close()
    return Image.merge(mode, bands)
