"""Films made for tests, and boxes to put into them."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Container
from pathlib import Path

import av

from tests.photos.media.files import Source


def film(
    format: str = "mp4",
    codec: str = "mpeg4",
    size: tuple[int, int] = (64, 48),
    frames: int = 15,
    rate: int = 10,
    metadata: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
    flashes: Container[int] = (),
) -> bytes:
    """A small film as ffmpeg's libraries write it: black, white in the frames that flash."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        with av.open(str(path), "w", format=format, options=options or {}) as out:
            out.metadata.update(metadata or {})
            stream = out.add_stream(codec, rate=rate)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            for number in range(frames):
                frame = av.VideoFrame(*size, "rgb24")  # whose pixels are whatever lay there
                light = b"\xff" if number in flashes else b"\0"
                frame.planes[0].update(light * frame.planes[0].buffer_size)
                out.mux(stream.encode(frame))
            out.mux(stream.encode())
        return path.read_bytes()


def box(name: bytes, *content: bytes) -> bytes:
    """One box of an ISO base media file."""
    inside = b"".join(content)
    return struct.pack(">I", len(inside) + 8) + name + inside


def with_boxes(film: bytes, *path: bytes, extra: bytes) -> bytes:
    """The film with more at the end of the box that `path` leads to."""
    data = bytearray(film)
    at, heads = 0, []
    for name in path:
        at = data.index(name, at) - 4
        heads.append(at)
    end = heads[-1] + int.from_bytes(data[heads[-1] : heads[-1] + 4], "big")
    data[end:end] = extra
    for head in heads:
        length = int.from_bytes(data[head : head + 4], "big") + len(extra)
        data[head : head + 4] = length.to_bytes(4, "big")
    return bytes(data)


def turned(film: bytes, matrix: tuple[int, int, int, int]) -> bytes:
    """The film with the upper left of its first track's matrix set."""
    data = bytearray(film)
    at = data.index(b"tkhd") + 4 + 40
    for place, number in zip((0, 4, 12, 16), matrix, strict=True):
        data[at + place : at + place + 4] = (number << 16).to_bytes(4, "big", signed=True)
    return bytes(data)


def keys(**texts: str) -> bytes:
    """A QuickTime list of metadata; `_` stands for the dot in `com.apple.quicktime`."""
    names = [f"com.apple.quicktime.{name.replace('_', '.')}".encode() for name in texts]
    listed = b"".join(box(b"mdta", name) for name in names)
    items = b"".join(
        box(struct.pack(">I", number), box(b"data", b"\0\0\0\1\0\0\0\0", text.encode()))
        for number, text in enumerate(texts.values(), 1)
    )
    handler = box(b"hdlr", bytes(8) + b"mdta" + bytes(13))
    head = struct.pack(">II", 0, len(names))
    return box(b"meta", handler, box(b"keys", head + listed), box(b"ilst", items))


class Hollow(Source):
    """A file of which only the two ends hold anything, with so much between them."""

    def __init__(self, front: bytes, gap: int, back: bytes) -> None:
        super().__init__(front)
        self.back = back
        self.border = len(front) + gap
        self.size = self.border + len(back)

    async def read(self, offset: int, length: int) -> bytes:
        self.reads += 1
        length = max(0, min(length, self.size - offset))
        self.spent += length
        piece = self.data[offset : offset + length]
        gap = min(length - len(piece), max(0, self.border - offset - len(piece)))
        start = max(0, offset - self.border)
        return piece + bytes(gap) + self.back[start : start + length - len(piece) - gap]
