"""What this server lacks: it says so in shapes clients know, and never pretends."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bindings import Sql
from bindings.local.engine import apsw
from generated.operations import OPERATIONS
from photos import users
from photos.users import User
from tests.contract_check import ROOT, operation_of
from tests.handlers.conftest import House
from tests.photos.library import STAMP, Library

TABLE = ROOT.parent / "shared" / "immich" / "operations.csv"
ASSET = "0a55e700-0000-4000-8000-000000000001"
ALBUM = "a1b00000-0000-4000-8000-000000000001"
NOBODY = "7b8c1c2e-1111-4111-8111-111111111111"
SMTP = {
    "enabled": True,
    "from": "photos@example.com",
    "replyTo": "",
    "transport": {
        "host": "mail.example.com", "port": 587, "username": "", "password": "",
        "secure": False, "ignoreCert": False,
    },
}  # fmt: skip
GROUP = {"duplicateId": NOBODY, "keepAssetIds": [ASSET], "trashAssetIds": []}


def no(message: str) -> dict[str, str]:
    return {"message": message}


@dataclass(frozen=True)
class Case:
    """A request that is as small as a valid one can be, and its whole answer."""

    method: str
    url: str
    status: int
    answer: Any
    """JSON, the text of another type, None for no body."""
    json: Any = None
    bad: str | dict[str, Any] | None = None
    """A url or a body that is not valid, where there is one."""

    @property
    def operation_id(self) -> str:
        operation = operation_of(self.method, f"/api{self.url.partition('?')[0]}")
        assert operation is not None, self.url
        return str(operation["operationId"])

    async def ask(self, client: httpx.AsyncClient) -> tuple[int, Any]:
        return told(await client.request(self.method, f"/api{self.url}", json=self.json))

    async def misask(self, client: httpx.AsyncClient) -> tuple[int, Any]:
        url, json = (self.bad, self.json) if isinstance(self.bad, str) else (self.url, self.bad)
        return told(await client.request(self.method, f"/api{url}", json=json))


def told(response: httpx.Response) -> tuple[int, Any]:
    if "json" in response.headers.get("content-type", ""):
        return response.status_code, response.json()
    return response.status_code, response.text or None


CASES = {
    case.operation_id: case
    for case in [
        Case("GET", f"/albums/{ALBUM}/map-markers", 200, [], bad="/albums/x/map-markers"),
        Case("GET", f"/assets/{ASSET}/ocr", 200, [], bad="/assets/x/ocr"),
        Case("POST", "/admin/auth/unlink-all", 204, None),
        Case("GET", "/admin/database-backups", 200, {"backups": []}),
        Case(
            "POST", "/admin/database-backups/start-restore", 400,
            no("The server already has an admin"),
        ),
        Case("GET", "/duplicates", 200, []),
        Case("DELETE", "/duplicates", 204, None, {"ids": []}, bad={"ids": ["x"]}),
        Case(
            "POST", "/duplicates/resolve", 400, no("Not found or no duplicate.delete access"),
            {"groups": [GROUP]}, bad={"groups": []},
        ),
        Case("GET", f"/faces?id={ASSET}", 200, [], bad="/faces"),
        Case("GET", "/libraries", 200, []),
        Case(
            "GET", "/admin/integrity/report?type=missing_file", 200, {"items": []},
            bad="/admin/integrity/report",
        ),
        Case(
            "GET", "/admin/integrity/report/untracked_file/csv", 200,
            "id,type,assetId,fileAssetId,path\n", bad="/admin/integrity/report/x/csv",
        ),
        Case(
            "GET", "/admin/integrity/summary", 200,
            {"checksum_mismatch": 0, "missing_file": 0, "untracked_file": 0},
        ),
        Case("GET", "/admin/maintenance/detect-install", 200, {"storage": []}),
        Case(
            "POST", "/admin/maintenance/login", 400, no("Not in maintenance mode"), {},
            bad={"token": 5},
        ),
        Case("GET", "/admin/maintenance/status", 200, {"active": False, "action": "end"}),
        Case("GET", "/map/markers", 200, [], bad="/map/markers?isFavorite=maybe"),
        Case("GET", "/map/reverse-geocode?lat=38.7&lon=-9", 200, [], bad="/map/reverse-geocode"),
        Case("GET", "/memories?for=2024-02-29", 200, [], bad="/memories?for=2023-02-29"),
        Case("GET", "/memories/statistics", 200, {"total": 0}, bad="/memories/statistics?size=0"),
        Case("GET", "/notifications?unread=true", 200, [], bad="/notifications?unread=yes"),
        Case(
            "PUT", "/notifications", 400, no("Not found or no notification.update access"),
            {"ids": [NOBODY]}, bad={"ids": []},
        ),
        Case(
            "POST", "/admin/notifications/templates/nonsense", 200,
            {"name": "nonsense", "html": ""}, {"template": ""}, bad={},
        ),
        Case(
            "POST", "/admin/notifications/test-email", 400,
            no("Failed to verify SMTP configuration"), SMTP, bad={**SMTP, "transport": {}},
        ),
        Case(
            "GET", "/people?withHidden=true", 200,
            {"people": [], "hasNextPage": False, "total": 0, "hidden": 0}, bad="/people?size=1001",
        ),
        Case("GET", "/plugins", 200, [], bad="/plugins?enabled=1"),
        Case("GET", "/plugins/methods", 200, [], bad="/plugins/methods?trigger=x"),
        Case("GET", "/plugins/templates", 200, []),
        Case("GET", "/search/cities", 200, []),
        Case("GET", "/search/person?name=a", 200, [], bad="/search/person"),
        Case("GET", "/search/places?name=a", 200, [], bad="/search/places"),
        Case("POST", "/search/smart", 400, no("Smart search is not enabled"), {}, bad={"size": 0}),
        Case("GET", "/workflows", 200, [], bad="/workflows?trigger=x"),
        Case("GET", "/workflows/triggers", 200, []),
    ]
}  # fmt: skip

KEPT_WORK = {"Jobs", "Queues", "Server", "System config", "System metadata"}
"""Tags whose modules do real work beside their empty answers; they have tests of their own."""

REMOVED = [
    ("GET", "/people/{id}"), ("POST", "/faces"), ("DELETE", "/memories/{id}/assets"),
    ("POST", "/oauth/authorize"), ("PUT", "/workflows/{id}"), ("POST", "/admin/maintenance"),
    ("GET", "/assets/{id}/video/stream/main.m3u8"), ("DELETE", "/duplicates/{id}"),
]  # fmt: skip
"""Some of them, for where the table of operations is not at hand."""

OFF = {
    "duplicateDetection": "getAssetDuplicates",
    "email": "sendTestEmailAdmin",
    "facialRecognition": "getFaces",
    "importFaces": "getAllPeople",
    "ocr": "getAssetOcr",
    "reverseGeocoding": "reverseGeocode",
    "smartSearch": "searchSmart",
    "oauth": "POST /oauth/authorize",
    "oauthAutoLaunch": "POST /oauth/callback",
    "realtimeTranscoding": "GET /assets/{id}/video/stream/main.m3u8",
}
"""A flag -> what must be empty, or not there at all, as long as it is off."""


def rows(kind: str) -> Iterator[dict[str, str]]:
    if not TABLE.exists():
        pytest.skip("the table of operations is not there")
    with TABLE.open() as lines:
        yield from (row for row in csv.DictReader(lines) if row["class"] == kind)


def removed() -> list[tuple[str, str]]:
    if not TABLE.exists():
        return REMOVED
    return [(row["method"], row["path"]) for row in rows("removed")]


@pytest.fixture
async def owner(house: House, admin: httpx.AsyncClient) -> User:
    """The admin, who owns an asset and an album."""
    person = await users.find_by_email(house.bindings.database, "ada@example.com")
    assert person is not None
    library = Library(house.bindings.database)
    await library.asset(person, id=ASSET)
    await library.insert("albums", id=ALBUM, created_at=STAMP)
    await library.join(ALBUM, person, "owner")
    return person


def content(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the database holds, jobs included."""
    with closing(apsw.Connection(str(data / "photos.sqlite"))) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            str(name): connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in tables.fetchall()
        }


