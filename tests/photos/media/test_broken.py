"""Whatever a file holds, its facts can be read; and reading them is cheap."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pillow_heif
import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st
from PIL import Image

from photos.media.facts import Facts, extract
from photos.media.previews import embedded_jpeg
from tests.photos.media.files import (
    CREATED,
    MODIFIED,
    SAMPLES,
    Source,
    animation,
    exif,
    facts,
    iptc,
    jpeg_2000,
    minolta,
    photoshop,
    picture,
    with_segments,
    xmp,
)  # fmt: skip
from tests.photos.media.films import box, film, keys, with_boxes
from tests.photos.media.tiffs import Part, Tags, tiff

TAGS = exif(
    {0x010F: "Apple", 0x0110: "Model", 0x0112: 6},
    {0x9003: "2024:05:05 12:00:00", 0x829A: 0.01, 0x927C: b"Apple iOS\0\0\x01MM\0\x01" + bytes(40)},
    {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 21.0, 0.0)},
)
PACKET = xmp("<dc:description>words</dc:description>", "xmp:Rating='4'")
SIGNATURES = (
    b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", b"MM\0*", b"BM",
    b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x18ftypheic", b"\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x50meta",
    b"\xff\xd8\xff\xe1\1\0Exif\0\0II*\0\x08\0\0\0", b"\0\0\0\x0cftypisom\0\0\0\0moov",
    b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff", b"RIFF\0\0\0\0AVI LIST\xff\0\0\0hdrlavih",
    b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\0jxlc\xff\x0a", b"\xff\x0a", b"FUJIFILMCCD-RAW ",
    b"\0\0\0\x0cftypcrx \0\0\0\0moov\0\0\0\0uuid", b"IIU\0\x08\0\0\0", b"IIRO\x08\0\0\0",
    b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\0jp2h", b"8BPS\0\1", b"\0MRM\0\0\xff\xff\0TTW",
    bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + b"\xff" * 40,
)  # fmt: skip


@cache
def sound() -> dict[str, bytes]:
    """One file of each format with all metadata it can carry, and the samples if any."""
    files = {
        format: picture(format, exif=TAGS, xmp=PACKET)
        for format in ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
    }
    files["JPEG"] = with_segments(files["JPEG"], iptc((25, b"word"), (55, b"20200101")))
    files |= {"GIF": animation("GIF", [10, 20]), "BMP": picture("BMP")}
    files["moving WEBP"] = animation("WEBP", [10, 20])
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(out, exif=TAGS.tobytes(), xmp=PACKET)
    files["HEIC"] = out.getvalue()
    place = {"location": "+48.85+002.35/", "creation_time": "2024-05-05T12:00:00Z"}
    for format, codec in (
        ("mp4", "mpeg4"),
        ("mov", "mpeg4"),
        ("matroska", "mpeg4"),
        ("avi", "mpeg4"),
        ("asf", "wmv2"),
    ):
        files[format] = film(format, codec, metadata=place)
    files["keys"] = with_boxes(files["mov"], b"moov", extra=keys(make="Apple", creationdate="2024"))
    reduced: Tags = {0xFE: 1, 0x10F: "Acme", 0x14A: [{0x100: 60, 0x101: 40}], 0x2BC: PACKET}
    files["raw"] = tiff(reduced, {0x201: Part(files["JPEG"]), 0x202: len(files["JPEG"])})
    stream = box(b"jxlc", b"\xff\x0a" + bytes(40))
    files["jxl"] = b"\0\0\0\x0cJXL \r\n\x87\n" + stream + box(b"xml ", PACKET)
    files |= {
        "JPEG 2000": jpeg_2000(TAGS.tobytes()[6:], PACKET),
        "Photoshop": photoshop((0x0422, TAGS.tobytes()[6:]), (0x0424, PACKET)),
        "Minolta": minolta(tiff({0x10F: "Acme"}, order=">")),
    }
    for path in SAMPLES.rglob("*.*"):
        files[path.name] = path.read_bytes()
    return files


def check(found: Facts) -> None:
    """What the database and the contract demand of any facts."""
    for time in (found.date_time_original, found.local_date_time, found.modify_date):
        assert 1000 <= time.year <= 9999
        assert time.microsecond % 1000 == 0
    assert found.orientation in (None, *"12345678")
    assert found.rating in (None, 1, 2, 3, 4, 5)
    assert (found.width is None) == (found.height is None)
    assert (found.latitude is None) == (found.longitude is None)
    assert found.fps is None or 0 < found.fps < 1e6
    assert found.duration is None or 0 < found.duration < 2**31
    for number in (
        found.iso, found.width, found.height, found.bits_per_sample, found.exif_image_width,
    ):  # fmt: skip
        assert number is None or abs(number) < 2**31


@given(st.sampled_from(SIGNATURES), st.binary(max_size=600))
@settings(max_examples=400, deadline=None)
async def test_random_bytes(signature: bytes, rest: bytes) -> None:
    check(await facts(signature + rest))
    await embedded_jpeg(Source(signature + rest).read, len(signature + rest))


@given(st.sampled_from(sorted(sound())), st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_damaged_files(name: str, data: st.DataObject) -> None:
    whole = sound()[name]
    reach = min(len(whole), 6000)
    damaged = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, reach - 1), max_size=8), label="places"):
        damaged[place] = data.draw(st.sampled_from((0, 1, 0x7F, 0x80, 0xFE, 0xFF)), label="byte")
    end = data.draw(st.one_of(st.just(len(whole)), st.integers(0, reach)), label="end")
    check(await facts(bytes(damaged[:end])))
    await embedded_jpeg(Source(bytes(damaged[:end])).read, end)


async def test_endless_tables_of_tags_end() -> None:
    """65,535 tags of 999 fractions each, all of them the same bytes."""
    block = bytearray(
        b"MM\0*\0\0\0\x08" + b"\xff\xff" + b"\x01\x0f\0\x05\0\0\3\xe7\0\0\0\x08" * 5000
    )
    source = Source(with_exif(bytes(block)))
    check(await extract(source.read, len(source.data), CREATED, MODIFIED))


def with_exif(block: bytes) -> bytes:
    segment = b"Exif\0\0" + block
    return b"\xff\xd8\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "HEIC", "AVIF", "TIFF"])
async def test_large_files_cost_little(name: str) -> None:
    """Fifty million bytes more at the end, or in the chunk before the end."""
    whole = sound()[name]
    whole += bytes(50_000_000)
    source = Source(whole)
    found = await extract(source.read, len(whole), CREATED, MODIFIED)
    assert found.make == "Apple"
    assert source.spent < 512 * 1024


async def test_large_png_with_metadata_at_its_end_costs_little() -> None:
    plain = sound()["PNG"]
    start = plain.index(b"eXIf") - 4
    end = start + 12 + int.from_bytes(plain[start : start + 4], "big")
    picture_data = b"".join(
        (8192).to_bytes(4, "big") + b"IDAT" + bytes(8192 + 4) for _ in range(6000)
    )
    moved = plain[:33] + picture_data + plain[start:end] + plain[-12:]
    source = Source(moved)
    found = await extract(source.read, len(moved), CREATED, MODIFIED)
    assert (found.make, found.exif_image_width) == ("Apple", 32)
    assert source.spent < 512 * 1024


async def test_large_webp_with_metadata_at_its_end_costs_little() -> None:
    plain = sound()["WEBP"]
    start = plain.index(b"EXIF")
    size = 50_000_000
    moved = plain[:start] + b"JUNK" + size.to_bytes(4, "little") + bytes(size) + plain[start:]
    source = Source(moved)
    assert (await extract(source.read, len(moved), CREATED, MODIFIED)).make == "Apple"
    assert source.spent < 512 * 1024


@example(0)
@given(st.integers(0, 300_000))
@settings(max_examples=30, deadline=None)
async def test_a_short_answer_is_the_end(length: int) -> None:
    """The blob may be shorter than its row says."""
    whole: Any = sound()["HEIC"]
    source = Source(whole[:length])
    check(await extract(source.read, len(whole), CREATED, MODIFIED))
