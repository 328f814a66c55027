"""The table of media.md section 2, row by row, on JPEGs with written tags."""

from __future__ import annotations

from typing import Any

import pytest
from PIL.TiffImagePlugin import IFDRational

from photos.media import exif as exif_tags
from photos.media.facts import extract
from tests.photos.media.files import (
    CREATED,
    MODIFIED,
    Source,
    apple_note,
    bag,
    exif,
    facts,
    iptc,
    picture,
    segment,
    with_segments,
    xmp,
)  # fmt: skip

MAKE, MODEL, DESCRIPTION, ORIENTATION, RATING = 0x010F, 0x0110, 0x010E, 0x0112, 0x4746
EXPOSURE, F_NUMBER, ISO, FOCAL, LENS, SPACE = 0x829A, 0x829D, 0x8827, 0x920A, 0xA434, 0xA001


async def tagged(**tables: dict[int, Any]) -> Any:
    return await facts(picture("JPEG", exif=exif(**tables)))


async def edited(inside: str, attributes: str = "") -> Any:
    return await facts(picture("JPEG", xmp=xmp(inside, attributes)))


async def test_camera() -> None:
    found = await tagged(
        image={MAKE: "Canon ", MODEL: "EOS R5"},
        photo={
            LENS: "RF24-105mm",
            F_NUMBER: 1.78,
            ISO: 200,
            FOCAL: IFDRational(20, 3),
            EXPOSURE: 1 / 160,
        },
    )
    assert (found.make, found.model, found.lens_model) == ("Canon", "EOS R5", "RF24-105mm")
    assert (found.f_number, found.iso, found.exposure_time) == (1.8, 200, "1/160")
    assert found.focal_length == 6.666666667, "as metadata tools write it"


@pytest.mark.parametrize("lens", ["----", "Unknown (12)", "  "])
async def test_no_lens(lens: str) -> None:
    assert (await tagged(photo={LENS: lens})).lens_model is None


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1 / 8000, "1/8000"),
        (0.25, "1/4"),
        (0.3, "0.3"),
        (1.3, "1.3"),
        (30.0, "30"),
        (0.0, None),
    ],
)
async def test_exposure_is_display_text(seconds: float, text: str | None) -> None:
    assert (await tagged(photo={EXPOSURE: seconds})).exposure_time == text


@pytest.mark.parametrize("seconds", [5e-324, -1.0, 1e300])
def test_times_no_shutter_has(seconds: float) -> None:
    assert exif_tags.exposure_text(seconds) is None


@pytest.mark.parametrize(("given", "kept"), [(0, None), (1, 1), (5, 5), (6, None), (99, None)])
async def test_rating(given: int, kept: int | None) -> None:
    assert (await tagged(image={RATING: given})).rating == kept


async def test_stars_of_an_editor_win() -> None:
    data = picture("JPEG", exif=exif({RATING: 2}), xmp=xmp("", "xmp:Rating='5'"))
    assert (await facts(data)).rating == 5
    data = picture("JPEG", exif=exif({MAKE: "Canon"}), xmp=xmp("", "tiff:Make=''"))
    assert (await facts(data)).make == "Canon", "nothing is said there"
    assert (await edited("", "MicrosoftPhoto:Rating='5'")).rating is None
    assert (await edited("", "xmp:Rating='-1'")).rating is None


async def test_description() -> None:
    assert (await facts(picture())).description == ""
    written = picture("JPEG", exif=exif({DESCRIPTION: "  H??he \n"}))
    for spelled in (b"H\xc3\xb6he", b"H\xf6he\0"):
        assert (await facts(written.replace(b"H??he", spelled))).description == "Höhe"
    alternatives = (
        "<dc:description><rdf:Alt><rdf:li xml:lang='de'>Haus</rdf:li>"
        "<rdf:li xml:lang='x-default'>House</rdf:li></rdf:Alt></dc:description>"
    )
    assert (await edited(alternatives)).description == "House"
    data = picture("JPEG", exif=exif({DESCRIPTION: "camera"}), xmp=xmp(alternatives))
    assert (await facts(data)).description == "camera"


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_upright_size(orientation: int) -> None:
    found = await tagged(image={ORIENTATION: orientation})
    assert found.orientation == str(orientation)
    assert (found.exif_image_width, found.exif_image_height) == (32, 16)
    assert (found.width, found.height) == ((16, 32) if orientation > 4 else (32, 16))


async def test_no_orientation() -> None:
    assert (await facts(picture())).orientation is None
    assert (await tagged(image={ORIENTATION: 9})).orientation is None


