"""Decoding pictures so large that ordinary decoding would hold them three times over.

A picture of 64 megapixels takes 256 MB in Pillow, whose WebP and AVIF decoders
keep three more of it and whose scaling of transparency makes another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from PIL import Image

from bindings.local.drawing import shrunk

if TYPE_CHECKING:
    from av import VideoFrame

_MOST_ORDINARY = 32_000_000
"""Pixels up to which the four copies of an ordinary WebP decoding fit."""


def load(image: Image.Image, file: BinaryIO, part: float) -> Image.Image:
    """The pixels of `image`, opened from `file`, or fewer where only `part` of its width
    and height is needed. Raises what the decoders raise."""
    if image.format in ("AVIF", "WEBP") and not getattr(image, "is_animated", False):
        found = _through_ffmpeg(image, file, _factor(part))
        if found is not None:
            return found
    if image.format == "WEBP" and image.width * image.height > _MOST_ORDINARY:
        raise ValueError("too large for a WebP")
    image.load()
    return image


def load_heif(heif: Any, part: float) -> Image.Image:
    """Likewise the pixels of a picture opened by pillow-heif, of any size."""
    data: Any = heif.data  # a memoryview, which Pillow takes but does not say so
    mode, size, stride, factor = heif.mode, heif.size, heif.stride, _factor(part)

    def rows(first: int, last: int) -> Image.Image:
        lines = data[first * stride : last * stride]
        return Image.frombuffer(mode, (size[0], last - first), lines, "raw", mode, stride, 1)

    if factor == 1:
        return Image.frombytes(mode, size, data, "raw", mode, stride)
    return shrunk(mode, size, factor, rows)


def _factor(part: float) -> int:
    """What is left is twice what is needed, to scale it well."""
    return max(1, int(0.5 / part))


def _through_ffmpeg(image: Image.Image, file: BinaryIO, factor: int) -> Image.Image | None:
    """None where FFmpeg is missing or sees something else than one whole picture."""
    try:
        from av.video.reformatter import Interpolation
    except ImportError:
        return None
    frame = _frame(file, {"WEBP": "webp_pipe", "AVIF": "mov"}[str(image.format)])
    if frame is None or (frame.width, frame.height) != image.size:
        return None
    mode = "RGBA" if any(each.is_alpha for each in frame.format.components) else "RGB"
    size = -(-image.width // factor), -(-image.height // factor)
    layout = "rgba" if mode == "RGBA" else "rgb24"
    frame = frame.reformat(*size, layout, interpolation=Interpolation.AREA)
    plane: Any = frame.planes[0]
    return Image.frombuffer(mode, size, plane, "raw", mode, plane.line_size, 1)


def _frame(file: BinaryIO, container: str) -> VideoFrame | None:
    import av

    file.seek(0)
    with av.open(file, "r", format=container) as opened:
        streams = opened.streams.video
        if len(streams) != 1:  # tiles, or transparency, each apart
            return None
        streams[0].codec_context.thread_count = 1
        streams[0].codec_context.options = {"err_detect": "explode"}
        return next(opened.decode(streams[0]), None)
