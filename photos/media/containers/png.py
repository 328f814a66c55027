"""PNG: chunks; metadata before the picture, sometimes after it."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from photos.media.containers import photoshop
from photos.media.containers.findings import LARGEST_BLOCK, Findings, tiff_block

_RAW = b"Raw profile type "
"""How ImageMagick kept metadata before PNG had a place for it: as hexadecimal text."""
_WANTED = (b"IHDR", b"iCCP", b"eXIf", b"iTXt", b"zTXt", b"tEXt", b"acTL")
_XMP = b"XML:com.adobe.xmp\0"
_TAIL = 64 * 1024
_MOST_CHUNKS = 1000


def read(file: BinaryIO, findings: Findings) -> None:
    """Walks the chunks before the picture and looks for others in the last 64 KiB.

    What lies between is picture in pieces of any size: walking it would read
    the whole file.
    """
    file.seek(8)
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8 or head[4:] in (b"IDAT", b"IEND"):
            break
        length = int.from_bytes(head[:4], "big")
        following = file.tell() + length + 4
        if head[4:] in _WANTED and length <= LARGEST_BLOCK:
            _keep(findings, head[4:], file.read(length))
        file.seek(following)
    if not findings.exif or not findings.xmp:
        start = max(file.tell(), file.seek(0, 2) - _TAIL)
        file.seek(start)
        _scan(findings, file.read(_TAIL))


def _keep(findings: Findings, name: bytes, data: bytes) -> None:
    if name == b"IHDR":
        findings.width = int.from_bytes(data[:4], "big")
        findings.height = int.from_bytes(data[4:8], "big")
        findings.bits = data[8]
    elif name == b"acTL":
        findings.animated = True
    elif name == b"eXIf":
        findings.exif = findings.exif or tiff_block(data)
    elif name == b"iTXt" and data.startswith(_XMP):
        findings.xmp = findings.xmp or _text(data[len(_XMP) :])
    elif name == b"iCCP":
        findings.icc = _inflate(data.partition(b"\0")[2][1:])

    elif name in (b"zTXt", b"tEXt") and data.startswith(_RAW):
        kind, _, text = data[len(_RAW) :].partition(b"\0")
        _keep_raw(findings, kind, _inflate(text[1:]) if name == b"zTXt" else text)


def _keep_raw(findings: Findings, kind: bytes, text: bytes) -> None:
    """The text names the kind once more and the length, then comes the profile."""
    profile = bytes.fromhex("".join(text.decode("ascii").split()[2:]))
    if kind in (b"exif", b"APP1"):
        findings.exif = findings.exif or tiff_block(profile)
    elif kind == b"iptc":
        findings.iptc = photoshop.iptc(profile)
    elif kind == b"xmp":
        findings.xmp = findings.xmp or profile


def _text(data: bytes) -> bytes:
    compressed = data[:1] == b"\x01"
    text = data[2:].split(b"\0", 2)[2]
    return _inflate(text) if compressed else text


def _inflate(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, LARGEST_BLOCK)


def _scan(findings: Findings, tail: bytes) -> None:
    """Chunks anywhere in `tail`, told from picture data by their checksum."""
    for name in (b"eXIf", b"iTXt"):
        at = tail.find(name)
        while at >= 0:
            end = at + 4 + int.from_bytes(tail[max(0, at - 4) : at], "big")
            if at >= 4 and tail[end : end + 4] == zlib.crc32(tail[at:end]).to_bytes(4, "big"):
                _keep(findings, name, tail[at + 4 : end])
            at = tail.find(name, at + 1)
