"""The smallest request each operation of the contract accepts.

Required parameters and fields are read from openapi.yaml, so an operation that
is new there is called without a word here. `OVERRIDES` names what the contract
cannot say: which of two accounts, which rule between fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from generated.gate import Operation
from handlers import configuration
from tests.contract_check import document
from tests.handlers.conftest import PASSWORD
from tests.pictures import jpeg

Things = Mapping[str, str]
"""The id of one thing that exists per kind (`asset`, `album`, …)."""

NOWHERE = "00000000-0000-4000-8000-00000000dead"
PIN = "123456"
_UPDATE = UUID(int=0x7 << 76 | 0x8 << 60)


@dataclass
class Sent:
    """One request, and whose things it speaks of."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | None = None
    files: dict[str, tuple[str, bytes, str]] | None = None
    kinds: set[str] = field(default_factory=set)
    """Kinds of the things whose ids it holds."""

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.query or ''} {self.body or ''}".strip()[:300]

    def asks_for(self, visibility: str) -> bool:
        return visibility in (self.query.get("visibility"), (self.body or {}).get("visibility"))

    def options(self) -> dict[str, Any]:
        """As arguments of httpx."""
        if self.files is not None:
            return {"params": self.query, "data": self.body, "files": self.files}
        return {"params": self.query, "json": self.body}


# What `id` and `ids` name, by the beginning of the path; the longest match counts.
_OF_PATH = {
    "/activities": "activity",
    "/admin/users": "member",
    "/albums": "album",
    "/api-keys": "apiKey",
    "/assets": "asset",
    "/faces": "asset",
    "/partners": "partner",
    "/sessions": "session",
    "/shared-links": "sharedLink",
    "/stacks": "stack",
    "/tags": "tag",
    "/trash": "asset",
    "/users": "member",
}
_OF_NAME = {"source": "asset", "target": "spare", "sharedWith": "newcomer", "user": "member"}
_SAMPLES = {
    "date-time": "2024-05-01T10:00:00.000Z",
    "date": "2024-05-01",
    "email": "new@example.org",
    "uri": "http://photos.test",
    r"^\d{6}$": PIN,
    r"^IM(SV|CL)(-[\dA-Za-z]{4}){8}$": "IMCL" + "-0000" * 8,
    r"^(?:[01]\d|2[0-3]):[0-5]\d$": "02:00",
}


@dataclass
class Override:
    """What one operation is sent beside, or instead of, what its contract requires."""

    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)


# `$kind` stands for the id of that thing.
OVERRIDES: dict[str, Override] = {
    "addAssetsToAlbum": Override(body={"ids": ["$spare"]}),
    "changePassword": Override(body={"password": PASSWORD, "newPassword": PASSWORD}),
    "changePinCode": Override(body={"pinCode": PIN}),
    "createActivity": Override(body={"type": "like"}),
    "createApiKey": Override(body={"permissions": ["apiKey.create"]}),
    "createJob": Override(body={"name": "user-cleanup"}),
    "createPartnerDeprecated": Override(path={"id": "$newcomer"}),
    "createSharedLink": Override(body={"type": "INDIVIDUAL", "assetIds": ["$asset"]}),
    "createStack": Override(body={"assetIds": ["$asset", "$spare"]}),
    "deleteAssetMetadata": Override(path={"key": "notes"}),
    "deleteBulkAssetMetadata": Override(body={"items": [{"assetId": "$asset", "key": "notes"}]}),
    "deleteDuplicates": Override(body={"ids": [NOWHERE]}),
    "editAsset": Override(body={"edits": [{"action": "rotate", "parameters": {"angle": 90}}]}),
    "getAssetMetadataByKey": Override(path={"key": "notes"}),
    "getDownloadInfo": Override(body={"assetIds": ["$asset"]}),
    "getSyncStream": Override(body={"types": ["AuthUsersV1"]}),
    "getTimeBucket": Override(query={"albumId": "$album"}),
    "getTimeBuckets": Override(query={"albumId": "$album"}),
    "login": Override(body={"email": "owner@example.org", "password": PASSWORD}),
    "playAssetVideo": Override(path={"id": "$video"}),
    "removeAssetFromStack": Override(path={"assetId": "$spare"}),
    "resetPinCode": Override(body={"pinCode": PIN}),
    "resolveDuplicates": Override(
        body={"groups": [{"duplicateId": NOWHERE, "keepAssetIds": [], "trashAssetIds": []}]}
    ),
    "searchAssets": Override(body={"albumIds": ["$album"]}),
    "sendSyncAck": Override(body={"acks": [f"UserV1|{_UPDATE}"]}),
    "unlockAuthSession": Override(body={"pinCode": PIN}),
    "updateAlbumUser": Override(body={"role": "editor"}),
    "updateApiKey": Override(body={"name": "renamed"}),
    "updateBulkAssetMetadata": Override(
        body={"items": [{"assetId": "$asset", "key": "notes", "value": {"a": 1}}]}
    ),
    "updateNotifications": Override(body={"ids": [NOWHERE]}),
    "updateSession": Override(body={"isPendingSyncReset": True}),
    "updateConfig": Override(body=configuration.merged({})),
    "updateAssets": Override(body={"isFavorite": True}),
}


