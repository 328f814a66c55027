"""From decoded pixels to the pictures clients are sent."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PIL import Image

from bindings import WHOLE, Framing, Pixels, Rendition
from bindings.framing import Size
from bindings.local import colour, strips

_LONGEST = {"jpeg": 65535, "webp": 16383}
_SCALABLE = ("L", "RGB", "RGBX", "CMYK")


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
    picture = replace(picture, image=plain(picture.image))
    framing = framing.before(picture.orientation)
    if not _is_full(picture, framing, renditions[0]):
        return _series(picture, renditions, framing, flat=False)
    shows_through = _is_clear(picture.image)
    clear = [each for each in renditions if shows_through and each.format != "jpeg"]
    flat = [each for each in renditions if each not in clear]
    if any(_is_full(picture, framing, each) for each in clear):
        return _series(picture, renditions, framing, flat=False)
    # No second picture of that size, such as one on black, would fit beside the first.
    made = dict[str, bytes]()
    for each, is_flat in ((clear, False), (flat, True)):
        if each:
            keys = (rendition.key for rendition in each)
            made |= zip(keys, _series(picture, each, framing, is_flat), strict=True)
    return [made[rendition.key] for rendition in renditions]


def _is_full(picture: Picture, framing: Framing, rendition: Rendition) -> bool:
    """Whether every pixel of a large picture is wanted."""
    size, image = framing.cut(picture.size)[2:], picture.image
    is_whole = image.size == picture.size and strips.is_large(image)
    return is_whole and _target(size, rendition) == size


def _series(
    picture: Picture, renditions: Sequence[Rendition], framing: Framing, flat: bool
) -> list[bytes]:
    """Each scaled from the one before it. Only one at its full size uses the picture up."""
    image = picture.image
    left, top, *size = framing.cut(picture.size)
    part = image.width / picture.size[0], image.height / picture.size[1]
    box = (
        left * part[0], top * part[1], (left + size[0]) * part[0], (top + size[1]) * part[1],
    )  # fmt: skip
    target = _target((size[0], size[1]), renditions[0])
    if _is_full(picture, framing, renditions[0]):
        edges = left, top, left + size[0], top + size[1]
        image = _cut(picture, edges, framing.orientation, flat)
    else:
        image = _turned(_resized(image, target, box), framing.orientation)
        image = _on_black(image) if image.mode == "RGBX" else image
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
    image = _on_black(image) if image.mode == "RGBX" else image
    rgba = colour.shown(image, picture.profile, wide=True)[0].convert("RGBA")
    return Pixels(rgba.width, rgba.height, rgba.tobytes())


def needed(size: Size, orientation: int, framing: Framing, short_edge: int | None) -> float:
    """What part of a picture's width and height is enough for such a rendition, at most 1."""
    if short_edge is None:
        return 1.0
    return min(1.0, short_edge / min(framing.before(orientation).cut(size)[2:]))


def plain(image: Image.Image) -> Image.Image:
    """A mode that can be scaled: L, RGB, RGBX, RGBA or CMYK with 8 bits each. Uses the
    image up."""
    if image.mode == "RGBA" or (image.mode in _SCALABLE and "transparency" not in image.info):
        return image
    made = _converted(image)
    if made is not image:
        image.close()  # others name it too
    return made


def _converted(image: Image.Image) -> Image.Image:
    if image.mode == "F" or image.mode.startswith("I"):
        return strips.by_rows("L", image, partial(_shades, scale=_scale_to_bytes(image)))
    if image.has_transparency_data:
        return _with_alpha(image)
    return image.convert("L" if image.mode == "1" else "RGB")


def _scale_to_bytes(grey: Image.Image) -> float:
    """Whole numbers have 16 bits, or 32 that count like 16; others are parts of 1 or of 255."""
    if grey.mode != "F":
        return 1 / 256
    _, brightest = grey.getextrema()
    return 255 if isinstance(brightest, float) and brightest <= 1 else 1


def _shades(grey: Image.Image, scale: float) -> Image.Image:
    """L; convert alone would keep the dark ones. In 32 bits between."""
    grey = grey if grey.mode == "F" else grey.convert("I")
    return grey.point(lambda value: value * scale).convert("L")


def _with_alpha(image: Image.Image) -> Image.Image:
    """RGBA, where its four bytes a pixel do not stand beside four of a large picture."""
    if image.mode == "RGB":
        mask = strips.by_rows("L", image, lambda rows: rows.convert("RGBA").getchannel("A"))
        image.info.pop("transparency")
        image.putalpha(mask)
        return image
    if image.mode == "LA":
        grey, mask = image.split()
        image.close()
        return Image.merge("RGBA", (grey, grey, grey, mask))
    return image.convert("RGBA")


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
    if factor > 1 and image.mode == "RGBA" and strips.is_large(image):
        # Pillow would make a copy of it all first
        image = strips.shrunk(
            image.mode, (right - left, bottom - top), factor,
            lambda first, last: image.crop((left, top + first, right, top + last)),
        )  # fmt: skip
        box = (0, 0, *image.size)
    return image.resize(size, Image.Resampling.BICUBIC, box=box, reducing_gap=2.0)


def _cut(
    picture: Picture, edges: tuple[int, int, int, int], orientation: int, flat: bool
) -> Image.Image:
    """A part of a large picture, turned; the picture is gone then, if that was not all of it."""
    image = picture.image
    if image.mode == "CMYK":
        return strips.cut(image, edges, orientation, colour.from_cmyk(picture.profile))
    if image.mode == "RGBX" or (flat and image.mode == "RGBA"):
        return strips.cut(image, edges, orientation, _on_black)
    if orientation == WHOLE.orientation and edges == (0, 0, *image.size):
        return image
    return strips.cut(image, edges, orientation)


def _is_clear(image: Image.Image) -> bool:
    """Whether anything shows through."""
    return image.mode == "RGBA" and any(image.getchannel("A").histogram()[:255])


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    if orientation == WHOLE.orientation:
        return image
    if strips.is_large(image):
        return strips.cut(image, (0, 0, *image.size), orientation)
    return image.transpose(strips.TURNS[orientation])


def _on_black(image: Image.Image) -> Image.Image:
    """RGB of RGBA, and of RGB in four bytes."""
    if image.mode != "RGBA":
        return image.convert("RGB") if image.mode == "RGBX" else image
    black = Image.new("RGB", image.size)
    black.paste(image, mask=image)
    return black


def _bytes(picture: Image.Image, rendition: Rendition, profile: bytes | None) -> bytes:
    out = io.BytesIO()
    if rendition.format == "webp":
        picture.save(out, "WEBP", quality=rendition.quality, icc_profile=profile)
        return out.getvalue()
    _on_black(picture).save(
        out,
        "JPEG",
        quality=rendition.quality,
        subsampling="4:4:4" if rendition.quality >= 80 else "4:2:0",
        progressive=rendition.progressive,
        icc_profile=profile,
        comment=b"",  # or Pillow carries the source's over
    )
    return out.getvalue()
