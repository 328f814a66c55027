"""HEIC by FFmpeg looks as libheif shows it, and what FFmpeg does not know libheif still does."""

from __future__ import annotations

import array
import io
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageCms

from bindings import Rendition
from bindings.local import heif, strips, tiles
from bindings.local.blobs import FileBlobs
from bindings.local.colour import DISPLAY_P3
from bindings.local.images import LocalImages
from tests.framings import scene
from tests.photos.media.files import SAMPLES

SCENE = scene().resize((600, 402), Image.Resampling.BICUBIC)
"""Of a size that is no multiple of a tile's."""
FULL = Rendition("full", "webp", 95, None)
UNTOLD = {"save_nclx_profile": False}


def saved(image: Image.Image | pillow_heif.HeifFile, tile: int = 0, **options: Any) -> bytes:
    """As a grid of such tiles, if that says how large."""
    out = io.BytesIO()
    if isinstance(image, Image.Image):
        image = pillow_heif.from_pillow(image)
    before, pillow_heif.options.GRID_TILE_SIZE = pillow_heif.options.GRID_TILE_SIZE, tile
    try:
        image.save(out, quality=90, **options)
    finally:
        pillow_heif.options.GRID_TILE_SIZE = before
    return out.getvalue()


def deep(bits: int) -> pillow_heif.HeifFile:
    samples = array.array("H", [part * 257 for part in SCENE.tobytes()]).tobytes()
    image = pillow_heif.from_bytes("RGB;16", SCENE.size, samples)
    pillow_heif.options.SAVE_HDR_TO_12_BIT = bits == 12
    return image


def by_libheif(data: bytes) -> Image.Image:
    return pillow_heif.open_heif(io.BytesIO(data)).to_pillow().convert("RGB")


def by_ffmpeg(data: bytes, factor: int = 1) -> Image.Image:
    layout = heif.layout(io.BytesIO(data))
    assert layout is not None
    image = tiles.load(layout, io.BytesIO(data), factor).convert("RGB")
    turn = strips.TURNS.get(layout.orientation)
    return image if turn is None else image.transpose(turn)


