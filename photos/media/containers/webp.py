"""WebP: RIFF chunks; EXIF and XMP lie behind the picture."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers.findings import LARGEST_BLOCK, Findings, tiff_block

_ICC, _EXIF, _XMP, _ANIMATION = 0x20, 0x08, 0x04, 0x02
_MOST_CHUNKS = 10_000


def read(file: BinaryIO, findings: Findings) -> None:
    """Size and metadata; the sum of the frame durations of an animation."""
    file.seek(12)
    wanted = 0
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            break
        name, length = head[:4], int.from_bytes(head[4:], "little")
        following = file.tell() + length + length % 2
        if name == b"VP8X":
            data = file.read(10)
            wanted = data[0]
            findings.animated = bool(wanted & _ANIMATION)
            findings.width = 1 + int.from_bytes(data[4:7], "little")
            findings.height = 1 + int.from_bytes(data[7:10], "little")
        elif name in (b"VP8 ", b"VP8L") and findings.width is None:
            findings.width, findings.height = _size(name, file.read(10))
        elif name == b"ANMF":
            frame = file.read(15)
            findings.duration = (findings.duration or 0) + int.from_bytes(frame[12:15], "little")
        elif name in (b"ICCP", b"EXIF", b"XMP ") and length <= LARGEST_BLOCK:
            wanted &= ~_keep(findings, name, file.read(length))
        if not wanted & (_ICC | _EXIF | _XMP | _ANIMATION):
            break
        file.seek(following)


def _size(name: bytes, data: bytes) -> tuple[int | None, int | None]:
    if name == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        sides = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
        return sides[0] & 0x3FFF, sides[1] & 0x3FFF
    if name == b"VP8L" and data[:1] == b"\x2f":
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None, None


def _keep(findings: Findings, name: bytes, data: bytes) -> int:
    """Stores a block and tells the flag that announced it."""
    if name == b"ICCP":
        findings.icc = data
        return _ICC
    if name == b"EXIF":
        findings.exif = tiff_block(data)
        return _EXIF
    findings.xmp = data
    return _XMP
