"""From decoded pixels to the pictures clients are sent."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from bindings import WHOLE, Framing, Pixels, Rendition
from bindings.framing import Size
from bindings.local import colour

LARGE = 16_000_000
"""Pixels from which on a picture's memory is counted."""

_LONGEST = {"jpeg": 65535, "webp": 16383}
_ROWS = 64
_SCALABLE = ("L", "RGB", "CMYK")
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """Decoded pixels, and what their file says about them."""

    image: Image.Image
    """Perhaps smaller than the file's picture, and not turned."""
    size: Size
    """Of the whole picture in the file, not turned."""
    orientation: int = 1
    """As EXIF counts."""
    profile: bytes = b""


def encode(picture: Picture, renditions: Sequence[Rendition], framing: Framing) -> list[bytes]:
    """The renditions' bytes; they go from large to small. Uses the picture up."""
    framing = framing.before(picture.orientation)
    left, top, *size = framing.cut(picture.size)
    image = plain(picture.image)
    part = image.width / picture.size[0], image.height / picture.size[1]
    box = (
        left * part[0], top * part[1], (left + size[0]) * part[0], (top + size[1]) * part[1],
    )  # fmt: skip
    image = _resized(image, _target((size[0], size[1]), renditions[0]), box)
    image = _turned(image, framing.orientation)
    image, profile = colour.shown(image, picture.profile, all(each.wide for each in renditions))
    whole = framing.shown(picture.size)
    results = []
    for rendition in renditions:
        image = _resized(image, _target(whole, rendition), (0, 0, *image.size))
        results.append(_bytes(image, rendition, profile))
    return results


def pixels(picture: Picture, box: int) -> Pixels:
    """Upright RGBA that fits the box."""
    image = plain(picture.image)
    size = _scaled(picture.size, min(1.0, box / max(picture.size)))
    image = _turned(_resized(image, size, (0, 0, *image.size)), picture.orientation)
    rgba = colour.shown(image, picture.profile, wide=True)[0].convert("RGBA")
    return Pixels(rgba.width, rgba.height, rgba.tobytes())


def needed(size: Size, orientation: int, framing: Framing, short_edge: int | None) -> float:
    """What part of a picture's width and height is enough for such a rendition, at most 1."""
    if short_edge is None:
        return 1.0
    return min(1.0, short_edge / min(framing.before(orientation).cut(size)[2:]))


def plain(image: Image.Image) -> Image.Image:
    """A mode that can be scaled: L, RGB, RGBA or CMYK with 8 bits each."""
    if image.mode == "RGBA" or (image.mode in _SCALABLE and "transparency" not in image.info):
        return image
    if image.mode.startswith("I"):  # 16 bits of grey, of which convert would keep the dark 8
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _scaled(size: Size, part: float) -> Size:
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def _target(size: Size, rendition: Rendition) -> Size:
    """Cover: the shorter side is met, and nothing enlarged; formats bound the longer one."""
    part = min(1.0, (rendition.short_edge or min(size)) / min(size))
    return _scaled(size, min(part, _LONGEST[rendition.format] / max(size)))


def _resized(image: Image.Image, size: Size, box: tuple[float, float, float, float]) -> Image.Image:
    if box == (0, 0, *image.size) and size == image.size:
        return image
    if (box[2] - box[0], box[3] - box[1]) == size:
        return image.crop((int(box[0]), int(box[1]), int(box[2]), int(box[3])))
    left, top, right, bottom = (round(edge) for edge in box)
    factor = min((right - left) // size[0], (bottom - top) // size[1]) // 2
    if factor > 1 and image.mode == "RGBA" and image.width * image.height > LARGE:
        # Pillow would make a copy of it all first
        image = shrunk(
            image.mode, (right - left, bottom - top), factor,
            lambda first, last: image.crop((left, top + first, right, top + last)),
        )  # fmt: skip
        box = (0, 0, *image.size)
    return image.resize(size, Image.Resampling.BICUBIC, box=box, reducing_gap=2.0)


def shrunk(
    mode: str, size: Size, factor: int, rows: Callable[[int, int], Image.Image]
) -> Image.Image:
    """Every `factor` x `factor` pixels of a picture become one. `rows` hands it out, from
    one row to before another."""
    width, height = size
    made = Image.new(mode, (-(-width // factor), -(-height // factor)))
    step = _ROWS * factor
    for first in range(0, height, step):
        strip = rows(first, min(first + step, height))
        made.paste(strip.reduce(factor), (0, first // factor))
    return made


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    """A large picture is turned band by band, and gone: two of them would not fit."""
    if orientation == WHOLE.orientation:
        return image
    turn, mode = _TURNS[orientation], image.mode
    if image.width * image.height <= LARGE:
        return image.transpose(turn)
    bands = list(image.split())
    image.close()
    for place in range(len(bands)):
        bands[place] = bands[place].transpose(turn)
    return Image.merge(mode, bands)


def _bytes(picture: Image.Image, rendition: Rendition, profile: bytes | None) -> bytes:
    out = io.BytesIO()
    if rendition.format == "webp":
        picture.save(out, "WEBP", quality=rendition.quality, icc_profile=profile)
        return out.getvalue()
    if picture.mode == "RGBA":  # on black
        black = Image.new("RGB", picture.size)
        black.paste(picture, mask=picture)
        picture = black
    picture.save(
        out,
        "JPEG",
        quality=rendition.quality,
        subsampling="4:4:4" if rendition.quality >= 80 else "4:2:0",
        progressive=rendition.progressive,
        icc_profile=profile,
        comment=b"",  # or Pillow carries the source's over
    )
    return out.getvalue()
