"""JPEG: a row of segments before the picture."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers.findings import Findings, tiff_block

_EXIF = b"Exif\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_ICC = b"ICC_PROFILE\0\x01"
_PHOTOSHOP = b"Photoshop 3.0\0"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ENDS = (None, 0xD9, 0xDA)
_MOST_SEGMENTS = 1000
_BARE = frozenset(range(0xD0, 0xD8)) | {0x01}


def read(file: BinaryIO, findings: Findings) -> None:
    """Size, bits and metadata segments up to the start of the scan."""
    file.seek(2)
    for _ in range(_MOST_SEGMENTS):
        marker = _marker(file)
        if marker in _ENDS:
            break
        if marker in _BARE:
            continue
        length = int.from_bytes(file.read(2), "big") - 2
        if length < 0:
            break
        following = file.tell() + length
        if marker in _FRAMES:
            frame = file.read(5)
            findings.bits = frame[0]
            findings.height = int.from_bytes(frame[1:3], "big")
            findings.width = int.from_bytes(frame[3:5], "big")
        elif marker in (0xE1, 0xE2, 0xED):
            _keep(findings, marker, file.read(length))
        file.seek(following)


def _marker(file: BinaryIO) -> int | None:
    if file.read(1) != b"\xff":
        return None
    code = file.read(1)
    while code == b"\xff":  # fill bytes
        code = file.read(1)
    return code[0] if code else None


def _keep(findings: Findings, marker: int, data: bytes) -> None:
    """The first of each kind counts: later ones belong to embedded previews."""
    if marker == 0xE1 and data.startswith(_EXIF):
        findings.exif = findings.exif or tiff_block(data)
    elif marker == 0xE1 and data.startswith(_XMP):
        findings.xmp = findings.xmp or data[len(_XMP) :]
    elif marker == 0xE2 and data.startswith(_ICC):
        findings.icc = findings.icc or data[len(_ICC) + 1 :]
    elif marker == 0xED and data.startswith(_PHOTOSHOP):
        findings.iptc = findings.iptc or _iptc(data[len(_PHOTOSHOP) :])


def _iptc(resources: bytes) -> bytes:
    """Resource 0x0404 of a Photoshop resource list."""
    at = 0
    while resources[at : at + 4] == b"8BIM":
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        name = 1 + resources[at + 6]
        start = at + 6 + name + name % 2
        length = int.from_bytes(resources[start : start + 4], "big")
        if number == 0x0404:
            return resources[start + 4 : start + 4 + length]
        at = start + 4 + length + length % 2
    return b""
