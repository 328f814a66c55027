"""Twenty years of somebody's photos and videos, the same at every run.

What they are is made up; how they lie is as in a library that phones fill:
more each year and each summer, bursts, trips, live photos, a little trash.
"""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

MONTHS = {"2025-01": 100, "2025-02": 500, "2025-03": 1_000, "2025-04": 5_000}
"""Months that show as many at every size of the library, so that costs compare."""
FIRST_YEAR, YEARS = 2005, 20
_SEASON = (60, 50, 70, 90, 110, 120, 180, 200, 110, 90, 60, 120)
_CAMERAS = (
    ("Apple", "iPhone 6s", "iPhone 6s back camera 4.15mm f/2.2", 2.2, 4.15),
    ("Apple", "iPhone 12", "iPhone 12 back dual wide camera 4.2mm f/1.6", 1.6, 4.2),
    ("Apple", "iPhone 15 Pro", "iPhone 15 Pro back triple camera 6.765mm f/1.78", 1.78, 6.765),
    ("Google", "Pixel 7", "Pixel 7 back camera 6.81mm f/1.85", 1.85, 6.81),
    ("samsung", "SM-G991B", None, 1.8, 5.4),
    ("Canon", "Canon EOS 5D Mark III", "EF24-70mm f/2.8L II USM", 2.8, 50.0),
    ("NIKON CORPORATION", "NIKON D750", "50.0 mm f/1.8", 1.8, 50.0),
    ("SONY", "ILCE-7M3", "FE 24-105mm F4 G OSS", 4.0, 35.0),
)
_PLACES = (
    # city, state, country, latitude, longitude, hours ahead of UTC
    ("Berlin", "Berlin", "Germany", 52.52, 13.40, 1),
    ("Munich", "Bavaria", "Germany", 48.14, 11.58, 1),
    ("Hamburg", "Hamburg", "Germany", 53.55, 9.99, 1),
    ("Lisbon", "Lisbon", "Portugal", 38.72, -9.14, 0),
    ("Porto", "Porto", "Portugal", 41.15, -8.61, 0),
    ("Rome", "Lazio", "Italy", 41.90, 12.50, 1),
    ("Venice", "Veneto", "Italy", 45.44, 12.32, 1),
    ("Paris", "Île-de-France", "France", 48.86, 2.35, 1),
    ("Barcelona", "Catalonia", "Spain", 41.39, 2.17, 1),
    ("Reykjavík", "Capital Region", "Iceland", 64.15, -21.94, 0),
    ("New York City", "New York", "United States of America", 40.71, -74.01, -5),
    ("San Francisco", "California", "United States of America", 37.77, -122.42, -8),
    ("Honolulu", "Hawaii", "United States of America", 21.31, -157.86, -10),
    ("Tokyo", "Tokyo", "Japan", 35.68, 139.69, 9),
    ("Kyoto", "Kyoto", "Japan", 35.01, 135.77, 9),
    ("Delhi", "Delhi", "India", 28.61, 77.21, 5.5),
    ("Cape Town", "Western Cape", "South Africa", -33.92, 18.42, 2),
    ("Sydney", "New South Wales", "Australia", -33.87, 151.21, 10),
    ("Wellington", "Wellington", "New Zealand", -41.29, 174.78, 12),
    ("Suva", "Central", "Fiji", -18.14, 178.44, 12),
)
_WORDS = (
    "beach",
    "sunset",
    "birthday",
    "grandma",
    "garden",
    "wedding",
    "snow",
    "hike",
    "cake",
    "concert",
    "boat",
    "lighthouse",
)
Place = tuple[str, str, str, float, float, float]


class Photograph(NamedTuple):
    """One row of `assets` with its `asset_exif`, as taking it in leaves them."""

    id: str
    type: str
    file_name: str
    checksum: str
    file_created_at: str
    local_date_time: str
    created_at: str
    duration: int | None
    width: int
    height: int
    thumbhash: str
    is_favorite: bool
    visibility: str
    status: str
    deleted_at: str | None
    motion: str | None
    """Id of its motion video."""
    primary: str | None
    """Id of the photo it is stacked under."""
    camera: tuple[str, str, str | None, float, float] | None
    place: tuple[str, str, str, float, float] | None
    description: str
    rating: int | None
    size: int
    iso: int

    @property
    def is_plain(self) -> bool:
        """Counted, and shown by albums: not one of those that come on top."""
        return self.visibility in ("timeline", "archive") and not (self.deleted_at or self.primary)


