"""Fuji's raw format: a whole JPEG, and a table about the sensor."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers import jpeg
from photos.media.containers.findings import Findings

SIGNATURE = b"FUJIFILMCCD-RAW"
_TABLE = 92
_CROPPED_SIZE = 0x111
_MOST_ENTRIES = 255


def read(file: BinaryIO, findings: Findings) -> None:
    """Metadata of the JPEG, size of the developed picture."""
    jpeg.read(file, findings, picture(file)[0])
    file.seek(_TABLE)
    file.seek(_number(file, 4))
    for _ in range(min(_number(file, 4), _MOST_ENTRIES)):
        tag, length = _number(file, 2), _number(file, 2)
        following = file.tell() + length
        if tag == _CROPPED_SIZE and length == 4:
            findings.height, findings.width = _number(file, 2), _number(file, 2)
            return
        file.seek(following)


def picture(file: BinaryIO) -> tuple[int, int]:
    """(offset, length) of the JPEG."""
    file.seek(84)
    return _number(file, 4), _number(file, 4)


def _number(file: BinaryIO, length: int) -> int:
    return int.from_bytes(file.read(length), "big")
