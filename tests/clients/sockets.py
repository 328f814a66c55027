"""The published Socket.IO clients: npm's, which the web app has, and Python's."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import socketio

from deploy.node import NODE, environment

Heard = list[list[Any]]
"""Events as they came: the name and the payload. Names in brackets are the client's own."""
PATH = "/api/socket.io"


@contextmanager
def javascript(url: str, headers: Mapping[str, str]) -> Iterator[Heard]:
    heard: Heard = []
    script = Path(__file__).with_name("listen.mjs")
    command: list[str | Path] = [NODE, script, url, json.dumps(headers)]
    with subprocess.Popen(
        command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        lines = process.stdout or ()
        reader = threading.Thread(target=lambda: heard.extend(map(json.loads, lines)))
        reader.start()
        try:
            yield heard
        finally:
            assert process.stdin is not None
            process.stdin.close()
            reader.join()


@contextmanager
def python(url: str, headers: Mapping[str, str]) -> Iterator[Heard]:
    heard: Heard = []
    client = socketio.Client(reconnection=False)
    client.on("connect", lambda: heard.append(["(connected)"]))
    client.on("disconnect", lambda reason: heard.append(["(disconnected)", reason]))
    client.on("*", lambda *event: heard.append([*event]))
    client.connect(url, headers=dict(headers), transports=["websocket"], socketio_path=PATH)
    try:
        yield heard
    finally:
        client.disconnect()


CLIENTS: dict[str, Callable[[str, Mapping[str, str]], Any]] = {
    "javascript": javascript,
    "python": python,
}


def await_event(heard: Heard, name: str, times: int = 1, seconds: float = 30) -> list[Any]:
    """The payload of the last of so many events of this name, once they have come."""
    deadline = time.monotonic() + seconds
    while len(found := [event[1:] for event in [*heard] if event[0] == name]) < times:
        assert time.monotonic() < deadline, heard
        time.sleep(0.02)
    return found[times - 1]
