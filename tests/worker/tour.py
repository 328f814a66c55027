"""A tour of the contract: every operation, called in several ways on one installation.

Each is sent its smallest request, each optional field and parameter on its own,
nonsense, ids of nothing, and is called by nobody. `tour` tells what came back in
words that do not depend on when and where it ran, so that two doors can be held
against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from typing import Any

import httpx

from generated.gate import Operation
from generated.operations import OPERATIONS
from tests.clients.walk import WISHES
from tests.contract_check import document
from tests.handlers.matrix_requests import (
    PIN,
    Builder,
    Sent,
    dereferenced,
    malformed,
    request_for,
)
from tests.worker.retelling import Retelling
from tests.worker.village import Village

Read = Callable[[str], list[list[str]]]
"""The rows of a query."""
Told = dict[str, Any]
"""What came back, by operation and kind of request."""
Variant = tuple[str, Callable[[dict[str, str]], Sent]]
"""A kind of request, and the request given the ids of things."""

VALUES: dict[str, Any] = {
    "archiveSize": 4 << 30,
    "bbox": "-10,38,-9,39",
    "checksum": "$checksum",
    "createdAfter": "2020-01-01T00:00:00.000Z",
    "country": "Portugal",
    "description": "a quiet river",
    "email": "owner@example.org",
    "key": "$key",
    "latitude": 38.7,
    "longitude": -9.1,
    "make": "Acme",
    "metadata": '[{"key": "notes", "value": {"a": 1.5, "b": [1, 2]}}]',
    "minFileSize": 100,
    "model": "Pinhole 2",
    "originalFileName": "lisbon",
    "page": 1,
    "password": "a long enough password",
    "pinCode": PIN,
    "query": "lisbon",
    "quotaSizeInBytes": 5 << 30,
    "rating": 3,
    "size": 3,
    "slug": "$slug",
    "takenAfter": "2023-01-01T00:00:00.000Z",
    "takenBefore": "2023-12-31T00:00:00.000Z",
    "timeZone": "Europe/Lisbon",
    "trashedAfter": "2020-01-01T00:00:00.000Z",
    "updatedAfter": "2020-01-01T00:00:00.000Z",
}
"""What an optional field of this name is given, where the contract's sample would find nothing."""

TOGETHER = {"latitude": "longitude", "longitude": "latitude", "dateTimeRelative": "timeZone"}
"""Fields that only count beside another."""
ALSO = WISHES | {"sharedLinkLogin": {"password": VALUES["password"]}}
BY_CHANCE = {
    "albums.members", "api_keys.key_hash", "assets.thumbhash", "attempts.key", "jobs.id",
    "shared_links.key", "users.password", "users.pin_code",
}  # fmt: skip
"""Columns that differ each time, in the order of ids or by what made a picture. So does
each `seq`: the last may be given again after its asset is gone."""
REFUSED = {"nowhere", "nobody", "malformed"}
"""Requests that change nothing."""
ENDINGS = {"logout"}
"""End the session that calls."""
BY_LINK = {"getMySharedLink": "open", "sharedLinkLogin": "shut"}
BY_KEY = {"getMyApiKey"}


def tour(base_url: str, read: Read) -> Told:
    """What every operation answers on an empty installation behind `base_url`, and what
    is in each table of its database afterwards."""
    told: Told = {}
    with ExitStack() as stack:
        village = Village(base_url, stack)
        village.settle()
        retelling = Retelling(village.names)
        for operation in _in_order():
            for name, request in variants(operation):
                changes = not _looks(operation) and name not in REFUSED
                things = village.things(operation, request({}).kinds if changes else None)
                if changes:
                    village.prepare(operation, things)
                answer = _call(village, operation, request(things), anonymous=name == "nobody")
                told[f"{operation.id} {name}"] = retelling.answer(operation, answer)
        village.await_quiet()
        told["sync of everything"] = retelling.lines(village.sync())
    for table in _tables(read):
        told[f"table {table}"] = retelling.rows(_rows(read, table))
    return told


