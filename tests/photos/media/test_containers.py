"""Size, bits and the places of metadata, per format, against files Pillow writes."""

from __future__ import annotations

import io
import struct
import zlib

import av
import pillow_heif
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from photos.media.containers import gif
from tests.photos.media.files import (
    Source,
    animation,
    exif,
    facts,
    iptc,
    jpeg_2000,
    photoshop,
    picture,
    segment,
    with_segments,
    xmp,
)  # fmt: skip
from tests.photos.media.films import box

MAKE = exif({0x010F: "Maker"})
PACKET = xmp("", "xmp:Rating='4'")
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def heic(size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size)).save(out, **options)
    return out.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
async def test_everything_a_format_can_carry(format: str) -> None:
    options: dict[str, object] = {"xmp": PACKET}
    if format == "PNG":
        options["pnginfo"] = text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", PACKET.decode())
    found = await facts(picture(format, (50, 30), exif=MAKE, icc_profile=PROFILE, **options))
    assert (found.exif_image_width, found.exif_image_height) == (50, 30)
    assert found.make == "Maker"
    assert found.bits_per_sample == (None if format == "WEBP" else 8)
    if format != "TIFF":  # where they are tags like any other, and not read yet
        assert found.profile_description == "sRGB built-in"
        assert found.rating == 4


async def test_jpeg_2000() -> None:
    found = await facts(jpeg_2000(MAKE.tobytes()[6:], PACKET))
    assert (found.width, found.height, found.bits_per_sample) == (40, 30, 8)
    assert (found.make, found.rating) == ("Maker", 4)


async def test_photoshop() -> None:
    keyword = b"\x1c\x02\x19\0\4word"
    resources = (
        (0x0404, keyword), (0x040F, PROFILE), (0x0422, MAKE.tobytes()[6:]), (0x0424, PACKET),
    )  # fmt: skip
    found = await facts(photoshop(*resources))
    assert (found.width, found.height, found.bits_per_sample) == (40, 30, 16)
    assert (found.make, found.rating, found.tags) == ("Maker", 4, ["word"])
    assert found.profile_description == "sRGB built-in"


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("kind", ["exif", "APP1"])
async def test_png_as_imagemagick_wrote_it(kind: str, zipped: bool) -> None:
    texts = PngImagePlugin.PngInfo()
    profiles = {kind: MAKE.tobytes(), "xmp": PACKET, "iptc": iptc((25, b"word"))[18:]}
    for name, profile in profiles.items():
        digits = profile.hex()
        lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
        text = f"\n{name}\n{len(profile):8}\n{lines}\n"
        texts.add_text(f"Raw profile type {name}", text, zip=zipped)
    found = await facts(picture("PNG", pnginfo=texts))
    assert (found.make, found.rating, found.tags) == ("Maker", 4, ["word"])


async def test_heic() -> None:
    found = await facts(heic(exif=MAKE.tobytes(), xmp=PACKET, icc_profile=PROFILE))
    assert (found.width, found.height, found.make, found.rating) == (64, 48, "Maker", 4)


@pytest.mark.parametrize(
    ("format", "options", "bits"),
    [
        ("PNG", {"mode": "1"}, 1),
        ("PNG", {"mode": "I;16"}, 16),
        ("JPEG", {"progressive": True}, 8),
        ("JPEG", {"mode": "CMYK"}, 8),
        ("WEBP", {"lossless": True}, None),
        ("WEBP", {"mode": "RGBA"}, None),
        ("BMP", {}, None),
        ("GIF", {}, None),
    ],
)
async def test_variants(format: str, options: dict[str, object], bits: int | None) -> None:
    found = await facts(picture(format, (300, 17), **options))
    assert (found.width, found.height) == (300, 17)
    assert found.bits_per_sample == bits


