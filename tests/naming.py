"""Places out of a small table, for what is there and what comes: told on both doors."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha1

import msgspec

from bindings import Bindings, Sql
from photos import assets, folders, markers, place_table, places
from photos.asset_objects import listed
from photos.markers import Chosen
from photos.places import Place
from tests.photos.atlas import ATLAS

STAMP = "2024-01-01T00:00:00.000Z"


async def story(bindings: Bindings) -> None:
    """Load the table, name places, show them. Raises AssertionError."""
    database, owner = bindings.database, bindings.clock.uuid()
    for sql in ATLAS:
        await database.run(sql)
    asked = [(40.4154, -3.7074), (-16.8, -179.99), (89.95, 120.0), (0.0, -30.0)]
    assert await places.locate(database, asked) == [
        Place("Madrid", "Madrid", "Spain", "Europe/Madrid"),
        Place("Taveuni", None, "Fiji", "Pacific/Fiji"),
        Place("Top of the World", "Svalbard", "Norway", "Arctic/Longyearbyen"),
        None,
    ]
    found = await places.search(database, "san")
    assert [each.name for each in found] == ["San José", "San Francisco", "South San Francisco"]
    assert found[1].position() == (37.775, -122.419)
    await database.run(
        Sql(
            "INSERT INTO users (id, email, name, profile_changed_at, created_at)"
            " VALUES (?, 'a@example.com', 'A', ?, ?)",
            (owner, STAMP, STAMP),
        )
    )
    ids = [await _asset(bindings, owner, number) for number in range(3)]
    filling = await place_table.fill(database, owner, 0, 2)
    assert filling.last is not None
    assert (await place_table.fill(database, owner, filling.last, 2)).last is None
    shown = msgspec.json.decode(await markers.chosen(database, Chosen(owner=owner)))
    assert [each["id"] for each in shown] == ids[::-1]
    assert [each["city"] for each in shown] == [None, "Madrid", "Madrid"]
    assert shown[2]["lat"] == 40.4154
    assert await folders.paths(database, owner) == ["0", "1", "2"]
    (text,) = await folders.find(database, owner, "1", listed(owner, with_exif=True))
    told = msgspec.json.decode(text)
    assert (told["id"], told["exifInfo"]["country"]) == (ids[1], "Spain")


async def _asset(bindings: Bindings, owner: str, number: int) -> str:
    """The last one lies in the sea."""
    id = bindings.clock.uuid()
    new = assets.NewAsset(
        id=id,
        owner_id=owner,
        type="IMAGE",
        original_path=f"originals/{owner}/{id}/a.jpg",
        original_file_name="a.jpg",
        checksum=b64encode(sha1(b"%d" % number).digest()).decode(),
        size=1,
        file_created_at=STAMP,
        file_modified_at=STAMP,
        metadata=[("origin", {"folder": str(number)})],
        now=bindings.clock.now(),
    )
    await assets.insert(bindings.database, new)
    position = (0.0, -30.0) if number == 2 else (40.4154, -3.7074)
    await bindings.database.run(
        Sql(
            "UPDATE asset_exif SET latitude = ?, longitude = ?"
            " WHERE seq = (SELECT seq FROM assets WHERE id = ?)",
            (*position, id),
        )
    )
    return id
