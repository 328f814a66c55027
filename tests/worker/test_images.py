"""Pictures through the Images binding (Miniflare's: no HEIC, and quality has no effect)."""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from bindings import ImageFault, Rendition
from bindings.cloudflare import png
from bindings.local.blobs import FileBlobs
from bindings.local.images import LocalImages
from photos.edits import framing
from tests.framings import EDITS, SIZE, difference, lying, scene
from tests.worker.harness import Worker

PROBES = "tests.worker.probes"
RED, BLUE = (220, 20, 30), (10, 40, 230)


def lying_down(format: str = "JPEG") -> str:
    """300 x 200, turned upright by EXIF: red ends up at the top, blue at the bottom."""
    image = Image.new("RGB", (300, 200), BLUE)
    image.paste(RED, (0, 0, 150, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, format, exif=exif)
    return b64encode(out.getvalue()).decode()


def near(colour: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=False))


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_renditions_are_upright_and_cover_their_short_edge(
    bare_worker: Worker, format: str
) -> None:
    made = bare_worker.run(
        PROBES, "render", source=lying_down(format), short_edges=[100, 250, None]
    )
    pictures = [Image.open(io.BytesIO(b64decode(each))) for each in made]
    assert [each.format for each in pictures] == ["JPEG", "WEBP"] * 3
    assert [each.size for each in pictures] == [(100, 150)] * 2 + [(200, 300)] * 4
    for each in pictures:
        assert not each.getexif()
        middle = each.width // 2
        assert near(each.convert("RGB").getpixel((middle, 5)), RED)
        assert near(each.convert("RGB").getpixel((middle, each.height - 5)), BLUE)


@pytest.mark.parametrize(("size", "edge"), [((4000, 3000), 250), ((997, 3), 2), ((3, 997), 2)])
def test_the_short_edge_is_met_to_a_pixel(
    bare_worker: Worker, size: tuple[int, int], edge: int
) -> None:
    out = io.BytesIO()
    Image.new("L", size).save(out, "PNG")
    source = b64encode(out.getvalue()).decode()
    for each in bare_worker.run(PROBES, "render", source=source, short_edges=[edge]):
        assert min(Image.open(io.BytesIO(b64decode(each))).size) == edge


def test_pixels_are_upright_and_fit_the_box(bare_worker: Worker) -> None:
    width, height, rgba = bare_worker.run(PROBES, "pixels", source=lying_down(), box=100)
    assert (width, height) == (67, 100)
    image = Image.frombytes("RGBA", (width, height), b64decode(rgba))
    assert near(image.getpixel((33, 5)), (*RED, 255))
    assert near(image.getpixel((33, 95)), (*BLUE, 255))


@pytest.mark.parametrize("bytes_", [b"", b"no picture", b64decode(lying_down())[:600]])
def test_what_cannot_be_shown_is_a_fault_of_the_image(bare_worker: Worker, bytes_: bytes) -> None:
    source = b64encode(bytes_).decode()
    assert bare_worker.run(PROBES, "render", source=source, short_edges=[100]) is None
    assert bare_worker.run(PROBES, "pixels", source=source, box=100) is None


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_both_doors_cut_and_turn_alike(
    bare_worker: Worker, tmp_path: Path, orientation: int
) -> None:
    """Down to the pixel in size, and the same part the same way up."""
    blobs = FileBlobs(tmp_path)
    images = LocalImages(blobs)
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    lying(scene(), orientation).save(out, "PNG", exif=exif)
    await blobs.put("source", out.getvalue(), "image/png")
    wanted = [Rendition("full", "webp", 80, None), Rendition("small", "webp", 80, 37)]
    for name, steps in EDITS.items():
        shown = framing(steps, SIZE)
        made = bare_worker.run(
            PROBES, "render", source=b64encode(out.getvalue()).decode(), short_edges=[None, 37],
            framing=msgspec.structs.astuple(shown),
        )  # fmt: skip
        await images.render("source", wanted, shown)
        for rendition, data in zip(wanted, made[1::2], strict=True):
            here = Image.open(io.BytesIO(blobs.path(rendition.key).read_bytes()))
            there = Image.open(io.BytesIO(b64decode(data)))
            assert there.size == here.size, name
            assert difference(there, here) < 16, name


