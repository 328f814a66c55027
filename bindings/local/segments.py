"""What stands before the picture in a JPEG, looked at before Pillow reads all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from PIL import JpegImagePlugin

from bindings import ImageFault

_MOST, _MOST_EXIF = 10_000, 100
_SCAN = 0xDA


def check(file: BinaryIO) -> None:
    """Leaves the file at its beginning. Raises ImageFault for a JPEG with more segments
    than any camera or editor writes: Pillow puts each block of EXIF behind a copy of all
    before it, and two million of them, in 30 MB, would take days."""
    file.seek(0)
    blocks = 0
    if file.read(2) == b"\xff\xd8":
        for count, is_exif in enumerate(_segments(file)):
            blocks += is_exif
            if count > _MOST or blocks > _MOST_EXIF:
                raise ImageFault("a JPEG of very many segments")
    file.seek(0)


def _segments(file: BinaryIO) -> Iterator[bool]:
    """Of each segment up to the picture, whether it is EXIF. Read as Pillow does, which
    passes over what stands between two of them, and over an end of the picture too."""
    while byte := file.read(1):
        while byte == b"\xff":
            byte = file.read(1)
            if byte not in (b"", b"\xff"):
                break
        else:
            continue
        if not byte or byte[0] == _SCAN:
            return
        _, _, handler = JpegImagePlugin.MARKER.get(0xFF00 | byte[0], ("", "", None))
        if handler is None:  # nothing but the marker
            continue
        length = int.from_bytes(file.read(2), "big") - 2
        begin = file.tell()
        yield byte == b"\xe1" and file.read(6) == b"Exif\0\0"
        file.seek(begin + max(0, length))
