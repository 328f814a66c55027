"""JPEG: a row of segments before the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from photos.media.containers.findings import Findings, tiff_block
from photos.media.containers.photoshop import iptc

EXIF, MPF = b"Exif\0", b"MPF\0"
"""How the segments begin that hold a TIFF structure."""
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_ICC = b"ICC_PROFILE\0\x01"
_PHOTOSHOP = b"Photoshop 3.0\0"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LOSSY = (0xC0, 0xC1, 0xC2)
_ENDS = (None, 0xD9, 0xDA)
_MOST_SEGMENTS = 1000
_BARE = frozenset(range(0xD0, 0xD8)) | {0x01}


class Frame(NamedTuple):
    """Size in pixels and bits per sample of the picture."""

    width: int
    height: int
    bits: int


def read(file: BinaryIO, findings: Findings, start: int = 0) -> None:
    """Size, bits and metadata segments up to the start of the scan."""
    for marker, length in _segments(file, start):
        if marker in _FRAMES:
            findings.width, findings.height, findings.bits = _frame(file)
        elif marker in (0xE1, 0xE2, 0xED):
            _keep(findings, marker, file.read(length))


def frame(file: BinaryIO, start: int) -> Frame | None:
    """The picture of a JPEG in the midst of a file.

    None where there is no JPEG, or one of the lossless kind that raw formats
    keep their sensor data in.
    """
    for marker, _ in _segments(file, start):
        if marker in _FRAMES:
            return _frame(file) if marker in _LOSSY else None
    return None


def structures(file: BinaryIO, name: bytes) -> Iterator[tuple[int, bytes]]:
    """Where the TIFF structures in segments of this name lie in the file, and they."""
    for marker, length in _segments(file, 0):
        if marker in (0xE1, 0xE2):
            start, data = file.tell(), file.read(length)
            if data.startswith(name) and (block := tiff_block(data)):
                yield start + length - len(block), block


def _segments(file: BinaryIO, start: int) -> Iterator[tuple[int, int]]:
    """(marker, length) of each segment, with the file at its content."""
    file.seek(start)
    if file.read(2) != b"\xff\xd8":
        return
    for _ in range(_MOST_SEGMENTS):
        marker = _marker(file)
        if marker is None or marker in _ENDS:
            break
        if marker in _BARE:
            continue
        length = int.from_bytes(file.read(2), "big") - 2
        if length < 0:
            break
        following = file.tell() + length
        yield marker, length
        file.seek(following)


def _frame(file: BinaryIO) -> Frame:
    data = file.read(5)
    return Frame(int.from_bytes(data[3:5], "big"), int.from_bytes(data[1:3], "big"), data[0])


def _marker(file: BinaryIO) -> int | None:
    if file.read(1) != b"\xff":
        return None
    code = file.read(1)
    while code == b"\xff":  # fill bytes
        code = file.read(1)
    return code[0] if code else None


def _keep(findings: Findings, marker: int, data: bytes) -> None:
    """The first of each kind counts: later ones belong to embedded previews."""
    if marker == 0xE1 and data.startswith(EXIF):
        findings.exif = findings.exif or tiff_block(data)
    elif marker == 0xE1 and data.startswith(_XMP):
        findings.xmp = findings.xmp or data[len(_XMP) :]
    elif marker == 0xE2 and data.startswith(_ICC):
        findings.icc = findings.icc or data[len(_ICC) + 1 :]
    elif marker == 0xED and data.startswith(_PHOTOSHOP):
        findings.iptc = findings.iptc or iptc(data[len(_PHOTOSHOP) :])
