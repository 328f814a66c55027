"""Pictures through Pillow, with FFmpeg and libheif beside it for HEIC, and FFmpeg for videos."""

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

from PIL import Image, PngImagePlugin, UnidentifiedImageError

from bindings import WHOLE, BlobInfo, Framing, ImageFault, Part, Pixels, Rendition, Source, Still
from bindings.framing import Size
from bindings.local import drawing, heif, large, segments, stills, strips, tiles
from bindings.local.drawing import Picture

T = TypeVar("T")
Scale = Callable[[Size, int], float]
"""(size, orientation) -> what part of width and height is enough."""

_AT_ONCE = 2
_MOST_PIXELS = 100_000_000
# Not everything Pillow opens: some formats only point to files, or run programs.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP", "JPEG2000", "PSD")
_ORIENTATION = 0x0112

Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
# of text in one place of a PNG: editors keep their whole history in it
PngImagePlugin.MAX_TEXT_CHUNK = 16 << 20
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
        self._large = threading.RLock()
        large.give_memory_back()

    async def render(
        self,
        source: Source,
        renditions: Sequence[Rendition],
        framing: Framing = WHOLE,
        size: Size | None = None,
    ) -> None:
        """One decoding serves all; each picture is scaled from the next larger one.

        Raises ImageFault for a picture that cannot be decoded whole or has
        more than 100 million pixels, FileNotFoundError without a source."""
        ordered = sorted(renditions, key=lambda r: r.short_edge or _MOST_PIXELS, reverse=True)

        def scale(size: Size, orientation: int) -> float:
            return drawing.needed(size, orientation, framing, ordered[0].short_edge)

        encoded = await self._run(source, scale, lambda it: drawing.encode(it, ordered, framing))
        for rendition, data in zip(ordered, encoded, strict=True):
            await self._blobs.put(rendition.key, data, f"image/{rendition.format}")

    async def pixels(self, source: str, box: int) -> Pixels:
        """Upright RGBA that fits the box. Raises like `render`."""

        def scale(size: Size, orientation: int) -> float:
            return min(1.0, box / max(size))

        return await self._run(source, scale, lambda picture: drawing.pixels(picture, box))

    async def _run(self, source: Source, scale: Scale, work: Callable[[Picture], T]) -> T:
        """`work` in a thread on the source, decoded at `scale` of its size or more."""
        path = self._blobs.path(source if isinstance(source, str) else source.key)

        def run() -> T:
            with path.open("rb") as file:
                try:
                    if isinstance(source, Still):
                        return work(Picture(frame := stills.telling_frame(file), frame.size))
                    return self._decoded(_part(file, source), scale, work)
                except MemoryError:
                    raise
                except Exception as error:
                    raise ImageFault(f"{source}: {error}") from error

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def _decoded(self, file: BinaryIO, scale: Scale, work: Callable[[Picture], T]) -> T:
        segments.check(file)
        # whoever waits below would hold two copies of his file meanwhile
        with self._large if large.is_held_whole(file) else nullcontext():
            try:
                image: Image.Image = Image.open(file, formats=_FORMATS)
            except UnidentifiedImageError:
                return self._decoded_heif(file, scale, work)
            is_png = image.format == "PNG"  # whose EXIF may stand behind the pixels
            size, orientation = (image.size, 1) if is_png else _lying(image)
            profile = image.info.get("icc_profile") or b""
            part = scale(_checked(size), orientation)
            # JPEGs come out at 1/2, 1/4 or 1/8 for a fraction of the work
            image.draft(None, (round(size[0] * part), round(size[1] * part)))
            large.halve(image, part)
            with self._large if strips.is_large(image) else nullcontext():
                if strips.is_large(image) and large.is_for_ffmpeg(image):
                    kind = str(image.format), image.mode
                    del image  # and with it a copy of the file
                    image = large.load_by_ffmpeg(*kind, size, file, part) or Image.open(
                        file, formats=kind[:1]
                    )
                if large.is_too_large(image):
                    raise ImageFault(f"too large to decode all of this {image.format}")
                image.load()
                orientation = _orientation(image) if is_png else orientation
                image = image._new(image.im)  # of the size it has now, whatever its file says
                return work(Picture(image, size, orientation, profile))

    def _decoded_heif(self, file: BinaryIO, scale: Scale, work: Callable[[Picture], T]) -> T:
        layout = heif.layout(file)
        if layout is None:
            return self._decoded_by_libheif(file, scale, work)
        size, orientation = _checked(layout.size), layout.orientation
        factor = large.reduction(scale(size, orientation))
        with self._large if size[0] * size[1] > strips.LARGE else nullcontext():
            try:
                image = tiles.load(layout, file, factor)
            except tiles.Unusual:
                image = None
            if image is not None:
                return work(Picture(image, size, orientation, layout.profile))
        return self._decoded_by_libheif(file, scale, work)

    def _decoded_by_libheif(self, file: BinaryIO, scale: Scale, work: Callable[[Picture], T]) -> T:
        """Without the plugin for Pillow, which would hold the file and the pixels twice."""
        import pillow_heif  # 10 MB that a library without HEIC never needs

        file.seek(0)
        opened = pillow_heif.open_heif(file, convert_hdr_to_8bit=True)  # turned by libheif
        size = _checked(opened.size)
        profile = opened.info.get("icc_profile") or b""
        with self._large if size[0] * size[1] > strips.LARGE else nullcontext():
            picture = Picture(large.load_heif(opened, scale(size, 1)), size, 1, profile)
            del opened  # and with it the other copy of the pixels
            return work(picture)


def _checked(size: Size) -> Size:
    if size[0] * size[1] > _MOST_PIXELS:
        raise ImageFault(f"{size[0]}x{size[1]} pixels")
    return size


def _part(file: BinaryIO, source: str | Part) -> BinaryIO:
    if isinstance(source, str):
        return file
    file.seek(source.offset)
    return io.BytesIO(file.read(source.length))


def _lying(image: Image.Image) -> tuple[Size, int]:
    """Size as stored and orientation of a picture that is not loaded yet.

    Pillow turns a TIFF while it loads it, which takes a second one, and tells
    the size it has then. Here it stays as it lies; only its `im` knows that size."""
    orientation, size = _orientation(image), image.size
    if image.format == "TIFF":
        if image.tag_v2.get(_ORIENTATION) in strips.SIDEWAYS:  # type: ignore[attr-defined]
            size = size[1], size[0]
        image.getexif().pop(_ORIENTATION, None)
    return size, orientation


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION)
    except Exception:  # whatever is wrong with it, the picture may be fine
        return 1
    return found if isinstance(found, int) and found in range(1, 9) else 1
