"""A random library to search in, and what is known of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from photos.users import User
from tests.photos.library import NOW, Library

NAMES = ["IMG_0001.jpg", "img 0002.JPG", "Café Zürich.png", "été.jpg", "DSC0001.NEF",
         "東京タワー.jpg", "a.b", "x", "100%.jpg", "ΟΔΟΣ.jpg", "ЁЖ.heic",
         "party🎉.gif"]  # fmt: skip
DESCRIPTIONS = ["", "", "", "Sunset over the Café", "naïve", 'NEAR the AND "or" *', "海と空"]
PLACES = [(None, None, None), ("Zürich", "ZH", "Switzerland"), ("Berlin", None, "Germany"),
          ("Paris", "Île-de-France", "France"), ("Paris", "Texas", "USA")]  # fmt: skip
CAMERAS = [(None, None, None), ("Canon", "EOS R5", "RF 24-70"), ("canon", "EOS R5", None),
           ("Apple", "iPhone 14", None), ("!!!", "…", None)]  # fmt: skip
WORDS = ["img", "caf", "CAFÉ", "zur", "zürich", "2", "ete", "東京", "京", "海", "🎉", "0001",
         "jpg png", "canon eos", "summer", "best of", "AND", '"', "*", "a:b", "NEAR(x y)", "(",
         "οδος", "еж",
         "trip", "rome", "IMG_0001.jpg", "éclair", "-", "e"]  # fmt: skip
PIECES = ["g", "mg", "img", "IMG_", "%", "_", "afé", "CAFE Z", "1%j", "京タ", "東京タワ", "x",
          "0_0", "IMG%jpg", "the", "ë", "οσ", "\"", "a.b", "00_1.", "%%",
          "nothing of it", "🎉"]  # fmt: skip
TAGS = ["trip", "trip/rome", "best"]
ALBUMS = ["Summer 2024", "Best of Zürich"]
MOMENTS = [
    f"20{year:02d}-0{month}-01T10:00:0{second}.{ms:03d}Z"
    for year in (4, 14, 24)
    for month in (1, 6)
    for second, ms in ((0, 0), (0, 5), (7, 0))
]
"""Some of them within one second; years before 1970 have a test of their own."""


@dataclass
class Photo:
    """What the naive walk looks at."""

    id: str
    seq: int
    row: dict[str, Any]
    facts: dict[str, Any]
    tags: set[str] = field(default_factory=set)
    albums: set[str] = field(default_factory=set)
    motion: Photo | None = None
    """The hidden video it moves by."""
    locked_with: bool = False
    """It is the motion of a locked photo."""
    elsewhere: bool = False
    """In an album the searcher does not belong to."""


@dataclass
class World:
    library: Library
    user: User
    partner: User
    photos: list[Photo]
    tags: dict[str, str]
    albums: dict[str, str]


async def populate(library: Library, chance: random.Random, count: int = 60) -> World:
    user, partner, stranger = [await library.user() for _ in range(3)]
    await library.partner(partner, user)
    await library.partner(stranger, user, in_timeline=False)
    tags: dict[str, str] = {}
    for name in TAGS:
        tags[name] = await library.tag(user, name, parent=tags.get(name.rpartition("/")[0]))
    albums = {name: await library.album(user, album_name=name) for name in ALBUMS}
    foreign = await library.album(stranger, album_name="Secret Summer of Canon")
    photos = []
    for _ in range(count):
        owner = chance.choice([user, user, user, partner, partner, stranger])
        photos.append(await add(library, chance, owner))
    for photo in photos:
        for names, table, column, target in (
            (tags, "tag_assets", "tag_id", photo.tags),
            (albums, "album_assets", "album_id", photo.albums),
        ):
            for name in names:
                if chance.random() < 0.2 and photo.row["owner_id"] == user.id:
                    stamp = {"created_at": MOMENTS[0]} if table == "album_assets" else {}
                    await library.insert(
                        table, **{"asset_id": photo.id, column: names[name]}, **stamp
                    )
                    target.add(name)
        if chance.random() < 0.3:
            photo.elsewhere = True
            await library.insert(
                "album_assets", album_id=foreign, asset_id=photo.id, created_at=MOMENTS[0]
            )
    await give_motion(library, chance, photos)
    return World(library, user, partner, photos, tags, albums)


async def give_motion(library: Library, chance: random.Random, photos: list[Photo]) -> None:
    """Some photos move by a hidden video of the same owner."""
    videos = [p for p in photos if p.row["type"] == "VIDEO" and p.row["visibility"] == "hidden"]
    for video in videos:
        stills = [p for p in photos if p.row["type"] == "IMAGE" and not p.motion]
        still = chance.choice([p for p in stills if p.row["owner_id"] == video.row["owner_id"]])
        still.motion = video
        video.locked_with = still.row["visibility"] == "locked"
        await library.run(
            "UPDATE assets SET live_photo_video_id = ? WHERE id = ?", video.id, still.id
        )


async def add(library: Library, chance: random.Random, owner: User) -> Photo:
    name, taken = chance.choice(NAMES), chance.choice(MOMENTS)
    id = await library.asset(
        owner, type=chance.choice(["IMAGE", "IMAGE", "VIDEO"]), original_file_name=name,
        original_path=f"originals/{owner.id}/{name}", is_favorite=chance.random() < 0.3,
        file_created_at=MOMENTS[0], now=NOW,
    )  # fmt: skip
    city, state, country = chance.choice(PLACES)
    make, model, lens = chance.choice(CAMERAS)
    facts = {
        "city": city, "state": state, "country": country, "make": make, "model": model,
        "lens_model": lens, "rating": chance.choice([None, None, -1, 1, 5]),
        "description": chance.choice(DESCRIPTIONS), "file_size_in_byte": chance.randrange(1000),
    }  # fmt: skip
    seq = await library.value("SELECT seq FROM assets WHERE id = ?", id)
    changes = ", ".join(f"{column} = ?" for column in facts)
    await library.run(f"UPDATE asset_exif SET {changes} WHERE seq = ?", *facts.values(), seq)
    trashed = chance.random() < 0.15
    visibility = chance.choice(["timeline"] * 4 + ["archive", "hidden", "locked"])
    await library.run(
        """
        UPDATE assets SET file_created_at = ?, visibility = ?, status = ?, deleted_at = ?
        WHERE seq = ?
        """,
        taken, visibility, "trashed" if trashed else "active",
        chance.choice(MOMENTS) if trashed else None, seq,
    )  # fmt: skip
    names = [column for _, column, *_ in await library.rows("PRAGMA table_info(assets)")]
    (values,) = await library.rows("SELECT * FROM assets WHERE seq = ?", seq)
    row = dict(zip(names, values, strict=False))
    return Photo(id, seq, row, facts)
