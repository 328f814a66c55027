"""HEIC and AVIF: pictures as the items of ISO/IEC 23008-12."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from photos.media.containers import boxes
from photos.media.containers.findings import LARGEST_BLOCK, Findings, tiff_block

_PROFILES = (b"prof", b"rICC")
# anticlockwise quarter turns -> EXIF orientation
_TURNS = {0: 1, 1: 8, 2: 3, 3: 6}


def read(file: BinaryIO, findings: Findings) -> None:
    """Facts of the primary item and its metadata; the length of a sequence."""
    for box in boxes.walk(file):
        if box.name == b"meta" and box.end - box.start <= LARGEST_BLOCK:
            _Items(boxes.content(file, box, LARGEST_BLOCK)[4:]).tell(findings, file)
        elif box.name == b"mpvd":  # a motion photo
            findings.film = box.start, box.end - box.start
        elif box.name == b"moov":
            header = boxes.find(file, box, b"mvhd")
            findings.duration = boxes.header(boxes.content(file, header, 32)).milliseconds


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big") or len(data) - at
        if length < 8:
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + length]
        at += length


class _Cursor:
    """Big-endian numbers in a row. Raises ValueError past the end."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "big")

    def take(self, length: int) -> bytes:
        piece = self.data[self.at : self.at + length]
        if len(piece) < length:
            raise ValueError("box is cut short")
        self.at += length
        return piece


class _Items:
    """The item tables of one `meta` box (its content behind version and flags)."""

    def __init__(self, data: bytes) -> None:
        self.boxes = dict(_boxes(data))

    def tell(self, findings: Findings, file: BinaryIO) -> None:
        primary = self._primary()
        for name, data in self._properties(primary):
            if name == b"ispe":
                findings.width = int.from_bytes(data[4:8], "big")
                findings.height = int.from_bytes(data[8:12], "big")
            elif name == b"clap":  # encoders pad to whole blocks and cut the rest off again
                parts = [int.from_bytes(data[at : at + 4], "big") for at in range(0, 16, 4)]
                findings.width, findings.height = parts[0] // parts[1], parts[2] // parts[3]
            elif name == b"irot":
                findings.orientation = _TURNS[data[0] & 3]
            elif name == b"pixi" and len(data) > 5:
                findings.bits = data[5]
        # a grid leaves its profile to its tiles
        profiles = (data for name, data in self._every() if name == b"colr")
        findings.icc = next((data[4:] for data in profiles if data[:4] in _PROFILES), b"")
        kinds = dict(self._kinds())
        if b"Exif" in kinds:
            block = self._content(kinds[b"Exif"], file)
            start = 4 + int.from_bytes(block[:4], "big")
            findings.exif = tiff_block(block[start:]) or tiff_block(block)
        if b"application/rdf+xml" in kinds:
            findings.xmp = self._content(kinds[b"application/rdf+xml"], file)

    def _primary(self) -> int:
        data = self.boxes.get(b"pitm", b"")
        return int.from_bytes(data[4 : 6 if data[:1] == b"\0" else 8], "big")

    def _every(self) -> list[tuple[bytes, bytes]]:
        parts = _boxes(self.boxes.get(b"iprp", b""))
        return [box for name, data in parts if name == b"ipco" for box in _boxes(data)]

    def _properties(self, item: int) -> Iterator[tuple[bytes, bytes]]:
        every = self._every()
        parts = _boxes(self.boxes.get(b"iprp", b""))
        for data in (data for name, data in parts if name == b"ipma"):
            cursor = _Cursor(data)
            version, flags = cursor.number(1), cursor.number(3)
            for _ in range(cursor.number(4)):
                number = cursor.number(4 if version else 2)
                indexes = [cursor.number(1 + (flags & 1)) for _ in range(cursor.number(1))]
                if number == item:
                    mask = 0x7FFF if flags & 1 else 0x7F
                    yield from (every[i - 1] for n in indexes if 0 < (i := n & mask) <= len(every))
                    return

    def _kinds(self) -> Iterator[tuple[bytes, int]]:
        """(type, item), with the content type in place of `mime`."""
        data = self.boxes.get(b"iinf", b"")
        for name, entry in _boxes(data[6 if data[:1] == b"\0" else 8 :]):
            if name != b"infe" or entry[:1] < b"\x02":
                continue
            cursor = _Cursor(entry, 4)
            number = cursor.number(2 if entry[0] == 2 else 4)
            cursor.take(2)
            kind = cursor.take(4)
            if kind == b"mime":
                kind = entry[cursor.at :].split(b"\0")[1]
            yield kind, number

    def _content(self, item: int, file: BinaryIO) -> bytes:
        """The bytes of an item, at most LARGEST_BLOCK of them."""
        content = b""
        for method, offset, length in self._extents(item):
            room = LARGEST_BLOCK - len(content)
            if method == 1:
                content += self.boxes.get(b"idat", b"")[offset:][: min(length, room)]
            elif method == 0:
                file.seek(offset)
                content += file.read(min(length, room))
        return content

    def _extents(self, item: int) -> Iterator[tuple[int, int, int]]:
        """(construction method, offset, length) from `iloc`."""
        cursor = _Cursor(self.boxes.get(b"iloc", b""))
        version = cursor.number(1)
        cursor.take(3)
        sizes, more = cursor.number(1), cursor.number(1)
        wide = 4 if version == 2 else 2
        if not sizes:  # extents without a place, which would also take no room in the table
            return
        for _ in range(cursor.number(wide)):
            number = cursor.number(wide)
            method = cursor.number(2) & 15 if version else 0
            cursor.take(2)
            base = cursor.number(more >> 4)
            for _ in range(cursor.number(2)):
                if version:
                    cursor.take(more & 15)
                offset, length = cursor.number(sizes >> 4), cursor.number(sizes & 15)
                if number == item:
                    yield method, base + offset, length
