"""TIFF structures made for tests, tag by tag."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

LONG, UNDEFINED = 4, 7


class Part:
    """Bytes that an entry points at, alone or with the entry that tells their length."""

    def __init__(self, data: bytes) -> None:
        self.data = data


class Raw:
    """Bytes that are the value of an entry, of a given type."""

    def __init__(self, data: bytes, kind: int = UNDEFINED) -> None:
        self.data = data
        self.kind = kind


Tags = dict[int, Any]
"""By tag: numbers, fractions, lists of either, text, bytes, Part, Raw, or more directories."""


class Builder:
    """Lays directories and what they point at one behind the other."""

    def __init__(self, order: str = "<", header: bytes = b"", mark: bytes = b"") -> None:
        self.order = order
        self.data = bytearray(header or (b"II*\0" if order == "<" else b"MM\0*"))
        self.data += bytes(4) + mark

    def finish(self, *chain: Tags) -> bytes:
        """The whole structure, with the directories linked one to the next."""
        link = 4
        for tags in chain:
            at = self.directory(tags)
            self.data[link : link + 4] = struct.pack(self.order + "I", at)
            link = at + 2 + 12 * len(tags)
        return bytes(self.data)

    def directory(self, tags: Tags) -> int:
        """Where the directory lies."""
        rows = [(tag, *self.entry(tags[tag])) for tag in sorted(tags)]
        at = self.place(b"")
        self.data += struct.pack(self.order + "H", len(rows))
        for tag, kind, amount, value in rows:
            self.data += struct.pack(self.order + "HHI", tag, kind, amount) + value
        self.data += bytes(4)
        return at

    def place(self, data: bytes) -> int:
        """Where `data` lies from now on."""
        self.data += bytes(len(self.data) % 2)
        at = len(self.data)
        self.data += data
        return at

    def entry(self, value: object) -> tuple[int, int, bytes]:
        """(type, count, value or where it lies)."""
        if isinstance(value, Part):
            return LONG, 1, self.pack("I", self.place(value.data))
        if isinstance(value, dict):
            return LONG, 1, self.pack("I", self.directory(value))
        if isinstance(value, Raw | bytes | str):
            return self.text(value)
        values: list[Any] = list(value) if isinstance(value, Sequence) else [value]
        if isinstance(values[0], dict):
            values = [self.directory(tags) for tags in values]
        if isinstance(values[0], Fraction):
            parts = [part for one in values for part in one.as_integer_ratio()]
            return 5, len(values), self.pack("I", self.place(self.pack(f"{len(parts)}I", *parts)))
        data = self.pack(f"{len(values)}I", *values)
        return LONG, len(values), data if len(values) == 1 else self.pack("I", self.place(data))

    def text(self, value: Raw | bytes | str) -> tuple[int, int, bytes]:
        kind, data = UNDEFINED, b""
        if isinstance(value, str):
            kind, data = 2, value.encode() + b"\0"
        elif isinstance(value, Raw):
            kind, data = value.kind, value.data
        else:
            data = value
        held = data.ljust(4, b"\0") if len(data) <= 4 else self.pack("I", self.place(data))
        return kind, len(data), held

    def pack(self, format: str, *values: int) -> bytes:
        return struct.pack(self.order + format, *values)


def tiff(*chain: Tags, order: str = "<", header: bytes = b"", mark: bytes = b"") -> bytes:
    """A TIFF file of the directories, with a mark of its maker behind the header."""
    return Builder(order, header, mark).finish(*chain)
