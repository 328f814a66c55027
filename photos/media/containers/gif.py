"""GIF: its size at the front, the length of an animation spread over the whole file."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers.findings import Findings
from photos.media.window import Read

_CHUNK = 1024 * 1024
_LARGEST = 64 * 1024 * 1024


def read(file: BinaryIO, findings: Findings) -> None:
    """The logical screen."""
    head = file.read(10)
    findings.width = int.from_bytes(head[6:8], "little")
    findings.height = int.from_bytes(head[8:10], "little")


def _table(flags: int) -> int:
    """Bytes of the colour table that packed `flags` announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


class _Walk:
    """Steps from block to block; `at` may lie beyond the bytes seen so far."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.inside = False
        self.hundredths = 0
        self.ended = False

    def over(self, data: bytes) -> None:
        """Go as far as `data` reaches; `at` counts from its start, blocks may be 11 bytes."""
        while not self.ended and self.at < len(data):
            if self.inside:
                self._skip(data)
            elif self.at + 10 >= len(data) and data[self.at] != 0x3B:
                return
            else:
                self._block(data)

    def _skip(self, data: bytes) -> None:
        at, end = self.at, len(data)
        while at < end and (length := data[at]):
            at += length + 1
        self.inside = at >= end
        self.at = at if self.inside else at + 1

    def _block(self, data: bytes) -> None:
        at = self.at
        if data[at] == 0x21:
            if data[at + 1] == 0xF9:
                self.hundredths += int.from_bytes(data[at + 4 : at + 6], "little")
            self.at, self.inside = at + 2, True
        elif data[at] == 0x2C:
            self.at, self.inside = at + 11 + _table(data[at + 9]), True
        else:
            self.ended = True


async def duration(read: Read, size: int) -> int | None:
    """Sum of the frame delays in milliseconds; None for none, or beyond 64 MiB.

    Reads the whole file in pieces: delays stand before each frame and frames
    carry no length.
    """
    if size > _LARGEST:
        return None
    head = await read(0, 13)
    if len(head) < 13:
        return None
    walk = _Walk(0)
    base = 13 + _table(head[10])
    while not walk.ended and base < size:
        data = await read(base, _CHUNK)
        walk.over(data)
        if walk.at == 0:
            break
        base, walk.at = base + walk.at, 0
    return walk.hundredths * 10 or None
