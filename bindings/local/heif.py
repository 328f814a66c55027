"""What an HEIC says of its picture: the pieces it is made of, and how they are shown.

ISO/IEC 23008-12, as far as phones and cameras use it: one HEVC picture or a grid of
them, through which nothing shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bindings.framing import Size, combined

_LARGEST_META = 4 << 20
_MOST_TILES = 4096
_ALPHA = (b"urn:mpeg:hevc:2015:auxid:1", b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")
# anticlockwise quarter turns, and the axis of a mirror -> EXIF orientation
_ROTATIONS = {0: 1, 1: 8, 2: 3, 3: 6}
_MIRRORS = {0: 4, 1: 2}
_SHAPING = (b"irot", b"imir", b"clap")

Extent = tuple[int, int]
"""Offset and length in the file."""
Properties = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Layout:
    """The primary picture of a file."""

    size: Size
    """Not turned; its tiles may reach beyond it to the right and below."""
    tile: Size
    columns: int
    tiles: list[list[Extent]]
    """Where the bytes of each lie, row by row."""
    setup: bytes
    """What a decoder of the tiles has to know first (`hvcC`)."""
    orientation: int
    """As EXIF counts."""
    profile: bytes
    """ICC, or nothing."""
    colours: tuple[int, bool] | None
    """By which matrix of ISO/IEC 23091-2 brightness and colour were made of red, green and
    blue, and whether black is 0. None where only the tiles know."""


def layout(file: BinaryIO) -> Layout | None:
    """None for what is no HEIC, or made in any other way, or broken."""
    file.seek(0)
    head = file.read(_LARGEST_META)
    if head[4:8] != b"ftyp":
        return None
    try:
        meta = next(data for name, data in _boxes(head) if name == b"meta")
        return _Items(meta[4:], file).layout()
    except (ValueError, LookupError, StopIteration):
        return None


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, content) of boxes in a row, as far as they are there in whole."""
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length < 8 or at + length > len(data):
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + length]
        at += length


@dataclass
class _Numbers:
    """Big-endian numbers in a row."""

    data: bytes
    at: int = 0

    def take(self, length: int) -> int:
        """Raises ValueError past the end."""
        self.at += length
        if self.at > len(self.data):
            raise ValueError("a box is cut short")
        return int.from_bytes(self.data[self.at - length : self.at], "big")