class Photographer:
    """Takes photographs by chance, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0
        self.home: Place = _PLACES[seed % 3]
        self.place = self.home
        self.week = ""

    def id(self) -> str:
        bits = self.chance.getrandbits(128)
        return str(UUID(int=bits & ~(0xF << 76) & ~(0x3 << 62) | 0x4 << 76 | 0x2 << 62))

    def library(self, count: int, fixed: dict[str, int] = MONTHS) -> Iterator[Photograph]:
        """`count` that the timeline or the archive shows, in order of capture; on top
        come motion videos, the lower cards of stacks, the trash and the locked folder."""
        for month, amount in months(count, fixed):
            for moment in self._moments(month, amount):
                yield from self._scene(moment, plain=month in fixed)

    def _moments(self, month: str, amount: int) -> list[datetime]:
        first = datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
        days = ((first + timedelta(days=32)).replace(day=1) - first).days
        # Away from the ends: the wall clock of every place stays in the month.
        seconds = (self.chance.randrange(8 * 3600, 22 * 3600) for _ in range(amount))
        return sorted(
            first + timedelta(days=self.chance.randrange(days), seconds=second)
            for second in seconds
        )

    def _scene(self, moment: datetime, plain: bool) -> Iterator[Photograph]:
        """A photo or video with what hangs on it."""
        self._travel(moment)
        dice = self.chance.random()
        if dice < 0.02:
            video = self._take(moment, type="VIDEO", visibility="hidden")
            yield video
            yield self._take(moment, motion=video.id)
        elif dice < 0.045:
            top = self._take(moment)
            yield top
            yield from (self._take(moment, primary=top.id) for _ in range(2))
        else:
            archived = not plain and dice > 0.98
            type = "VIDEO" if dice < 0.12 else "IMAGE"
            yield self._take(moment, type=type, visibility="archive" if archived else "timeline")
        if self.chance.random() < 0.01:
            yield self._take(moment, status="trashed")
        if self.chance.random() < 0.002:
            yield self._take(moment, visibility="locked")

    def _travel(self, moment: datetime) -> None:
        week = moment.strftime("%G-%V")
        if week != self.week:
            self.week = week
            away = self.chance.random() < 0.3
            self.place = self.chance.choice(_PLACES) if away else self.home

    def _take(
        self, local: datetime, *, type: str = "IMAGE", visibility: str = "timeline",
        status: str = "active", motion: str | None = None, primary: str | None = None,
    ) -> Photograph:  # fmt: skip
        chance = self.chance
        self.number += 1
        width, height = chance.choice(((4032, 3024), (3024, 4032), (5760, 3840), (1920, 1080)))
        taken = local - timedelta(hours=self.place[5])
        video = type == "VIDEO"
        return Photograph(
            id=self.id(),
            type=type,
            file_name=f"{'MOV' if video else 'IMG'}_{self.number:07}.{'mp4' if video else 'jpg'}",
            checksum=b64encode(chance.randbytes(20)).decode(),
            file_created_at=_text(taken),
            local_date_time=_text(local),
            created_at=_text(taken + timedelta(hours=30)),
            duration=chance.randrange(2_000, 90_000) if video else None,
            width=width,
            height=height,
            thumbhash=b64encode(chance.randbytes(25)).decode(),
            is_favorite=chance.random() < 0.03,
            visibility=visibility,
            status=status,
            deleted_at="2025-05-01T00:00:00.000Z" if status == "trashed" else None,
            motion=motion,
            primary=primary,
            camera=self._camera(local.year),
            place=self._spot() if chance.random() < 0.6 else None,
            description=" ".join(chance.sample(_WORDS, 3)) if chance.random() < 0.03 else "",
            rating=chance.randint(1, 5) if chance.random() < 0.05 else None,
            size=chance.randrange(20_000_000 if video else 4_000_000) + 1_000_000,
            iso=chance.choice((50, 100, 200, 400, 800)),
        )

    def _camera(self, year: int) -> tuple[str, str, str | None, float, float] | None:
        """Two or three at a time, of nine in twenty years; chats strip them."""
        if self.chance.random() < 0.1:
            return None
        newest = (year - FIRST_YEAR) * len(_CAMERAS) // (YEARS + 1)
        return _CAMERAS[max(0, newest - self.chance.choice((0, 0, 0, 1, 2)))]

    def _spot(self) -> tuple[str, str, str, float, float]:
        city, state, country, latitude, longitude, _ = self.place
        around = (self.chance.gauss(0, 0.05), self.chance.gauss(0, 0.05))
        return city, state, country, round(latitude + around[0], 6), round(longitude + around[1], 6)


def months(count: int, fixed: dict[str, int]) -> Iterator[tuple[str, int]]:
    """How many are shown in each month, in order: `count` together."""
    left = count - sum(fixed.values())
    if left < 0:
        raise ValueError(f"a library has at least {sum(fixed.values())} assets")
    names = [f"{FIRST_YEAR + year}-{month:02}" for year in range(YEARS) for month in range(1, 13)]
    weights = [_SEASON[place % 12] * (8 + place // 12) for place in range(len(names))]
    weight = sum(weights)
    for name, own in zip(names, weights, strict=True):
        share = left * own // weight
        yield name, share
        left, weight = left - share, weight - own
    yield from fixed.items()


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
