"""The bytes of a zip around those of its files (PKWARE APPNOTE 6.3).

Files are stored as they are, in an archive whose length is known before the
first of them is read. Where a file's CRC-32 is known too it stands before the
bytes, else in a data descriptor behind them. Sizes, offsets and counts beyond
the fields of old become ZIP64's where they have to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import Struct, pack

import msgspec

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
_END_64 = Struct("<4sQ2H2L4Q")
_LOCATOR_64 = Struct("<4sLQL")

_PLAIN, _ZIP64 = 20, 45
"""Versions of the format a reader must know."""
_BY_UNIX = 3 << 8
_ATTRIBUTES = 0o100644 << 16
_UTF8, _CRC_BEHIND = 1 << 11, 1 << 3
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFF_FFFF


class Entry(msgspec.Struct, frozen=True):
    """One file. Everything but its bytes, and perhaps its CRC-32, is known."""

    name: str
    size: int
    moment: str
    """Wall clock, `YYYY-MM-DDTHH:MM:SS…`; the format knows no zones."""
    crc32: int | None = None

    @property
    def large(self) -> bool:
        return self.size >= _FULL_32


class Writer:
    """An archive in the making. What a method returns goes out before the next call,
    the bytes of an entry between its `begin` and its `end`."""

    def __init__(self) -> None:
        self._directory: list[bytes] = []
        self._offset = 0
        self._begun = 0

    def begin(self, entry: Entry) -> bytes:
        """What stands before an entry's bytes."""
        name, sizes = entry.name.encode(), entry.size
        if entry.crc32 is None:
            sizes = 0
        extra = pack("<2H2Q", 1, 16, sizes, sizes) if entry.large else b""
        told = _FULL_32 if entry.large else sizes
        head = _LOCAL.pack(
            b"PK\3\4", *_features(entry), entry.crc32 or 0, told, told, len(name), len(extra)
        )
        self._begun = self._offset
        self._offset += len(head) + len(name) + len(extra) + entry.size
        return head + name + extra

    def end(self, entry: Entry, crc32: int) -> bytes:
        """What stands behind them; `crc32` is theirs."""
        self._directory.append(_listed(entry, crc32, self._begun))
        if entry.crc32 is not None:
            return b""
        sizes = "<4sL2Q" if entry.large else "<4s3L"
        descriptor = pack(sizes, b"PK\7\10", crc32, entry.size, entry.size)
        self._offset += len(descriptor)
        return descriptor

    def finish(self) -> Iterator[bytes]:
        """The directory, with which the archive ends."""
        yield from self._directory
        count, start = len(self._directory), self._offset
        size = sum(map(len, self._directory))
        if count >= _FULL_16 or size >= _FULL_32 or start >= _FULL_32:
            yield _END_64.pack(
                b"PK\6\6", _END_64.size - 12, _BY_UNIX | _ZIP64, _ZIP64, 0, 0,
                count, count, size, start,
            )  # fmt: skip
            yield _LOCATOR_64.pack(b"PK\6\7", 0, start + size, 1)
        few, short, near = min(count, _FULL_16), min(size, _FULL_32), min(start, _FULL_32)
        yield _END.pack(b"PK\5\6", 0, 0, few, few, short, near, 0)

    @property
    def written(self) -> int:
        """Bytes of all entries so far, and around them."""
        return self._offset


def length(entries: Iterable[Entry]) -> int:
    """Bytes of an archive of these entries."""
    writer = Writer()
    for entry in entries:
        writer.begin(entry)
        writer.end(entry, 0)
    return writer.written + sum(map(len, writer.finish()))


def _listed(entry: Entry, crc32: int, offset: int) -> bytes:
    """An entry in the directory."""
    name = entry.name.encode()
    beyond = [entry.size, entry.size] if entry.large else []
    if offset >= _FULL_32:
        beyond.append(offset)
    extra = pack(f"<2H{len(beyond)}Q", 1, 8 * len(beyond), *beyond) if beyond else b""
    size = min(entry.size, _FULL_32)
    version, *rest = _features(entry)
    version = _ZIP64 if beyond else version
    return (
        _CENTRAL.pack(
            b"PK\1\2", _BY_UNIX | version, version, *rest, crc32, size, size,
            len(name), len(extra), 0, 0, 0, _ATTRIBUTES, min(offset, _FULL_32),
        )
        + name + extra
    )  # fmt: skip


def _features(entry: Entry) -> tuple[int, int, int, int, int]:
    """Version, flags, method (stored), time and date."""
    flags = _UTF8 | (_CRC_BEHIND if entry.crc32 is None else 0)
    return _ZIP64 if entry.large else _PLAIN, flags, 0, *_time_and_date(entry.moment)


def _time_and_date(moment: str) -> tuple[int, int]:
    """Steps of two seconds, from 1980 to 2107; what lies outside becomes the nearest."""
    clamped = min(max(moment[:19], "1980-01-01T00:00:00"), "2107-12-31T23:59:59")
    year, month, day = int(clamped[:4]), int(clamped[5:7]), int(clamped[8:10])
    hour, minute, second = int(clamped[11:13]), int(clamped[14:16]), int(clamped[17:19])
    return hour << 11 | minute << 5 | second >> 1, year - 1980 << 9 | month << 5 | day