def farthest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any colour of any pixel."""
    assert one.size == other.size
    spans: Any = ImageChops.difference(one, other).getextrema()
    return int(max(high for _, high in spans))


@pytest.mark.parametrize("tile", [0, 256])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"chroma": 422},
        {"chroma": 444},
        *({"matrix_coefficients": matrix} for matrix in (1, 2, 5, 9)),
        {"full_range_flag": 0},
        UNTOLD,
        {"matrix_coefficients": 1, "full_range_flag": 0} | UNTOLD,
        {"matrix_coefficients": 9, "full_range_flag": 1} | UNTOLD,
    ],
    ids=str,
)
def test_the_same_colours(tile: int, options: dict[str, Any]) -> None:
    data = saved(SCENE, tile, **options)
    assert farthest(by_ffmpeg(data), by_libheif(data)) <= 4


@pytest.mark.parametrize("tile", [0, 256])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_same_way_up(tile: int, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(SCENE, tile, exif=exif.tobytes())
    assert farthest(by_ffmpeg(data), by_libheif(data)) <= 4


@pytest.mark.parametrize("tile", [0, 256])
@pytest.mark.parametrize("factor", [2, 3, 7])
def test_smaller_without_seams(tile: int, factor: int) -> None:
    data = saved(SCENE, tile)
    assert farthest(by_ffmpeg(data, factor), by_libheif(data).reduce(factor)) <= 6


@pytest.mark.parametrize("tile", [0, 256])
def test_ten_bits(tile: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pillow_heif.options, "SAVE_HDR_TO_12_BIT", False)
    data = saved(deep(10), tile)
    assert farthest(by_ffmpeg(data), by_libheif(data)) <= 5


def test_every_time_the_same() -> None:
    """FFmpeg's threads write into each other's first pixels, now and then."""
    data = saved(SCENE)
    first = by_ffmpeg(data)
    assert farthest(first, by_libheif(data)) <= 4
    for _ in range(20):
        assert by_ffmpeg(data).tobytes() == first.tobytes()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside the project")
def test_a_photo_of_a_phone() -> None:
    data = (SAMPLES / "formats/heic/IMG_2682.heic").read_bytes()
    layout = heif.layout(io.BytesIO(data))
    assert layout is not None
    assert (layout.size, layout.tile, layout.columns) == ((4032, 3024), (512, 512), 8)
    assert layout.profile == pillow_heif.open_heif(io.BytesIO(data)).info["icc_profile"]
    assert farthest(by_ffmpeg(data), by_libheif(data)) <= 4


@pytest.mark.parametrize("tile", [0, 256])
def test_the_profile_comes_along(tile: int) -> None:
    image = SCENE.copy()
    image.info["icc_profile"] = DISPLAY_P3
    layout = heif.layout(io.BytesIO(saved(image, tile)))
    assert layout is not None
    assert layout.profile == DISPLAY_P3


@pytest.mark.parametrize("tile", [0, 256])
async def test_pixels_in_the_colours_of_the_profile(tmp_path: Path, tile: int) -> None:
    """Red of a profile that is sRGB by another name, as Display P3 tells it."""
    red = Image.new("RGB", (600, 400), (255, 0, 0))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    names = ("sRGB".encode("utf-16-be"), "Wide".encode("utf-16-be"))
    red.info["icc_profile"] = srgb.replace(*names)
    blobs = FileBlobs(tmp_path)
    await blobs.put("source", saved(red, tile), "image/heic")
    found = await LocalImages(blobs).pixels("source", 50)
    assert tuple(found.rgba[:4]) == pytest.approx((234, 51, 35, 255), abs=4)


def unusual() -> dict[str, bytes]:
    see_through = SCENE.convert("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize(SCENE.size))
    try:
        twelve = saved(deep(12))
    finally:
        pillow_heif.options.SAVE_HDR_TO_12_BIT = False
    return {
        "see-through": saved(see_through),
        "grey": saved(SCENE.convert("L")),
        "cropped": saved(SCENE.resize((601, 403))),
        "red, green and blue": saved(SCENE, matrix_coefficients=0, chroma=444),
        "twelve bits": twelve,
    }


@pytest.mark.parametrize("name", unusual())
async def test_what_is_unusual_is_left_to_libheif(tmp_path: Path, name: str) -> None:
    data = unusual()[name]
    layout = heif.layout(io.BytesIO(data))
    if layout is not None:
        with pytest.raises(tiles.Unusual):
            tiles.load(layout, io.BytesIO(data), 1)
    made = await shown(tmp_path, data)
    if name != "see-through":
        assert farthest(made.convert("RGB"), by_libheif(data)) < 40  # WebP's doing
    assert made.has_transparency_data == (name == "see-through")


async def test_without_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    data = saved(SCENE, 256)
    assert farthest((await shown(tmp_path, data)).convert("RGB"), by_libheif(data)) < 40


async def shown(folder: Path, data: bytes) -> Image.Image:
    blobs = FileBlobs(folder)
    await blobs.put("source", data, "image/heic")
    await LocalImages(blobs).render("source", [FULL])
    return Image.open(io.BytesIO(blobs.path("full").read_bytes()))


@pytest.mark.parametrize("tile", [0, 256])
def test_broken_files_are_no_pictures(tile: int) -> None:
    """Tables with a wrong number in them, and files cut short: nothing but Unusual."""
    data, chance = saved(SCENE, tile), random.Random(tile)
    end = data.index(b"mdat")
    for _ in range(300):
        broken = bytearray(data)
        broken[chance.randrange(end)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
        layout = heif.layout(io.BytesIO(broken))
        if layout is not None and layout.size == SCENE.size:
            with suppress(tiles.Unusual):
                tiles.load(layout, io.BytesIO(broken), 1)
    for length in range(end + 8, len(data), len(data) // 20):
        layout = heif.layout(io.BytesIO(data))
        assert layout is not None
        with pytest.raises(tiles.Unusual):
            tiles.load(layout, io.BytesIO(data[:length]), 1)