@pytest.mark.parametrize(
    ("turn", "text", "size"),
    [(1, None, (60, 40)), (3, "3", (60, 40)), (6, "6", (40, 60)), (8, "8", (40, 60))],
)
async def test_avif_turns_by_its_own_property(
    turn: int, text: str | None, size: tuple[int, int]
) -> None:
    """Pillow writes the orientation it is given as `irot`, and reads it back so."""
    found = await facts(picture("AVIF", (60, 40), exif=exif({0x0112: turn})))
    assert (found.orientation, (found.width, found.height)) == (text, size)
    assert (found.exif_image_width, found.exif_image_height) == (60, 40)


async def test_a_stale_orientation_in_heic_counts_for_nothing() -> None:
    upright = heic(exif=exif({0x0112: 1}).tobytes())
    forged = upright.replace(exif({0x0112: 1}).tobytes()[6:], exif({0x0112: 6}).tobytes()[6:])
    assert forged != upright
    found = await facts(forged)
    assert (found.orientation, found.width, found.height) == (None, 64, 48)


def wide_tables(picture_id: int, exif_id: int, xmp_id: int) -> bytes:
    """What a HEIC has of which kind, with item numbers of four bytes and properties of two."""
    names = {picture_id: b"hvc1\0", exif_id: b"Exif\0", xmp_id: b"mime\0application/rdf+xml\0\0"}
    infos = [
        box(b"infe", b"\3\0\0\0", struct.pack(">IH", number, 0), name)
        for number, name in names.items()
    ]
    properties = [
        box(b"ispe", struct.pack(">III", 0, 16, 16)),
        box(b"ispe", struct.pack(">III", 0, 128, 64)),
        box(b"clap", struct.pack(">IIII", 240, 2, 150, 3) + bytes(16)),
        box(b"irot", b"\3"),
    ]
    used = struct.pack(">IBH", exif_id, 1, 1) + struct.pack(">IB3H", picture_id, 3, 0x8002, 3, 4)
    return (
        box(b"pitm", b"\1\0\0\0", struct.pack(">I", picture_id))
        + box(b"iinf", b"\1\0\0\0", struct.pack(">I", len(infos)), *infos)
        + box(b"iprp", box(b"ipco", *properties),
              box(b"ipma", b"\1\0\0\1", struct.pack(">I", 2), used))
    )  # fmt: skip


async def test_heic_with_wide_numbers_and_parts_in_two_places() -> None:
    """As the standard allows and no library at hand writes it."""
    exif_id, xmp_id, half = 70_001, 70_002, len(PACKET) // 2
    block = struct.pack(">I", 100) + bytes(100) + MAKE.tobytes()[6:]

    def file(start: int) -> bytes:
        places = struct.pack(">IHHIH", exif_id, 1, 0, 3, 1) + struct.pack(">III", 0, 2, len(block))
        places += struct.pack(">IHHIH", xmp_id, 0, 0, start, 2)
        places += struct.pack(">IIIIII", 0, 0, half, 0, half + 5, len(PACKET) - half)
        meta = box(
            b"meta", bytes(4), box(b"hdlr", bytes(24)), wide_tables(70_000, exif_id, xmp_id),
            box(b"iloc", b"\2\0\0\0\x44\x44", struct.pack(">I", 2), places),
            box(b"idat", b"other", block, b"behind"),
        )  # fmt: skip
        front = box(b"ftyp", b"heic\0\0\0\0mif1heic") + meta + struct.pack(">I", 0) + b"mdat"
        return front + PACKET[:half] + b"apart" + PACKET[half:]

    start = len(file(0)) - len(PACKET) - 5
    found = await facts(file(start))
    assert (found.exif_image_width, found.exif_image_height) == (120, 50)
    assert (found.orientation, found.width, found.height) == ("6", 50, 120)
    assert (found.make, found.rating) == ("Maker", 4)


async def test_every_quarter_turn() -> None:
    file = bytearray(picture("AVIF", (60, 40), exif=exif({0x0112: 6})))
    place = file.index(b"irot") + 4
    seen = []
    for quarter in range(4):
        file[place] = quarter
        seen.append((await facts(bytes(file))).orientation)
    assert seen == ["1", "8", "3", "6"]


