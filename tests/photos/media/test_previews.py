"""Where raw files keep a picture of themselves."""

from __future__ import annotations

import struct

import pytest

from photos.media.previews import Preview, embedded_jpeg
from tests.photos.media.files import Source, picture
from tests.photos.media.tiffs import Builder, Part, Raw, Tags, tiff

SMALL, LARGE = picture("JPEG", (160, 120)), picture("JPEG", (640, 480), quality=95)
HUGE = picture("JPEG", (1600, 1200))
LOSSLESS = b"\xff\xd8\xff\xc3\0\x0b\x0e\x10\0\x10\0\x01\x01\x11\0" + bytes(90_000)


def sensor(width: int, height: int) -> Tags:
    """A directory of undeveloped data, in the lossless kind of JPEG."""
    return {
        0xFE: 0, 0x100: width, 0x101: height, 0x103: 7, 0x106: 32803,
        0x111: Part(LOSSLESS), 0x117: len(LOSSLESS),
    }  # fmt: skip


def strip(jpeg: bytes, compression: int = 7) -> Tags:
    return {0xFE: 1, 0x103: compression, 0x106: 6, 0x111: Part(jpeg), 0x117: len(jpeg)}


def pointer(jpeg: bytes) -> Tags:
    return {0x103: 6, 0x201: Part(jpeg), 0x202: len(jpeg)}


def with_thumbnails(orientation: int, *behind: tuple[int, bytes]) -> bytes:
    """A JPEG with one in its EXIF, and others of these MPF types behind it."""

    def segment(marker: int, data: bytes) -> bytes:
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data

    exif = b"Exif\0\0" + tiff({0x112: orientation}, pointer(SMALL))
    picture = segment(0xE1, exif) + HUGE[2:]
    table_length = 16 * (len(behind) + 1)
    empty = segment(0xE2, b"MPF\0" + tiff({0xB002: bytes(table_length)}))
    base = 2 + 4 + len(b"MPF\0")  # of what its numbers count from
    at = 2 + len(empty) + len(picture)
    table = struct.pack("<4I", 0x20030000, at, 0, 0)
    for kind, data in behind:
        table += struct.pack("<4I", kind, len(data), at - base, 0)
        at += len(data)
    mpf = segment(0xE2, b"MPF\0" + tiff({0xB002: table}))
    return b"\xff\xd8" + mpf + picture + b"".join(data for _, data in behind)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ([], SMALL),
        ([(0x010002, LARGE)], LARGE),
        ([(0x010001, SMALL), (0x010002, LARGE)], LARGE),
        ([(0, LARGE)], SMALL),
        ([(0x020002, LARGE)], SMALL),
        ([(0x010002, LOSSLESS)], SMALL),
        ([(0x010000, LARGE)], SMALL),
    ],
)
async def test_smaller_ones_in_a_jpeg(behind: list[tuple[int, bytes]], expected: bytes) -> None:
    """But no other views, and nothing that has no type, as maps of brightness."""
    found, jpeg = await best(with_thumbnails(6, *behind))
    assert jpeg == expected
    assert found.orientation == 6


async def test_a_jpeg_without_a_smaller_one() -> None:
    assert await embedded_jpeg(Source(HUGE).read, len(HUGE)) is None


async def best(data: bytes) -> tuple[Preview, bytes]:
    source = Source(data)
    found = await embedded_jpeg(source.read, len(data))
    assert found is not None
    assert source.spent <= 400 * 1024
    return found, data[found.offset : found.offset + found.length]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    "chain",
    [
        pytest.param(
            [{0x112: 6, 0xFE: 1, 0x14A: [sensor(6000, 4000), strip(SMALL), strip(LARGE)]}],
            id="dng",
        ),
        pytest.param(
            [{0x112: 6, 0xFE: 1, 0x14A: [pointer(LARGE), sensor(6000, 4000)]}, pointer(SMALL)],
            id="nef",
        ),
        pytest.param(
            [strip(LARGE, 6) | {0x112: 6}, pointer(SMALL), {0x103: 6}, sensor(5000, 3000)],
            id="cr2",
        ),
        pytest.param(
            [pointer(LARGE) | {0x112: 6, 0x14A: [sensor(6048, 4024)]}, pointer(SMALL)], id="arw"
        ),
        pytest.param([{0x112: 6, 0x2E: Raw(LARGE)}], id="rw2"),
        pytest.param([{0x112: 6, 0x2E: Raw(SMALL), 0x127: Raw(LARGE)}], id="rw2 of today"),
    ],
)
async def test_raw_files_built_like_tiff(order: str, chain: list[Tags]) -> None:
    found, jpeg = await best(tiff(*chain, order=order) + bytes(100_000))
    assert jpeg == LARGE
    assert (found.width, found.height, found.orientation) == (640, 480, 6)


