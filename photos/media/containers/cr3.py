"""Canon's raw format of today: ISO base media boxes around TIFF directories and JPEGs."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from photos.media.containers import boxes
from photos.media.containers.boxes import Box
from photos.media.containers.findings import Findings

_FACTS = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_LARGEST = 64 * 1024


def read(file: BinaryIO, findings: Findings) -> None:
    """EXIF in its parts; the first of them has the size."""
    found = blocks(file)
    findings.exif = found.get(b"CMT1", b"")
    findings.more_exif = [found.get(b"CMT2", b""), _below(found.get(b"CMT4", b""))]
    findings.xmp = found.get(b"XMP_", b"")


def blocks(file: BinaryIO) -> dict[bytes, bytes]:
    """TIFF structures by name: CMT1 the main directory, CMT2 EXIF, CMT4 GPS; XMP_ beside them."""
    found: dict[bytes, bytes] = {}
    for box in boxes.walk(file):
        if _is(file, box, _XMP):
            found[b"XMP_"] = boxes.content(file, box, 1 << 20)[16:]
        elif box.name == b"moov":
            for inner in boxes.walk(file, box.start, box.end):
                if _is(file, inner, _FACTS):
                    for block in boxes.walk(file, inner.start + 16, inner.end):
                        if block.name in (b"CMT1", b"CMT2", b"CMT4"):
                            found[block.name] = boxes.content(file, block, _LARGEST)
    return found


def pictures(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """(offset, length) of the first sample of each track, JPEG or not, and of the
    smaller JPEG in a box of Canon's own."""
    for box in boxes.walk(file):
        if box.name == b"moov":
            for track in boxes.walk(file, box.start, box.end):
                table = boxes.find(file, track, b"mdia", b"minf", b"stbl")
                if track.name == b"trak" and table:
                    yield _first_sample(file, table)
        elif _is(file, box, _PREVIEW):
            inner = next(boxes.walk(file, box.start + 24, box.end))
            # numbers of 2 and 4 bytes; the last is the length
            head = boxes.content(file, inner, 16)
            yield inner.start + 16, int.from_bytes(head[12:16], "big")


def _is(file: BinaryIO, box: Box, uuid: bytes) -> bool:
    return box.name == b"uuid" and boxes.content(file, box, 16) == uuid


def _first_sample(file: BinaryIO, table: Box) -> tuple[int, int]:
    offsets = boxes.content(file, boxes.find(file, table, b"co64"), 16)
    sizes = boxes.content(file, boxes.find(file, table, b"stsz"), 16)
    length = int.from_bytes(sizes[4:8], "big") or int.from_bytes(sizes[12:16], "big")
    return int.from_bytes(offsets[8:16], "big"), length


def _below(directory: bytes) -> bytes:
    """A TIFF whose main directory is one of GPS, as one that points at it."""
    if len(directory) < 8:
        return b""
    order = "<" if directory[:1] == b"I" else ">"
    (first,) = struct.unpack_from(order + "I", directory, 4)
    main = struct.pack(order + "HHHIII", 1, 0x8825, 4, 1, first, 0)
    start = struct.pack(order + "I", len(directory))
    return directory[:4] + start + directory[8:] + main