async def test_jpeg_segments_that_are_not_for_us() -> None:
    plain = picture("JPEG", (50, 30), exif=MAKE)
    noisy = with_segments(
        plain,
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + bytes(50)),
        segment(0xE2, b"MPF\0" + bytes(20)),
        segment(0xED, b"Adobe_CM" + bytes(20)),
        b"\xff\xff" + segment(0xFE, b"a comment behind fill bytes"),
    )
    assert await facts(noisy) == await facts(plain)


async def test_of_segments_that_come_twice_the_first_counts() -> None:
    first = segment(0xE1, exif({0x010F: "First"}).tobytes())
    words = segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x25\0\0\0\0\0\0")
    profile = PROFILE + bytes(70_000)  # longer than a segment
    plain = picture("JPEG", exif=MAKE, icc_profile=profile)
    found = await facts(with_segments(plain, first, iptc((25, b"word")), words))
    assert (found.make, found.tags) == ("First", ["word"])
    assert found.profile_description == "sRGB built-in"


@pytest.mark.parametrize("odd", [b"", b"\0"])
async def test_webp_pads_what_has_an_odd_length(odd: bytes) -> None:
    found = await facts(picture("WEBP", exif=MAKE.tobytes() + odd, xmp=PACKET))
    assert (found.make, found.rating) == ("Maker", 4)


async def test_png_metadata_behind_the_picture() -> None:
    plain = picture("PNG", (400, 300))
    block = MAKE.tobytes()[6:]
    chunk = b"eXIf" + block
    end = plain.index(b"IEND") - 4
    data = plain[:end] + len(block).to_bytes(4, "big") + chunk
    data += zlib.crc32(chunk).to_bytes(4, "big") + plain[end:]
    assert (await facts(data)).make == "Maker"
    broken = data.replace(zlib.crc32(chunk).to_bytes(4, "big"), b"\0\0\0\0")
    assert (await facts(broken)).make is None


async def test_compressed_xmp_in_png() -> None:
    body = b"XML:com.adobe.xmp\0\x01\0\0\0" + zlib.compress(PACKET)
    chunk = b"iTXt" + body
    plain = picture("PNG")
    data = plain[:33] + len(body).to_bytes(4, "big") + chunk
    data += zlib.crc32(chunk).to_bytes(4, "big") + plain[33:]
    assert (await facts(data)).rating == 4


@pytest.mark.parametrize("durations", [[100, 250], [0, 10, 20], [20, 30, 1000], [70] * 300])
async def test_gif_durations_are_those_of_a_video_probe(durations: list[int]) -> None:
    data = animation("GIF", durations)
    with av.open(io.BytesIO(data), "r") as probe:
        assert probe.duration is not None
        expected = probe.duration // 1000
    found = await facts(data)
    assert found.duration == expected
    assert found.orientation == "1"


async def test_a_still_gif_has_no_duration() -> None:
    assert (await facts(picture("GIF"))).duration is None
    assert (await facts(animation("GIF", [0, 0]))).duration is None


async def test_a_gif_read_in_pieces_has_the_same_duration(monkeypatch: pytest.MonkeyPatch) -> None:
    data = animation("GIF", [50, 60, 70, 800])
    for chunk in (12, 13, 64, 300):
        monkeypatch.setattr(gif, "_CHUNK", chunk)
        assert await gif.duration(Source(data).read, len(data)) == 980


async def test_webp_animation() -> None:
    assert (await facts(animation("WEBP", [100, 250, 40]))).duration == 390


async def test_a_reduced_picture_in_front_is_not_the_size_of_a_raw_file() -> None:
    data = picture("TIFF", (50, 30), tiffinfo={0x00FE: 1})
    found = await facts(data)
    assert (found.width, found.height) == (None, None)