def _tables(read: Read) -> list[str]:
    """Those this project made, without what makes up an index for full text."""
    made = read("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    virtual = tuple(f"{name}_" for name, sql in made if sql and "VIRTUAL" in sql)
    ignored = (*virtual, "sqlite_", "_cf_", "d1_", "schema_")
    return [name for name, sql in made if "VIRTUAL" not in sql and not name.startswith(ignored)]


def _rows(read: Read, table: str) -> list[list[str]]:
    """As SQLite writes values: `3` and `3.0` are two."""
    columns = [name for (name,) in read(f"SELECT name FROM pragma_table_info('{table}')")]
    told = [name for name in columns if name != "seq" and f"{table}.{name}" not in BY_CHANCE]
    quoted = [f'quote("{name}")' for name in told]
    return read(f'SELECT {", ".join(quoted)} FROM "{table}"')


def variants(operation: Operation) -> Iterator[Variant]:
    """The kinds of request an operation is sent."""

    def smallest(things: dict[str, str]) -> Sent:
        return request_for(operation, things)

    yield "smallest", smallest
    wish = ALSO.get(operation.id.removesuffix("Patch"))
    if wish is not None:
        yield "wish", lambda things: _with(operation, things, {"body": wish})
    is_twin = operation.id.endswith("Patch")  # the same function, called with all of it already
    for place, name, schema in () if is_twin else optional(operation):
        for value in _values(operation, name, schema):
            given = {place: {name: value}}
            if other := TOGETHER.get(name):
                given[place][other] = VALUES[other]
            yield f"{name}={value}", _asking(operation, given)
    if smallest({}).kinds:
        yield "nowhere", lambda _: smallest({})
    if operation.auth:
        yield "nobody", smallest
    yield "malformed", lambda things: malformed(smallest(things))


def optional(operation: Operation) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where, name and schema of what may be left out."""
    described = document()["paths"][operation.path][operation.method.lower()]
    for parameter in described.get("parameters", ()):
        if parameter["in"] == "query" and not parameter.get("required"):
            yield "query", parameter["name"], parameter["schema"]
    for content in described.get("requestBody", {}).get("content", {}).values():
        schema = dereferenced(content["schema"])
        for name, field in schema.get("properties", {}).items():
            if name not in schema.get("required", ()):
                yield "body", name, field


def _in_order() -> list[Operation]:
    """What only looks comes before what changes."""
    return sorted(OPERATIONS.values(), key=lambda each: not _looks(each))


def _looks(operation: Operation) -> bool:
    return operation.method == "GET" or operation.path.startswith("/search/")


def _values(operation: Operation, name: str, schema: dict[str, Any]) -> list[Any]:
    schema = dereferenced(schema)
    if name in VALUES:
        return [VALUES[name]]
    if schema.get("type") == "boolean" and _looks(operation):
        return [True, False]
    if "enum" in schema and _looks(operation):
        return list(schema["enum"])
    return [Builder(operation.path, {}).value(schema, name)]


def _asking(operation: Operation, given: dict[str, dict[str, Any]]) -> Callable[..., Sent]:
    return lambda things: _with(operation, things, given)


def _with(operation: Operation, things: dict[str, str], given: dict[str, Any]) -> Sent:
    """The smallest request with these fields and parameters too."""
    sent = request_for(operation, things)
    builder = Builder(operation.path, things)
    query = builder.resolved(deepcopy(given.get("query", {})))
    sent.query |= {name: _text(value) for name, value in query.items()}
    for name, value in builder.resolved(deepcopy(given.get("body", {}))).items():
        if isinstance(value, tuple) and sent.files is not None:
            sent.files[name] = value
        else:
            in_form = sent.files is not None and not isinstance(value, str)
            sent.body = {**(sent.body or {}), name: _text(value) if in_form else value}
    sent.kinds |= builder.kinds
    return sent


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, list) else str(value)


def _call(village: Village, operation: Operation, sent: Sent, anonymous: bool) -> httpx.Response:
    client, headers = village.owner, dict[str, str]()
    if anonymous:
        client = village.nobody
    elif operation.id in ENDINGS:
        client = village.log_in("owner")
    elif operation.id in BY_LINK:
        client, headers = (
            village.visitor(),
            {"x-immich-share-key": village.links[BY_LINK[operation.id]]},
        )
    elif operation.id in BY_KEY:
        client, headers = village.nobody, {"x-api-key": village.secret}
    return client.request(
        sent.method, f"/api{sent.path}", headers=headers, **village.reworded(sent).options()
    )