async def test_stored_size_is_the_picture_not_the_claim() -> None:
    found = await tagged(image={0x0100: 4000, 0x0101: 3000}, photo={0xA002: 4000, 0xA003: 3000})
    assert (found.exif_image_width, found.exif_image_height) == (32, 16)


@pytest.mark.parametrize(
    ("width", "height"), [(32, 0), (0, 16), (2**31, 16), (32, 2**31), (2**31 - 1, 16)]
)
async def test_sizes_no_picture_has(width: int, height: int) -> None:
    data = bytearray(picture("PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    found = await facts(bytes(data))
    told = (found.width, found.height)
    assert told == ((width, height) if width == 2**31 - 1 else (None, None))


@pytest.mark.parametrize(
    ("number", "text"), [(1, "sRGB"), (2, "Adobe RGB"), (0xFFFF, "Uncalibrated"), (77, None)]
)
async def test_colorspace(number: int, text: str | None) -> None:
    assert (await tagged(photo={SPACE: number})).colorspace == text


@pytest.mark.parametrize(("told", "bits"), [(24, 8), (30, 10), (48, 16), (12, 12), (14, 14)])
async def test_bits_of_all_samples_together(told: int, bits: int) -> None:
    """Twelve are those of one sample, as raw files have them."""
    found = await facts(picture("WEBP", exif=exif({0x0102: told})))
    assert found.bits_per_sample == bits


PARIS = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 21.0, 0.0)}


