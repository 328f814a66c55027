"""TIFF and the raw formats made of it: directories of entries that point into the file."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import BinaryIO, Literal, NamedTuple

from photos.media.containers.findings import LARGEST_BLOCK, Findings
from photos.media.containers.photoshop import iptc

HEADERS = (b"II*\0", b"MM\0*", b"IIRO", b"IIRS", b"MMOR", b"IIU\0")
"""TIFF itself, Olympus, and Panasonic with Leica."""

SUBFILE, WIDTH, HEIGHT, BITS, COMPRESSION = 0xFE, 0x100, 0x101, 0x102, 0x103
STRIPS, ORIENTATION, STRIP_LENGTHS = 0x111, 0x112, 0x117
CHILDREN, EXIF = 0x14A, 0x8769
_XMP, _IPTC, _PHOTOSHOP, _ICC = 0x2BC, 0x83BB, 0x8649, 0x8773
_EXIF_WIDTH, _EXIF_HEIGHT = 0xA002, 0xA003
# of Panasonic's sensors, the border of what is shown: top, left, bottom, right
_BORDERS = (4, 5, 6, 7)
_ISO = 0x17

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_WHOLE = {1, 3, 4, 13}
_MOST_DIRECTORIES = 64
_MOST_ENTRIES = 4096
_MOST_NUMBERS = 64


def read(file: BinaryIO, findings: Findings) -> None:
    """Size of the picture itself, never of a thumbnail, and blocks of metadata.

    The EXIF directories are left to the reader of EXIF: the file is one block of it.
    """
    whole = Tiff(file)
    first = whole.directory(whole.first)
    for name, tag in (("xmp", _XMP), ("iptc", _IPTC), ("icc", _ICC)):
        if entry := first.entries.get(tag):
            setattr(findings, name, whole.data(entry, LARGEST_BLOCK))
    if not findings.iptc and (entry := first.entries.get(_PHOTOSHOP)):
        findings.iptc = iptc(whole.data(entry, LARGEST_BLOCK))
    _measure(whole, first, findings)


def _measure(whole: Tiff, first: Directory, findings: Findings) -> None:
    own = [part for part in whole.family(first) if not whole.number(part, SUBFILE) & 1]
    if own:
        main = max(own, key=lambda part: whole.number(part, WIDTH) * whole.number(part, HEIGHT))
        findings.width, findings.height = whole.number(main, WIDTH), whole.number(main, HEIGHT)
        findings.bits = whole.number(main, BITS) or None
    if borders := [whole.number(first, tag) for tag in _BORDERS if tag in first.entries]:
        top, left, bottom, right = borders
        findings.width, findings.height = right - left, bottom - top
        if iso := whole.number(first, _ISO):
            findings.tags["ISO"] = [float(iso)]
    if whole.is_canon:  # which tells it in EXIF alone; the directories are of previews
        exif = whole.directory(whole.number(first, EXIF))
        findings.width, findings.height = (
            whole.number(exif, tag) for tag in (_EXIF_WIDTH, _EXIF_HEIGHT)
        )


class Entry(NamedTuple):
    """One fact of a directory; its value lies elsewhere in the file."""

    kind: int
    """The TIFF type of its values."""
    amount: int
    at: int
    """Position of the value in the file."""

    @property
    def length(self) -> int:
        """Bytes of the value."""
        return self.amount * _SIZES.get(self.kind, 0)


class Directory(NamedTuple):
    """Entries by tag, and where the next directory of the chain lies (0: nowhere)."""

    entries: dict[int, Entry]
    following: int


class Tiff:
    """A file of this structure. Raises ValueError for any other."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        head = file.read(10)
        if head[:4] not in HEADERS:
            raise ValueError("no TIFF header")
        self._file = file
        self._start = 0
        self._order: Literal["little", "big"] = "little" if head[:1] == b"I" else "big"
        self.is_canon = head[8:] == b"CR"
        self.first = int.from_bytes(head[4:8], self._order)

    def based(self, start: int) -> Tiff:
        """The same file with positions counted from elsewhere, as maker notes do."""
        moved = copy(self)
        moved._start = start
        return moved

    def directory(self, at: int) -> Directory:
        """The directory at a position of the structure; empty where nothing is."""
        self._file.seek(self._start + at)
        count = self._number(self._file.read(2))
        if not 0 < count <= _MOST_ENTRIES:
            return Directory({}, 0)
        table = self._file.read(12 * count + 4)
        place = self._start + at + 2
        entries: dict[int, Entry] = {}
        for index in range(0, min(12 * count, len(table) - 11), 12):
            tag, kind = (self._number(table[index + n : index + n + 2]) for n in (0, 2))
            entry = Entry(kind, self._number(table[index + 4 : index + 8]), place + index + 8)
            if entry.length > 4:
                entry = entry._replace(at=self._start + self._number(table[index + 8 : index + 12]))
            entries.setdefault(tag, entry)
        return Directory(entries, self._number(table[12 * count :]))

    def chain(self) -> Iterator[Directory]:
        """The directories one after another, as the file links them."""
        at, seen = self.first, set[int]()
        while at and at not in seen and len(seen) < _MOST_DIRECTORIES:
            seen.add(at)
            directory = self.directory(at)
            yield directory
            at = directory.following

    def family(self, directory: Directory, depth: int = 2) -> Iterator[Directory]:
        """A directory and those below it."""
        yield directory
        for at in self.numbers(directory, CHILDREN) if depth else ():
            yield from self.family(self.directory(at), depth - 1)

    def numbers(self, directory: Directory, tag: int) -> list[int]:
        """The first whole numbers of an entry; none when it is absent or of another type."""
        entry = directory.entries.get(tag)
        if entry is None or entry.kind not in _WHOLE:
            return []
        size = _SIZES[entry.kind]
        data = self.data(entry, size * _MOST_NUMBERS)
        return [self._number(data[at : at + size]) for at in range(0, len(data) - size + 1, size)]

    def number(self, directory: Directory, tag: int) -> int:
        """The first number of an entry, 0 when there is none."""
        return next(iter(self.numbers(directory, tag)), 0)

    def data(self, entry: Entry, most: int) -> bytes:
        """The bytes of a value, at most so many."""
        self._file.seek(entry.at)
        return self._file.read(min(entry.length, most))

    def _number(self, data: bytes) -> int:
        return int.from_bytes(data, self._order)
