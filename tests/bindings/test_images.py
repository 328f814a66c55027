"""LocalImages: sizes, turning, colours, transparency, metadata, faults."""

from __future__ import annotations

import asyncio
import io
import struct
import threading
import zlib
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from bindings import Framing, ImageFault, Part, Rendition
from bindings.local.blobs import FileBlobs
from bindings.local.colour import DISPLAY_P3
from bindings.local.images import LocalImages
from photos.edits import framing
from tests.framings import EDITS, SIZE, difference, edited, lying, scene

PREVIEW = Rendition("preview", "jpeg", 80, 144)
THUMBNAIL = Rendition("thumbnail", "webp", 80, 25)
FULL = Rendition("full", "jpeg", 80, None)
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


class Studio:
    """LocalImages over a folder, with short ways in and out."""

    def __init__(self, root: Path) -> None:
        self.blobs = FileBlobs(root)
        self.images = LocalImages(self.blobs)

    async def render(self, source: bytes, *renditions: Rendition) -> list[Image.Image]:
        await self.blobs.put("source", source, "image/x")
        await self.images.render("source", renditions)
        return [self.opened(rendition.key) for rendition in renditions]

    def opened(self, key: str) -> Image.Image:
        return Image.open(io.BytesIO(self.blobs.path(key).read_bytes()))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path / "blobs")


def quarters(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Red, green / blue, white."""
    image = Image.new("RGB", size, WHITE)
    draw = ImageDraw.Draw(image)
    x, y = size[0] // 2, size[1] // 2
    draw.rectangle((0, 0, x - 1, y - 1), RED)
    draw.rectangle((x, 0, size[0], y - 1), GREEN)
    draw.rectangle((0, y, x - 1, size[1]), BLUE)
    return image


def saved(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The nearest plain colours of the four quarters, in reading order."""
    plain = image.convert("RGB")
    width, height = plain.size
    places = [(x * width // 4, y * height // 4) for y in (1, 3) for x in (1, 3)]
    pixels = [plain.getpixel(place) for place in places]
    return [tuple(255 if part > 127 else 0 for part in pixel) for pixel in pixels]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("size", "preview", "thumbnail"),
    [
        ((400, 300), (192, 144), (33, 25)),
        ((300, 400), (144, 192), (25, 33)),
        ((100, 60), (100, 60), (42, 25)),
        ((20, 10), (20, 10), (20, 10)),
        ((1000, 20), (1000, 20), (1000, 20)),
        ((1200, 160), (1080, 144), (188, 25)),
    ],
)
async def test_the_shorter_edge_is_met_and_nothing_enlarged(
    studio: Studio, size: tuple[int, int], preview: tuple[int, int], thumbnail: tuple[int, int]
) -> None:
    small, large = await studio.render(saved(quarters(size)), THUMBNAIL, PREVIEW)
    assert (large.size, small.size) == (preview, thumbnail)
    assert (large.format, small.format) == ("JPEG", "WEBP")


async def test_a_picture_longer_than_the_format_allows_is_scaled_down(studio: Studio) -> None:
    (strip,) = await studio.render(saved(Image.new("RGB", (20000, 30))), THUMBNAIL)
    assert strip.size == (16383, 25)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
async def test_orientation_is_applied(studio: Studio, orientation: int, format: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    upright = {
        1: [RED, GREEN, BLUE, WHITE], 2: [GREEN, RED, WHITE, BLUE], 3: [WHITE, BLUE, GREEN, RED],
        4: [BLUE, WHITE, RED, GREEN], 5: [RED, BLUE, GREEN, WHITE], 6: [BLUE, RED, WHITE, GREEN],
        7: [WHITE, GREEN, BLUE, RED], 8: [GREEN, WHITE, RED, BLUE],
    }  # fmt: skip
    source = saved(quarters(), format, exif=exif)
    pictures = await studio.render(source, FULL, PREVIEW, THUMBNAIL)
    for made in pictures:
        assert corners(made) == upright[orientation]
        assert (made.width < made.height) == (orientation > 4)
        assert not made.getexif()
        assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(made.info)
    pixels = await studio.images.pixels("source", 100)
    assert (pixels.width, pixels.height) == ((75, 100) if orientation > 4 else (100, 75))
    raw = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)
    assert corners(raw) == upright[orientation]


async def test_heic_turned_by_its_container(studio: Studio) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    pillow_heif.from_pillow(quarters()).save(out, exif=exif.tobytes())
    (made,) = await studio.render(out.getvalue(), PREVIEW)
    assert made.size == (144, 192)
    assert corners(made) == [BLUE, RED, WHITE, GREEN]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "YCbCr", "I;16"])
