"""What the structure of a file tells."""

from __future__ import annotations

import msgspec

LARGEST_BLOCK = 1024 * 1024
"""Metadata blocks beyond this many bytes are not read."""


class Findings(msgspec.Struct):
    """Filled while a container is read; absent facts stay None or empty."""

    width: int | None = None
    height: int | None = None
    """As stored, before any turning."""
    bits: int | None = None
    """Bits per sample."""
    orientation: int | None = None
    """EXIF orientation the container itself asks for."""
    duration: int | None = None
    """Milliseconds."""
    fps: float | None = None
    """Frames per second, on the average."""
    animated: bool = False
    film: tuple[int, int] | None = None
    """(offset, length) of a film in the picture's file."""
    tags: dict[str, object] = {}
    """What the container states outside of any metadata block, named as metadata tools do."""
    exif: bytes = b""
    """Starts with the TIFF header."""
    more_exif: list[bytes] = []
    """Further blocks of the same kind."""
    xmp: bytes = b""
    icc: bytes = b""
    """May be cut after its first segment."""
    iptc: bytes = b""


def tiff_block(data: bytes) -> bytes:
    """`data` from its TIFF header on; writers put `Exif\\0\\0` and more in front of it."""
    for start in range(min(len(data), 64)):
        if data[start : start + 4] in (b"II*\0", b"MM\0*"):
            return data[start:]
    return b""
