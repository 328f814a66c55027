from __future__ import annotations

import pytest

from photos.media import formats


@pytest.mark.parametrize(
    ("name", "content_type", "kind"),
    [
        ("a.JPG", "image/jpeg", "IMAGE"),
        ("a.jpe", "image/jpeg", "IMAGE"),
        ("a.insp", "image/jpeg", "IMAGE"),
        ("a.heic", "image/heic", "IMAGE"),
        ("a.hif", "image/hif", "IMAGE"),
        ("a.svg", "image/svg", "IMAGE"),
        ("a.tif", "image/tiff", "IMAGE"),
        ("a.psd", "image/psd", "IMAGE"),
        ("a.CR2", "image/cr2", "IMAGE"),
        ("a.mp4", "video/mp4", "VIDEO"),
        ("a.MOV", "video/quicktime", "VIDEO"),
        ("a.mts", "video/mp2t", "VIDEO"),
        ("a.mxf", "application/mxf", "VIDEO"),
    ],
)
def test_an_extension_tells_type_and_content_type(name: str, content_type: str, kind: str) -> None:
    found = formats.format_of(name)
    assert found is not None
    assert (found.content_type, found.kind) == (content_type, kind)
    assert formats.content_type(name) == content_type


@pytest.mark.parametrize("name", ["a.txt", "a", ".jpg", "", "a.jpg.exe", "jpg", "dir.jpg/file"])
def test_other_names_are_no_assets(name: str) -> None:
    assert formats.format_of(name) is None
    assert formats.content_type(name) == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "stem", "ending"),
    [
        ("a.JPG", "a", ".JPG"),
        ("x.\u0130", "x", ".\u0130"),
        ("..jpg", ".", ".jpg"),
        (".jpg", ".jpg", ""),
        (r"Photos.old\one", r"Photos.old\one", ""),
    ],
)
def test_a_name_is_its_stem_and_its_ending(name: str, stem: str, ending: str) -> None:
    assert (formats.stem(name), formats.ending(name)) == (stem, ending)


def test_sidecars_are_served_but_are_no_assets() -> None:
    assert formats.format_of("a.jpg.XMP") is None
    assert formats.content_type("a.jpg.XMP") == "application/xml"


def test_the_lists_clients_filter_with() -> None:
    images = formats.IMAGE_EXTENSIONS
    assert images[:7] == (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp")
    assert all(formats.FORMATS[name].raw for name in images[7:37])
    assert images[37:] == (
        ".heic", ".heif", ".hif", ".insp", ".jp2", ".jpe", ".jxl", ".mpo", ".svg", ".tif", ".tiff",
    )  # fmt: skip
    assert len(formats.VIDEO_EXTENSIONS) == 20
    assert {name for name in images if formats.FORMATS[name].displayable} == set(images[:7])