async def test_every_mode_becomes_a_picture(studio: Studio, mode: str) -> None:
    """A white and a black half stay white and black."""
    image = Image.new("L", (400, 300))
    image.paste(255, (0, 0, 200, 300))
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode == "CMYK":
        image = image.convert("RGB").convert("CMYK")
    else:
        image = image.convert(mode)
    source = saved(image, "JPEG" if mode in ("CMYK", "YCbCr") else "PNG")
    for made in await studio.render(source, PREVIEW, THUMBNAIL):
        assert corners(made) == [WHITE, (0, 0, 0)] * 2


async def test_sixteen_bits_of_grey_keep_their_shades(studio: Studio) -> None:
    source = saved(Image.new("I;16", (300, 300), 100 * 257), "PNG")
    (made,) = await studio.render(source, PREVIEW)
    assert made.convert("L").getpixel((70, 70)) == pytest.approx(100, abs=2)


@pytest.mark.parametrize("white", [1, 255])
async def test_floats_are_parts_of_one_or_count_like_bytes(studio: Studio, white: int) -> None:
    grey = Image.new("F", (300, 300), white * 100 / 255)
    grey.paste(white, (0, 0, 10, 10))
    (made,) = await studio.render(saved(grey, "TIFF"), PREVIEW)
    assert made.convert("L").getpixel((70, 70)) == pytest.approx(100, abs=2)


async def test_transparency_is_black_in_jpeg_and_kept_in_webp(studio: Studio) -> None:
    image = Image.new("RGBA", (300, 200), (255, 0, 0, 255))
    image.paste((0, 0, 255, 0), (0, 0, 150, 200))
    preview, thumbnail = await studio.render(saved(image, "PNG"), PREVIEW, THUMBNAIL)
    assert corners(preview) == [(0, 0, 0), RED] * 2
    assert thumbnail.mode == "RGBA"
    assert thumbnail.getchannel("A").getextrema() == (0, 255)
    pixels = await studio.images.pixels("thumbnail", 100)
    assert pixels.rgba[3] == 0
    assert pixels.rgba[-1] == 255


@pytest.mark.parametrize(("mode", "key"), [("RGB", (255, 0, 0)), ("L", 255), ("P", 0)])
async def test_a_transparent_colour_is_transparency_too(
    studio: Studio, mode: str, key: Any
) -> None:
    image = Image.new(mode, (300, 200), key)
    (made,) = await studio.render(saved(image, "PNG", transparency=key), PREVIEW)
    assert corners(made) == [(0, 0, 0)] * 4


async def test_the_first_frame_of_an_animation(studio: Studio) -> None:
    frames = [Image.new("RGB", (300, 200), color) for color in (RED, GREEN)]
    for format in ("GIF", "WEBP", "PNG"):
        source = saved(frames[0], format, save_all=True, append_images=frames[1:], duration=99)
        (made,) = await studio.render(source, PREVIEW)
        assert corners(made) == [RED] * 4


async def test_chroma_follows_quality(studio: Studio) -> None:
    low = Rendition("low", "jpeg", 79, 144)
    fine, coarse = await studio.render(saved(quarters()), PREVIEW, low)
    assert [fine.layer[0][1:3], coarse.layer[0][1:3]] == [(1, 1), (2, 2)]  # type: ignore[attr-defined]


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
NARROW = Rendition("narrow", "webp", 100, None, wide=False)
WIDE = Rendition("wide", "webp", 100, None)


