"""What the nightly stocktaking removes, keeps and reports: told on both doors."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha1

from bindings import Bindings, Message, Sql
from handlers import jobs
from photos import assets, inventory
from tests.clocks import Later

FRESH, SETTLED = timedelta(hours=23), timedelta(days=2)
"""What is as old as this may be under way, and no longer is."""
STRANGE = ["backup.tar", "notes/2024/may.txt", "originals/readme.txt"]


@dataclass
class Told:
    """A queue and metrics that remember."""

    sent: list[Message] = field(default_factory=list)
    counted: dict[str, float] = field(default_factory=dict)

    async def send(self, messages: Sequence[Message]) -> None:
        self.sent += messages

    async def wake(self) -> None:
        pass

    def count(self, name: str, value: float = 1, labels: Mapping[str, str] | None = None) -> None:
        self.counted[name] = self.counted.get(name, 0) + value

    def observe(self, name: str, seconds: float, labels: Mapping[str, str]) -> None:
        raise AssertionError("a job measures nothing itself")


async def story(bindings: Bindings) -> None:
    """Take stock of a small library on empty storage. Raises AssertionError."""
    clock = bindings.clock
    owner = clock.uuid()
    stamp = "2024-01-01T00:00:00.000Z"
    picture = f"profile/{owner}/{clock.uuid()}.webp"
    await bindings.database.run(
        Sql(
            "INSERT INTO users (id, email, name, profile_image_path, profile_changed_at,"
            " created_at) VALUES (?, 'a@example.com', 'A', ?, ?, ?)",
            (owner, picture, stamp, stamp),
        )
    )
    named = [picture]
    for number in range(3):
        named += await _asset(bindings, owner, number, stamp)
    named.append(f"originals/{owner}/{clock.uuid()}/late.jpg")  # the database is put back
    litter = [
        *await _lost_originals(bindings, owner, stamp),
        f"originals/{owner}/{named[1].split('/')[2]}/b.jpg",  # beside what its asset names
        f"previews/{owner}/{clock.uuid()}.jpeg",
        f"profile/{owner}/{clock.uuid()}.webp",
        f"profile/{owner}/{clock.uuid()}.upload",
        f"thumbnails/{clock.uuid()}/{clock.uuid()}.webp",
    ]
    for key in [*named, *litter, *STRANGE]:
        await bindings.blobs.put(key, b"x", "")
    known = {"blobs_unknown": 1.0}
    soon, later = (replace(bindings, clock=Later(clock, age)) for age in (FRESH, SETTLED))
    assert await take_stock(soon) == (known, [])
    assert await _keys(bindings) == sorted([*named, *litter, *STRANGE])  # may be under way
    assert await take_stock(later) == ({"blobs_swept": 7, "blobs_unknown": 1}, [])
    assert await _keys(bindings) == sorted([*named, *STRANGE])
    assert await take_stock(later) == (known, [])
    lost = [named[1], named[5]]
    await bindings.blobs.delete(lost)
    assert await take_stock(later) == (known | {"blobs_missing": 2}, [])
    rows = await bindings.database.all(Sql("SELECT original_path FROM assets"), tuple[str])
    assert {path for (path,) in rows} <= set(named)
    assert len(rows) == 3


async def _lost_originals(bindings: Bindings, owner: str, stamp: str) -> list[str]:
    """The keys of an upload broken off and of an asset removed without its bytes."""
    broken_off, removed = bindings.clock.uuid(), bindings.clock.uuid()
    await inventory.expect(bindings.database, broken_off, bindings.clock.now())
    await _asset(bindings, owner, 3, stamp, removed)
    await bindings.database.run(Sql("DELETE FROM assets WHERE id = ?", (removed,)))
    return [f"originals/{owner}/{id}/a.jpg" for id in (broken_off, removed)]


async def _asset(
    bindings: Bindings, owner: str, number: int, stamp: str, id: str = ""
) -> list[str]:
    """One asset with a thumbnail; the keys its rows name."""
    id = id or bindings.clock.uuid()
    original, thumbnail = f"originals/{owner}/{id}/a.jpg", f"thumbnails/{owner}/{id}.webp"
    new = assets.NewAsset(
        id=id,
        owner_id=owner,
        type="IMAGE",
        original_path=original,
        original_file_name="a.jpg",
        checksum=b64encode(sha1(b"%d" % number).digest()).decode(),
        size=1,
        file_created_at=stamp,
        file_modified_at=stamp,
        now=bindings.clock.now(),
    )
    await assets.insert(bindings.database, new)
    file = "INSERT INTO asset_files (asset_id, type, path) VALUES (?, 'thumbnail', ?)"
    await bindings.database.run(Sql(file, (id, thumbnail)))
    return [original, thumbnail]


async def take_stock(bindings: Bindings) -> tuple[dict[str, float], list[str]]:
    """Run both jobs to their ends; what was counted, and other jobs that were sent."""
    told = Told()
    listening = replace(bindings, queue=told, metrics=told)
    waiting = [jobs.BlobSweep().message(), jobs.BlobCheck().message()]
    others: list[str] = []
    while waiting:
        message = waiting.pop()
        await jobs.run(message, listening)
        waiting += [each for each in told.sent if each.type.startswith("Blob")]
        others += [each.type for each in told.sent if not each.type.startswith("Blob")]
        told.sent.clear()
    return told.counted, others


async def _keys(bindings: Bindings) -> list[str]:
    return [key async for key in bindings.blobs.keys("")]
