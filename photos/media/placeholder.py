"""What stands for a video that no frame could be taken from."""

from __future__ import annotations

import struct
import zlib

from bindings.framing import Size

_SHORT_EDGE = 250
_LONGEST = 4 * _SHORT_EDGE
_GROUND, _SIGN = 0x3C, 0xB4
"""Greys that are neither lost in a light page nor in a dark one."""


def video(size: Size) -> bytes:
    """A PNG of the shape of a video of this size: a sign to play, on grey."""
    width, height = (min(_LONGEST, round(edge * _SHORT_EDGE / min(size))) for edge in size)
    sign = min(width, height) // 3
    left, top = (width - sign) // 2, (height - sign) // 2
    rows = bytearray()
    for y in range(height):
        row = bytearray([_GROUND]) * width
        if top <= y < top + sign:  # a triangle that points to the right
            length = 2 * min(y - top, top + sign - 1 - y) + 1
            row[left : left + length] = bytes([_SIGN]) * length
        rows += b"\0" + row
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
