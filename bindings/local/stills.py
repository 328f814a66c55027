"""One frame that stands for a video, through PyAV (FFmpeg)."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice, takewhile
from statistics import pstdev
from typing import TYPE_CHECKING, Any, BinaryIO

from PIL import Image

if TYPE_CHECKING:
    from av import VideoFrame

_SECONDS = 5
"""How far into a video its frame is looked for."""
_FRAMES = 150
_MOST_PIXELS = 40_000_000
"""More than 8K."""
_CONTRAST = 12
"""Spread of the grey values, of 255, that black, white and fades stay below."""
# What the accepted extensions stand for. Others, playlists above all, can name
# any file of this machine for FFmpeg to open.
_CONTAINERS = "mov,matroska,webm,avi,flv,asf,mpegts,mpeg,mpegvideo,mxf,h264,hevc,m4v"


def telling_frame(file: BinaryIO) -> Image.Image:
    """The first frame that shows something, upright; of a dull beginning the best.

    Raises ModuleNotFoundError without PyAV, and what PyAV raises."""
    import av  # large, and a library of photos does without it

    with av.open(file, "r", options={"format_whitelist": _CONTAINERS}) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1  # each further one keeps frames of its own
        if stream.codec_context.width * stream.codec_context.height > _MOST_PIXELS:
            raise ValueError("too large")
        frames = takewhile(_early, islice(container.decode(stream), _FRAMES))
        best: Any = None
        most = -1.0
        with suppress(av.FFmpegError):  # a damaged video shows what came before the damage
            for frame in frames:
                if (contrast := _contrast(frame)) > most:
                    best, most = frame, contrast
                if contrast >= _CONTRAST:
                    break
    if best is None:
        raise ValueError("no frame can be decoded")
    quarters = round(best.rotation / 90) % 4  # anticlockwise
    # several threads would write into each other's first pixels
    image: Image.Image = best.to_image(threads=1)
    return image.rotate(90 * quarters, expand=True) if quarters else image


def _early(frame: VideoFrame) -> bool:
    return (frame.time or 0) < _SECONDS


def _contrast(frame: VideoFrame) -> float:
    plane: Any = frame.reformat(32, 32, "gray").planes[0]
    greys = Image.frombuffer("L", (32, 32), plane, "raw", "L", plane.line_size, 1)
    return pstdev(greys.tobytes())
