"""A Cloudflare account on this machine: as much of its API as wrangler uses to deploy.

The databases are real SQLite ones, so what migrations do can be looked at. wrangler
itself is the real one; `CLOUDFLARE_API_BASE_URL` sends it here.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ACCOUNT = "a" * 32

Answer = tuple[int, Any]
"""A status, and the result or what went wrong: a text, or a code and a text."""


class Account:
    """What the account holds. `refuse` makes the next request to a path fail once."""

    def __init__(self) -> None:
        self.accounts = {ACCOUNT: "Me"}
        self.databases: dict[str, tuple[str, sqlite3.Connection]] = {}
        self.buckets: set[str] = set()
        self.namespaces: dict[str, str] = {}
        self.queues: dict[str, dict[str, Any]] = {}
        self.workers: dict[str, dict[str, Any]] = {}
        self.manifest: dict[str, Any] = {}
        self.refuse: str | None = None
        self.seen: list[str] = []
        self.lock = threading.Lock()

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: bytes) -> Answer:
        self.seen.append(f"{method} {path}")
        if self.refuse and self.refuse in path and method != "GET":
            self.refuse = None
            return 403, "not today"  # what says 5xx wrangler asks again
        if method == "GET" and query.get("page", ["1"]) != ["1"]:
            return 200, []  # whatever is listed here fits on one page
        for verb, pattern, handle in ROUTES:
            match = re.fullmatch(pattern, path)
            if match and verb == method:
                return handle(self, match, query, body)
        return 404, f"nothing at {method} {path}"


def _user(account: Account, *_: Any) -> Answer:
    return 200, {"id": "u", "email": "me@example.com"}


def _accounts(account: Account, *_: Any) -> Answer:
    return 200, [{"id": id, "name": name} for id, name in account.accounts.items()]


def _memberships(account: Account, *_: Any) -> Answer:
    return 200, [{"account": {"id": id, "name": name}} for id, name in account.accounts.items()]


def _list_databases(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    wanted = query.get("name", [None])[0]
    return 200, [
        {"uuid": uuid, "name": name, "version": "production", "created_at": "2026-01-01T00:00:00Z"}
        for name, (uuid, _) in account.databases.items()
        if wanted in (None, name)
    ]


def _create_database(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    name = json.loads(body)["name"]
    uuid = f"00000000-0000-4000-8000-{len(account.databases):012d}"
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    account.databases[name] = uuid, connection
    return 200, {"uuid": uuid, "name": name}


def _find(account: Account, uuid: str) -> str | None:
    return next((name for name, (known, _) in account.databases.items() if known == uuid), None)


def _database(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    name = _find(account, match[1]) or (match[1] if match[1] in account.databases else None)
    return (200, {"uuid": account.databases[name][0], "name": name}) if name else (404, "no such")


def _drop_database(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    name = _find(account, match[1])
    if name is None:
        return 404, "no such"
    del account.databases[name]
    return 200, None


def _query(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    name = _find(account, match[1])
    if name is None:
        return 404, "no such"
    connection = account.databases[name][1]
    said = json.loads(body)
    try:
        results = []
        if said.get("params"):
            cursor = connection.execute(said["sql"], said["params"])
            results.append(_rows(cursor))
        else:
            start, text = 0, said["sql"]
            for end in (each.end() for each in re.finditer(";|$", text)):
                piece = text[start:end]
                if piece.strip() and (sqlite3.complete_statement(piece) or end == len(text)):
                    results.append(_rows(connection.execute(piece)))
                    start = end
    except sqlite3.Error as error:
        return 400, str(error)
    return 200, [{"success": True, "meta": {"duration": 0}, "results": rows} for rows in results]


def _rows(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _bucket(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    found = match[1] in account.buckets
    return (200, {"name": match[1], "location": "WEUR"}) if found else (404, "no such bucket")


def _create_bucket(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    account.buckets.add(json.loads(body)["name"])
    return 200, {}


def _drop_bucket(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    account.buckets.discard(match[1])
    return 200, {}


def _storage(account: Account, *_: Any) -> Answer:
    return 200, {}


def _list_namespaces(account: Account, *_: Any) -> Answer:
    return 200, [{"id": id, "title": title} for title, id in account.namespaces.items()]


def _create_namespace(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    title = json.loads(body)["title"]
    account.namespaces[title] = f"{len(account.namespaces):032x}"
    return 200, {"id": account.namespaces[title], "title": title}


def _drop_namespace(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    account.namespaces = {t: i for t, i in account.namespaces.items() if i != match[1]}
    return 200, {}


def _list_queues(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    wanted = query.get("name", [None])[0]
    return 200, [each for name, each in account.queues.items() if wanted in (None, name)]


def _create_queue(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    name = json.loads(body)["queue_name"]
    account.queues[name] = {
        "queue_id": name, "queue_name": name, "created_on": "2026-01-01",
        "modified_on": "2026-01-01",
        "producers": [], "consumers": [], "producers_total_count": 0, "consumers_total_count": 0,
    }  # fmt: skip
    return 200, account.queues[name]


def _queue(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    found = account.queues.get(match[1])
    return (200, found) if found else (404, "no such queue")


def _drop_queue(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    account.queues.pop(match[1], None)
    return 200, None


def _consume(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    consumer = json.loads(body) | {"consumer_id": "c"}
    account.queues[match[1]]["consumers"].append(consumer)
    return 200, consumer


def _secrets(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    worker = account.workers.get(match[1])
    if worker is None:
        return 404, (10007, "This Worker does not exist on your account.")
    return 200, [{"name": name, "type": "secret_text"} for name in worker["secrets"]]


def _service(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    if match[1] not in account.workers:
        return 404, (10090, "workers.api.error.service_not_found")
    script = {"last_deployed_from": "wrangler", "tag": "t", "tags": None}
    return 200, {"default_environment": {"environment": "production", "script": script}}


def _upload(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    """Keeps what the metadata says; a secret that is not sent again stays."""
    said = re.search(rb'name="metadata".*?\r\n\r\n(\{.*?\})\r\n--', body, re.DOTALL)
    assert said, "an upload carries its metadata"
    metadata = json.loads(said[1])
    worker = account.workers.setdefault(match[1], {"secrets": {}, "schedules": []})
    for each in metadata["bindings"]:
        if each["type"] == "secret_text":
            worker["secrets"][each["name"]] = each["text"]
    worker |= {"metadata": metadata, "bytes": len(body)}
    script = {"etag": "e", "handlers": ["fetch"]}
    return 200, {
        "id": "v", "tag": "t", "startup_time_ms": 9, "deployment_id": "d", "metadata": {},
        "resources": {"script": script, "script_runtime": {}, "bindings": []},
    }  # fmt: skip


def _assets(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    account.manifest = json.loads(body)["manifest"]
    return 200, {"jwt": "complete", "buckets": []}  # nothing is left to send


def _address(account: Account, *_: Any) -> Answer:
    return 200, {"subdomain": "family"}


def _enabled(account: Account, *_: Any) -> Answer:
    return 200, {"enabled": True, "previews_enabled": False}


def _schedule(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    account.workers[match[1]]["schedules"] = [each["cron"] for each in json.loads(body)]
    return 200, {"schedules": json.loads(body)}


def _delete(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    account.workers.pop(match[1], None)
    return 200, None


def _deployments(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    if match[1] not in account.workers:
        return 404, (10007, "This Worker does not exist on your account.")
    return 200, {"deployments": [], "items": []}


def _worker(account: Account, match: Any, query: Any, body: bytes) -> Answer:
    return 200, {"id": "w", "name": match[1], "subdomain": {"enabled": True}}


ROUTES = [
    ("GET", "/user/tokens/verify", _user),
    ("GET", "/user", _user),
    ("GET", "/accounts", _accounts),
    ("GET", "/memberships", _memberships),
    ("GET", ".*/d1/database", _list_databases),
    ("POST", ".*/d1/database", _create_database),
    ("GET", ".*/d1/database/([^/]+)", _database),
    ("DELETE", ".*/d1/database/([^/]+)", _drop_database),
    ("POST", ".*/d1/database/([^/]+)/query", _query),
    ("GET", ".*/r2/buckets/([^/]+)", _bucket),
    ("POST", ".*/r2/buckets", _create_bucket),
    ("DELETE", ".*/r2/buckets/([^/]+)", _drop_bucket),
    ("POST", "/graphql", _storage),
    ("GET", ".*/storage/kv/namespaces", _list_namespaces),
    ("POST", ".*/storage/kv/namespaces", _create_namespace),
    ("DELETE", ".*/storage/kv/namespaces/([^/]+)", _drop_namespace),
    ("GET", ".*/queues", _list_queues),
    ("POST", ".*/queues", _create_queue),
    ("GET", ".*/queues/([^/]+)", _queue),
    ("DELETE", ".*/queues/([^/]+)", _drop_queue),
    ("POST", ".*/queues/([^/]+)/consumers", _consume),
    ("GET", ".*/workers/scripts/([^/]+)/secrets", _secrets),
    ("GET", ".*/workers/services/([^/]+)", _service),
    ("DELETE", ".*/workers/services/([^/]+)", _delete),
    ("PUT", ".*/workers/scripts/([^/]+)", _upload),
    ("POST", ".*/workers/scripts/([^/]+)/versions", _upload),
    ("POST", ".*/workers/scripts/([^/]+)/deployments", _deployments),
    ("PATCH", ".*/workers/scripts/([^/]+)/script-settings", _worker),
    ("POST", ".*/workers/scripts/([^/]+)/assets-upload-session", _assets),
    ("GET", ".*/workers/workers/([^/]+)", _worker),
    ("GET", ".*/workers/subdomain", _address),
    ("GET", ".*/workers/scripts/([^/]+)/subdomain", _enabled),
    ("POST", ".*/workers/scripts/([^/]+)/subdomain", _enabled),
    ("PUT", ".*/workers/scripts/([^/]+)/schedules", _schedule),
    ("GET", ".*/workers/scripts/([^/]+)/deployments", _deployments),
]


class Server(ThreadingHTTPServer):
    def __init__(self, account: Account) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.account = account


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: Any) -> None:
        pass

    def answer(self) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = address.path.removeprefix("/client/v4")
        account = self.server.account
        with account.lock:
            status, result = account.answer(self.command, path, parse_qs(address.query), body)
        good = status < 400
        code, text = result if isinstance(result, tuple) else (10000 + status, result)
        told = {
            "success": good,
            "errors": [] if good else [{"code": code, "message": text}],
            "messages": [],
            "result": result if good else None,
            "result_info": {"page": 1, "per_page": 100, "total_pages": 1, "count": 1},
        }
        data = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815


@contextmanager
def serving(account: Account) -> Iterator[str]:
    """The base address of the account's API."""
    server = Server(account)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/client/v4"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