@pytest.mark.parametrize(
    ("gps", "place"),
    [
        (PARIS, (48.8583333333333, 2.35)),
        (PARIS | {1: "S", 3: "W"}, (-48.8583333333333, -2.35)),
        (PARIS | {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, (None, None)),
        (PARIS | {2: (0.0, 0.0, 0.0)}, (0.0, 2.35)),
        ({1: "N", 2: (48.0, 51.0, 30.0)}, (None, None)),
        (PARIS | {2: (91.0, 0.0, 0.0)}, (None, None)),
        (PARIS | {4: (200.0, 0.0, 0.0)}, (None, None)),
    ],
)
async def test_place(gps: dict[int, Any], place: tuple[float | None, float | None]) -> None:
    found = await tagged(gps=gps)
    assert (found.latitude, found.longitude) == place


async def test_place_in_xmp() -> None:
    found = await edited("", "exif:GPSLatitude='41,13.218N' exif:GPSLongitude='96,4,30W'")
    assert (found.latitude, found.longitude) == (pytest.approx(41.2203), pytest.approx(-96.075))


async def test_numbers_in_xmp() -> None:
    found = await edited(bag("exif:ISOSpeedRatings", "400"), "exif:FNumber='28/10' tiff:Make='X'")
    assert (found.iso, found.f_number, found.make) == (400, 2.8, "X")
    found = await edited(bag("exif:ISOSpeedRatings", "4294967295"))
    assert found.iso is None, "as cameras write what they do not know"
    found = await edited("", "exif:FNumber='1/0' exif:FocalLength='9e99' exif:ExposureTime='x'")
    assert (found.f_number, found.focal_length, found.exposure_time) == (None, None, None)


async def test_projection() -> None:
    found = await edited("", "GPano:ProjectionType='equirectangular'")
    assert found.projection_type == "EQUIRECTANGULAR"
    found = await edited("", f"GPano:ProjectionType='{'x' * 40}'")
    assert found.projection_type is None


async def test_keywords() -> None:
    tags_list = bag("digiKam:TagsList", "Places/Rome", "Food")
    hierarchy = bag("lr:hierarchicalSubject", "Places|Rome", "AC/DC", " ")
    record = iptc((25, b"Frost"), (25, "Bäume".encode()), (25, b"B\xe4ume"))
    plain = with_segments(picture("JPEG"), record)
    assert (await facts(plain)).tags == ["Frost", "Bäume", "Bäume"]
    assert (await edited(hierarchy)).tags == ["Places/Rome", "AC|DC"]
    assert (await edited(tags_list + hierarchy)).tags == ["Places/Rome", "Food"]
    everything = with_segments(picture("JPEG", xmp=xmp(hierarchy)), record)
    assert (await facts(everything)).tags == ["Places/Rome", "AC|DC"]
    assert (await edited(bag("dc:subject", "nobody reads this"))).tags is None


async def test_nul_ends_a_text() -> None:
    record = iptc((25, b"trip/ \0/rome"), (25, b"\0"))
    made = picture(exif=exif({0x10F: "Acme\0\0x", 0x10E: "one\0two"}))
    found = await facts(with_segments(made, record))
    assert (found.make, found.description) == ("Acme", "one")
    assert found.tags == ["trip/"]


async def test_no_more_is_read_than_people_write() -> None:
    bomb = bag("digiKam:TagsList", *(f"a/{number}" for number in range(2000)))
    assert (await edited(bomb)).tags == [f"a/{number}" for number in range(500)]
    assert (await edited("", f"tiff:ImageDescription='{'x' * 20_000}'")).description == "x" * 10_000


async def test_agency_dates() -> None:
    date, time = (55, b"20220110"), (60, b"151544-0400")
    found = await facts(with_segments(picture(), iptc(date, time)))
    assert found.date_time_original.isoformat() == "2022-01-10T19:15:44+00:00"
    assert found.time_zone == "UTC-4"
    for alone in (date, time):
        found = await facts(with_segments(picture(), iptc(alone)))
        assert found.date_time_original == CREATED


async def test_without_dates_the_earlier_file_time_counts() -> None:
    data = picture("JPEG", exif=exif(photo={0x9010: "+13:00"}))
    for times in ((CREATED, MODIFIED), (MODIFIED, CREATED)):
        found = await extract(Source(data).read, len(data), *times)
        assert found.date_time_original == found.local_date_time == CREATED
        assert found.modify_date == times[1]
        assert found.time_zone == "UTC+13"


async def test_dates_of_a_phone() -> None:
    found = await tagged(
        photo={0x9003: "2024:05:05 12:00:00", 0x9291: "123", 0x9011: "+02:00"},
        gps=PARIS | {7: (10.0, 0.0, 0.0), 0x1D: "2024:05:05"},
    )
    assert found.date_time_original.isoformat() == "2024-05-05T10:00:00.123000+00:00"
    assert found.local_date_time.isoformat() == "2024-05-05T12:00:00.123000+00:00"
    assert found.time_zone == "UTC+2"
    satellites = PARIS | {7: (9.0, 59.0, 30.5), 0x1D: "2024:05:05"}
    found = await tagged(photo={0x9003: "2024:05:05 12:00:00"}, gps=satellites)
    assert (found.date_time_original.hour, found.time_zone) == (10, "UTC+2")
    found = await tagged(gps=satellites)
    assert found.date_time_original.isoformat() == "2024-05-05T09:59:30.500000+00:00"


@pytest.mark.parametrize(("tag", "field"), [(0x11, "live_photo_cid"), (0x0B, "auto_stack_id")])
async def test_ids_in_maker_notes_of_apple(tag: int, field: str) -> None:
    note = apple_note(tag, b"7B2F0D1C-0000-4444-8888-123456789012\0")
    found = await tagged(image={MAKE: "Apple"}, photo={0x927C: note})
    assert getattr(found, field) == "7B2F0D1C-0000-4444-8888-123456789012"
    found = await tagged(image={MAKE: "Canon"}, photo={0x927C: note})
    assert getattr(found, field) is None
    endless = apple_note(tag, b"x" * 10_000)
    found = await tagged(image={MAKE: "Apple"}, photo={0x927C: endless})
    assert getattr(found, field) == "x" * 64


async def test_a_profile_names_a_maker_when_the_camera_does_not() -> None:
    profile = bytearray(132)
    profile[48:52] = b"APPL"
    data = with_segments(picture(), segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(profile)))
    assert (await facts(data)).make == "Apple Computer Inc."


@pytest.mark.parametrize(
    "packet",
    [
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<x:xmpmeta", b"", b"\0", b"\xff\xfe<",
    ],
)  # fmt: skip
async def test_hostile_xmp_is_no_xmp(packet: bytes) -> None:
    found = await facts(picture("JPEG", exif=exif({MAKE: "M"}), xmp=packet))
    assert (found.make, found.rating, found.width) == ("M", None, 32)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
async def test_xmp_in_any_unicode(encoding: str) -> None:
    packet = xmp("", "xmp:Rating='3'").decode().replace("\ufeff", "").encode(encoding)
    assert (await facts(picture("JPEG", xmp=packet))).rating == 3


async def test_nothing_at_all() -> None:
    for data in (b"", b"\xff\xd8\xff", b"not a photo", bytes(100_000)):
        found = await facts(data)
        assert (found.width, found.make, found.duration) == (None, None, None)
        assert found.description == ""
        assert found.date_time_original == CREATED
