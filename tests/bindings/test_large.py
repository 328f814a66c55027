"""Pictures that would not fit into memory several times over."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image

from bindings import Framing, ImageFault, Rendition
from bindings.local import large, strips
from bindings.local.blobs import FileBlobs
from bindings.local.images import LocalImages
from tests.framings import difference, scene

SMALL = Rendition("small", "webp", 95, 50)
RENDITIONS = [Rendition("full", "webp", 95, None), SMALL]
ON_BLACK = [Rendition("full", "jpeg", 95, None), SMALL]
SCENE = scene().resize((600, 400), Image.Resampling.BICUBIC)
SEE_THROUGH = SCENE.copy()
SEE_THROUGH.putalpha(Image.linear_gradient("L").resize(SCENE.size))
OPAQUE = SCENE.convert("RGBA")
LYING = Image.Exif()
LYING[0x0112] = 6
MOVING: dict[str, Any] = {"save_all": True, "append_images": [SEE_THROUGH.rotate(180)]}

MEASURE = """
import asyncio, pathlib, re, sys
from bindings import WHOLE, Framing, Rendition
from bindings.local.blobs import FileBlobs
from bindings.local.images import LocalImages

wanted = [Rendition("preview", "jpeg", 80, 1440), Rendition("thumbnail", "webp", 80, 250)]
framing = WHOLE
if sys.argv[2] == "edited":
    wanted.insert(0, Rendition("full", "jpeg", 80, None))
    framing = Framing(0.01, 0.01, 0.98, 0.98, 6)
images = LocalImages(FileBlobs(pathlib.Path(sys.argv[1])))
asyncio.run(images.render("source", wanted, framing))
status = pathlib.Path("/proc/self/status").read_text()
print(*re.findall(r"(?:VmHWM|VmRSS):\\s*(\\d+) kB", status))
"""


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    if format == "HEIF":
        pillow_heif.from_pillow(image).save(out, quality=90, enc_params={"preset": "ultrafast"})
    else:
        image.save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("image", "format", "options"),
    [
        (SCENE, "JPEG", {"quality": 95}),
        (SCENE, "PNG", {}),
        (SEE_THROUGH, "PNG", {}),
        (OPAQUE, "PNG", {}),
        (SCENE.convert("CMYK"), "TIFF", {}),
        (SCENE.convert("L"), "PNG", {}),
        (SCENE.convert("P"), "GIF", {}),
        (SCENE.convert("LA"), "PNG", {}),
        (SCENE, "PNG", {"transparency": SCENE.getpixel((300, 200))}),
        (SEE_THROUGH.quantize(256), "PNG", {}),
        (SCENE.convert("L").convert("F"), "TIFF", {}),
        (SCENE, "TIFF", {"exif": LYING}),
        (SCENE.convert("CMYK"), "TIFF", {"exif": LYING, "compression": "tiff_lzw"}),
        (SCENE, "JPEG2000", {}),
        (SCENE, "TIFF", {}),
        (SCENE, "WEBP", {"quality": 95}),
        (SCENE, "WEBP", {"lossless": True}),
        (SEE_THROUGH, "WEBP", {"quality": 95}),
        (SEE_THROUGH, "WEBP", {"lossless": True}),
        (SCENE, "AVIF", {"quality": 95}),
        (SEE_THROUGH, "AVIF", {"quality": 95}),
        (SCENE, "AVIF", {"quality": 95, **MOVING}),
        (SEE_THROUGH, "AVIF", {"quality": 95, **MOVING}),
        (SCENE, "HEIF", {}),
        (SEE_THROUGH, "HEIF", {}),
    ],
)
@pytest.mark.parametrize("renditions", [RENDITIONS, ON_BLACK])
@pytest.mark.parametrize("orientation", [1, 6])
async def test_large_pictures_look_like_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, image: Image.Image, format: str,
    options: dict[str, Any], orientation: int, renditions: list[Rendition],
) -> None:  # fmt: skip
    blobs = FileBlobs(tmp_path)
    await blobs.put("source", saved(image, format, **options), "image/x")
    found = []
    for limit in (strips.LARGE, 1000):
        monkeypatch.setattr(strips, "LARGE", limit)
        framing = Framing(0.1, 0.2, 0.5, 0.6, orientation)
        await LocalImages(blobs).render("source", renditions, framing)
        made = [blobs.path(each.key).read_bytes() for each in renditions]
        found.append([Image.open(io.BytesIO(data)) for data in made])
    for ordinary, unusual in zip(*found, strict=True):
        assert (ordinary.mode, ordinary.size) == (unusual.mode, unusual.size)
        assert difference(ordinary, unusual) < 8
        if ordinary.mode == "RGBA":
            alphas = [each.getchannel("A").convert("RGB") for each in (ordinary, unusual)]
            assert difference(*alphas) < 4


@pytest.mark.parametrize("orientation", range(1, 9))
def test_strips_turn_as_a_whole_does(orientation: int) -> None:
    """The height is no multiple of a strip's."""
    box = 7, 11, 593, 390
    expected = SCENE.crop(box)
    if orientation in strips.TURNS:
        expected = expected.transpose(strips.TURNS[orientation])
    assert strips.cut(SCENE.copy(), box, orientation).tobytes() == expected.tobytes()


