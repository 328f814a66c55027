"""ThumbHash placeholders, after the algorithm published by Evan Wallace.

A picture of at most 100 x 100 pixels becomes about 25 bytes: its average
colour, its aspect and a few low frequencies of lightness, two colour
differences and alpha.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import cos, floor, pi
from operator import mul

import msgspec

LARGEST = 100
"""Pixels of the longer side; more would only cost time."""


class _Channel(msgspec.Struct):
    """Frequencies of one channel: the average, and the others scaled to 0..1."""

    average: float
    waves: list[float]
    scale: float


def encode(width: int, height: int, rgba: bytes) -> bytes:
    """The hash of an upright picture, 4 bytes per pixel (not premultiplied), rows from the top.

    Raises ValueError when a side is not 1 to 100 or `rgba` has another length.
    """
    if not (1 <= width <= LARGEST and 1 <= height <= LARGEST and len(rgba) == 4 * width * height):
        raise ValueError(f"no {width}x{height} picture of at most {LARGEST} pixels a side")
    red, green, blue, alpha = _planes(rgba)
    transparent = min(alpha) < 255
    most, longer = 5 if transparent else 7, max(width, height)
    across, down = (max(1, _round(most * side / longer)) for side in (width, height))
    lightness = [(r + g + b) / 765 for r, g, b in zip(red, green, blue, strict=True)]
    yellow = [(r + g - 2 * b) / 510 for r, g, b in zip(red, green, blue, strict=True)]
    ruddy = [(r - g) / 255 for r, g in zip(red, green, strict=True)]
    light = _frequencies(lightness, width, max(3, across), max(3, down))
    others = [_frequencies(plane, width, 3, 3) for plane in (yellow, ruddy)]
    if transparent:
        others.append(_frequencies([a / 255 for a in alpha], width, 5, 5))
    landscape = width > height
    head = _head(light, others, down if landscape else across, landscape)
    return head + _nibbles([wave for channel in (light, *others) for wave in channel.waves])


def _planes(rgba: bytes) -> tuple[Sequence[float], Sequence[float], Sequence[float], bytes]:
    """Colour planes with what is transparent replaced by the average visible colour."""
    colors, alpha = [rgba[i::4] for i in range(3)], rgba[3::4]
    if min(alpha) == 255:
        return colors[0], colors[1], colors[2], alpha
    weight = sum(alpha)
    planes = []
    for plane in colors:
        average = sum(map(mul, plane, alpha)) / weight if weight else 0.0
        planes.append(
            [average + (c - average) * a / 255 for c, a in zip(plane, alpha, strict=True)]
        )
    return planes[0], planes[1], planes[2], alpha


def _frequencies(plane: Sequence[float], width: int, across: int, down: int) -> _Channel:
    """The lower triangle of a cosine transform: rows first, then columns."""
    height = len(plane) // width
    rows = [plane[start : start + width] for start in range(0, len(plane), width)]
    columns = [[sum(map(mul, row, wave)) for row in rows] for wave in _waves(across, width)]
    verticals = _waves(down, height)
    values = [
        sum(map(mul, columns[x], verticals[y])) / len(plane)
        for y in range(down)
        for x in range(across)
        if x * down < across * (down - y)
    ]
    average, *waves = values
    scale = max(map(abs, waves), default=0.0)
    if scale:
        waves = [0.5 + 0.5 / scale * wave for wave in waves]
    return _Channel(average, waves, scale)


def _waves(count: int, length: int) -> list[list[float]]:
    return [
        [cos(pi / length * wave * (place + 0.5)) for place in range(length)]
        for wave in range(count)
    ]


def _head(light: _Channel, others: list[_Channel], side: int, landscape: bool) -> bytes:
    """`side` is the number of lightness frequencies along the shorter edge."""
    yellow, ruddy, *alpha = others
    first = (
        _round(63 * light.average)
        | _round(31.5 + 31.5 * yellow.average) << 6
        | _round(31.5 + 31.5 * ruddy.average) << 12
        | _round(31 * light.scale) << 18
        | bool(alpha) << 23
    )
    second = side | _round(63 * yellow.scale) << 3 | _round(63 * ruddy.scale) << 9 | landscape << 15
    head = first.to_bytes(3, "little") + second.to_bytes(2, "little")
    for channel in alpha:
        head += bytes([_round(15 * channel.average) | _round(15 * channel.scale) << 4])
    return head


def _nibbles(waves: list[float]) -> bytes:
    """Half a byte each, low half first."""
    halves = chain((_round(15 * wave) for wave in waves), [0] * (len(waves) % 2))
    return bytes(low | high << 4 for low, high in zip(halves, halves, strict=True))


def _round(number: float) -> int:
    """Halves up, as the published encoder does; Python would go to the even side."""
    return floor(number + 0.5)
