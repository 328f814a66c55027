"""Everything a file tells about its photo, in the columns of `asset_exif` and `assets`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from typing import Literal

import msgspec

from photos import moments
from photos.media import dates, exif, motion, sources
from photos.media.containers import Family, gif
from photos.media.containers.findings import Findings
from photos.media.motion import Span
from photos.media.sources import Tags
from photos.media.window import Read, parse

_STILLS = ("jpeg", "bmff")
_FILMS = ("movie", "matroska", "avi", "asf")
_INT32 = 0x7FFFFFFF
_FASTEST = 100_000
_MOST_TEXT, _MOST_KEYWORDS, _MOST_LEVELS = 64 * 1024, 500, 20
_LONGEST_DESCRIPTION = 10_000
"""Characters, as many as a person may type: a list of a thousand photos shows them all."""
_LONGEST_NAME = 32
_DECIMAL = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?(?:/0*[1-9]\d{0,11})?", re.ASCII)
_DEGREES = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}))?([NSEW])", re.ASCII)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Absent facts are None; `description` is never None."""

    make: str | None = None
    model: str | None = None
    lens_model: str | None = None
    f_number: float | None = None
    focal_length: float | None = None
    """Millimetres."""
    iso: int | None = None
    exposure_time: str | None = None
    """Display text in seconds: `1/160`, `1.3`."""
    exif_image_width: int | None = None
    exif_image_height: int | None = None
    """Pixels as stored, not turned."""
    orientation: str | None = None
    """EXIF orientation, `1` to `8`."""
    projection_type: str | None = None
    bits_per_sample: int | None = None
    colorspace: str | None = None
    profile_description: str | None = None
    description: str = ""
    rating: int | None = None
    """1 to 5."""
    fps: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    """Signed decimal degrees; both or none."""
    live_photo_cid: str | None = None
    auto_stack_id: str | None = None
    date_time_original: datetime
    """The instant of capture: aware, UTC."""
    local_date_time: datetime
    """The wall clock there, written as if it were UTC."""
    time_zone: str | None = None
    """A fixed offset, `UTC`, `UTC+13`, `UTC-5:30`, or by name once `placed`."""
    certain: Literal["zone", "instant", "wall", "nothing"] = "zone"
    """What the file is sure of (see dates.Moment)."""
    modify_date: datetime
    tags: list[str] | None = None
    """Keywords as paths with `/` between their levels."""
    width: int | None = None
    height: int | None = None
    """Pixels as shown, turned upright."""
    duration: int | None = None
    """Milliseconds, of what moves."""
    film: Span | None = None
    """Where a film lies inside a motion photo's file."""


async def extract(
    read: Read,
    size: int,
    file_created_at: datetime,
    file_modified_at: datetime,
    sidecar: bytes = b"",
) -> Facts:
    """Facts of the file whose bytes `read` hands out, whatever they are.

    The two file times are aware; the earlier of them is the capture time of a
    file that tells none. `sidecar` is an XMP packet kept beside the file: what
    it states counts more than the file. Content decides here, the file's name
    plays no part. Raises only what `read` raises.
    """
    family, findings, tags = await parse(read, size, sources.gather)
    if sidecar:
        tags = sources.overruled(tags, sidecar)
    if family == "gif":
        findings.duration = await gif.duration(read, size)
    facts = _facts(family, findings, tags, (file_created_at, file_modified_at))
    film = await motion.find(read, size, findings, tags) if family in _STILLS else None
    return msgspec.structs.replace(facts, film=film) if film else facts


def placed(facts: Facts, zone: str, offsets: dates.Offsets) -> Facts:
    """The facts with their date in the zone of the position, as far as the file leaves
    that open."""
    moment = dates.Moment(
        facts.date_time_original, facts.local_date_time, facts.time_zone, facts.certain
    )
    found = dates.placed(moment, zone, offsets)
    return msgspec.structs.replace(
        facts,
        date_time_original=found.instant,
        local_date_time=found.local,
        time_zone=found.zone,
        certain=found.certain,
    )


def _facts(
    family: Family, findings: Findings, tags: Tags, file_times: tuple[datetime, datetime]
) -> Facts:
    moment = _moment(family, tags, min(moments.believable(file_times)))
    width, height = _size(findings, tags)
    orientation = _orientation(family, findings, tags)
    sideways = orientation in ("5", "6", "7", "8")
    latitude, longitude = _place(tags)
    return Facts(
        make=_text(tags, "Make", "AndroidMake", "DeviceManufacturer"),
        model=_text(tags, "Model", "AndroidModel"),
        lens_model=_lens(tags),
        f_number=_aperture(tags),
        focal_length=_number(tags, "FocalLength"),
        iso=_whole(tags, "ISO"),
        exposure_time=exif.exposure_text(_number(tags, "ExposureTime") or 0),
        exif_image_width=width,
        exif_image_height=height,
        orientation=orientation,
        projection_type=_projection(tags),
        bits_per_sample=_bits(findings, tags),
        colorspace=exif.color_space(_number(tags, "ColorSpace") or 0),
        profile_description=_text(tags, "ProfileDescription"),
        description=(_text(tags, "ImageDescription", "Description") or "")[:_LONGEST_DESCRIPTION],
        rating=_rating(tags),
        fps=findings.fps if 0 < (findings.fps or 0) <= _FASTEST else None,
        latitude=latitude,
        longitude=longitude,
        live_photo_cid=_text(tags, "ContentIdentifier"),
        auto_stack_id=_text(tags, "BurstID", "BurstUUID", "CameraBurstID", "MediaUniqueID"),
        date_time_original=moment.instant,
        local_date_time=moment.local,
        time_zone=moment.zone,
        certain=moment.certain,
        modify_date=file_times[1].astimezone(UTC),
        tags=_keywords(tags),
        width=height if sideways else width,
        height=width if sideways else height,
        duration=findings.duration if 0 < (findings.duration or 0) <= _INT32 else None,
    )