async def test_an_animation_or_a_missing_library_takes_the_ordinary_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strips, "LARGE", 1000)
    blobs = FileBlobs(tmp_path)
    frames = saved(SCENE, "WEBP", save_all=True, append_images=[SCENE.rotate(180)])
    for data, missing in ((frames, False), (saved(SCENE, "WEBP"), True)):
        with monkeypatch.context() as patch:
            if missing:
                patch.setitem(sys.modules, "av", None)
                patch.setitem(sys.modules, "av.video.reformatter", None)
            await blobs.put("source", data, "image/webp")
            await LocalImages(blobs).render("source", RENDITIONS)
            made = Image.open(io.BytesIO(blobs.path("full").read_bytes()))
            assert difference(made, SCENE) < 12
            patch.setitem(large._MOST, "WEBP", 1000)
            with pytest.raises(ImageFault, match="too large"):
                await LocalImages(blobs).render("source", RENDITIONS)


async def test_what_would_not_fit_is_refused_where_all_of_it_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a JPEG 2000 fewer pixels can be decoded; of an AVIF in an unusual form they cannot."""
    monkeypatch.setattr(strips, "LARGE", 1000)
    monkeypatch.setattr(large, "_MOST", dict.fromkeys(large._MOST, 100_000))
    blobs = FileBlobs(tmp_path)
    await blobs.put("source", saved(SCENE, "JPEG2000"), "image/jp2")
    await LocalImages(blobs).render("source", [SMALL])
    made = Image.open(io.BytesIO(blobs.path("small").read_bytes()))
    assert difference(made, SCENE.resize(made.size, Image.Resampling.BICUBIC)) < 12
    with pytest.raises(ImageFault, match="of this JPEG2000"):
        await LocalImages(blobs).render("source", RENDITIONS)
    monkeypatch.setattr(large, "_avif_frame", lambda file, alpha=False: None)
    await blobs.put("source", saved(SCENE, "AVIF"), "image/avif")
    with pytest.raises(ImageFault, match="of this AVIF"):
        await LocalImages(blobs).render("source", RENDITIONS)


@pytest.mark.parametrize(
    "format",
    [
        "JPEG",
        "PNG",
        "grey PNG",
        "WEBP",
        "lossless WEBP",
        "AVIF",
        "clear AVIF",
        "TIFF",
        "float TIFF",
        "HEIF",
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_64_megapixels_fit_into_600_megabytes(tmp_path: Path, format: str) -> None:
    """Some lie on their side, so that pictures of them are turned once more; PNG, lossless
    WebP and clear AVIF let something through; greys have 16 bits. A server holds 80 MB
    more than this process."""
    exif = Image.Exif()
    exif[0x0112] = 6 if format in ("JPEG", "PNG", "TIFF", "float TIFF") else 1
    fast = {"WEBP": {"method": 0}, "AVIF": {"speed": 10}, "PNG": {"compress_level": 1}}
    adjective, _, kind = format.rpartition(" ")
    options = {"exif": exif, "lossless": adjective == "lossless", **fast.get(kind, {})}
    mode = "RGBA" if adjective in ("lossless", "clear") or format == "PNG" else "RGB"
    flat = Image.new(mode, (9248, 6936), (90, 140, 200))
    if flat.mode == "RGBA":
        flat.paste((0, 0, 0, 0), (0, 0, 4000, 4000))
    if adjective == "grey":
        flat = Image.new("I;16", flat.size, 140 << 8)
    if adjective == "float":
        flat = Image.new("F", flat.size, 0.5)
    (tmp_path / "source").write_bytes(saved(flat, kind, **options))
    flat.close()
    for work in ("pictures", "edited"):
        command = [sys.executable, "-c", MEASURE, str(tmp_path), work]
        found = subprocess.run(command, capture_output=True, text=True, check=True)
        peak, after = (int(part) // 1024 for part in found.stdout.split())
        assert peak < 520, work
        assert after < 200, work
