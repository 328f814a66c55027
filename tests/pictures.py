"""Pictures made for tests."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import av
from PIL import Image


def jpeg(shade: int = 0, size: tuple[int, int] = (64, 48)) -> bytes:
    """A small JPEG without metadata; another `shade` is another file."""
    out = io.BytesIO()
    Image.new("RGB", size, (shade % 256, 80, 128)).save(out, "JPEG", comment=str(shade))
    return out.getvalue()


def video(
    *scenes: tuple[Image.Image, int], format: str = "mp4", codec: str = "mpeg4", rate: int = 10
) -> bytes:
    """A film that shows each picture for as many frames; all have one size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        with av.open(str(path), "w", format=format) as out:
            stream = out.add_stream(codec, rate=rate)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height = scenes[0][0].size
            stream.pix_fmt = "yuv420p"
            for image, count in scenes:
                for _ in range(count):
                    frame = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]
                    out.mux(stream.encode(frame))
            out.mux(stream.encode())
        return path.read_bytes()
