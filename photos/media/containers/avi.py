"""AVI: chunks of RIFF; everything of interest stands in the list at the front."""

from __future__ import annotations

import re
from typing import BinaryIO

from photos.media.containers.findings import Findings

_LARGEST = 64 * 1024
_DATE = re.compile(rb"\w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})", re.IGNORECASE)
_MONTHS = b"jan feb mar apr may jun jul aug sep oct nov dec".split()


def read(file: BinaryIO, findings: Findings) -> None:
    """Length, size and frame rate of the main header, and the date where a camera left one."""
    file.seek(12)
    head = file.read(12)
    if head[:4] != b"LIST" or head[8:] != b"hdrl":
        return
    length = int.from_bytes(head[4:8], "little")
    data = file.read(min(length, _LARGEST))
    if data[:4] == b"avih":
        numbers = [int.from_bytes(data[at : at + 4], "little") for at in range(8, 48, 4)]
        frame_time, frames = numbers[0], numbers[4]
        findings.width, findings.height = numbers[8], numbers[9]
        findings.duration = round(frame_time * frames / 1000) or None
        findings.fps = round(1_000_000 / frame_time, 3) if frame_time else None
    findings.orientation = 1
    at = data.find(b"IDIT")
    if at >= 0:
        _date(data[at + 8 : at + 48], findings)


def _date(text: bytes, findings: Findings) -> None:
    """`Mon Mar 10 15:04:11 2006` in capitals or not, or as in EXIF, or with `/` in its date."""
    if match := _DATE.match(text):
        month = _MONTHS.index(match[1].lower()) + 1
        date = f"{int(match[4])}:{month:02}:{int(match[2]):02} {match[3].decode()}"
    else:
        date = text.split(b"\0")[0].decode("ascii").strip().replace("/", ":")
    findings.tags["DateTimeOriginal"] = date
