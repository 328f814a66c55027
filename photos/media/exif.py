"""EXIF: tags of a TIFF block, under the names metadata tools give them."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, BinaryIO, cast

import exifread

# it warns about every oddity of every camera; what cannot be read is simply absent here
logging.getLogger("exifread").setLevel(logging.CRITICAL)

_MOST_READS = 50_000
_COLOR_SPACES = {
    1: "sRGB",
    2: "Adobe RGB",
    0xFFFD: "Wide Gamut RGB",
    0xFFFE: "ICC Profile",
    0xFFFF: "Uncalibrated",
}
_TEXTS = {
    "Make": "Make",
    "Model": "Model",
    "LensModel": "LensModel",
    "ImageDescription": "ImageDescription",
    "DateTimeOriginal": "DateTimeOriginal",
    "DateTimeDigitized": "CreateDate",
    "SubSecTimeOriginal": "SubSecTimeOriginal",
    "SubSecTimeDigitized": "SubSecTimeDigitized",
    "OffsetTimeOriginal": "OffsetTimeOriginal",
    "OffsetTimeDigitized": "OffsetTimeDigitized",
    "OffsetTime": "OffsetTime",
}
_APPLE = {"MakerNote Tag 0x0011": "ContentIdentifier", "MakerNote Tag 0x000B": "BurstUUID"}
_NUMBERS = {
    "Orientation": "Orientation",
    "ImageWidth": "ImageWidth",
    "ImageLength": "ImageHeight",
    "BitsPerSample": "BitsPerSample",
    "Rating": "Rating",
    "FNumber": "FNumber",
    "FocalLength": "FocalLength",
    "ISOSpeedRatings": "ISO",
    "ExposureTime": "ExposureTime",
    "ColorSpace": "ColorSpace",
}


class _Bounded(io.RawIOBase):
    """A file that breaks off after too many reads: tables of tags may point in circles."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._left = _MOST_READS

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def read(self, size: int | None = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ValueError("endless EXIF")
        return self._file.read(-1 if size is None else size)


def read(file: BinaryIO) -> dict[str, object]:
    """Tags of a file that starts with a TIFF header: texts, and lists of finite numbers.

    GPSLatitude and GPSLongitude are signed degrees, GPSDateTime is UTC text.
    May raise on broken data.
    """
    found = _tags(file, details=False)
    tags: dict[str, object] = {}
    reduced = _numbers(found.get("Image SubfileType"))[:1] == [1.0]
    for theirs, ours in (_TEXTS | _NUMBERS).items():
        if reduced and ours in ("ImageWidth", "ImageHeight"):
            continue  # a thumbnail comes first, as in most raw files
        for part in ("Image", "EXIF"):
            tag = found.get(f"{part} {theirs}")
            if value := _text(tag) if theirs in _TEXTS else _numbers(tag):
                tags.setdefault(ours, value)
    return tags | _place(found)


def read_apple(file: BinaryIO) -> dict[str, object]:
    """The ids that join the parts of a live photo and the shots of a burst.

    Only for files made by Apple: looking into maker notes costs milliseconds.
    """
    found = _tags(file, details=True)
    tags: dict[str, object] = {}
    for theirs, ours in _APPLE.items():
        if tag := found.get(theirs):
            # offsets count from the start of the note; the library is 14 bytes off
            file.seek(found["EXIF MakerNote"].field_offset + tag.field_offset)
            tags[ours] = file.read(min(tag.field_length, 64)).decode("ascii")
    return tags


def _tags(file: BinaryIO, *, details: bool) -> Mapping[str, Any]:
    bounded = cast(BinaryIO, _Bounded(file))
    return exifread.process_file(bounded, details=details, extract_thumbnail=False)


def _text(tag: Any) -> str:
    values = getattr(tag, "values", "")
    if isinstance(values, bytes):
        values = values.decode("latin-1")
    return values.strip("\0 \t\r\n") if isinstance(values, str) else ""


def _numbers(tag: Any) -> list[float]:
    """Every value, or none when one of them is not a finite number."""
    values = getattr(tag, "values", ())
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        return []
    numbers = [_number(value) for value in values]
    return numbers if all(map(math.isfinite, numbers)) else []


def _number(value: Any) -> float:
    if isinstance(value, tuple):  # how the library hands out floats
        value = value[0]
    if isinstance(value, Fraction) and not value.denominator:
        return math.nan
    # metadata tools keep ten digits of a fraction
    return float(f"{float(value):.10g}") if isinstance(value, Fraction) else float(value)


def _place(found: Mapping[str, Any]) -> dict[str, object]:
    tags: dict[str, object] = {}
    for name in ("GPSLatitude", "GPSLongitude"):
        parts = _numbers(found.get(f"GPS {name}"))
        if 0 < len(parts) <= 3:
            degrees = sum(part / 60**power for power, part in enumerate(parts))
            backwards = _text(found.get(f"GPS {name}Ref"))[:1].upper() in ("S", "W")
            # fifteen digits are what metadata tools print: 122.4194, not 122.41940000000001
            tags[name] = float(f"{-degrees if backwards else degrees:.15g}")
    date, time = _text(found.get("GPS GPSDate")), _numbers(found.get("GPS GPSTimeStamp"))
    if date and len(time) == 3:
        clock = f"{int(time[0]):02}:{int(time[1]):02}:{time[2]:06.3f}"
        tags["GPSDateTime"] = f"{date} {clock}Z"
    return tags


def color_space(number: float) -> str | None:
    """The text for a ColorSpace number; None for one without a name."""
    return _COLOR_SPACES.get(int(number))


def exposure_text(seconds: float) -> str | None:
    """Display text: `1/160` below a quarter of a second, else `1.3`, `30`.

    None for times no shutter has.
    """
    if not 1e-9 < seconds < 1e9:
        return None
    if seconds < 0.25001:
        return f"1/{int(0.5 + 1 / seconds)}"
    return f"{seconds:.1f}".removesuffix(".0")
