"""Reading the PNGs the Images binding makes (PNG 1.2; not interlaced)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from bindings import ImageFault, Pixels

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by colour type: grey, RGB, palette, grey + alpha, RGBA."""


def decode(png: bytes) -> Pixels:
    """The pixels of one PNG; of 16 bits a sample the upper 8. Raises ImageFault."""
    try:
        return _decode(png)
    except (struct.error, zlib.error, IndexError, KeyError) as error:
        raise ImageFault(f"damaged PNG: {error}") from error


def _decode(png: bytes) -> Pixels:
    if not png.startswith(_SIGNATURE):
        raise ImageFault("not a PNG")
    parts: dict[bytes, bytes] = {}
    for kind, data in _parts(png):
        parts[kind] = parts.get(kind, b"") + data
    width, height, depth, colour, *_, interlaced = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if interlaced:
        raise ImageFault("interlaced PNG")
    bits = _CHANNELS[colour] * depth
    rows = _rows(
        zlib.decompress(parts[b"IDAT"]), (width * bits + 7) // 8, height, max(1, bits // 8)
    )
    samples = b"".join(_samples(row, depth, width * _CHANNELS[colour], colour) for row in rows)
    palette = _palette(parts.get(b"PLTE", b""), parts.get(b"tRNS", b""))
    return Pixels(width=width, height=height, rgba=_rgba(samples, colour, palette))


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield kind, png[at + 8 : at + 8 + length]
        at += length + 12


def _rows(data: bytes, length: int, height: int, step: int) -> Iterator[bytearray]:
    """The rows without their filters; `step` is the bytes from a pixel to the next."""
    above = bytearray(length)
    for row in range(height):
        start = row * (length + 1)
        line = bytearray(data[start + 1 : start + 1 + length])
        _unfilter(data[start], line, above, step)
        yield line
        above = line


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    if kind == 0:
        return
    for i in range(len(line)):
        left = line[i - step] if i >= step else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above[i]
        elif kind == 3:
            guess = (left + above[i]) // 2
        else:
            guess = _paeth(left, above[i], above[i - step] if i >= step else 0)
        line[i] = (line[i] + guess) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    far = (abs(guess - left), abs(guess - above), abs(guess - corner))
    return (left, above, corner)[far.index(min(far))]


def _samples(row: bytearray, depth: int, count: int, colour: int) -> bytes | bytearray:
    """One byte a sample. Numbers of a palette stay as they are, greys fill 0 to 255."""
    if depth == 8:
        return row
    if depth == 16:
        return row[::2]
    largest = (1 << depth) - 1
    scale = 1 if colour == 3 else 255 // largest
    shifts = range(8 - depth, -1, -depth)
    return bytes((byte >> shift & largest) * scale for byte in row for shift in shifts)[:count]


def _palette(colours: bytes, alphas: bytes) -> list[bytes]:
    alphas = alphas.ljust(len(colours) // 3, b"\xff")
    return [colours[3 * i : 3 * i + 3] + alphas[i : i + 1] for i in range(len(colours) // 3)]


def _rgba(samples: bytes, colour: int, palette: list[bytes]) -> bytes:
    if colour == 6:
        return samples
    if colour == 3:
        return b"".join(palette[number] for number in samples)
    step = _CHANNELS[colour]
    rgba = bytearray(b"\xff") * (len(samples) // step * 4)
    for channel in range(3):
        rgba[channel::4] = samples[channel if colour == 2 else 0 :: step]
    if colour == 4:
        rgba[3::4] = samples[1::2]
    return bytes(rgba)