def named(profile: bytes, name: str) -> bytes:
    """The profile under another name of as many letters."""
    return profile.replace("sRGB".encode("utf-16-be"), name.encode("utf-16-be"))


async def test_srgb_goes_without_saying(studio: Studio) -> None:
    source = saved(quarters(), icc_profile=SRGB)
    for made in await studio.render(source, PREVIEW, THUMBNAIL):
        assert "icc_profile" not in made.info


async def test_more_colours_than_srgb_stay_in_display_p3(studio: Studio) -> None:
    """Full red of Display P3, and of a profile that is sRGB by another name."""
    red = Image.new("RGB", (60, 40), (255, 0, 0))
    for profile, wide, narrow in (
        (DISPLAY_P3, (255, 0, 0), (255, 0, 0)),
        (named(SRGB, "Wide"), (234, 51, 35), (255, 0, 0)),
    ):
        source = saved(red, "PNG", icc_profile=profile)
        for rendition, colour in ((WIDE, wide), (NARROW, narrow)):
            (made,) = await studio.render(source, rendition)
            assert made.info.get("icc_profile") == (DISPLAY_P3 if rendition.wide else None)
            found = made.convert("RGB").getpixel((30, 20))
            assert isinstance(found, tuple)
            assert found == pytest.approx(colour, abs=4)


async def test_the_profile_is_one_that_others_understand() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(DISPLAY_P3))
    assert ImageCms.getProfileDescription(profile).strip() == "Display P3"
    red = Image.new("RGB", (1, 1), (255, 0, 0))
    made = ImageCms.profileToProfile(red, ImageCms.createProfile("sRGB"), profile)
    assert made is not None
    assert made.getpixel((0, 0)) == (234, 51, 35)


@pytest.mark.parametrize("profile", [b"", b"nonsense", SRGB[:200], bytes(16) + b"RGB " + bytes(99)])
async def test_a_profile_nobody_can_read_is_none(studio: Studio, profile: bytes) -> None:
    source = saved(quarters(), "PNG", icc_profile=profile)
    (made,) = await studio.render(source, WIDE)
    assert corners(made) == [RED, GREEN, BLUE, WHITE]