def request_for(operation: Operation, things: Things, locked: bool = False) -> Sent:
    """The request; with `locked`, one that asks for locked assets where an
    operation can be asked for a visibility, instead of those of an album."""
    described = document()["paths"][operation.path][operation.method.lower()]
    builder = Builder(operation.path, things)
    override = OVERRIDES.get(operation.id.removesuffix("Patch"), Override())
    query, body = dict(override.query), dict(override.body)
    if locked:
        query, body = _for_locked(operation, described, query, body)
    sent = Sent(operation.method, operation.path, kinds=builder.kinds)
    for parameter in described.get("parameters", ()):
        name, place = parameter["name"], parameter["in"]
        if place == "path":
            value = override.path.get(name) or builder.value(parameter["schema"], name)
            sent.path = sent.path.replace(f"{{{name}}}", str(builder.resolved(value)))
        elif place == "query" and parameter.get("required") and name not in query:
            query[name] = str(builder.value(parameter["schema"], name))
    sent.query = builder.resolved(query)
    for media, content in described.get("requestBody", {}).get("content", {}).items():
        fields = builder.fields(content["schema"], body)
        sent.body = builder.resolved(fields)
        if media == "multipart/form-data":
            sent.files = {name: sent.body.pop(name) for name in [*fields] if _is_file(fields[name])}
    return sent


def malformed(sent: Sent) -> Sent:
    """The same call with everything wrong that a decoder could complain about."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "no-uuid", sent.path)
    body = None if sent.body is None else {"ids": "no list", "nonsense": None}
    return Sent(sent.method, path, dict.fromkeys(sent.query, "nonsense"), body)


def _for_locked(
    operation: Operation,
    described: dict[str, Any],
    query: dict[str, str],
    body: dict[str, Any],
) -> tuple[dict[str, str], dict[str, Any]]:
    if any(p["name"] == "visibility" for p in described.get("parameters", ())):
        return {**_without_album(query), "visibility": "locked"}, body
    content = described.get("requestBody", {}).get("content", {}).get("application/json")
    searched = content is not None and operation.path.startswith("/search/")
    if searched and "visibility" in dereferenced(content["schema"])["properties"]:
        return query, {**_without_album(body), "visibility": "locked"}
    return query, body


def _without_album(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not name.startswith("albumId")}


def _is_file(value: object) -> bool:
    return isinstance(value, tuple)


def dereferenced(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema behind `$ref` and a lone `allOf`."""
    while True:
        if "$ref" in schema:
            schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif len(schema.get("allOf", ())) == 1:
            schema = schema["allOf"][0]
        else:
            return schema


class Builder:
    """Values for schemas; remembers whose ids it gave away."""

    def __init__(self, path: str, things: Things) -> None:
        self.kinds: set[str] = set()
        self._path = path
        self._things = things

    def fields(self, schema: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """The required fields of an object, and the given ones."""
        schema = dereferenced(schema)
        needed = [name for name in schema.get("required", ()) if name not in given]
        return given | {name: self.value(schema["properties"][name], name) for name in needed}

    def value(self, schema: dict[str, Any], name: str) -> Any:
        schema = dereferenced(schema)
        if "enum" in schema:
            return schema["enum"][0]
        match schema.get("type"):
            case "array":
                count = max(1, schema.get("minItems", 1))
                return [self.value(schema["items"], name)] * count
            case "object":
                return self.fields(schema, {})
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
        return self._text(schema, name)

    def _text(self, schema: dict[str, Any], name: str) -> Any:
        form = schema.get("format", "")
        if form == "binary":
            return (f"{name}.jpg", jpeg(77), "application/octet-stream")
        if form == "uuid" or name == "userId":
            return f"${self._kind(name)}"
        sample = _SAMPLES.get(form) or _SAMPLES.get(schema.get("pattern", ""))
        sample = sample or schema.get("example")
        return sample or "text".ljust(schema.get("minLength", 0), "x")

    def _kind(self, name: str) -> str:
        noun = re.sub(r"(?:^id|Id)s?$", "", name)
        if noun:
            return _OF_NAME.get(noun, noun)
        # In a body below /albums/{id}/assets, `ids` are of what the path ends with.
        last = re.search(r"\}/(\w+?)s?$", self._path)
        if name == "ids" and last:
            return last[1]
        starts = [start for start in _OF_PATH if self._path.startswith(start)]
        return _OF_PATH[max(starts, key=len)] if starts else "nothing"

    def resolved(self, value: Any) -> Any:
        """`value` with every `$kind` replaced by the id of that thing."""
        match value:
            case dict():
                return {name: self.resolved(part) for name, part in value.items()}
            case list():
                return [self.resolved(part) for part in value]
            case str() if value.startswith("$"):
                self.kinds.add(value[1:])
                return self._things.get(value[1:], NOWHERE)
        return value
