"""What films tell of themselves, with ffmpeg's libraries as a second opinion."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime

import av
import pytest

from photos.media.containers.movies import position
from photos.media.facts import extract
from tests.photos.media.files import CREATED, MODIFIED, facts, xmp
from tests.photos.media.films import Hollow, box, film, keys, turned, with_boxes

NOON = datetime(2024, 5, 5, 12, tzinfo=UTC)
WHEN = {"creation_time": "2024-05-05T12:00:00Z"}


@pytest.mark.parametrize(
    ("format", "codec", "options"),
    [
        ("mp4", "libx264", {}),
        ("mp4", "libx264", {"movflags": "faststart"}),
        ("mov", "mpeg4", {}),
        ("3gp", "mpeg4", {}),
        ("ipod", "mpeg4", {}),
        ("matroska", "mpeg4", {}),
        ("webm", "libvpx", {}),
        ("avi", "mpeg4", {}),
    ],
)
async def test_length_size_and_frame_rate(format: str, codec: str, options: dict[str, str]) -> None:
    data = film(format, codec, (96, 64), frames=50, rate=25, metadata=WHEN, options=options)
    found = await facts(data)
    with av.open(io.BytesIO(data), "r") as probe:
        rate = probe.streams.video[0].average_rate
        assert probe.duration
        assert rate
        assert found.duration == round(probe.duration / 1000)
        assert found.fps == round(float(rate), 3)
    assert (found.width, found.height, found.orientation) == (96, 64, "1")
    if format != "avi":
        assert (found.date_time_original, found.local_date_time) == (NOON, NOON)
    assert found.time_zone == "UTC", "even where no date is"


async def test_windows_media() -> None:
    data = film("asf", "wmv2", (96, 64), frames=50, rate=25, metadata=WHEN)
    found = await facts(data)
    with av.open(io.BytesIO(data), "r") as probe:
        assert probe.duration
        assert found.duration == round(probe.duration / 1000)
    assert (found.width, found.height, found.orientation) == (96, 64, "1")
    assert (found.date_time_original, found.time_zone) == (NOON, "UTC")


async def test_frame_rate_of_a_track_longer_than_its_frames() -> None:
    """As encoders that store frames out of order leave it behind."""
    data = bytearray(film(frames=50, rate=25))
    at = data.index(b"mdhd") + 20
    length = int.from_bytes(data[at : at + 4], "big")
    data[at : at + 4] = (length * 51 // 50).to_bytes(4, "big")
    assert (await facts(bytes(data))).fps == 25
    table = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stts")
    long = with_boxes(bytes(data), *table, extra=bytes(70_000))
    assert (await facts(long)).fps == pytest.approx(25 * 50 / 51, abs=0.001)
    broken = with_boxes(bytes(data), *table, extra=b"odd")
    assert (await facts(broken)).fps == 25


@pytest.mark.parametrize(
    ("matrix", "rotation", "orientation", "size"),
    [
        ((1, 0, 0, 1), 0, "1", (64, 48)),
        ((0, 1, -1, 0), -90, "6", (48, 64)),
        ((-1, 0, 0, -1), -180, "3", (64, 48)),
        ((0, -1, 1, 0), 90, "8", (48, 64)),
    ],
)
async def test_turned_films(
    matrix: tuple[int, int, int, int], rotation: int, orientation: str, size: tuple[int, int]
) -> None:
    data = turned(film(), matrix)
    with av.open(io.BytesIO(data), "r") as probe:
        assert next(probe.decode(video=0)).rotation == rotation
    found = await facts(data)
    assert found.orientation == orientation
    assert (found.width, found.height) == size
    assert (found.exif_image_width, found.exif_image_height) == (64, 48)


async def test_the_first_track_counts_and_the_size_it_is_shown_in() -> None:
    other = film(size=(96, 80))
    at = other.index(b"trak") - 4
    track = other[at : at + int.from_bytes(other[at : at + 4], "big")]
    data = bytearray(with_boxes(film(), b"moov", extra=track))
    assert (await facts(bytes(data))).width == 64
    shown = data.index(b"tkhd") + 4 + 76
    data[shown : shown + 8] = struct.pack(">II", 72 << 16, 40 << 16)
    found = await facts(bytes(data))
    assert (found.width, found.height) == (72, 40)
    data[shown : shown + 8] = bytes(8)
    found = await facts(bytes(data))
    assert (found.width, found.height) == (64, 48), "as coded, where nothing else is told"


async def test_a_length_in_eight_bytes() -> None:
    data = film(metadata=WHEN, options={"movflags": "faststart"})
    at = data.index(b"moov")
    end = at - 4 + int.from_bytes(data[at - 4 : at], "big")
    wide = struct.pack(">I", 1) + b"moov" + struct.pack(">Q", end - at + 12)
    found = await facts(data[: at - 4] + wide + data[at + 4 :])
    assert (found.width, found.duration, found.date_time_original) == (64, 1500, NOON)


async def test_a_film_of_unknown_length() -> None:
    data = bytearray(film())
    at = data.index(b"mvhd") + 20
    data[at - 4 : at + 4] = struct.pack(">I", 90_000) + b"\xff" * 4
    assert (await facts(bytes(data))).duration is None


async def test_what_an_iphone_writes() -> None:
    texts = {
        "make": "Apple", "model": "iPhone 15", "creationdate": "2024-05-05T14:00:00+0200",
        "location_ISO6709": "+48.8583+002.2944+035.000/", "content_identifier": "CID-1",
    }  # fmt: skip
    found = await facts(with_boxes(film("mov", metadata=WHEN), b"moov", extra=keys(**texts)))
    assert (found.make, found.model, found.live_photo_cid) == ("Apple", "iPhone 15", "CID-1")
    assert (found.latitude, found.longitude) == (48.8583, 2.2944)
    assert (found.date_time_original, found.time_zone) == (NOON, "UTC+2")
    assert found.local_date_time == NOON.replace(hour=14)


async def test_what_an_android_phone_writes() -> None:
    place = box(b"\xa9xyz", struct.pack(">HH", 18, 0x15C7), b"-33.8568+151.2153/")
    names = [b"com.android.manufacturer", b"com.android.model"]
    listed = b"".join(box(b"mdta", name) for name in names)
    items = b"".join(
        box(struct.pack(">I", number), box(b"data", b"\0\0\0\1\0\0\0\0", text))
        for number, text in ((1, b"Acme"), (2, b"Phone"))
    )
    meta = box(
        b"meta", bytes(4), box(b"hdlr", bytes(8) + b"mdta" + bytes(13)),
        box(b"keys", struct.pack(">II", 0, 2), listed), box(b"ilst", items),
    )  # fmt: skip
    found = await facts(with_boxes(film(), b"moov", extra=box(b"udta", place) + meta))
    assert (found.latitude, found.longitude) == (-33.8568, 151.2153)
    assert (found.make, found.model) == ("Acme", "Phone")


async def test_place_of_3gp() -> None:
    numbers = struct.pack(">iii", round(-70.5 * 65536), round(-33.25 * 65536), 0)
    loci = box(b"loci", bytes(4), b"\x15\xc7", b"Santiago\0", b"\0", numbers, b"earth\0\0")
    found = await facts(with_boxes(film("3gp"), b"moov", extra=box(b"udta", loci)))
    assert (found.latitude, found.longitude) == (-33.25, -70.5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+48.8583+002.2944/", (48.8583, 2.2944)),
        ("-3351.408+15112.918/", (-33.8568, 151.2153)),
        ("+405127-0735925/", (40.8575, -73.9902777777778)),
        ("+12+034/", (12.0, 34.0)),
        ("nowhere", None),
        ("", None),
    ],
)
def test_positions(text: str, expected: tuple[float, float] | None) -> None:
    tags = position(text)
    assert tags == (
        {} if expected is None else {"GPSLatitude": expected[0], "GPSLongitude": expected[1]}
    )


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (3_797_726_400, datetime(2024, 5, 5, 4, tzinfo=UTC)),
        (1_714_881_600, datetime(2024, 5, 5, 4, tzinfo=UTC)),  # counted from 1970
        (0, CREATED),
        (2**32 - 1, datetime(2040, 2, 6, 6, 28, 15, tzinfo=UTC)),
    ],
)
async def test_dates_in_the_header(seconds: int, expected: datetime) -> None:
    data = bytearray(film())
    for name in (b"mvhd", b"mdhd"):
        at = data.index(name) + 8
        data[at : at + 4] = seconds.to_bytes(4, "big")
    assert (await facts(bytes(data))).date_time_original == expected


async def test_a_date_beyond_the_calendar_is_none() -> None:
    wide = box(b"mvhd", b"\1\0\0\0", struct.pack(">QQIQ", 2**63, 0, 1000, 2500), bytes(80))
    found = await facts(box(b"ftyp", b"isom") + box(b"moov", wide))
    assert (found.duration, found.date_time_original) == (2500, CREATED)


async def test_fragments() -> None:
    """Such a file tells its length apart from its header, if at all."""
    data = film(options={"movflags": "frag_every_frame+empty_moov"})
    found = await facts(data)
    assert (found.width, found.duration) == (64, None)
    scale = int.from_bytes(data[data.index(b"mvhd") + 16 :][:4], "big")
    extra = box(b"mehd", struct.pack(">II", 0, 3 * scale))
    assert (await facts(with_boxes(data, b"moov", b"mvex", extra=extra))).duration == 3000


async def test_round_films() -> None:
    spherical = bytes.fromhex("ffcc8263f8554a938814587a02521fdd")
    packet = b"<GSpherical:ProjectionType>equirectangular</GSpherical:ProjectionType>"
    old = with_boxes(film(), b"moov", b"trak", extra=box(b"uuid", spherical, packet))
    new = with_boxes(
        film(), b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"mp4v",
        extra=box(b"sv3d", box(b"proj", box(b"equi", bytes(20)))),
    )  # fmt: skip
    for data in (old, new):
        assert (await facts(data)).projection_type == "EQUIRECTANGULAR"


async def test_xmp_in_a_film() -> None:
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    found = await facts(film() + box(b"uuid", uuid, xmp("", "xmp:Rating='4'")))
    assert found.rating == 4


async def test_what_a_camcorder_of_sony_writes() -> None:
    text = b'<NonRealTimeMeta><Device manufacturer="Sony" modelName="ILCE-7M3" serialNo="1"/>'
    found = await facts(film() + box(b"meta", bytes(4), box(b"xml ", bytes(4), text)))
    assert (found.make, found.model) == ("Sony", "ILCE-7M3")


@pytest.mark.parametrize(
    "written", ["Sun May  5 12:00:00 2024\n", "SUN MAY 05 12:00:00 2024", "2024/05/05 12:00:00"]
)
async def test_a_camera_film_in_avi(written: str) -> None:
    data = film("avi")
    at = data.index(b"hdrl") + 4
    date = b"IDIT" + struct.pack("<I", 26) + written.encode().ljust(26, b"\0")
    size = int.from_bytes(data[16:20], "little") + len(date)
    data = (
        data[:16]
        + size.to_bytes(4, "little")
        + data[20:at]
        + data[at : at + 64]
        + date
        + data[at + 64 :]
    )
    assert (await facts(data)).date_time_original == NOON


@pytest.mark.parametrize("front", [False, True])
async def test_four_gigabytes_cost_a_few_hundred_kilobytes(front: bool) -> None:
    """Wherever the tables lie, and however long they are."""
    data = with_boxes(film(metadata=WHEN), b"moov", b"udta", extra=box(b"free", bytes(2_000_000)))
    data = with_boxes(data, b"moov", extra=keys(content_identifier="CID"))
    moov = data[data.index(b"moov") - 4 :]
    head = box(b"ftyp", b"isom\0\0\2\0isom")
    size = 4 << 30
    wide = struct.pack(">I", 1) + b"mdat" + struct.pack(">Q", size + 16)
    source = Hollow(head + moov + wide, size, b"") if front else Hollow(head + wide, size, moov)
    found = await extract(source.read, source.size, CREATED, MODIFIED)
    assert (found.duration, found.live_photo_cid) == (1500, "CID")
    assert source.spent <= 384 * 1024


async def test_a_long_matroska_film_costs_little() -> None:
    data = film("matroska", metadata=WHEN)
    source = Hollow(data, 1 << 30, b"")
    assert (await extract(source.read, source.size, CREATED, MODIFIED)).duration == 1500
    assert source.spent <= 64 * 1024


def element(number: int, *content: bytes) -> bytes:
    """One element of Matroska."""
    inside = b"".join(content)
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return name + (1 << 56 | len(inside)).to_bytes(8, "big") + inside


@pytest.mark.parametrize(
    ("unit", "roll", "orientation", "size"),
    [(0, 0, "1", (960, 700)), (3, 0, "1", (1280, 720)), (0, 90, "8", (700, 960)),
     (0, -90, "6", (700, 960)), (0, 180, "3", (960, 700)), (0, 45, "1", (960, 700))],
)  # fmt: skip
async def test_matroska_of_other_programs(
    unit: int, roll: float, orientation: str, size: tuple[int, int]
) -> None:
    """Sizes to show it in, turns, ticks of half a millisecond; a length nobody knew yet."""
    numbers = {0xB0: 1280, 0xBA: 720, 0x54B0: 960, 0x54BA: 700, 0x54B2: unit}
    turn = element(0x7675, struct.pack(">f", roll))
    video = element(
        0xE0, *(element(name, number.to_bytes(2, "big")) for name, number in numbers.items()),
        element(0x7670, element(0x7671, b"\2"), turn),
    )  # fmt: skip
    ticks = element(0x2AD7B1, (500_000).to_bytes(3, "big"))
    info = element(0x1549A966, ticks, element(0x4489, struct.pack(">d", 4000)))
    sound = element(0xAE, element(0x83, b"\2"))
    tracks = element(0x1654AE6B, sound, element(0xAE, element(0x83, b"\1"), video))
    data = b"\x1a\x45\xdf\xa3\x80" + b"\x18\x53\x80\x67\xff" + info + tracks
    found = await facts(data)
    assert (found.duration, found.orientation, found.projection_type) == (
        2000, orientation, "CUBEMAP",
    )  # fmt: skip
    assert (found.width, found.height) == size


async def test_a_live_recording_in_webm_has_no_length() -> None:
    data = bytearray(film("webm", "libvpx"))
    at = data.index(b"\x44\x89\x88")
    data[at : at + 11] = b"\xec\x89" + bytes(9)  # a void in place of the length
    segment = data.index(b"\x18\x53\x80\x67") + 4
    data[segment : segment + 8] = b"\x01" + b"\xff" * 7
    found = await facts(bytes(data))
    assert (found.duration, found.width) == (None, 64)
