"""Decoding pictures so large that ordinary decoding would hold them three times over.

A picture of 64 megapixels takes 256 MB in Pillow, whose WebP and AVIF decoders
keep three more of it and whose scaling of transparency makes another.
"""

from __future__ import annotations

import ctypes
import mmap
from typing import TYPE_CHECKING, Any, BinaryIO

from PIL import Image

from bindings.framing import Size
from bindings.local import strips

if TYPE_CHECKING:
    from av import VideoFrame

_MOST = {"AVIF": 32_000_000, "WEBP": 32_000_000, "JPEG2000": 20_000_000}
"""Pixels up to which Pillow's decoding fits, which holds four copies, and of JPEG 2000 six."""
_BULKY = 4 << 20
"""Bytes from which on copies of a file count."""
_FULL = 2
"""For FFmpeg: black is 0."""
_MMAP_THRESHOLD, _LARGE = -3, 4 << 20
_TRIM_THRESHOLD, _KEPT = -1, 8 << 20


def give_memory_back() -> None:
    """From now on, memory for large pictures is the system's again once they are gone.

    GNU's allocator would keep what Pillow frees, hundreds of megabytes for
    ever, and grow by what its next picture does not fit into. Told where large begins,
    it would give back all else at once too, and an answer of a megabyte had the system
    hand out the same pages anew each time. Others have no such switches."""
    if switch := getattr(ctypes.CDLL(None), "mallopt", None):
        switch(_MMAP_THRESHOLD, _LARGE)
        switch(_TRIM_THRESHOLD, _KEPT)


def is_held_whole(file: BinaryIO) -> bool:
    """Whether Pillow opens this long file by reading it all: a WebP, or maybe an AVIF."""
    file.seek(0)
    head, length = file.read(12), file.seek(0, 2)
    file.seek(0)
    may_be_avif = head[4:8] == b"ftyp" and head[8:] != b"heic"
    return length > _BULKY and (head[8:] == b"WEBP" or may_be_avif)


def halve(image: Image.Image, part: float) -> None:
    """Have a JPEG 2000 that is not loaded yet decoded at 1/2, 1/4 or less of its width and
    height, where `part` of them is enough."""
    if image.format == "JPEG2000" and strips.is_large(image):
        image.reduce = int(1 / part).bit_length() - 1  # type: ignore[method-assign,assignment]


def is_too_large(image: Image.Image) -> bool:
    """For Pillow to decode."""
    pixels = image.width * image.height >> 2 * getattr(image, "_reduce", 0)
    return pixels > _MOST.get(str(image.format), pixels)


def is_for_ffmpeg(image: Image.Image) -> bool:
    return image.format == "AVIF" or (
        image.format == "WEBP" and not getattr(image, "is_animated", False)
    )


def load_heif(heif: Any, part: float) -> Image.Image:
    """The pixels of a picture of any size opened by pillow-heif, or fewer where only `part`
    of its width and height is needed."""
    data: Any = heif.data  # a memoryview, which Pillow takes but does not say so
    mode, size, stride, factor = heif.mode, heif.size, heif.stride, reduction(part)

    def rows(first: int, last: int) -> Image.Image:
        lines = data[first * stride : last * stride]
        return Image.frombuffer(mode, (size[0], last - first), lines, "raw", mode, stride, 1)

    return rows(0, size[1]) if factor == 1 else strips.shrunk(mode, size, factor, rows)


def load_by_ffmpeg(
    format: str, mode: str, size: Size, file: BinaryIO, part: float
) -> Image.Image | None:
    """Likewise of a WebP or AVIF whose mode Pillow told, RGBA or RGBX. None where FFmpeg is
    missing or sees something else than one whole picture, or the first of several."""
    try:
        from av.video.reformatter import Interpolation
    except ImportError:
        return None
    is_avif = format == "AVIF"
    frame = _avif_frame(file) if is_avif else _webp_frame(file)
    if frame is None or (frame.width, frame.height) != size:
        return None
    clear = (is_avif and mode == "RGBA") or any(each.is_alpha for each in frame.format.components)
    factor = reduction(part)
    size = -(-size[0] // factor), -(-size[1] // factor)
    if factor > 1 or frame.format.name != "argb":
        layout = "rgba" if clear else "rgb0"
        # several threads would write into each other's first pixels
        frame = frame.reformat(*size, layout, interpolation=Interpolation.AREA, threads=1)
    else:
        _move_alpha_last(frame)
    if is_avif and clear and not _lay_alpha(frame, _avif_frame(file, alpha=True)):
        return None
    plane: Any = frame.planes[0]
    mode = "RGBA" if clear else "RGBX"  # which needs no copy, as RGB would
    return Image.frombuffer(mode, size, plane, "raw", mode, plane.line_size, 1)


def reduction(part: float) -> int:
    """What is left is twice what is needed, to scale it well."""
    return max(1, int(0.5 / part))


def _webp_frame(file: BinaryIO) -> VideoFrame | None:
    """Without a container, which would hold the file twice more."""
    import av

    context = av.CodecContext.create("webp", "r")
    _prepare(context)
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        packet: Any = av.Packet(len(data))  # made of the bytes, it would be copied to decode
        packet.update(data)
    frames = [*context.decode(packet), *context.decode(None)]
    return frames[0] if len(frames) == 1 else None


def _avif_frame(file: BinaryIO, alpha: bool = False) -> VideoFrame | None:
    """The picture, of an animation the one that stands for it, or its transparency."""
    import av

    file.seek(0)
    with av.open(file, "r", format="mov") as opened:
        stream, *others = opened.streams.video  # of a tiled one the first tile
        if alpha:
            size = stream.width, stream.height
            greys = [each for each in others if (each.format or stream.format).name[:4] == "gray"]
            masks = [each for each in greys if (each.width, each.height) == size]
            if not masks:
                return None
            stream = masks[0]
        _prepare(stream.codec_context)
        return next(opened.decode(stream), None)


def _lay_alpha(frame: VideoFrame, mask: VideoFrame | None) -> bool:
    """Write a mask into an RGBA, scaled like it. False where there is none."""
    from av.video.reformatter import Interpolation

    if mask is None:
        return False
    width, height = frame.width, frame.height
    mask = mask.reformat(
        width, height, "gray", interpolation=Interpolation.AREA,
        src_color_range=_FULL, dst_color_range=_FULL, threads=1,
    )  # fmt: skip
    colours: Any = frame.planes[0]
    alphas: Any = mask.planes[0]
    into, out_of = memoryview(colours), memoryview(alphas)
    for row in range(height):
        at, begin = row * colours.line_size, row * alphas.line_size
        into[at + 3 : at + 4 * width : 4] = out_of[begin : begin + width]
    return True


def _prepare(context: Any) -> None:
    """No threads, of which each keeps pictures, and no patching of what is broken."""
    context.thread_count = 1
    context.options = {"err_detect": "explode"}


def _move_alpha_last(frame: VideoFrame) -> None:
    """ARGB becomes RGBA where it lies, since FFmpeg would make a second one."""
    plane: Any = frame.planes[0]
    stride, all_rows = plane.line_size, memoryview(plane)
    for first in range(0, frame.height, strips.ROWS):
        last = min(first + strips.ROWS, frame.height)
        rows = all_rows[first * stride : last * stride]
        size = frame.width, last - first
        strip = Image.frombytes("RGBA", size, rows, "raw", "ARGB", stride)
        rows[:] = strip.tobytes("raw", "RGBA", stride, 1)
