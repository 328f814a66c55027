"""The boxes of ISO base media files, nested or in a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

_MOST_BOXES = 4096


class Box(NamedTuple):
    """A box in a file; its content lies from `start` to `end`."""

    name: bytes
    start: int
    end: int


class Header(NamedTuple):
    """What `mvhd` and `mdhd` begin with."""

    created: int
    """Seconds since 1904, UTC; 0 when not told."""
    scale: int
    """Units in a second."""
    length: int
    """Units; 0 when not known."""

    @property
    def milliseconds(self) -> int | None:
        return round(self.length * 1000 / self.scale) or None if self.scale else None


def walk(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes in a row between two positions, of the whole file if none are given.

    Only their heads are read. Ends where the boxes stop making sense.
    """
    at, end = start, file.seek(0, 2) if end is None else end
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        length, inside = int.from_bytes(head[:4], "big"), at + 8
        if length == 1:
            length, inside = int.from_bytes(file.read(8), "big"), at + 16
        following = at + length if length else end
        if following < inside:
            return
        yield Box(head[4:], inside, min(following, end))
        at = following


def find(file: BinaryIO, box: Box | None, *path: bytes) -> Box | None:
    """The first box below another along a path of names."""
    for name in path:
        if box is None:
            return None
        box = next((one for one in walk(file, box.start, box.end) if one.name == name), None)
    return box


def content(file: BinaryIO, box: Box | None, most: int) -> bytes:
    """What is in a box, at most so many bytes of it; b"" for none."""
    if box is None:
        return b""
    file.seek(box.start)
    return file.read(min(box.end - box.start, most))


def header(data: bytes) -> Header:
    """Reads the content of `mvhd` or `mdhd`; zeros for what is missing."""
    wide = 8 if data[:1] == b"\1" else 4
    at = 4 + 2 * wide
    length = data[at + 4 : at + 4 + wide]
    return Header(
        int.from_bytes(data[4 : 4 + wide], "big"),
        int.from_bytes(data[at : at + 4], "big"),
        0 if length == b"\xff" * wide else int.from_bytes(length, "big"),
    )
