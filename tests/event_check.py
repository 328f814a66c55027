"""Every realtime event of every test, held against what clients take: its name, how many
things come with it, and each of them against its schema in openapi.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import jsonschema_rs
import msgspec

from tests.contract_check import ContractBroken, document, strict


def _row(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _object(**members: Any) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": [*members]}


_ID = {"type": "string", "pattern": "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$"}
EVENTS: dict[str, list[Any]] = {
    "AssetEditReadyV2": [_object(asset=_row("SyncAssetV2"), edit=_list(_row("SyncAssetEditV1")))],
    "AssetUploadReadyV2": [_object(asset=_row("SyncAssetV2"), exif=_row("SyncAssetExifV1"))],
    "error": [{"const": "unauthorized"}],
    "on_album_update": [_ID],
    "on_asset_delete": [_ID],
    "on_asset_hidden": [_ID],
    "on_asset_restore": [_list(_ID)],
    "on_asset_stack_update": [],
    "on_asset_trash": [_list(_ID)],
    "on_asset_update": [_row("AssetResponseDto")],
    "on_config_update": [],
    "on_server_version": [_row("ServerVersionResponseDto")],
    "on_session_delete": [_ID],
    "on_upload_success": [_row("AssetResponseDto")],
    "on_user_delete": [_ID],
}


@cache
def _validator(name: str) -> Any:
    schemas = {name: strict(schema) for name, schema in document()["components"]["schemas"].items()}
    told = [strict(schema) for schema in EVENTS[name]]
    payload: dict[str, Any] = {"minItems": len(told), "maxItems": len(told)}
    if told:
        payload["prefixItems"] = told
    return jsonschema_rs.Draft202012Validator({**payload, "components": {"schemas": schemas}})


def verify(name: str, payload: Sequence[Any]) -> None:
    """Raise ContractBroken for an event no client takes."""
    if name not in EVENTS:
        raise ContractBroken(f"no client knows {name}")
    told = msgspec.json.decode(msgspec.json.encode(payload))
    for error in _validator(name).iter_errors(told):
        place = "/".join(map(str, error.instance_path))
        raise ContractBroken(f"{name} at {place}: {error.message}")