class _Items:
    """The tables of a `meta` box (its content behind version and flags).

    All methods raise ValueError, KeyError or StopIteration for tables that make no sense."""

    def __init__(self, data: bytes, file: BinaryIO) -> None:
        self._file = file
        self._boxes = dict(_boxes(data))
        self._kinds = dict(self._read_kinds())
        self._properties = dict(self._read_properties())
        self._references = list(self._read_references())
        self._places = dict(self._read_places())

    def layout(self) -> Layout | None:
        pitm = self._boxes[b"pitm"]
        primary = int.from_bytes(pitm[4 : 8 if pitm[0] else 6], "big")
        size, columns, parts = self._parts(primary)
        shown, first = self._properties[primary], self._properties[parts[0]]
        tile, setup = _size(first), dict(first)[b"hvcC"]
        told = shown if primary == parts[0] else shown + first
        orientation = _orientation(shown)
        if orientation is None or self._lets_through(primary) or tile[0] * columns < size[0]:
            return None
        for part in parts:
            own = self._properties[part]
            shaped = part != primary and any(name in _SHAPING for name, _ in own)
            alike = dict(own)[b"hvcC"] == setup and _size(own) == tile
            if shaped or not alike or self._kinds[part] != b"hvc1" or self._places[part][0]:
                return None
        tiles = [self._places[part][1] for part in parts]
        return Layout(
            size, tile, columns, tiles, setup, orientation, _profile(told), _colours(told)
        )  # fmt: skip

    def _parts(self, item: int) -> tuple[Size, int, list[int]]:
        """Size, columns and the items that make up the picture."""
        if self._kinds[item] != b"grid":
            return _size(self._properties[item]), 1, [item]
        parts = next(to for kind, of, to in self._references if (kind, of) == (b"dimg", item))
        numbers = _Numbers(self._content(item), 1)
        wide = 4 if numbers.take(1) & 1 else 2
        rows, columns = numbers.take(1) + 1, numbers.take(1) + 1
        size = numbers.take(wide), numbers.take(wide)
        if len(parts) != rows * columns or len(parts) > _MOST_TILES:
            raise ValueError("a grid with holes")
        if _size(self._properties[parts[0]])[1] * rows < size[1]:
            raise ValueError("a grid too small")
        return size, columns, parts

    def _lets_through(self, item: int) -> bool:
        """Whether there is a mask."""
        masks = [of for kind, of, to in self._references if kind == b"auxl" and item in to]
        kinds = [dict(self._properties.get(mask, [])).get(b"auxC", b"")[4:] for mask in masks]
        return any(kind.split(b"\0")[0] in _ALPHA for kind in kinds)

    def _content(self, item: int) -> bytes:
        """Of an item of a few bytes."""
        method, extents = self._places[item]
        (offset, length), *others = extents
        if others or length > 64:
            raise ValueError("no grid")
        if method == 1:
            return self._boxes[b"idat"][offset : offset + length]
        self._file.seek(offset)
        return self._file.read(length)

    def _read_kinds(self) -> Iterator[tuple[int, bytes]]:
        data = self._boxes[b"iinf"]
        for name, entry in _boxes(data[8 if data[0] else 6 :]):
            if name == b"infe" and entry[0] >= 2:
                numbers = _Numbers(entry, 4)
                item = numbers.take(2 if entry[0] == 2 else 4)
                yield item, entry[numbers.at + 2 : numbers.at + 6]

    def _read_properties(self) -> Iterator[tuple[int, Properties]]:
        parts = dict(_boxes(self._boxes[b"iprp"]))
        every = list(_boxes(parts[b"ipco"]))
        numbers = _Numbers(parts[b"ipma"])
        version, flags = numbers.take(1), numbers.take(3)
        for _ in range(numbers.take(4)):
            item = numbers.take(4 if version else 2)
            places = [numbers.take(1 + (flags & 1)) for _ in range(numbers.take(1))]
            indexes = [place & (0x7FFF if flags & 1 else 0x7F) for place in places]
            yield item, [every[index - 1] for index in indexes if index]

    def _read_references(self) -> Iterator[tuple[bytes, int, list[int]]]:
        """(kind, from, to)."""
        data = self._boxes.get(b"iref", bytes(4))
        wide = 4 if data[0] else 2
        for kind, content in _boxes(data[4:]):
            numbers = _Numbers(content)
            of = numbers.take(wide)
            yield kind, of, [numbers.take(wide) for _ in range(numbers.take(2))]

    def _read_places(self) -> Iterator[tuple[int, tuple[int, list[Extent]]]]:
        """Item -> (construction method, extents)."""
        numbers = _Numbers(self._boxes[b"iloc"])
        version = numbers.take(1)
        sizes = numbers.take(5) & 0xFFFF  # behind the flags
        wide = 4 if version == 2 else 2
        if not sizes >> 8:
            raise ValueError("extents without a place")
        for _ in range(numbers.take(wide)):
            item = numbers.take(wide)
            method = numbers.take(2) & 15 if version else 0
            local = numbers.take(2)
            base = numbers.take(sizes >> 4 & 15)
            extents = []
            for _ in range(numbers.take(2)):
                numbers.take(sizes & 15 if version else 0)
                offset = base + numbers.take(sizes >> 12)
                extents.append((offset, numbers.take(sizes >> 8 & 15)))
            yield item, (method or local, extents)


def _size(properties: Properties) -> Size:
    data = dict(properties)[b"ispe"]
    return int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")


def _orientation(properties: Properties) -> int | None:
    """The turns one after the other; None where something is cut off too."""
    orientation = 1
    for name, data in properties:
        if name == b"clap":
            return None
        if name == b"irot":
            orientation = combined(orientation, _ROTATIONS[data[0] & 3])
        if name == b"imir":
            orientation = combined(orientation, _MIRRORS[data[0] & 1])
    return orientation


def _profile(properties: Properties) -> bytes:
    profiles = (data for name, data in properties if name == b"colr")
    return next((data[4:] for data in profiles if data[:4] in (b"prof", b"rICC")), b"")


def _colours(properties: Properties) -> tuple[int, bool] | None:
    for name, data in properties:
        if name == b"colr" and data[:4] == b"nclx":
            return int.from_bytes(data[8:10], "big"), bool(data[10] & 0x80)
    return None
