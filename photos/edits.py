"""Crops, turns and mirrorings of a photo. The original is never touched by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from bindings import WHOLE, Database, Framing, Sql
from bindings.framing import Size
from photos.media import formats
from photos.refusal import Refused

Action = Literal["crop", "rotate", "mirror"]

_CLOCKWISE = {0: 1, 90: 6, 180: 3, 270: 8}
_MIRRORED = {"horizontal": 2, "vertical": 4}
_TOLD = {".gif": "GIF", ".svg": "SVG"}


class Edit(Struct, array_like=True, frozen=True):
    """One step. `parameters` in the contract's words: {x, y, width, height} in pixels
    of the upright original, {angle} in degrees clockwise, {axis}."""

    id: str
    action: Action
    parameters: dict[str, Any]


class Editable(Struct, array_like=True, frozen=True):
    """What decides whether an asset can be edited."""

    type: str
    original_file_name: str
    live_photo_video_id: str | None
    projection_type: str | None
    width: int | None
    height: int | None
    """Pixels of the upright original."""


def framing(edits: Sequence[Edit], size: Size | None) -> Framing:
    """What is to be seen of an upright original of this size after these edits."""
    shown = WHOLE
    for edit in edits:
        given = edit.parameters
        if edit.action == "crop" and size is not None:
            width, height = size
            shown = Framing(
                given["x"] / width, given["y"] / height,
                given["width"] / width, given["height"] / height,
            )  # fmt: skip
        elif edit.action == "rotate":
            shown = shown.then(_CLOCKWISE[given["angle"]])
        elif edit.action == "mirror":
            shown = shown.then(_MIRRORED[given["axis"]])
    return shown


async def require_editable(database: Database, asset_id: str, edits: Sequence[Edit]) -> None:
    """Raise Refused unless the asset takes these edits."""
    asset = await database.one(
        Sql(
            f"""
            SELECT
              assets.type, original_file_name, live_photo_video_id, projection_type,
              {UPRIGHT_WIDTH}, {UPRIGHT_HEIGHT}
            FROM assets INNER JOIN asset_exif ON asset_exif.seq = assets.seq
            WHERE assets.id = ?
            """,
            (asset_id,),
        ),
        Editable,
    )
    if asset is None or asset.type != "IMAGE":
        raise Refused("Only images can be edited")
    if asset.live_photo_video_id is not None:
        raise Refused("Editing live photos is not supported")
    if asset.projection_type == "EQUIRECTANGULAR":
        raise Refused("Editing panorama images is not supported")
    if told := _TOLD.get(formats.extension(asset.original_file_name)):
        raise Refused(f"Editing {told} images is not supported")
    if not asset.width or not asset.height:
        raise Refused("Asset dimensions are not available for editing")
    _require_fitting_crop(edits, (asset.width, asset.height))


def _require_fitting_crop(edits: Sequence[Edit], size: Size) -> None:
    for place, edit in enumerate(edits):
        if edit.action != "crop":
            continue
        if place > 0:
            raise Refused("Crop action must be the first edit action")
        given = edit.parameters
        if given["x"] + given["width"] > size[0] or given["y"] + given["height"] > size[1]:
            raise Refused("Crop parameters are out of bounds")


async def all_of(database: Database, asset_id: str) -> list[Edit]:
    """In the order in which they are made."""
    select = "SELECT id, action, parameters FROM asset_edits WHERE asset_id = ? ORDER BY sequence"
    rows = await database.all(Sql(select, (asset_id,)), tuple[str, Action, str])
    return [Edit(id, action, msgspec.json.decode(given)) for id, action, given in rows]


async def replace(database: Database, asset_id: str, edits: Sequence[Edit]) -> None:
    """All edits of an asset from now on, none to undo them. Nothing when it is gone."""
    rows = msgspec.json.encode(edits).decode()
    await database.batch(
        [
            Sql("DELETE FROM asset_edits WHERE asset_id = ?", (asset_id,)),
            Sql(
                """
                INSERT INTO asset_edits (id, asset_id, owner_id, action, parameters, sequence)
                SELECT
                  edit.value ->> 0, assets.id, assets.owner_id, edit.value ->> 1,
                  edit.value -> 2, edit.key
                FROM json_each(?) AS edit CROSS JOIN assets
                WHERE assets.id = ?
                """,
                (rows, asset_id),
            ),
        ]
    )


_SIDEWAYS = "asset_exif.orientation IN ('5', '6', '7', '8')"
UPRIGHT_WIDTH = f"iif({_SIDEWAYS}, exif_image_height, exif_image_width)"
UPRIGHT_HEIGHT = f"iif({_SIDEWAYS}, exif_image_width, exif_image_height)"
"""Size of the upright original in pixels, out of asset_exif."""
