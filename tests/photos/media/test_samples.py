"""Photos of real cameras and programs; expectations read with other tools."""

from __future__ import annotations

from typing import Any

import pytest

from tests.photos.media.files import CREATED, SAMPLES, facts

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples beside the project")

EXPECTED: dict[str, dict[str, Any]] = {
    "formats/avif/10bit-HDR-P3-nclx.avif": {
        "width": 3681, "height": 5594, "bits_per_sample": 10, "orientation": None, "make": None,
        "instant": None,
    },
    "formats/avif/8bit-sRGB.avif": {
        "width": 1617, "height": 1080, "bits_per_sample": 8, "instant": None,
    },
    "formats/heic/IMG_2682.heic": {
        "make": "Apple", "model": "iPhone 7", "lens_model": "iPhone 7 back camera 3.99mm f/1.8",
        "f_number": 1.8, "focal_length": 3.99, "iso": 20, "exposure_time": "1/887",
        "width": 4032, "height": 3024, "orientation": "1", "bits_per_sample": 8,
        "colorspace": "Uncalibrated", "profile_description": "Display P3",
        "latitude": 41.2203, "longitude": -96.071625, "time_zone": "UTC-5",
        "instant": "2019-03-21T16:04:22.348", "local": "2019-03-21T11:04:22.348",
    },
    "formats/jpg/el_torcal_rocks.jpg": {
        "make": "SONY", "model": "DSLR-A550", "lens_model": None, "f_number": 11.0,
        "focal_length": 75.0, "iso": 200, "exposure_time": "1/160", "width": 512, "height": 341,
        "orientation": None, "description": "SONY DSC", "time_zone": None,
        "instant": "2012-08-05T11:39:59.000", "local": "2012-08-05T11:39:59.000",
    },
    "formats/png/density_plot.png": {
        "width": 800, "height": 800, "bits_per_sample": 8, "make": None, "instant": None,
    },
    "formats/webp/denali.webp": {
        "make": "Canon", "model": "Canon EOS 7D", "lens_model": "EF28-80mm f/3.5-5.6 USM",
        "f_number": 11.0, "focal_length": 60.0, "iso": 200, "exposure_time": "1/400",
        "width": 600, "height": 315, "orientation": "1", "colorspace": "sRGB",
        "profile_description": "sRGB", "instant": "2010-08-13T21:00:01.850",
    },
    "metadata/dates/date-priority-test.jpg": {
        "width": 100, "time_zone": None,
        "instant": "2023-02-02T02:00:00.000", "local": "2023-02-02T02:00:00.000",
    },
    "metadata/dates/datetimeoriginal-gps.jpg": {
        "width": 150, "height": 100, "latitude": 39.0, "longitude": -108.0,
        "local": "2025-12-01T11:30:00.000",
    },
    "metadata/dates/gps-datetime.jpg": {
        "latitude": 37.7749, "longitude": -122.4194, "instant": "2023-11-15T12:30:00.000",
    },
    "metadata/dates/time-created.jpg": {"make": "Canon", "model": "EOS R5", "instant": None},
    "metadata/gps-position/empty_gps.jpg": {
        "make": "motorola", "latitude": None, "longitude": None, "iso": 234, "f_number": 1.8,
        "focal_length": 5.53, "exposure_time": "1/40", "width": 4640, "height": 3472,
        "instant": "2025-06-01T16:59:26.023",
    },
    "metadata/gps-position/thompson-springs.jpg": {
        "latitude": 39.115, "longitude": -108.400968333333, "width": 150, "height": 103,
        "local": "2022-01-10T15:15:44.310",
        "tags": ["carol m. highsmith", "america", "utah", "utah winter scenes", "thompson springs"],
    },
    "metadata/rating/mongolels.jpg": {
        "make": "Canon", "model": "Canon EOS 500D", "rating": 3, "description": "Mongol Els",
        "exposure_time": "1/250", "width": 950, "height": 634,
        "instant": "2009-08-29T13:18:08.170",
    },
    "metadata/tags/picasa.jpg": {
        "make": "Canon", "model": "Canon PowerShot SD1100 IS", "f_number": 4.9,
        "focal_length": 18.6, "iso": 80, "description": "Image-Description",
        "tags": ["Frost", "Yard"], "instant": "2010-02-13T14:55:31.000",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
async def test_sample(name: str) -> None:
    found = await facts((SAMPLES / name).read_bytes())
    for field, expected in EXPECTED[name].items():
        if field in ("instant", "local"):
            time = found.date_time_original if field == "instant" else found.local_date_time
            wanted = expected or CREATED.isoformat(timespec="milliseconds")[:-6]
            assert time.isoformat(timespec="milliseconds")[:-6] == wanted, field
        else:
            assert getattr(found, field) == expected, field


def test_every_sample_has_expectations() -> None:
    found = {str(path.relative_to(SAMPLES)) for path in SAMPLES.rglob("*.*") if path.is_file()}
    assert found == set(EXPECTED)
