"""Synchronous parsers over bytes that arrive in ranges.

A parser works on an ordinary seekable file. Where it reads something not yet
fetched, `Missing` ends its run; `parse` fetches the range and runs it again.
Parsers are cheap and read little, so a 4 GB file costs a few hundred KB.
"""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from typing import BinaryIO, TypeVar, cast

T = TypeVar("T")

Read = Callable[[int, int], Awaitable[bytes]]
"""Bytes from an offset: at most the length asked for, fewer only at the end."""

FIRST = 64 * 1024
LARGEST = 1024 * 1024
ROUNDS = 48
BUDGET = 4 * 1024 * 1024


class Missing(Exception):
    """A parser needs `length` bytes from `offset`."""

    def __init__(self, offset: int, length: int) -> None:
        super().__init__(f"{length} bytes from {offset} were not fetched")
        self.offset = offset
        self.length = length


class Window(io.RawIOBase):
    """A read-only file of `size` bytes of which only some ranges are here."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.complete = False
        """Nothing more will come: what is not here reads as the end of the file."""
        self._ranges: list[tuple[int, bytes]] = []
        self._position = 0

    def add(self, offset: int, data: bytes) -> None:
        """Bytes that lie at `offset`; joined to a range that ends there."""
        for index, (start, held) in enumerate(self._ranges):
            if start + len(held) == offset:
                self._ranges[index] = (start, held + data)
                return
        self._ranges.append((offset, data))

    def continues(self, offset: int) -> bool:
        """Whether a range already held ends at `offset`."""
        return any(start + len(held) == offset for start, held in self._ranges)

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        start = self._position
        rest = max(0, self.size - start)
        length = rest if size is None or size < 0 else min(size, rest)
        data = self._held(start, length)
        self._position += len(data)
        return data

    def _held(self, start: int, length: int) -> bytes:
        best = b""
        for offset, held in self._ranges:
            if offset <= start < offset + len(held):
                found = held[start - offset : start - offset + length]
                best = max(best, found, key=len)
        if len(best) < length and not self.complete:
            raise Missing(start + len(best), length - len(best))
        return best


async def parse(read: Read, size: int, parser: Callable[[BinaryIO], T]) -> T:
    """Run `parser` over a file of `size` bytes, fetching what it turns out to need.

    At most BUDGET bytes are fetched in ROUNDS reads; past that the parser sees
    the file end where the fetched ranges do. Raises what the parser raises.
    """
    window = Window(size)
    step, spent = FIRST, 0
    for _ in range(ROUNDS):
        window.seek(0)
        try:
            return parser(cast(BinaryIO, window))
        except Missing as gap:
            # a reader that goes straight on will want more still; one that jumps will not
            step = min(2 * step, LARGEST) if window.continues(gap.offset) else FIRST
            length = min(max(gap.length, step), size - gap.offset)
            if spent + length > BUDGET:
                break
            data = await read(gap.offset, length)
            spent += length
            window.add(gap.offset, data)
            if len(data) < length:
                window.size = min(window.size, gap.offset + len(data))
    window.complete = True
    window.seek(0)
    return parser(cast(BinaryIO, window))
