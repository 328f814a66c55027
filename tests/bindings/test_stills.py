"""Frames that stand for videos."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from bindings import ImageFault, Rendition, Still
from bindings.framing import inverse
from bindings.local.blobs import FileBlobs
from bindings.local.images import LocalImages
from bindings.local.stills import telling_frame
from tests.framings import difference, lying, scene
from tests.photos.media.films import turned
from tests.pictures import video

SCENE = scene().resize((192, 128))
BLACK, GREY = (Image.new("RGB", SCENE.size, (shade,) * 3) for shade in (0, 90))
CLOCKWISE = {1: (1, 0, 0, 1), 6: (0, 1, -1, 0), 3: (-1, 0, 0, -1), 8: (0, -1, 1, 0)}


def frame(data: bytes) -> Image.Image:
    return telling_frame(io.BytesIO(data))


@pytest.mark.parametrize(
    ("format", "codec"),
    [("mp4", "mpeg4"), ("mov", "mpeg4"), ("matroska", "mpeg4"), ("webm", "libvpx"),
     ("avi", "mpeg4"), ("mpegts", "mpeg2video"), ("flv", "flv"), ("3gp", "mpeg4")],
)  # fmt: skip
def test_the_first_frame(format: str, codec: str) -> None:
    rate = 25 if codec == "mpeg2video" else 10
    assert difference(frame(video((SCENE, 5), format=format, codec=codec, rate=rate)), SCENE) < 20


@pytest.mark.parametrize("dull", [BLACK, GREY])
def test_a_dull_beginning_is_skipped(dull: Image.Image) -> None:
    assert difference(frame(video((dull, 20), (SCENE, 5))), SCENE) < 20


def test_not_for_long() -> None:
    found = frame(video((BLACK, 60), (SCENE, 5)))
    assert difference(found, BLACK) < 20, "it shows something after six seconds"


def test_of_a_dull_video_the_best() -> None:
    faint = Image.blend(BLACK, SCENE, 0.1)
    assert difference(frame(video((BLACK, 5), (faint, 5), (BLACK, 5))), faint) < 8


@pytest.mark.parametrize("orientation", CLOCKWISE)
def test_it_is_upright(orientation: int) -> None:
    found = frame(turned(video((SCENE, 3)), CLOCKWISE[orientation]))
    assert difference(found, lying(SCENE, inverse(orientation))) < 20


def test_a_damaged_video_shows_what_is_whole() -> None:
    whole = video((SCENE, 1), (BLACK, 60), format="mpegts", codec="mpeg2video", rate=25)
    assert difference(frame(whole[: len(whole) // 2]), SCENE) < 20


async def test_rendered_like_a_picture(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path)
    images = LocalImages(blobs)
    await blobs.put("film", video((SCENE, 3)), "video/mp4")
    wanted = [Rendition("large", "jpeg", 80, 1440), Rendition("small", "webp", 80, 64)]
    await images.render(Still("film"), wanted)
    made = (blobs.path(each.key).read_bytes() for each in wanted)
    large, small = (Image.open(io.BytesIO(data)) for data in made)
    assert difference(large, SCENE) < 20
    assert small.size == (96, 64)
    with pytest.raises(FileNotFoundError):
        await images.render(Still("nothing"), wanted)


@pytest.mark.parametrize("name", ["text", "cut short", "playlist", "picture"])
async def test_what_shows_nothing_is_a_fault(tmp_path: Path, name: str) -> None:
    blobs = FileBlobs(tmp_path)
    await blobs.put("real.mp4", video((SCENE, 3)), "video/mp4")
    listed = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{blobs.path('real.mp4')}\n"
    data = {
        "text": b"no video",
        "cut short": video((SCENE, 3))[:200],
        "playlist": listed.encode() + b"#EXT-X-ENDLIST\n",
        "picture": b"\xff\xd8\xff",
    }
    await blobs.put("film.mp4", data[name], "video/mp4")
    with pytest.raises(ImageFault):
        await LocalImages(blobs).render(Still("film.mp4"), [Rendition("x", "webp", 80, 9)])
    assert await blobs.head("x") is None


async def test_without_pyav_there_are_no_stills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = FileBlobs(tmp_path)
    await blobs.put("film", video((SCENE, 3)), "video/mp4")
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(ImageFault, match="av"):
        await LocalImages(blobs).render(Still("film"), [Rendition("x", "webp", 80, 9)])
