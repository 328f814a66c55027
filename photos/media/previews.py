"""The JPEG a camera puts into its raw file: the picture as it would have developed it.

Reading it needs no raw decoder, which a Worker could not have. JPEGs have smaller ones
of themselves, for whoever cannot take the whole.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from photos.media.containers import cr3, jpeg, raf, tiff
from photos.media.containers.findings import Findings
from photos.media.window import Missing, Read, parse

_JPEG, _JPEG_LENGTH = 0x201, 0x202
_PANASONIC = (0x2E, 0x127)
_PHOTOMETRIC, _TABLES, _MAKER_NOTE = 0x106, 0x15B, 0x927C
_SENSOR_DATA = (32803, 34892)
# how an Olympus maker note starts -> where its directory lies in it
_OLYMPUS = {b"OLYMPUS\0II": 12, b"OM SYSTEM\0\0\0II": 16}
_MPF_PICTURES, _MPF_THUMBNAIL, _MPF_MOST = 0xB002, 0x010000, 64
_CAMERA_SETTINGS, _PREVIEW, _PREVIEW_LENGTH = 0x2020, 0x101, 0x102


class Preview(msgspec.Struct, frozen=True):
    """A complete JPEG inside a file."""

    offset: int
    length: int
    """Bytes."""
    width: int
    height: int
    """Pixels as stored, not turned."""
    orientation: int
    """EXIF orientation of the raw file, 1 to 8: how to turn the pixels, whatever
    the JPEG says of itself."""


async def embedded_jpeg(read: Read, size: int) -> Preview | None:
    """The best JPEG embedded in a raw file or a JPEG of `size` bytes; None where there is none.

    Its longest one, which is its largest. Costs about 200 KB of reading.
    Raises only what `read` raises.
    """
    return await parse(read, size, _find)


def _find(file: BinaryIO) -> Preview | None:
    try:
        head = file.read(16)
        if head.startswith(raf.SIGNATURE):
            return _best(file, [raf.picture(file)], _fuji_orientation(file))
        if head[4:12] == b"ftypcrx ":
            orientation = _stated(cr3.blocks(file).get(b"CMT1", b""))
            return _best(file, cr3.pictures(file), orientation)
        if head[:4] in tiff.HEADERS:
            return _of_tiff(file)
        if head.startswith(b"\xff\xd8"):
            return _of_jpeg(file)
    except Missing:
        raise
    except Exception:
        pass  # broken somewhere: no preview
    return None


def _best(file: BinaryIO, places: Iterable[tuple[int, int]], orientation: int) -> Preview | None:
    end = file.seek(0, 2)
    for offset, length in sorted(set(places), key=lambda place: -place[1]):
        if 0 < offset < end and (frame := jpeg.frame(file, offset)) and frame.bits == 8:
            turn = orientation if orientation in range(1, 9) else 1
            return Preview(offset, min(length, end - offset), frame.width, frame.height, turn)
    return None


def _of_tiff(file: BinaryIO) -> Preview | None:
    raw = tiff.Tiff(file)
    return _best(file, _in_tiff(raw), raw.number(raw.directory(raw.first), tiff.ORIENTATION))


def _in_tiff(raw: tiff.Tiff) -> Iterator[tuple[int, int]]:
    for top in raw.chain():
        for directory in raw.family(top):
            yield from _in_directory(raw, directory)
        for at in raw.numbers(top, tiff.EXIF):
            yield from _in_maker_note(raw, raw.directory(at).entries.get(_MAKER_NOTE))


def _in_directory(raw: tiff.Tiff, directory: tiff.Directory) -> Iterator[tuple[int, int]]:
    entries = directory.entries
    if _JPEG in entries:
        yield (raw.number(directory, _JPEG), raw.number(directory, _JPEG_LENGTH))
    strips = raw.numbers(directory, tiff.STRIPS)
    compressed = raw.number(directory, tiff.COMPRESSION) in (6, 7)
    developed = raw.number(directory, _PHOTOMETRIC) not in _SENSOR_DATA
    if len(strips) == 1 and compressed and developed and _TABLES not in entries:
        yield (strips[0], raw.number(directory, tiff.STRIP_LENGTHS))
    for tag in _PANASONIC:
        if tag in entries and entries[tag].kind == 7:
            yield (entries[tag].at, entries[tag].length)


def _in_maker_note(raw: tiff.Tiff, note: tiff.Entry | None) -> Iterator[tuple[int, int]]:
    """Olympus keeps it there alone."""
    start = raw.data(note, 16) if note else b""
    for head, first in _OLYMPUS.items():
        if note and start.startswith(head):
            inside = raw.based(note.at)
            for at in inside.numbers(inside.directory(first), _CAMERA_SETTINGS):
                settings = inside.directory(at)
                offset, length = (
                    inside.number(settings, tag) for tag in (_PREVIEW, _PREVIEW_LENGTH)
                )
                yield (note.at + offset, length)


def _of_jpeg(file: BinaryIO) -> Preview | None:
    """EXIF's thumbnail, or a larger one of those that CIPA DC-007 (MPF) puts behind the
    picture; not others that lie there, such as maps of brightness."""
    places, orientation = list[tuple[int, int]](), 1
    for start, block in list(jpeg.structures(file, jpeg.EXIF))[:1]:
        exif = tiff.Tiff(io.BytesIO(block))
        orientation = _stated(block)
        for directory in list(exif.chain())[1:2]:
            at, length = (exif.number(directory, tag) for tag in (_JPEG, _JPEG_LENGTH))
            places.append((start + at, length))
    for start, block in jpeg.structures(file, jpeg.MPF):
        order = "<" if block.startswith(b"I") else ">"
        mpf = tiff.Tiff(io.BytesIO(block))
        entry = mpf.directory(mpf.first).entries.get(_MPF_PICTURES)
        table = mpf.data(entry, _MPF_MOST * 16) if entry else b""
        for kind, length, at, _ in struct.iter_unpack(f"{order}4I", table[: len(table) // 16 * 16]):
            if kind & 0xFFFFF0 == _MPF_THUMBNAIL and kind & 15:
                places.append((start + at, length))
    return _best(file, places, orientation)


def _fuji_orientation(file: BinaryIO) -> int:
    """As the JPEG says: a RAF has no other EXIF."""
    findings = Findings()
    jpeg.read(file, findings, raf.picture(file)[0])
    return _stated(findings.exif)


def _stated(block: bytes) -> int:
    """The orientation in a block of EXIF, if there is one."""
    if not block:
        return 1
    exif = tiff.Tiff(io.BytesIO(block))
    return exif.number(exif.directory(exif.first), tiff.ORIENTATION)
