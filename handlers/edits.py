"""Tag "Assets": crops, turns and mirrorings of photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from generated import models
from handlers.call import Call
from handlers.decode import Invalid, decode_value
from handlers.issues import Issue
from handlers.jobs import AssetEditThumbnailGeneration
from photos import access, edits
from photos.edits import Edit

_PARAMETERS: dict[str, type[msgspec.Struct]] = {
    "crop": models.CropParameters,
    "rotate": models.RotateParameters,
    "mirror": models.MirrorParameters,
}


async def get_asset_edits(call: Call, id: str) -> models.AssetEditsResponseDto:
    database = call.bindings.database
    await access.require(database, "asset.edit.get", call.caller, [id])
    return _shown(id, await edits.all_of(database, id))


async def edit_asset(
    call: Call, id: str, body: models.AssetEditsCreateDto
) -> models.AssetEditsResponseDto:
    database, clock = call.bindings.database, call.bindings.clock
    wanted = [
        Edit(clock.uuid(), item.action.value, _parameters(item, place))
        for place, item in enumerate(body.edits)
    ]
    if issues := list(_issues(wanted)):
        raise Invalid(issues)
    await access.require(database, "asset.edit.create", call.caller, [id])
    await edits.require_editable(database, id, wanted)
    await _replace(call, id, wanted)
    return _shown(id, wanted)


async def remove_asset_edits(call: Call, id: str) -> None:
    await access.require(call.bindings.database, "asset.edit.delete", call.caller, [id])
    await _replace(call, id, [])


async def _replace(call: Call, id: str, wanted: Sequence[Edit]) -> None:
    await edits.replace(call.bindings.database, id, wanted)
    await call.bindings.queue.send([AssetEditThumbnailGeneration(id=id).message()])


def _parameters(item: models.AssetEditActionItemDto, place: int) -> dict[str, Any]:
    path = ("edits", place, "parameters")
    kind = _PARAMETERS[item.action.value]
    try:
        read = decode_value(item.parameters, kind, path)
    except Invalid as fault:
        keys = ", ".join(kind.__struct_fields__)
        text = f"Invalid parameters for action '{item.action.value}', expecting keys: {keys}"
        raise Invalid([_issue(text, *issue["path"]) for issue in fault.issues]) from None
    given: dict[str, Any] = msgspec.to_builtins(read)
    angle = given.get("angle")
    if angle is not None and angle not in (0, 90, 180, 270):
        raise Invalid([_issue("The angle must be 0, 90, 180 or 270", *path, "angle")])
    return given if angle is None else {"angle": int(angle)}


def _issues(wanted: Sequence[Edit]) -> Iterator[Issue]:
    """Mirrors along both axes are two things; all else that comes twice is a mistake."""
    seen = set()
    for place, edit in enumerate(wanted):
        kind = edit.action, edit.parameters.get("axis")
        if kind in seen:
            yield _issue(f"There is a {edit.action} already", "edits", place, "action")
        seen.add(kind)


def _issue(message: str, *path: str | int) -> Issue:
    return {"code": "custom", "path": list(path), "message": message}


def _shown(id: str, stored: Sequence[Edit]) -> models.AssetEditsResponseDto:
    shown = [
        models.AssetEditActionItemResponseDto(
            action=models.AssetEditAction(edit.action), id=edit.id, parameters=edit.parameters
        )
        for edit in stored
    ]
    return models.AssetEditsResponseDto(assetId=id, edits=shown)
