"""What clients do, one action after another: what bench.cost counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, groupby

import httpx
from websockets.sync.client import ClientConnection, connect

from tests.clients.phone.app import FORGOTTEN, TYPES
from tests.worker.harness import Worker

Action = Callable[[], object]
_MONTH = "visibility=timeline&withPartners=true&withStacked=true"


def requests(client: httpx.Client, ids: Sequence[str]) -> Mapping[str, Action]:
    """Single requests of the web app over a library of these photos, all in one month."""
    album = {"albumName": f"All {len(ids)}", "assetIds": ids}
    made = client.post("/api/albums", json=album).raise_for_status().json()["id"]
    page = {"originalFileName": "a.jpg", "size": 1000}
    many = {"assetIds": ids}

    def get(*paths: str) -> Action:
        return lambda: [client.get(f"/api/{path}").raise_for_status() for path in paths]

    def post(path: str, body: object) -> Action:
        return lambda: client.post(f"/api/{path}", json=body).raise_for_status()

    return {
        "timeline": get(f"timeline/buckets?{_MONTH}"),
        "month": get(f"timeline/bucket?timeBucket=2024-05-01&{_MONTH}"),
        "thumbnail": get(f"assets/{ids[0]}/thumbnail?size=thumbnail"),
        "preview": get(f"assets/{ids[0]}/thumbnail?size=preview"),
        "original": get(f"assets/{ids[0]}/original"),
        "asset": get(f"assets/{ids[0]}"),
        "album": get(f"albums/{made}", f"timeline/buckets?albumId={made}"),
        "album month": get(f"timeline/bucket?timeBucket=2024-05-01&albumId={made}"),
        "search": post("search/metadata", page),
        "zip": post("download/archive", many),
    }


def first_sync(client: httpx.Client) -> None:
    """Of a phone that has just been connected."""
    for types in FORGOTTEN:
        client.request("DELETE", "/api/sync/ack", json={"types": types}).raise_for_status()
    client.request("DELETE", "/api/sync/ack", json={}).raise_for_status()
    if sync(client) < 2:
        raise AssertionError("a first sync brought nothing")


def sync(client: httpx.Client) -> int:
    """A phone asks what is new and acknowledges it; how many lines there were."""
    client.get("/api/server/version").raise_for_status()
    answer = client.post("/api/sync/stream", json={"types": TYPES}).raise_for_status()
    lines = [json.loads(line) for line in answer.text.splitlines()]
    for _, run in groupby(lines, key=lambda line: line["type"]):
        *_, last = run
        acks = {"acks": [last["ack"]]}
        client.post("/api/sync/ack", json=acks).raise_for_status()
    return len(lines)


def live(worker: Worker, client: httpx.Client, id: str) -> Iterator[tuple[str, Action]]:
    """A tab is opened and closed, a minute goes by in it, it hears that a photo went to
    the trash or came back."""

    def visit() -> None:
        with tab(worker, client):
            pass

    yield "tab", visit
    turns = count()
    with tab(worker, client) as socket:

        def minute() -> None:
            stay(worker, socket)

        def trash() -> None:
            event = "on_asset_restore" if next(turns) % 2 else "on_asset_trash"
            method, path = (
                ("POST", "trash/restore/assets") if "restore" in event else ("DELETE", "assets")
            )
            client.request(method, f"/api/{path}", json={"ids": [id]}).raise_for_status()
            await_frame(socket, f'42["{event}"')

        yield "tab's minute", minute
        yield "trash told", trash


@contextmanager
def tab(worker: Worker, client: httpx.Client) -> Iterator[ClientConnection]:
    """A socket of the web app that is connected and greeted."""
    url = f"{worker.url.replace('http', 'ws')}/api/socket.io/?EIO=4&transport=websocket"
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    with connect(url, additional_headers={"cookie": cookie}, compression=None) as socket:
        socket.send("40")
        await_frame(socket, "42")
        yield socket


def stay(worker: Worker, socket: ClientConnection) -> None:
    """A minute goes by: the socket is asked if it is there."""
    worker.wait(60)
    await_frame(socket, "2")
    socket.send("3")
    await_frame(socket, "6")  # the platform's answer, which the client ignores


def await_frame(socket: ClientConnection, beginning: str) -> None:
    while not str(socket.recv(timeout=30)).startswith(beginning):
        pass