@pytest.mark.parametrize(
    ("head", "first"), [(b"OLYMPUS\0II\x03\0", 12), (b"OM SYSTEM\0\0\0II\x04\0", 16)]
)
async def test_olympus(head: bytes, first: int) -> None:
    """Its maker note counts from its own start."""
    note = Builder("<", head.ljust(first, b"\0") + struct.pack("<HHHI", 1, 0x2020, 13, 1))
    at = note.directory({0x101: Part(LARGE), 0x102: len(LARGE)})
    note.data[first + 10 : first + 14] = struct.pack("<I", at)
    data = tiff({0x112: 8, 0x8769: {0x927C: Raw(bytes(note.data))}}, header=b"IIRS")
    found, jpeg = await best(data)
    assert (jpeg == LARGE, found.orientation) == (True, 8)


def fuji(jpeg: bytes) -> bytes:
    head = b"FUJIFILMCCD-RAW 0201".ljust(84, b"\0")
    return head + struct.pack(">II", 200, len(jpeg)) + bytes(108) + jpeg


async def test_fuji() -> None:
    turned = picture("JPEG", (640, 480), exif=tiff_exif(3))
    found, jpeg = await best(fuji(turned) + bytes(500_000))
    assert (jpeg == turned, found.orientation) == (True, 3)


async def test_a_cut_file_has_a_cut_preview() -> None:
    found, _ = await best(fuji(LARGE)[:1200])
    assert (found.offset, found.length) == (200, 1000)


def tiff_exif(orientation: int) -> bytes:
    return b"Exif\0\0" + tiff({0x112: orientation})


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


@pytest.mark.parametrize("with_track", [True, False])
async def test_canon_of_today(with_track: bool) -> None:
    facts = box(
        b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48") + box(b"CMT1", tiff({0x112: 6}))
    )
    shown = struct.pack(">IHHHHI", 0, 1, 160, 120, 1, len(SMALL)) + SMALL
    preview = box(
        b"uuid", bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16") + bytes(8) + box(b"PRVW", shown)
    )

    def file(offset: int) -> bytes:
        table = box(b"stsz", struct.pack(">III", 0, len(LARGE), 1))
        table += box(b"co64", struct.pack(">IIQ", 0, 1, offset))
        track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))
        start = box(b"ftyp", b"crx \0\0\0\1crx isom")
        start += box(b"moov", facts + (track if with_track else b"")) + preview
        return start + box(b"mdat", LARGE)

    data = file(len(file(0)) - len(LARGE))
    found, jpeg = await best(data)
    assert jpeg == (LARGE if with_track else SMALL)
    assert found.orientation == 6


@pytest.mark.parametrize(
    "data",
    [
        b"", b"II*\0", tiff({0x112: 1}), tiff(sensor(60, 40)), LARGE,
        tiff(strip(LARGE) | {0x15B: b"tables it needs"}),
        tiff({0x201: 0xFFFFFFF0, 0x202: 10}), tiff({0x14A: [{0x201: 8, 0x202: 99}]}),
        b"FUJIFILMCCD-RAW " + b"\xff" * 100, b"\0\0\0\x10ftypcrx \0\0\0\0" + b"\0\0\0\1moov",
    ],
)  # fmt: skip
async def test_no_preview(data: bytes) -> None:
    assert await embedded_jpeg(Source(data).read, len(data)) is None
