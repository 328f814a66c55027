"""Matroska and WebM: elements of EBML."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, NamedTuple

from photos.media.containers.findings import Findings

_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SCALE, _DURATION, _DATE = 0x2AD7B1, 0x4489, 0x4461
_TRACK, _KIND, _FRAME_TIME, _VIDEO = 0xAE, 0x83, 0x23E383, 0xE0
_WIDTH, _HEIGHT, _SHOWN_WIDTH, _SHOWN_HEIGHT, _SHOWN_UNIT = 0xB0, 0xBA, 0x54B0, 0x54BA, 0x54B2
_PROJECTION, _PROJECTION_TYPE, _ROLL = 0x7670, 0x7671, 0x7675
_START = datetime(2001, 1, 1, tzinfo=UTC)
_MOST_ELEMENTS = 1000
_LARGEST_VALUE = 16
# clockwise degrees -> EXIF orientation; roll counts the other way round
_TURNS = {0: 1, 90: 6, 180: 3, 270: 8}
_PROJECTIONS = {1: "equirectangular", 2: "cubemap"}


class _Element(NamedTuple):
    number: int
    start: int
    end: int


def read(file: BinaryIO, findings: Findings) -> None:
    """Length, date, and the first video track. Ends at the first pictures."""
    end = file.seek(0, 2)
    for outer in _walk(file, 0, end):
        if outer.number == _SEGMENT:
            for element in _walk(file, outer.start, outer.end):
                if element.number == _INFO:
                    _info(file, element, findings)
                elif element.number == _TRACKS:
                    _tracks(file, element, findings)
                elif element.number == _CLUSTER:
                    return


def _walk(file: BinaryIO, start: int, end: int) -> Iterator[_Element]:
    at = start
    for _ in range(_MOST_ELEMENTS):
        if at >= end:
            return
        file.seek(at)
        number, wide = _number(file, keep_mark=True)
        length, more = _number(file)
        inside = at + wide + more
        if not wide or not more:
            return
        unknown = length == (1 << 7 * more) - 1  # as it is of a live recording
        at = end if unknown else inside + length
        yield _Element(number, inside, min(at, end))


def _number(file: BinaryIO, keep_mark: bool = False) -> tuple[int, int]:
    """(number, bytes it took): the first one bit tells how many; (0, 0) at the end."""
    head = file.read(1)
    if not head or not head[0]:
        return 0, 0
    length = 9 - head[0].bit_length()
    data = head + file.read(length - 1)
    number = int.from_bytes(data, "big")
    return (number if keep_mark else number & ((1 << 7 * length) - 1)), length


def _values(file: BinaryIO, parent: _Element) -> dict[int, bytes]:
    """The short elements in another, the first of each kind."""
    values: dict[int, bytes] = {}
    for number, start, end in _walk(file, parent.start, parent.end):
        if end - start <= _LARGEST_VALUE:
            file.seek(start)
            values.setdefault(number, file.read(end - start))
    return values


def _whole(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _float(data: bytes) -> float:
    formats = {4: ">f", 8: ">d"}
    number: float = struct.unpack(formats[len(data)], data)[0] if len(data) in formats else 0.0
    return number


def _info(file: BinaryIO, info: _Element, findings: Findings) -> None:
    values = _values(file, info)
    scale = _whole(values.get(_SCALE, b"")) or 1_000_000
    findings.duration = round(_float(values.get(_DURATION, b"")) * scale / 1_000_000) or None
    if _DATE in values:
        nanoseconds = int.from_bytes(values[_DATE], "big", signed=True)
        moment = _START + timedelta(microseconds=nanoseconds // 1000)
        findings.tags["DateTimeOriginal"] = moment.strftime("%Y:%m:%d %H:%M:%SZ")


def _tracks(file: BinaryIO, tracks: _Element, findings: Findings) -> None:
    for track in _walk(file, tracks.start, tracks.end):
        values = _values(file, track)
        if track.number != _TRACK or _whole(values.get(_KIND, b"")) != 1:
            continue
        if frame_time := _whole(values.get(_FRAME_TIME, b"")):
            findings.fps = round(1_000_000_000 / frame_time, 3)
        for element in _walk(file, track.start, track.end):
            if element.number == _VIDEO:
                _video(file, element, findings)
        return


def _video(file: BinaryIO, video: _Element, findings: Findings) -> None:
    values = _values(file, video)
    in_pixels = not _whole(values.get(_SHOWN_UNIT, b""))
    for name, coded, shown in (
        ("width", _WIDTH, _SHOWN_WIDTH),
        ("height", _HEIGHT, _SHOWN_HEIGHT),
    ):
        size = in_pixels and _whole(values.get(shown, b""))
        setattr(findings, name, size or _whole(values.get(coded, b"")) or None)
    findings.orientation = 1
    for element in _walk(file, video.start, video.end):
        if element.number == _PROJECTION:
            inside = _values(file, element)
            roll = round(_float(inside.get(_ROLL, b"")))
            findings.orientation = _TURNS.get(-roll % 360, 1)
            projection = _PROJECTIONS.get(_whole(inside.get(_PROJECTION_TYPE, b"")))
            if projection:
                findings.tags["ProjectionType"] = projection
