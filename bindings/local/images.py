"""Pictures through Pillow, with libheif beside it for HEIC."""

from __future__ import annotations

import asyncio
import io
import threading
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from PIL import Image, ImageCms, UnidentifiedImageError

from bindings import BlobInfo, ImageFault, Pixels, Rendition

T = TypeVar("T")
Size = tuple[int, int]
Work = Callable[[Image.Image], T]

_AT_ONCE = 2
_MOST_PIXELS = 100_000_000
_LARGE = 16_000_000
"""Decoded pixels from which on a picture is worked on alone."""
_LONGEST = {"jpeg": 65535, "webp": 16383}
_SCALABLE = ("L", "RGB", "CMYK")
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
# odd palettes and corrupt EXIF are no concern here: the picture decodes or it does not
warnings.filterwarnings("ignore", module=r"PIL\.")


class Files(Protocol):
    """Blobs that lie in files."""

    def path(self, key: str) -> Path: ...

    async def put(self, key: str, data: bytes, content_type: str) -> BlobInfo: ...


class LocalImages:
    """Images of `blobs`, two at a time; the decoding of a large one waits for others to end."""

    def __init__(self, blobs: Files) -> None:
        self._blobs = blobs
        self._threads = ThreadPoolExecutor(_AT_ONCE, "images")
        self._large = threading.Lock()

    async def render(self, source: str, renditions: Sequence[Rendition]) -> None:
        """One decoding serves all; each picture is scaled from the next larger one.

        Raises ImageFault for a picture that cannot be decoded whole or has
        more than 100 million pixels, FileNotFoundError without a source."""
        ordered = sorted(renditions, key=lambda r: r.short_edge or _MOST_PIXELS, reverse=True)
        needed = [r.short_edge for r in ordered if r.short_edge]
        largest = max(needed) if len(needed) == len(ordered) else None

        def scale(size: Size) -> float:
            return 1.0 if largest is None else largest / min(size)

        encoded = await self._run(source, scale, lambda image: _encoded(image, ordered))
        for rendition, data in zip(ordered, encoded, strict=True):
            await self._blobs.put(rendition.key, data, f"image/{rendition.format}")

    async def pixels(self, source: str, box: int) -> Pixels:
        """Upright RGBA that fits the box. Raises like `render`."""

        def scale(size: Size) -> float:
            return box / max(size)

        return await self._run(source, scale, lambda image: _pixels(image, box))

    async def _run(self, source: str, scale: Callable[[Size], float], work: Work[T]) -> T:
        """`work` in a thread on the source, decoded at `scale` of its size or more."""
        path = self._blobs.path(source)

        def run() -> T:
            with path.open("rb") as file:
                try:
                    return self._decoded(file, scale, work)
                except MemoryError:
                    raise
                except Exception as error:
                    raise ImageFault(f"{source}: {error}") from error

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def _decoded(self, file: BinaryIO, scale: Callable[[Size], float], work: Work[T]) -> T:
        with _opened(file) as image:
            width, height = image.size
            if width * height > _MOST_PIXELS:
                raise ImageFault(f"{width}x{height} pixels")
            part = scale(image.size)
            # JPEGs come out at 1/2, 1/4 or 1/8 for a fraction of the work
            image.draft(None, (round(width * part), round(height * part)))
            large = image.width * image.height > _LARGE
            with self._large if large else nullcontext():
                image.load()
                return work(image)


def _opened(file: BinaryIO) -> Image.Image:
    try:
        return Image.open(file)
    except UnidentifiedImageError:
        import pillow_heif  # 10 MB that a library without HEIC never needs

        pillow_heif.register_heif_opener()
        file.seek(0)
        return Image.open(file)


def _encoded(image: Image.Image, renditions: Sequence[Rendition]) -> list[bytes]:
    """`renditions` go from large to small."""
    turn, size = _turn(image), image.size
    image = _plain(image)
    profile = _wide_profile(image)
    results = []
    for rendition in renditions:
        image = _resized(image, _target(size, rendition))
        if turn is not None:
            image, size, turn = image.transpose(turn), _turned(size, turn), None
        image = _displayable(image)
        results.append(_bytes(image, rendition, profile))
    return results


def _pixels(image: Image.Image, box: int) -> Pixels:
    turn = _turn(image)
    part = min(1.0, box / max(image.size))
    image = _resized(_plain(image), _scaled(image.size, part))
    if turn is not None:
        image = image.transpose(turn)
    rgba = _displayable(image).convert("RGBA")
    return Pixels(rgba.width, rgba.height, rgba.tobytes())


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What turns the decoded picture upright."""
    return _TURNS.get(image.getexif().get(_ORIENTATION, 1))


def _turned(size: Size, turn: Image.Transpose) -> Size:
    return size[::-1] if turn in (_TURNS[5], _TURNS[6], _TURNS[7], _TURNS[8]) else size


def _scaled(size: Size, part: float) -> Size:
    return max(1, round(size[0] * part)), max(1, round(size[1] * part))


def _target(size: Size, rendition: Rendition) -> Size:
    """Cover: the shorter side is met, and nothing enlarged; formats bound the longer one."""
    part = min(1.0, (rendition.short_edge or min(size)) / min(size))
    return _scaled(size, min(part, _LONGEST[rendition.format] / max(size)))


def _resized(image: Image.Image, size: Size) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _plain(image: Image.Image) -> Image.Image:
    """A mode that can be scaled: L, RGB, RGBA or CMYK with 8 bits each."""
    if image.mode == "RGBA" or (image.mode in _SCALABLE and "transparency" not in image.info):
        return image
    if image.mode.startswith("I"):  # 16 bits of grey, of which convert would keep the dark 8
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB")


def _displayable(image: Image.Image) -> Image.Image:
    """CMYK becomes sRGB, through its profile when it has a usable one."""
    if image.mode != "CMYK":
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        return ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        ) or image.convert("RGB")
    except (KeyError, OSError, ImageCms.PyCMSError):
        return image.convert("RGB")


def _wide_profile(image: Image.Image) -> bytes | None:
    """The colour profile of an RGB picture, unless it says sRGB, which is taken for granted."""
    profile: bytes = image.info.get("icc_profile") or b""
    ordinary = any(name in profile for name in (b"sRGB", "sRGB".encode("utf-16-be")))
    fitting = profile[16:20] == b"RGB " and image.mode in ("RGB", "RGBA")
    return profile if fitting and not ordinary else None


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
        icc_profile=profile,
        comment=b"",  # or Pillow carries the source's over
    )
    return out.getvalue()