async def test_progressive_where_it_is_asked_for(studio: Studio) -> None:
    slow = Rendition("slow", "jpeg", 80, 144, progressive=True)
    plain, progressive = await studio.render(saved(quarters()), PREVIEW, slow)
    assert "progressive" not in plain.info
    assert progressive.info["progressive"] == 1


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", EDITS)
async def test_framings(studio: Studio, orientation: int, name: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(lying(scene(), orientation), "PNG", exif=exif)
    await studio.blobs.put("source", data, "image/png")
    wanted = edited(scene(), EDITS[name])
    small = Rendition("small", "jpeg", 95, 40)
    await studio.images.render("source", [small, WIDE], framing(EDITS[name], SIZE))
    assert difference(studio.opened("wide"), wanted) < 8
    part = min(1, 40 / min(wanted.size))
    size = tuple(max(1, round(edge * part)) for edge in wanted.size)
    assert studio.opened("small").size == size


async def test_a_framing_of_a_picture_decoded_smaller(studio: Studio) -> None:
    """JPEGs are: the box means the same in an eighth of the pixels."""
    large = scene().resize((1920, 1280), Image.Resampling.BICUBIC)
    await studio.blobs.put("source", saved(large, quality=95), "image/jpeg")
    small = Rendition("small", "jpeg", 95, 40)
    for steps in EDITS.values():
        await studio.images.render("source", [small], framing(steps, SIZE))
        found, wanted = studio.opened("small"), edited(scene(), steps)
        if min(wanted.size) >= 40:
            assert difference(found, wanted.resize(found.size, Image.Resampling.BICUBIC)) < 12


async def test_a_picture_inside_a_file(studio: Studio) -> None:
    inside = saved(quarters(), quality=95)
    await studio.blobs.put("raw", b"before" + inside + b"after", "image/x-raw")
    await studio.images.render(Part("raw", 6, len(inside)), [PREVIEW], Framing(orientation=6))
    assert corners(studio.opened("preview")) == [BLUE, RED, WHITE, GREEN]
    with pytest.raises(ImageFault):
        await studio.images.render(Part("raw", 0, len(inside)), [PREVIEW])


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
async def test_exif_nobody_can_read_is_none(studio: Studio) -> None:
    for exif in (b"nonsense", b"MM\0*\0\0\xff\xff", b"II*\0\x08\0\0\0\xff\xff"):
        (made,) = await studio.render(saved(quarters(), exif=b"Exif\0\0" + exif), PREVIEW)
        assert corners(made) == [RED, GREEN, BLUE, WHITE]


async def test_only_formats_of_pictures_are_opened(studio: Studio) -> None:
    """PostScript would be a program to run."""
    for data in (saved(quarters(), "EPS"), saved(quarters(), "PPM")):
        await studio.blobs.put("source", data, "image/x")
        with pytest.raises(ImageFault):
            await studio.images.render("source", [PREVIEW])


async def test_a_png_with_a_long_story(studio: Studio) -> None:
    story = PngImagePlugin.PngInfo()
    story.add_itxt("XML:com.adobe.xmp", "history " * 500_000, zip=True)
    (made,) = await studio.render(saved(quarters(), "PNG", pnginfo=story), PREVIEW)
    assert corners(made) == [RED, GREEN, BLUE, WHITE]


async def test_comments_do_not_survive(studio: Studio) -> None:
    (made,) = await studio.render(saved(quarters(), comment=b"private"), PREVIEW)
    assert "comment" not in made.info


def bomb(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")):
        data += struct.pack(">I", len(body)) + name + body
        data += struct.pack(">I", zlib.crc32(name + body))
    return data


@pytest.mark.parametrize(
    "source",
    [
        b"", b"not a picture", b"\xff\xd8\xff", b"\0\0\0\x18ftypheic" + bytes(100),
        bomb(10_001, 10_000), bomb(60_000, 60_000), bomb(100, 100),
        saved(quarters())[:-500], saved(quarters(), "PNG")[:600], saved(quarters(), "WEBP")[:-50],
    ],
)  # fmt: skip
async def test_what_is_no_whole_picture_is_a_fault(studio: Studio, source: bytes) -> None:
    await studio.blobs.put("source", source, "image/x")
    with pytest.raises(ImageFault):
        await studio.images.render("source", [PREVIEW, THUMBNAIL])
    with pytest.raises(ImageFault):
        await studio.images.pixels("source", 100)
    assert await studio.blobs.head("preview") is None


async def test_a_missing_source_is_not_the_fault_of_its_picture(studio: Studio) -> None:
    with pytest.raises(FileNotFoundError):
        await studio.images.render("nothing", [PREVIEW])


async def test_two_at_a_time(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    load = Image.Image.load

    def counted(image: Image.Image) -> Any:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.01)
        with lock:
            running -= 1
        return load(image)

    source = saved(quarters(), "BMP")
    await studio.blobs.put("source", source, "image/x")
    monkeypatch.setattr(Image.Image, "load", counted)
    await asyncio.gather(*(studio.images.pixels("source", 10) for _ in range(8)))
    assert most == 2


@pytest.mark.parametrize(
    ("segment", "count", "gap"),
    [
        (b"\xff\xe1\0\x08Exif\0\0", 101, b""),
        (b"\xff\xe1\0\x08Exif\0\0", 101, b"\xff\xd9junk\xff\xff"),
        (b"\xff\xfe\0\x02", 10_001, b""),
    ],
)
async def test_a_jpeg_of_very_many_segments_has_no_picture(
    studio: Studio, segment: bytes, count: int, gap: bytes
) -> None:
    """Pillow copies all blocks of EXIF for each one more."""
    out = io.BytesIO()
    quarters().save(out, "JPEG")
    data = out.getvalue()
    if not gap:  # behind an end only Pillow reads on
        fewer = data[:2] + segment * (count - 10) + data[2:]
        assert (await studio.render(fewer, THUMBNAIL))[0].size == (33, 25)
    with pytest.raises(ImageFault, match="very many segments"):
        await studio.render(data[:2] + gap + segment * count + data[2:], THUMBNAIL)