def test_the_cases_are_all_there_are() -> None:
    expected = {row["operationId"] for row in rows("empty-answer") if row["tag"] not in KEPT_WORK}
    assert CASES.keys() == expected


async def test_answers_that_change_nothing(
    admin: httpx.AsyncClient, owner: User, tmp_path: Path
) -> None:
    before = content(tmp_path / "data")
    answers = {}
    for name, case in CASES.items():
        answers[name] = await case.ask(admin)
        assert content(tmp_path / "data") == before, f"{name} changed something"
    assert answers == {name: (case.status, case.answer) for name, case in CASES.items()}


async def test_everybody_but_an_admin(
    house: House, admin: httpx.AsyncClient, owner: User, visitor: httpx.AsyncClient
) -> None:
    """Nobody gets a 401 where the operation is not public, a plain user a 403
    where it is the admin's, and else what the admin gets."""
    await house.move_in("eve@example.com")
    for change in ("is_admin = 1 WHERE email LIKE 'eve%'", "is_admin = 0 WHERE email LIKE 'ada%'"):
        await house.bindings.database.run(Sql(f"UPDATE users SET {change}"))
    for name, case in CASES.items():
        operation, answer = OPERATIONS[name], (case.status, case.answer)
        if name == "startDatabaseRestoreFlow":
            continue  # its answer tells whether there is an admin, see below
        as_user = (403, no("Forbidden")) if operation.admin else answer
        assert (name, await case.ask(admin)) == (name, as_user)
        as_nobody = (401, no("Authentication required")) if operation.auth else answer
        assert (name, await case.ask(visitor)) == (name, as_nobody)


