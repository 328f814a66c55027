"""Every answer of every test, held against openapi.yaml.

`check(response)` is an httpx event hook: an undeclared status, content type,
header-less answer, a missing, extra or ill-typed property raises here, in the
test that saw it, whatever that test was about.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import yaml

SOCKETS = "/api/socket.io"
"""Engine.IO's, whose answers no OpenAPI document describes."""
ROOT = Path(__file__).resolve().parent.parent
Document = dict[str, Any]
LINES = "application/jsonlines+json"


class ContractBroken(AssertionError):
    """An answer the contract does not allow."""


@cache
def document() -> Document:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Document = yaml.load((ROOT / "openapi.yaml").read_text(), Loader=loader)
    return loaded


@cache
def templates() -> list[tuple[re.Pattern[str], str]]:
    """Path patterns, literal ones first, as the server's own routing prefers them."""
    found = []
    for path in sorted(document()["paths"], key=lambda path: (path.count("{"), path)):
        pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))
        found.append((re.compile(f"/api{pattern}/?"), path))
    return found


def operation_of(method: str, path: str) -> Document | None:
    """The operation a request meets, None outside the contract."""
    for pattern, template in templates():
        if pattern.fullmatch(path):
            operation: Document | None = document()["paths"][template].get(method.lower())
            if operation is not None:
                return operation
    return None


def strict(schema: Any) -> Any:
    """An OpenAPI 3.0 schema as JSON Schema that refuses properties it does not name."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if set(schema) >= {"allOf"} and len(schema["allOf"]) == 1:
        inner = strict(schema["allOf"][0])
        return {"anyOf": [inner, {"type": "null"}]} if schema.get("nullable") else inner
    made = {
        key: {name: strict(value) for name, value in part.items()}
        if key == "properties"
        else strict(part)
        for key, part in schema.items()
        if key not in ("nullable", "description", "example", "default", "deprecated", "format")
    }
    if "properties" in made:
        made.setdefault("additionalProperties", False)
    if schema.get("nullable"):
        if "enum" in made and None not in made["enum"]:
            made["enum"] = [*made["enum"], None]
        if "type" in made:
            made["type"] = [made["type"], "null"]
    return made


BARE = (
    "id", "type", "thumbhash", "originalMimeType", "localDateTime", "duration",
    "livePhotoVideoId", "hasMetadata", "width", "height",
)  # fmt: skip
"""All that an asset is behind a link that hides metadata."""


def behind_links(schemas: Document) -> Document:
    """The shapes visitors of a link get, which upstream never wrote into its contract."""
    full = schemas["AssetResponseDto"]
    known = {name: full["properties"][name] for name in BARE}
    known["hasMetadata"] = {"enum": [False]}
    bare = {"required": list(BARE), "properties": known, "additionalProperties": False}
    album = schemas["AlbumResponseDto"]
    members = {key: value for key, value in album["properties"]["albumUsers"].items()
               if key != "minItems"}  # fmt: skip
    nameless = album | {"properties": album["properties"] | {"albumUsers": members}}
    return schemas | {"AssetResponseDto": {"anyOf": [full, bare]}, "AlbumResponseDto": nameless}


@cache
def validator(pointer: str) -> Any:
    """A validator of the schema at a JSON pointer into the document."""
    schemas = {name: strict(schema) for name, schema in document()["components"]["schemas"].items()}
    components = {"schemas": behind_links(schemas)}
    node: Any = document()
    for part in pointer.split("/")[1:]:
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return jsonschema_rs.Draft202012Validator({**strict(node), "components": components})


def resolve(node: Document) -> tuple[Document, str | None]:
    """A response object, through its $ref; the pointer of the component if it was one."""
    reference = node.get("$ref")
    if reference is None:
        return node, None
    found: Any = document()
    for part in reference.split("/")[1:]:
        found = found[part]
    return found, reference[1:]


async def check(response: httpx.Response) -> None:
    """httpx (async) event hook."""
    await response.aread()
    verify(response)


def check_sync(response: httpx.Response) -> None:
    """httpx (sync) event hook."""
    response.read()
    verify(response)


def verify(response: httpx.Response) -> None:
    """Raise ContractBroken unless the contract allows this answer."""
    request = response.request
    path = request.url.raw_path.partition(b"?")[0].decode()
    if not path.startswith("/api/") or request.method == "HEAD":
        return
    if "x-correlation-id" not in response.headers:
        raise ContractBroken(f"{request.method} {path}: no X-Correlation-ID")
    operation = operation_of(request.method, path)
    if operation is None:
        if path.rstrip("/") == SOCKETS:
            return
        if response.status_code != 404:
            raise ContractBroken(f"{request.method} {path} is in no contract, yet not 404")
        return
    _verify_declared(response, operation)


def _verify_declared(response: httpx.Response, operation: Document) -> None:
    where = f"{operation['operationId']} {response.status_code}"
    method = response.request.method.lower()
    declared = operation["responses"].get(str(response.status_code))
    if declared is None:
        raise ContractBroken(f"{where}: status is not declared: {response.text[:500]}")
    node, component = resolve(declared)
    content = node.get("content", {})
    if not response.content:
        if content and response.status_code not in (302, 304):
            raise ContractBroken(f"{where}: empty, but {list(content)} declared")
        return
    media = response.headers.get("content-type", "").split(";")[0]
    key = next((k for k in content if k in (media, "*/*") or _covers(k, media)), None)
    if key is None:
        raise ContractBroken(f"{where}: {media!r} is not among {list(content)}")
    if media == LINES and response.status_code == 200:
        faults = _faults_of_lines(response.text)
    elif media in ("application/json", LINES):
        base = component or _pointer(operation, method, response.status_code)
        schema = validator(f"{base}/content/{key.replace('/', '~1')}/schema")
        faults = _faults(schema, json.loads(response.content))
    else:
        return
    if faults:
        raise ContractBroken(f"{where}: {'; '.join(faults[:5])}\n{response.text[:2000]}")


def _faults(schema: Any, body: Any) -> list[str]:
    return [f"{'/'.join(map(str, e.instance_path))}: {e.message}" for e in schema.iter_errors(body)]


def _faults_of_lines(text: str) -> list[str]:
    """What is wrong with a sync stream: its framing, its lines, the row in each line."""
    *lines, rest = text.split("\n")
    if rest or not lines:
        return ["the last line does not end"]
    faults = []
    for written in lines:
        line = json.loads(written)
        faults += _faults(validator("/components/schemas/SyncLineDto"), line)
        faults += _faults(
            validator(f"/components/schemas/{row_schema(line['type'])}"), line["data"]
        )
    return faults


@cache
def row_schema(type: str) -> str:
    """The schema of `data` in lines of an entity type: one for all ways a row comes to a phone."""
    if type.startswith("Sync"):
        return type
    bare = re.sub("Backfill|Create|Update", "", type)
    for name in (bare, bare.removeprefix("Partner"), bare.removeprefix("Album")):
        if f"Sync{name}" in document()["components"]["schemas"]:
            return f"Sync{name}"
    raise ContractBroken(f"no schema for {type}")


def _covers(declared: str, media: str) -> bool:
    return declared.endswith("/*") and media.startswith(declared[:-1])


@cache
def _templates_by_id() -> dict[str, str]:
    return {
        operation["operationId"]: template
        for template, methods in document()["paths"].items()
        for operation in methods.values()
        if isinstance(operation, dict) and "operationId" in operation
    }


def _pointer(operation: Document, method: str, status: int) -> str:
    template = _templates_by_id()[operation["operationId"]].replace("/", "~1")
    return f"/paths/{template}/{method}/responses/{status}"
