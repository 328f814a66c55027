from __future__ import annotations

import os
from typing import BinaryIO

import pytest

from photos.media.window import BUDGET, FIRST, parse
from tests.photos.media.files import Source

DATA = os.urandom(3 * 1024 * 1024)


async def test_a_parser_sees_a_whole_file_through_a_few_ranges() -> None:
    source = Source(DATA)

    def parser(file: BinaryIO) -> list[bytes]:
        pieces = [file.read(10)]
        file.seek(2_000_000)
        pieces.append(file.read(10))
        file.seek(-5, os.SEEK_END)
        pieces.append(file.read())
        file.seek(FIRST - 5)
        pieces.append(file.read(10))
        assert file.tell() == FIRST + 5
        return pieces

    assert await parse(source.read, len(DATA), parser) == [
        DATA[:10], DATA[2_000_000:2_000_010], DATA[-5:], DATA[FIRST - 5 : FIRST + 5],
    ]  # fmt: skip
    assert source.reads == 4
    assert source.spent < 5 * FIRST


async def test_before_the_beginning_and_behind_the_end_lies_nothing() -> None:
    def parser(file: BinaryIO) -> tuple[bytes, bytes]:
        file.seek(1000)
        behind = file.read(5)
        file.seek(-1000, os.SEEK_END)
        return behind, file.read(5)

    assert await parse(Source(DATA[:100]).read, 100, parser) == (b"", DATA[:5])


async def test_reading_on_takes_growing_steps() -> None:
    source = Source(DATA)

    def parser(file: BinaryIO) -> bytes:
        return b"".join(iter(lambda: file.read(1000), b""))

    assert await parse(source.read, len(DATA), parser) == DATA
    assert source.reads <= 8


async def test_past_the_budget_the_file_seems_to_end() -> None:
    size = 5 * BUDGET
    spent = 0

    async def read(offset: int, length: int) -> bytes:
        nonlocal spent
        spent += length
        return bytes(length)

    def parser(file: BinaryIO) -> int:
        return sum(len(piece) for piece in iter(lambda: file.read(5000), b""))

    assert BUDGET // 2 < await parse(read, size, parser) <= BUDGET, "from its beginning on"
    assert spent <= BUDGET


async def test_scattered_reads_are_bounded_in_number() -> None:
    source = Source(DATA)

    def parser(file: BinaryIO) -> int:
        found = 0
        for offset in range(0, len(DATA), 20_000):
            file.seek(offset)
            found += bool(file.read(1))
        return found

    assert await parse(source.read, len(DATA), parser) > 0
    assert source.spent <= BUDGET


async def test_a_file_shorter_than_announced_ends_where_it_ends() -> None:
    assert await parse(Source(DATA[:100]).read, 10**9, lambda file: file.read(500)) == DATA[:100]
    assert await parse(Source(b"").read, 10**9, lambda file: file.read(500)) == b""


async def test_what_reading_raises_is_not_swallowed() -> None:
    async def read(offset: int, length: int) -> bytes:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await parse(read, 100, lambda file: file.read(1))