async def test_bad_input(admin: httpx.AsyncClient, owner: User) -> None:
    for name, case in CASES.items():
        if case.bad is not None:
            status, body = await case.misask(admin)
            assert (name, status, body["message"]) == (name, 400, "Validation failed")
            assert body["errors"]


@pytest.mark.parametrize(
    ("url", "permission"),
    [
        (f"/api/albums/{NOBODY}/map-markers", "album.read"),
        (f"/api/assets/{NOBODY}/ocr", "asset.read"),
        (f"/api/faces?id={NOBODY}", "asset.read"),
    ],
)
async def test_nothing_is_told_about_what_one_may_not_see(
    admin: httpx.AsyncClient, url: str, permission: str
) -> None:
    refused = (400, no(f"Not found or no {permission} access"))
    assert told(await admin.get(url)) == refused


async def test_map_of_an_album_behind_a_link(
    house: House, owner: User, visitor: httpx.AsyncClient
) -> None:
    link = await Library(house.bindings.database).link(owner, type="ALBUM", album_id=ALBUM)
    url, key = f"/api/albums/{ALBUM}/map-markers", {"key": link.key}
    assert told(await visitor.get(url, params=key)) == (200, [])
    other = await visitor.get(url.replace(ALBUM, NOBODY), params=key)
    assert told(other) == (400, no("Not found or no album.read access"))


async def test_ids_of_things_that_cannot_exist(admin: httpx.AsyncClient) -> None:
    answer = await admin.request("DELETE", "/api/duplicates", json={"ids": [NOBODY]})
    assert told(answer) == (400, no("Not found or no duplicate.delete access"))


async def test_a_day_may_carry_a_time(admin: httpx.AsyncClient) -> None:
    for day in ("2024-02-29", "2024-02-29T00:00Z", "2024-02-29T12:30:00.000+02:00"):
        assert told(await admin.get("/api/memories", params={"for": day})) == (200, [])
    for text in ("2024-02-29T", "29.2.2024", "2024-02-29T12:30", "2024-02-29 12:30:00Z"):
        assert (await admin.get("/api/memories", params={"for": text})).status_code == 400


async def test_smart_search_asks_about_the_locked_folder_first(admin: httpx.AsyncClient) -> None:
    answer = await admin.post("/api/search/smart", json={"visibility": "locked", "query": "a cat"})
    assert told(answer) == (401, no("Elevated permission is required"))


async def test_integrity_table_is_named(admin: httpx.AsyncClient) -> None:
    answer = await admin.get("/api/admin/integrity/report/checksum_mismatch/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache, no-transform"
    name = answer.headers["content-disposition"].partition("''")[2]
    moment, _, rest = name.partition("-")
    assert len(moment) == 13
    assert rest == "checksum_mismatch.csv"


async def test_restoring_on_a_fresh_server(visitor: httpx.AsyncClient) -> None:
    status, body = told(await visitor.post("/api/admin/database-backups/start-restore"))
    assert status == 400
    assert "cannot restore" in body["message"]


async def test_removed_operations_are_unknown_routes(
    visitor: httpx.AsyncClient, admin: httpx.AsyncClient
) -> None:
    for method, template in removed():
        path = "/api" + template.replace("{id}", NOBODY).replace("{", "").replace("}", "")
        for client in (visitor, admin):
            answer = await client.request(method, path, json={})
            assert told(answer) == (404, no(f"Cannot {method} {path}"))


async def test_flags_say_what_is_off(visitor: httpx.AsyncClient) -> None:
    features = (await visitor.get("/api/server/features")).json()
    gone = {f"{method} {template}" for method, template in [*removed(), *REMOVED]}
    for flag, sign in OFF.items():
        assert features[flag] is False, flag
        if TABLE.exists():
            assert sign in CASES or sign in gone, sign
