"""Raw files, TIFF and JPEG XL: the size of the picture itself, and facts from their odd places."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from PIL import ImageCms

from photos.media.facts import Facts, extract
from tests.photos.media.files import (
    CREATED,
    MODIFIED,
    Source,
    bag,
    exif,
    facts,
    minolta,
    picture,
    xmp,
)
from tests.photos.media.films import Hollow, box
from tests.photos.media.tiffs import Part, Raw, Tags, tiff

NOON = datetime(2024, 5, 5, 12, tzinfo=UTC)
SHOT: Tags = {
    0x829A: Fraction(1, 160), 0x829D: Fraction(28, 10), 0x8827: 200, 0x920A: Fraction(50),
    0x9003: "2024:05:05 14:00:00", 0x9011: "+02:00", 0xA434: "50mm",
}  # fmt: skip
CAMERA: Tags = {
    0x10F: "Acme", 0x110: "One", 0x112: 6, 0x8769: SHOT,
    0x8825: {1: "N", 2: [Fraction(48), Fraction(30), Fraction(0)],
             3: "W", 4: [Fraction(2), Fraction(15), Fraction(0)]},
}  # fmt: skip


def page(width: int, height: int, reduced: int = 0, bits: int = 8) -> Tags:
    return {0xFE: reduced, 0x100: width, 0x101: height, 0x102: bits}


def check(found: Facts, width: int, height: int) -> None:
    assert (found.exif_image_width, found.exif_image_height) == (width, height)
    assert (found.width, found.height, found.orientation) == (height, width, "6")
    assert (found.make, found.model, found.lens_model) == ("Acme", "One", "50mm")
    assert (found.exposure_time, found.f_number, found.iso) == ("1/160", 2.8, 200)
    assert (found.latitude, found.longitude) == (48.5, -2.25)
    assert (found.date_time_original, found.time_zone) == (NOON, "UTC+2")


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    "chain",
    [
        pytest.param(
            [CAMERA | page(256, 171, 1) | {0x14A: [page(6016, 4016, 0, 14), page(1024, 683, 1)]}],
            id="thumbnail first, as in DNG, NEF and ARW",
        ),
        pytest.param([CAMERA | page(6016, 4016, 0, 14), page(160, 120, 1)], id="PEF and ORF"),
        pytest.param(
            [CAMERA | {0x14A: [page(6016, 4016, 0, 14)]}], id="nothing in the first directory"
        ),
        pytest.param(
            [CAMERA | {0x100: 160, 0x101: 120, 0x14A: [page(6016, 4016, 0, 14)]}], id="unmarked"
        ),
    ],
)
async def test_the_size_is_that_of_the_picture(order: str, chain: list[Tags]) -> None:
    found = await facts(tiff(*chain, order=order))
    check(found, 6016, 4016)
    assert found.bits_per_sample == 14


async def test_only_the_first_page_of_a_document_counts() -> None:
    found = await facts(tiff(page(300, 200), page(9000, 8000)))
    assert (found.width, found.height) == (300, 200)


async def test_panasonic_counts_within_the_borders_of_the_sensor() -> None:
    borders: Tags = {2: 4060, 3: 3000, 4: 8, 5: 4, 6: 2992, 7: 4052}
    check(await facts(tiff(CAMERA | borders, header=b"IIU\0")), 4048, 2984)
    untold = {tag: value for tag, value in SHOT.items() if tag != 0x8827}
    found = await facts(tiff(CAMERA | borders | {0x17: 80, 0x8769: untold}, header=b"IIU\0"))
    assert found.iso == 80, "of its own tag, where EXIF has none"


async def test_minolta_keeps_a_tiff_in_a_block() -> None:
    check(await facts(minolta(tiff(CAMERA, order=">"))), 40, 30)


@pytest.mark.parametrize("header", [b"IIRO", b"IIRS"])
async def test_olympus(header: bytes) -> None:
    check(await facts(tiff(CAMERA | page(4640, 3472), header=header)), 4640, 3472)


async def test_canon_tells_the_size_in_exif() -> None:
    own = CAMERA | page(1536, 1024) | {0x8769: SHOT | {0xA002: 5184, 0xA003: 3456}}
    chain = [own, page(160, 120), page(592, 395), page(5360, 3516)]
    check(await facts(tiff(*chain, mark=b"CR\x02\0" + bytes(4))), 5184, 3456)


async def test_blocks_of_metadata_inside_tiff() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    keyword = b"\x1c\x02\x19\0\4word"
    packet = xmp(bag("digiKam:TagsList", "a/b"), "xmp:Rating='3'")
    tags = page(30, 20) | {0x2BC: Raw(packet, 1), 0x83BB: keyword, 0x8773: profile}
    found = await facts(tiff(tags))
    assert (found.rating, found.tags) == (3, ["a/b"])
    assert found.profile_description == "sRGB built-in"
    assert (await facts(tiff(page(30, 20) | {0x83BB: keyword}))).tags == ["word"]
    resources = b"8BIM\4\4\0\0" + struct.pack(">I", len(keyword)) + keyword
    assert (await facts(tiff(page(30, 20) | {0x8649: resources}))).tags == ["word"]


async def test_fuji() -> None:
    inside = picture("JPEG", (64, 48), exif=b"Exif\0\0" + tiff(CAMERA))
    head = b"FUJIFILMCCD-RAW 0201".ljust(84, b"\0")
    table = struct.pack(">I", 2) + struct.pack(">HHHH", 0x100, 4, 4000, 6000)
    table += struct.pack(">HHHH", 0x111, 4, 4016, 6016)
    at = 200 + len(inside)
    data = head + struct.pack(">IIII", 200, len(inside), at, len(table)) + bytes(100)
    check(await facts(data + inside + table), 6016, 4016)


async def test_canon_of_today() -> None:
    main = {tag: CAMERA[tag] for tag in (0x10F, 0x110, 0x112)} | {0x100: 6000, 0x101: 4000}
    blocks = [
        bytes.fromhex("85c0b687820f11e08111f4ce462b6a48"),
        box(b"CMT1", tiff(main)), box(b"CMT2", tiff(SHOT)), box(b"CMT4", tiff(CAMERA[0x8825])),
    ]  # fmt: skip
    data = box(b"ftyp", b"crx \0\0\0\1") + box(b"moov", box(b"uuid", *blocks))
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    data += box(b"uuid", uuid, xmp("", "xmp:Rating='5'"))
    found = await facts(data)
    check(found, 6000, 4000)
    assert found.rating == 5


async def test_a_large_raw_file_costs_little() -> None:
    front = tiff(CAMERA | page(256, 171, 1) | {0x14A: [page(6016, 4016)]})
    source = Hollow(front, 80_000_000, bytes(1000))
    check(await extract(source.read, source.size, CREATED, MODIFIED), 6016, 4016)
    assert source.spent <= 128 * 1024


async def test_tags_behind_the_picture() -> None:
    """As most programs write TIFF: what is read first says where they lie."""
    scanned = CAMERA | page(6016, 4016) | {0x111: Part(bytes(300_000))}
    check(await facts(tiff(scanned)), 6016, 4016)


class Bits:
    """A codestream of JPEG XL, bit by bit."""

    def __init__(self) -> None:
        self.bits: list[int] = []

    def put(self, value: int, count: int) -> Bits:
        self.bits += [value >> n & 1 for n in range(count)]
        return self

    def side(self, pixels: int) -> Bits:
        for selector, count in enumerate((9, 13, 18, 30)):
            if pixels <= 1 << count:
                return self.put(selector, 2).put(pixels - 1, count)
        raise AssertionError

    def done(self) -> bytes:
        number = sum(bit << place for place, bit in enumerate(self.bits))
        return b"\xff\x0a" + number.to_bytes(len(self.bits) // 8 + 40, "little")


@pytest.mark.parametrize("size", [(300, 200), (512, 513), (9000, 8192), (300_000, 20_000)])
async def test_jxl(size: tuple[int, int]) -> None:
    width, height = size
    bits = Bits().put(0, 1).side(height).put(0, 3).side(width).put(1, 1)
    found = await facts(bits.done())
    assert (found.width, found.height, found.orientation) == (width, height, "1")
    assert found.bits_per_sample == 8


@pytest.mark.parametrize(
    ("ratio", "size"),
    [(1, (240, 240)), (2, (288, 240)), (3, (320, 240)), (4, (360, 240)), (5, (426, 240)),
     (6, (300, 240)), (7, (480, 240))],
)  # fmt: skip
async def test_jxl_of_a_common_shape(ratio: int, size: tuple[int, int]) -> None:
    small = Bits().put(1, 1).put(29, 5).put(ratio, 3).put(1, 1)
    found = await facts(small.done())
    assert (found.width, found.height) == size


async def test_jxl_seen_in_the_wild() -> None:
    """The front of a drawing of 4096 pixels square that is passed around in one line."""
    found = await facts(bytes.fromhex("ff0afa7f01900806010078004b38413cb63a51fe00471ea0"))
    assert (found.width, found.height) == (4096, 4096)


@pytest.mark.parametrize("name", [b"jxlc", b"jxlp"])
async def test_jxl_in_boxes(name: bytes) -> None:
    """Its own orientation counts, not that of EXIF."""
    stream = Bits().put(0, 1).side(200).put(0, 3).side(300).put(0, 1)
    stream.put(1, 1).put(7, 3).put(0, 3).put(0, 1).put(1, 2)
    part = bytes(4 if name == b"jxlp" else 0) + stream.done()
    block = exif({0x10F: "Acme", 0x112: 3}, {0x9003: "2024:05:05 12:00:00"}).tobytes()[6:]
    data = (
        b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl \0\0\0\0jxl ") + box(name, part)
        + box(b"xml ", xmp("", "xmp:Rating='2'")) + box(b"Exif", bytes(4), block)
    )  # fmt: skip
    found = await facts(data)
    assert (found.exif_image_width, found.exif_image_height) == (300, 200)
    assert (found.width, found.height, found.orientation) == (200, 300, "8")
    assert (found.make, found.rating, found.bits_per_sample) == ("Acme", 2, 10)
    assert found.date_time_original == NOON


async def test_raw_bytes_are_read_once() -> None:
    """One walk finds size and tags together."""
    source = Source(tiff(CAMERA | page(30, 20)))
    await extract(source.read, len(source.data), CREATED, MODIFIED)
    assert source.reads == 1
