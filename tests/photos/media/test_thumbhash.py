"""The encoder against vectors of the published one (npm `thumbhash` 0.1.1) and a small decoder."""

from __future__ import annotations

from base64 import b64encode
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from photos.media import thumbhash


def pattern(width: int, height: int, transparent: bool) -> bytes:
    """Pixels that were also given to the published encoder."""
    return bytes(
        value
        for y in range(height)
        for x in range(width)
        for value in (
            (x * x * 3 + y * 7) % 256,
            (x * 5 + y * y) % 256,
            (x + y) * 255 // (width + height),
            (x * 9 + y * 4) % 256 if transparent else 255,
        )
    )


@pytest.mark.parametrize(
    ("width", "height", "transparent", "expected"),
    [
        (100, 75, False, "H/gFPYCAdndyd4d4eGd3aI99+CeM"),
        (75, 100, False, "HwgGPQByhnB3eHhnd3d3h31/x8+V"),
        (100, 100, False, "H/gFNwBwdndwd4d3d3d3d3d4+fd3j6cD"),
        (1, 1, False, "AAgCBwAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        (100, 3, False, "HwgOSYZwgmmHiIh3f4f4Z3g="),
        (3, 100, True, "nweGIQImd4C3Z4h4f6WJ93d4dodwKNg="),
        (64, 48, True, "HwiGJIAHcKaRl3h399d354y/1iUGdoN3Bw=="),
        (100, 100, True, "H/iFHQAIgHZweHh4eH9/94dqh4eHh3gIeA=="),
        (33, 100, False, "HwgKSgJ0cHd3dnd2en/3jp0="),
    ],
)
def test_the_published_encoder_agrees(
    width: int, height: int, transparent: bool, expected: str
) -> None:
    found = thumbhash.encode(width, height, pattern(width, height, transparent))
    assert b64encode(found).decode() == expected


def test_nothing_visible() -> None:
    assert b64encode(thumbhash.encode(2, 2, bytes(16))) == b"AAiCBQAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="


def average(digest: bytes) -> tuple[float, float, float, float]:
    """Mean red, green, blue and alpha, 0 to 1, as clients decode them."""
    head = int.from_bytes(digest[:3], "little")
    lightness, yellow, ruddy = (head & 63) / 63, (head >> 6 & 63) / 31.5 - 1, head >> 12 & 63
    blue = lightness - 2 / 3 * yellow
    red = (3 * lightness - blue + ruddy / 31.5 - 1) / 2
    green = red - (ruddy / 31.5 - 1)
    return red, green, blue, (digest[5] & 15) / 15 if head >> 23 else 1.0


def aspect(digest: bytes) -> Fraction:
    """Width over height as clients decode it: a ratio of small whole numbers."""
    most = 5 if digest[2] & 0x80 else 7
    shorter, landscape = digest[3] & 7, digest[4] & 0x80
    return Fraction(most, shorter) if landscape else Fraction(shorter, most)


def rounded(width: int, height: int, opaque: bool) -> Fraction:
    """The nearest such ratio: the longer side has 7 steps, 5 beside transparency."""
    most = 7 if opaque else 5
    shorter = max(1, int(most * min(width, height) / max(width, height) + 0.5))
    return Fraction(most, shorter) if width > height else Fraction(shorter, most)


@given(st.tuples(*[st.integers(0, 255)] * 4), st.integers(1, 40), st.integers(1, 40))
def test_a_plain_colour_survives(color: tuple[int, int, int, int], width: int, height: int) -> None:
    digest = thumbhash.encode(width, height, bytes(color) * (width * height))
    decoded = average(digest)
    assert decoded[3] == pytest.approx(color[3] / 255, abs=0.04)
    if color[3]:
        assert decoded[:3] == pytest.approx([part / 255 for part in color[:3]], abs=0.05)
    assert aspect(digest) == rounded(width, height, opaque=color[3] == 255)


@pytest.mark.parametrize(("width", "height", "length"), [(0, 1, 0), (101, 1, 404), (2, 2, 15)])
def test_other_pictures_are_refused(width: int, height: int, length: int) -> None:
    with pytest.raises(ValueError, match="no "):
        thumbhash.encode(width, height, bytes(length))
