"""Realtime events from the Worker through its Durable Objects to real clients."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bindings import socketio
from tests.clients.node import PERSON
from tests.clients.sockets import CLIENTS, await_event
from tests.pictures import jpeg
from tests.worker.harness import Worker, open_worker

client = pytest.mark.parametrize("client", CLIENTS)
SETTLED = "SELECT count(*), count(DISTINCT room) FROM open_rooms"


@pytest.fixture(scope="module")
def worker(staged: Path) -> Iterator[Worker]:
    """One for all: every test brings a device of its own and closes its sockets."""
    with open_worker(staged) as opened:
        httpx.post(f"{opened.url}/api/auth/admin-sign-up", json=PERSON).raise_for_status()
        yield opened


@pytest.fixture
def admin(worker: Worker) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{worker.url}/api", timeout=60) as opened:
        login = opened.post("/auth/login", json=PERSON).raise_for_status().json()
        opened.headers["authorization"] = f"Bearer {login['accessToken']}"
        opened.cookies.clear()
        yield opened


def bearer(admin: httpx.Client) -> dict[str, str]:
    return {"authorization": admin.headers["authorization"]}


def await_rooms(worker: Worker, count: int) -> None:
    """Wait until sockets are noted in so many rooms: a person's, a session's, everybody's."""
    deadline = time.monotonic() + 10
    while (found := worker.run("tests.worker.probes", "sql", text=SETTLED, values=[])) != [
        [count, count]
    ]:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


def open_socket(worker: Worker, headers: dict[str, str], query: str = "") -> ClientConnection:
    address = worker.url.replace("http", "ws")
    path = f"/api/socket.io/?EIO=4&transport=websocket{query}"
    return connect(address + path, additional_headers=headers, compression=None)


@client
def test_the_life_of_a_socket(worker: Worker, admin: httpx.Client, client: str) -> None:
    connect_to = CLIENTS[client]
    with (
        connect_to(worker.url, bearer(admin)) as heard,
        connect_to(worker.url, bearer(admin)) as too,
    ):
        await_event(heard, "on_server_version")
        await_event(too, "on_server_version")
        await_rooms(worker, 3)
        form = {"fileCreatedAt": "2024-01-01T00:00:00Z", "fileModifiedAt": "2024-01-01T00:00:00Z"}
        made = admin.post("/assets", data=form, files={"assetData": ("a.jpg", jpeg())}).json()
        admin.request("DELETE", "/assets", json={"ids": [made["id"]]}).raise_for_status()
        for listener in (heard, too):
            assert await_event(listener, "on_asset_trash") == [[made["id"]]]
        admin.put("/system-config", json=admin.get("/system-config").json()).raise_for_status()
        assert await_event(heard, "on_config_update") == []
        admin.post("/auth/logout").raise_for_status()
        for listener in (heard, too):
            await_event(listener, "on_session_delete")
            await_event(listener, "(disconnected)")


@client
def test_strangers_hear_why_and_are_sent_away(worker: Worker, client: str) -> None:
    with CLIENTS[client](worker.url, {"x-api-key": "wrong"}) as heard:
        await_event(heard, "(disconnected)")
    reason = "io server disconnect" if client == "javascript" else "server disconnect"
    assert heard == [["(connected)"], ["error", "unauthorized"], ["(disconnected)", reason]]
    await_rooms(worker, 0)


@client
def test_pings_keep_a_socket_open(worker: Worker, admin: httpx.Client, client: str) -> None:
    with CLIENTS[client](worker.url, bearer(admin)) as heard:
        await_event(heard, "on_server_version")
        for _ in range(4):  # twice as long as a socket lives that does not answer
            worker.wait(61)
            with CLIENTS[client](worker.url, bearer(admin)) as other:
                await_event(other, "on_server_version")
        assert "(disconnected)" not in [event[0] for event in heard]


def test_who_is_silent_is_closed_and_forgotten(worker: Worker, admin: httpx.Client) -> None:
    with open_socket(worker, bearer(admin)) as joined:
        said = json.loads(str(joined.recv())[1:])
        assert (said["pingInterval"], said["pingTimeout"]) == (60_000, 20_000)
        joined.send("40")
        while not str(joined.recv()).startswith("42"):
            pass
        with open_socket(worker, bearer(admin)) as idle:
            idle.recv()
            worker.wait(61)
            assert received(idle) == []
        assert joined.recv() == "2"
        worker.wait(61)
        assert received(joined) == []
    await_rooms(worker, 0)


def received(socket: ClientConnection) -> list[Any]:
    """What comes before the socket is closed."""
    return list(socket)


def test_nothing_is_told_before_it_is_asked_for(worker: Worker, admin: httpx.Client) -> None:
    with open_socket(worker, bearer(admin)) as socket:
        socket.recv()
        admin.put("/system-config", json=admin.get("/system-config").json()).raise_for_status()
        socket.send("2")
        assert socket.recv() == "3"
        socket.send("40/admin,")
        assert received(socket) == []


def test_revoked_keys_lose_their_sockets(worker: Worker, admin: httpx.Client) -> None:
    wish = {"name": "client", "permissions": ["all"]}
    made = admin.post("/api-keys", json=wish).json()
    headers = {"x-api-key": made["secret"]}
    with open_socket(worker, headers) as socket, open_socket(worker, bearer(admin)) as stays:
        socket.recv()
        socket.send("40")
        stays.recv()
        assert admin.delete(f"/api-keys/{made['apiKey']['id']}").status_code == 204
        assert received(socket)[-1] == "41"
        stays.send("2")
        assert stays.recv() == "3"


def test_the_oldest_of_too_many_is_told_to_stay_away(worker: Worker, admin: httpx.Client) -> None:
    with ExitStack() as stack:
        opened = [
            stack.enter_context(open_socket(worker, bearer(admin)))
            for _ in range(socketio.MOST + 1)
        ]
        assert received(opened[0])[-1] == "41"
        for socket in (opened[1], opened[-1]):
            socket.recv()
            socket.send("2")
            assert socket.recv() == "3"
    await_rooms(worker, 0)


def test_requests_that_are_no_handshake(worker: Worker) -> None:
    with httpx.Client(base_url=worker.url) as visitor:
        polling = visitor.get("/api/socket.io/?EIO=4&transport=polling")
        assert (polling.status_code, polling.json()) == (
            400, {"code": 0, "message": "Transport unknown"},
        )  # fmt: skip
    for address in ("/api/socket.io/?EIO=3&transport=websocket", "/api/other"):
        with (
            pytest.raises(InvalidStatus, match="403"),
            connect(worker.url.replace("http", "ws") + address),
        ):
            pass
