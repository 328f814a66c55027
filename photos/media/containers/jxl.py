"""JPEG XL: a bare codestream, or one in boxes with metadata beside it."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers import boxes
from photos.media.containers.findings import LARGEST_BLOCK, Findings, tiff_block

CODESTREAM = b"\xff\x0a"
CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
_HEAD = 64
# width over height, by number
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_WIDTHS = (9, 13, 18, 30)


def read(file: BinaryIO, findings: Findings) -> None:
    """Size and turn from the codestream; Exif and XMP unless they are packed by Brotli."""
    head = file.read(12)
    if head[:2] == CODESTREAM:
        file.seek(0)
        _codestream(file.read(_HEAD), findings)
        return
    for box in boxes.walk(file):
        if box.name == b"jxlc":
            _codestream(boxes.content(file, box, _HEAD), findings)
        elif box.name == b"jxlp" and findings.width is None:  # in parts, numbered
            _codestream(boxes.content(file, box, _HEAD)[4:], findings)
        elif box.name == b"Exif":
            findings.exif = tiff_block(boxes.content(file, box, LARGEST_BLOCK)[4:])
        elif box.name == b"xml ":
            findings.xmp = boxes.content(file, box, LARGEST_BLOCK)


class _Bits:
    """Bits from the lowest of each byte on."""

    def __init__(self, data: bytes) -> None:
        self._rest = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        value = self._rest & ((1 << count) - 1)
        self._rest >>= count
        return value


def _codestream(data: bytes, findings: Findings) -> None:
    if data[:2] != CODESTREAM:
        return
    bits = _Bits(data[2:])
    findings.width, findings.height = _size(bits)
    findings.orientation, findings.bits = 1, 8
    if bits.take(1):  # all else is as usual
        return
    plain = True
    if bits.take(1):
        findings.orientation = 1 + bits.take(3)
        plain = not bits.take(3)  # neither another size nor preview nor animation
    floating = bits.take(1)
    depths = (32, 16, 24) if floating else (8, 10, 12)
    chosen = bits.take(2)
    depth = depths[chosen] if chosen < 3 else 1 + bits.take(6)
    findings.bits = depth if plain else None


def _size(bits: _Bits) -> tuple[int, int]:
    small = bits.take(1)
    height = _side(bits, small)
    ratio = bits.take(3)
    if ratio:
        over, under = _RATIOS[ratio]
        return height * over // under, height
    return _side(bits, small), height


def _side(bits: _Bits, small: int) -> int:
    return 8 * (1 + bits.take(5)) if small else 1 + bits.take(_WIDTHS[bits.take(2)])
