"""Which word counts when several sources have one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from photos.media.facts import Facts, extract
from tests.photos.media.files import CREATED, MODIFIED, Source, bag, exif, picture, xmp

OF_THE_FILE = exif(
    {0x10E: "from the file", 0x10F: "Acme", 0x112: 6},
    {0x9003: "2020:01:01 10:00:00", 0x9291: "123", 0x9011: "+05:00", 0x8827: 100},
    {1: "N", 2: (10.0, 0.0, 0.0), 3: "E", 4: (20.0, 0.0, 0.0)},
)
IN_THE_FILE = xmp(bag("digiKam:TagsList", "old"), "xmp:Rating='1'")


async def both(sidecar: bytes) -> Facts:
    data = picture(exif=OF_THE_FILE, xmp=IN_THE_FILE)
    return await extract(Source(data).read, len(data), CREATED, MODIFIED, sidecar)


@pytest.mark.parametrize(
    ("sidecar", "expected"),
    [
        (xmp("", "xmp:Rating='5'"), {"rating": 5, "tags": ["old"]}),
        (xmp(bag("lr:hierarchicalSubject", "new|word")), {"tags": ["new/word"], "rating": 1}),
        (xmp("<dc:description>better</dc:description>"), {"description": "better"}),
        (
            xmp("", "exif:DateTimeOriginal='2021-02-03T04:05:06'"),
            {"date_time_original": datetime(2021, 2, 3, 4, 5, 6, tzinfo=UTC), "time_zone": None},
        ),
        (
            xmp("", "exif:DateTimeOriginal='2021-02-03T04:05:06+01:00'"),
            {
                "date_time_original": datetime(2021, 2, 3, 3, 5, 6, tzinfo=UTC),
                "time_zone": "UTC+1",
            },
        ),
        (
            xmp("", "exif:GPSLatitude='41,30.0S' exif:GPSLongitude='5,15.0W'"),
            {"latitude": -41.5, "longitude": -5.25, "description": "from the file"},
        ),
        (xmp("", "tiff:Orientation='3' tiff:Make='Other'"), {"orientation": "6", "make": "Other"}),
        (xmp("", "tiff:Make='' xmp:Rating='5'"), {"rating": 5, "make": "Acme"}),
        (b"", {"rating": 1, "make": "Acme", "time_zone": "UTC+5"}),
        (b"not XMP", {"rating": 1, "make": "Acme", "time_zone": "UTC+5"}),
    ],
)
async def test_a_sidecar_counts_more_than_the_file(
    sidecar: bytes, expected: dict[str, Any]
) -> None:
    found = await both(sidecar)
    assert {name: getattr(found, name) for name in expected} == expected
    assert (found.iso, found.width, found.height) == (100, 16, 32)


async def test_a_sidecar_speaks_for_a_file_that_says_nothing() -> None:
    sidecar = xmp("", "exif:DateTimeOriginal='2021-02-03T04:05:06Z' xmp:Rating='2'")
    data = b"a raw format nobody knows"
    found = await extract(Source(data).read, len(data), CREATED, MODIFIED, sidecar)
    assert (found.rating, found.time_zone, found.date_time_original.year) == (2, "UTC", 2021)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["a" * 60_000, "b" * 10_000, "c"], ["a" * 60_000]),
        (["/".join("abcdefghijklmnopqrstuv"), "short"], ["short"]),
        (["x"] * 3, ["x"] * 3),
    ],
)
async def test_keywords_are_as_many_as_people_write(words: list[str], kept: list[str]) -> None:
    assert (await both(xmp(bag("digiKam:TagsList", *words)))).tags == kept