def test_a_picture_inside_a_file(bare_worker: Worker) -> None:
    inside = b64decode(lying_down())
    source = b64encode(b"before" + inside + b"after").decode()
    (made,) = bare_worker.run(PROBES, "render_part", source=source, offset=6, length=len(inside))
    assert Image.open(io.BytesIO(b64decode(made))).size == (200, 300)
    missed = bare_worker.run(PROBES, "render_part", source=source, offset=0, length=len(inside))
    assert missed is None


@pytest.mark.parametrize("time", ["1s", "0s"])
def test_a_still_of_a_video(bare_worker: Worker, time: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), RED).save(out, "JPEG")
    frames = {time: b64encode(out.getvalue()).decode()}
    made = bare_worker.run(PROBES, "render_still", frames=frames)
    large, small = (Image.open(io.BytesIO(b64decode(each))) for each in made)
    assert (large.size, small.size) == ((200, 100), (100, 50))
    assert near(small.convert("RGB").getpixel((9, 9)), RED)


@pytest.mark.parametrize("frames", [None, {}])
def test_a_video_without_a_still_is_a_fault(
    bare_worker: Worker, frames: dict[str, str] | None
) -> None:
    assert bare_worker.run(PROBES, "render_still", frames=frames) is None


@pytest.mark.parametrize(("size", "questions"), [(None, 1), ([200, 300], 0), ([300, 200], 0)])
def test_images_is_asked_for_a_size_nobody_knows(
    bare_worker: Worker, size: list[int] | None, questions: int
) -> None:
    """A question costs as much as a picture. The same comes out, whether the size is
    that of the picture as it is turned or as it lies."""
    made, asked = bare_worker.run(
        PROBES, "render_stubborn", source=lying_down(), length=0, size=size
    )
    assert asked == questions
    assert Image.open(io.BytesIO(b64decode(made))).size == (50, 75)


@pytest.mark.parametrize(
    ("length", "message", "fault"),
    [
        (20_000_001, "IMAGES_TRANSFORM_ERROR 9999: whatever", "ImageFault: 20000001 bytes, of"),
        (20_000_001, "Network connection lost.", "ImageFault: 20000001 bytes, of"),
        (20_000_000, "IMAGES_TRANSFORM_ERROR 9999: whatever", "JsException: "),
        (20_000_001, "IMAGES_TRANSFORM_ERROR 9422: no more for nothing", "JsException: "),
        (1000, "IMAGES_TRANSFORM_ERROR 9516: decode error", "ImageFault: IMAGES"),
    ],
)
def test_what_is_refused_for_good_and_what_is_worth_another_try(
    bare_worker: Worker, length: int, message: str, fault: str
) -> None:
    """Nobody says by which error more than 20 MB are refused: any will do."""
    for size in (None, [300, 200]):
        found, _ = bare_worker.run(
            PROBES, "render_stubborn",
            source=lying_down(), length=length, size=size, message=message,
        )  # fmt: skip
        assert found.startswith(fault)


def test_a_missing_source_is_not_the_fault_of_its_picture(bare_worker: Worker) -> None:
    assert bare_worker.run(PROBES, "render_nothing") == "FileNotFoundError"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    noise = Image.effect_noise((37, 23), 90)
    image = expected = Image.merge(
        "RGBA", [noise, noise.rotate(90), noise.rotate(180), noise]
    ).convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        samples = bytes(half for sample in image.tobytes() for half in (7, sample))
        image = Image.frombytes("I;16", image.size, samples)
    out = io.BytesIO()
    image.save(out, "PNG")
    read = png.decode(out.getvalue())
    assert (read.width, read.height) == image.size
    assert read.rgba == expected.convert("RGBA").tobytes()


def test_a_damaged_png_is_a_fault() -> None:
    out = io.BytesIO()
    Image.effect_noise((20, 20), 90).save(out, "PNG")
    whole = out.getvalue()
    for damaged in (b"", whole[:20], whole[: len(whole) // 2], whole[:45]):
        with pytest.raises(ImageFault):
            png.decode(damaged)