def _moment(family: Family, tags: Tags, otherwise: datetime) -> dates.Moment:
    nothing = dates.Moment(otherwise, otherwise, dates.zone(tags), "nothing")
    moment = dates.taken(tags) or nothing
    if family not in _FILMS or moment.zone not in (None, "UTC"):
        return moment
    # Films count their own dates in UTC, wherever they are; what they leave open is UTC too.
    sure = moment.zone == "UTC" and moment is not nothing
    certain = "instant" if sure else moment.certain
    return msgspec.structs.replace(moment, zone="UTC", certain=certain)


def _text(tags: Tags, *names: str) -> str | None:
    for name in names:
        value = tags.get(name)
        if isinstance(value, str) and (text := _plain(value)):
            return text
    return None


def _plain(value: str) -> str:
    """As far as the first NUL, which ends a text for most programs and so for its writer."""
    return value.partition("\0")[0].strip()


def _projection(tags: Tags) -> str | None:
    """A name, or nothing: a month's answer holds it once for each of its photos."""
    name = _text(tags, "ProjectionType")
    return name.upper() if name and len(name) <= _LONGEST_NAME else None


def _number(tags: Tags, name: str) -> float | None:
    """The first number of a tag, within 32 bits; fractions may be text (`28/10`)."""
    value = tags.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        value = float(Fraction(value)) if _DECIMAL.fullmatch(value) else None
    return value if isinstance(value, float) and abs(value) <= _INT32 else None


def _whole(tags: Tags, name: str) -> int | None:
    number = _number(tags, name)
    return None if number is None else math.floor(number + 0.5)


def _rating(tags: Tags) -> int | None:
    stars = _whole(tags, "Rating")
    return stars if stars in range(1, 6) else None


def _aperture(tags: Tags) -> float | None:
    """In the steps metadata tools show: f/1.78 is f/1.8."""
    number = _number(tags, "FNumber")
    return number and round(number, 2 if number < 1 else 1)


def _lens(tags: Tags) -> str | None:
    lens = _text(tags, "LensModel")
    return None if lens is None or lens == "----" or lens.startswith("Unknown") else lens


def _size(findings: Findings, tags: Tags) -> tuple[int | None, int | None]:
    width, height = findings.width, findings.height
    if width is None or height is None:
        width, height = _whole(tags, "ImageWidth"), _whole(tags, "ImageHeight")
    sensible = width and height and 0 < width <= _INT32 and 0 < height <= _INT32
    return (width, height) if sensible else (None, None)


def _orientation(family: Family, findings: Findings, tags: Tags) -> str | None:
    if family == "gif":  # as video probes report it
        return "1"
    # these turn by a property of their own; their EXIF value may repeat it or be stale
    of_its_own = family in ("bmff", "jxl", *_FILMS)
    number = findings.orientation if of_its_own else _whole(tags, "Orientation")
    return str(number) if number in range(1, 9) else None


def _bits(findings: Findings, tags: Tags) -> int | None:
    bits = findings.bits or _whole(tags, "BitsPerSample")
    return bits // 3 if bits and bits >= 24 and bits % 3 == 0 else bits or None


def _place(tags: Tags) -> tuple[float | None, float | None]:
    latitude, longitude = (_degrees(tags.get(name)) for name in ("GPSLatitude", "GPSLongitude"))
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None, None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


def _degrees(value: object) -> float | None:
    """Signed degrees; XMP writes `41,13.218N` or `41,13,13N`."""
    if isinstance(value, str) and (match := _DEGREES.fullmatch(value)):
        degrees = int(match[1]) + float(match[2]) / 60 + int(match[3] or 0) / 3600
        return -degrees if match[4] in "SW" else degrees
    return value if isinstance(value, float) else None


def _keywords(tags: Tags) -> list[str] | None:
    """The first list that holds anything; no more of it than people write."""
    for name in ("TagsList", "HierarchicalSubject", "Keywords"):
        value = tags.get(name)
        values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        words = [_plain(str(word)) for word in values]
        if name == "HierarchicalSubject":  # `|` parts levels there, `/` is an ordinary sign
            words = [word.translate({ord("|"): "/", ord("/"): "|"}) for word in words]
        if words := [word for word in words if word]:
            return list(_bounded(words))
    return None


def _bounded(words: list[str]) -> Iterator[str]:
    """Each word makes a tag, and so does each level of it."""
    room = _MOST_TEXT
    for word in words[:_MOST_KEYWORDS]:
        room -= len(word)
        if room < 0:
            return
        if word.count("/") < _MOST_LEVELS:
            yield word
