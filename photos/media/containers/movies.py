"""MP4, QuickTime and 3GP: what the `moov` box says, wherever in the file it lies."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from photos.media.containers import boxes
from photos.media.containers.boxes import Box
from photos.media.containers.findings import LARGEST_BLOCK, Findings

_START = datetime(1904, 1, 1, tzinfo=UTC)
_UNIX = 2_082_844_800
"""Seconds from 1904 to 1970."""
_TEXT = 64 * 1024
_TIMES = 64 * 1024
"""Enough for 8,000 changes of pace."""
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_SPHERICAL = bytes.fromhex("ffcc8263f8554a938814587a02521fdd")
_PROJECTION = re.compile(rb"ProjectionType>\s*(\w{1,40})")
_PROJECTIONS = {b"equi": "equirectangular", b"cbmp": "cubemap"}
_SONY = re.compile(rb'<Device\s[^>]*?manufacturer="([^"]{1,99})"[^>]*?modelName="([^"]{1,99})"')
_POSITION = re.compile(r"([+-])(\d+(?:\.\d+)?)([+-])(\d+(?:\.\d+)?)", re.ASCII)
_KEYS = {
    b"com.apple.quicktime.creationdate": "CreationDate",
    b"com.apple.quicktime.make": "Make",
    b"com.apple.quicktime.model": "Model",
    b"com.apple.quicktime.description": "Description",
    b"com.apple.quicktime.content.identifier": "ContentIdentifier",
    b"com.apple.quicktime.location.ISO6709": "",
    b"com.android.manufacturer": "AndroidMake",
    b"com.android.model": "AndroidModel",
}
"""The empty name is a position."""
_TEXTS = {
    b"\xa9mak": "Make",
    b"\xa9mod": "Model",
    b"\xa9des": "Description",
    b"desc": "Description",
    b"\xa9xyz": "",
}


def read(file: BinaryIO, findings: Findings) -> None:
    """Length, size, turn and frame rate of the first video track; dates, place, camera."""
    for box in boxes.walk(file):
        if box.name == b"moov":
            _movie(file, box, findings)
        elif box.name == b"uuid" and boxes.content(file, box, 16) == _XMP:
            findings.xmp = boxes.content(file, box, LARGEST_BLOCK)[16:]
        elif box.name == b"moof":  # from here on nothing but fragments, thousands perhaps
            break
        elif box.name == b"meta":  # camcorders of Sony
            _camcorder(boxes.content(file, box, _TEXT), findings)


def _movie(file: BinaryIO, movie: Box, findings: Findings) -> None:
    told = False
    for box in boxes.walk(file, movie.start, movie.end):
        if box.name == b"mvhd":
            header = boxes.header(boxes.content(file, box, 32))
            findings.duration = header.milliseconds
            _date(findings, "CreateDate", header.created)
        elif box.name == b"mvex" and not findings.duration:
            _fragments(file, movie, box, findings)
        elif box.name == b"trak" and not told:
            told = _track(file, box, findings)
        elif box.name == b"meta":
            findings.tags |= _tags(_keys(file, box))
        elif box.name == b"udta":
            _user_data(file, box, findings)


def _date(findings: Findings, name: str, seconds: int) -> None:
    """0 is no date, and what would be before 1970 counts from then: many phones do."""
    if seconds:
        try:
            moment = _START + timedelta(seconds=seconds + (_UNIX if seconds < _UNIX else 0))
        except OverflowError:
            return
        findings.tags[name] = moment.strftime("%Y:%m:%d %H:%M:%SZ")


def _fragments(file: BinaryIO, movie: Box, extends: Box, findings: Findings) -> None:
    """A movie in fragments may tell its length apart from its header."""
    scale = boxes.header(boxes.content(file, boxes.find(file, movie, b"mvhd"), 32)).scale
    length = boxes.content(file, boxes.find(file, extends, b"mehd"), 12)[4:]
    whole = boxes.Header(0, scale, int.from_bytes(length, "big"))
    findings.duration = whole.milliseconds


def _track(file: BinaryIO, track: Box, findings: Findings) -> bool:
    """Whether this was a video track."""
    media = boxes.find(file, track, b"mdia")
    if boxes.content(file, boxes.find(file, media, b"hdlr"), 12)[8:] != b"vide":
        return False
    _shape(boxes.content(file, boxes.find(file, track, b"tkhd"), 96), findings)
    header = boxes.header(boxes.content(file, boxes.find(file, media, b"mdhd"), 32))
    _date(findings, "MediaCreateDate", header.created)
    table = boxes.find(file, media, b"minf", b"stbl")
    findings.fps = _frame_rate(file, table, header)
    _coding(file, boxes.find(file, table, b"stsd"), findings)
    for box in boxes.walk(file, track.start, track.end):
        if box.name == b"uuid" and boxes.content(file, box, 16) == _SPHERICAL:
            match = _PROJECTION.search(boxes.content(file, box, _TEXT))
            findings.tags["ProjectionType"] = match[1].decode() if match else ""
    return True


def _frame_rate(file: BinaryIO, table: Box | None, header: boxes.Header) -> float | None:
    """Frames in a second of what they last themselves. Where frames are stored out of
    order, the track's own length is another one, and counts only beside a long table."""
    times = boxes.content(file, boxes.find(file, table, b"stts"), _TIMES + 8)
    runs = list(struct.iter_unpack(">II", times[8 : len(times) // 8 * 8]))
    frames, length = sum(run[0] for run in runs), sum(run[0] * run[1] for run in runs)
    if len(times) > _TIMES or not length:
        sizes = boxes.content(file, boxes.find(file, table, b"stsz"), 12)
        frames, length = int.from_bytes(sizes[8:], "big"), header.length
    return round(frames * header.scale / length, 3) if frames and length else None


def _shape(header: bytes, findings: Findings) -> None:
    """Size and turn from `tkhd`: the first row of a matrix tells where right is."""
    at = 52 if header[:1] == b"\1" else 40
    across, down = (int.from_bytes(header[at + n : at + n + 4], "big", signed=True) for n in (0, 4))
    sizes = header[at + 36 : at + 44]
    findings.width, findings.height = (
        int.from_bytes(sizes[n : n + 2], "big") or None for n in (0, 4)
    )
    if across:
        findings.orientation = 1 if across > 0 else 3
    elif down:
        findings.orientation = 6 if down > 0 else 8


def _coding(file: BinaryIO, table: Box | None, findings: Findings) -> None:
    """Depth, projection, and the size where the track tells none, of the first coding."""
    if table is None:
        return
    entry = next(boxes.walk(file, table.start + 8, table.end))
    fixed = boxes.content(file, entry, 78)
    findings.width = findings.width or int.from_bytes(fixed[24:26], "big")
    findings.height = findings.height or int.from_bytes(fixed[26:28], "big")
    findings.bits = int.from_bytes(fixed[74:76], "big")
    inside = entry._replace(start=entry.start + 78)
    for name, projection in _PROJECTIONS.items():
        if boxes.find(file, inside, b"sv3d", b"proj", name):
            findings.tags["ProjectionType"] = projection


def _user_data(file: BinaryIO, data: Box, findings: Findings) -> None:
    texts: dict[str, str] = {}
    for box in boxes.walk(file, data.start, data.end):
        if box.name in _TEXTS:  # a length and a language go ahead
            texts[_TEXTS[box.name]] = _text(boxes.content(file, box, _TEXT)[4:])
        elif box.name == b"loci":
            findings.tags.update(_place_of_3gp(boxes.content(file, box, _TEXT)))
        elif box.name == b"meta":
            texts |= _keys(file, box)
        elif box.name == b"XMP_":
            findings.xmp = boxes.content(file, box, LARGEST_BLOCK)
    findings.tags = _tags(texts) | findings.tags


def _keys(file: BinaryIO, meta: Box) -> dict[str, str]:
    """Texts of a list of metadata, which names its items by number or by themselves."""
    if boxes.content(file, meta, 8)[4:] != b"hdlr":  # QuickTime has no version and flags here
        meta = meta._replace(start=meta.start + 4)
    names = dict(enumerate(_names(boxes.content(file, boxes.find(file, meta, b"keys"), _TEXT)), 1))
    texts: dict[str, str] = {}
    items = boxes.find(file, meta, b"ilst")
    for item in boxes.walk(file, items.start, items.end) if items else ():
        key = names.get(int.from_bytes(item.name, "big"), b"")
        name = _KEYS.get(key, _TEXTS.get(item.name))
        value = boxes.content(file, boxes.find(file, item, b"data"), _TEXT)
        if name is not None and value[:4] == b"\0\0\0\1":
            texts[name] = _text(value[8:])
    return texts


def _names(data: bytes) -> Iterator[bytes]:
    at = 8
    while (length := int.from_bytes(data[at : at + 4], "big")) >= 8:
        yield data[at + 8 : at + length]
        at += length


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").strip("\0 \n")


def _tags(texts: dict[str, str]) -> dict[str, object]:
    place = position(texts.get("", ""))
    return {name: text for name, text in texts.items() if name and text} | place


def position(text: str) -> dict[str, object]:
    """GPSLatitude and GPSLongitude of ISO 6709: degrees, with minutes, with seconds."""
    match = _POSITION.match(text)
    if match is None:
        return {}
    north, east = _degrees(match[2], 2), _degrees(match[4], 3)
    return {
        "GPSLatitude": -north if match[1] == "-" else north,
        "GPSLongitude": -east if match[3] == "-" else east,
    }


def _degrees(digits: str, width: int) -> float:
    whole = len(digits.partition(".")[0])
    if whole <= width:
        return float(digits)
    cuts = [digits[:width], *(digits[at : at + 2] for at in range(width, whole - 2, 2))]
    cuts.append(digits[width + 2 * len(cuts) - 2 :])
    degrees = sum(float(part) / 60**power for power, part in enumerate(cuts))
    return float(f"{degrees:.15g}")


def _place_of_3gp(data: bytes) -> dict[str, object]:
    """`loci`: language, a name, a role, then longitude and latitude."""
    at = data.index(b"\0", 6) + 2
    east, north = (
        int.from_bytes(data[at + n : at + n + 4], "big", signed=True) / 65536 for n in (0, 4)
    )
    return {"GPSLatitude": round(north, 5), "GPSLongitude": round(east, 5)}


def _camcorder(data: bytes, findings: Findings) -> None:
    if match := _SONY.search(data):
        findings.tags.setdefault("Make", match[1].decode("utf-8", "replace"))
        findings.tags.setdefault("Model", match[2].decode("utf-8", "replace"))
