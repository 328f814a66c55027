"""Websockets at the local door: a process of its own, and clients that behave or not."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bindings.socketio import LARGEST
from tests.bindings.test_door import Door, Open, _url, open_door

__all__ = ["open_door"]  # the fixture
HANDSHAKE = (
    "GET /{} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n"
    "sec-websocket-extensions: permessage-deflate\r\n\r\n"
)
JOIN = b"\x81\x82\0\0\0\x0040"  # a text frame with a mask of zeros


@pytest.fixture
def door(open_door: Open) -> tuple[Door, str]:
    opened = open_door()
    return opened, _url(opened)


@contextmanager
def join(url: str, room: str) -> Iterator[ClientConnection]:
    """A client that has been greeted."""
    with connect(f"{url.replace('http', 'ws')}/{room}", compression=None) as client:
        client.recv()
        client.send("40")
        while client.recv() != '42["hello"]':
            pass
        yield client


def deaf(url: str, room: str) -> socket.socket:
    """A client that joins and never reads again."""
    client = socket.create_connection((urlsplit(url).hostname or "", urlsplit(url).port or 0))
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(20)
    client.sendall(HANDSHAKE.format(room).encode())
    heard = client.recv(4096)
    client.sendall(JOIN)
    while b'42["hello"]' not in heard:
        heard += client.recv(4096)
    return client


def tell(url: str, room: str) -> None:
    httpx.get(f"{url}/tell/{room}", timeout=10).raise_for_status()


@contextmanager
def asking(url: str) -> Iterator[httpx.Client]:
    """A client whose one connection stays open: one that is just being closed would be
    counted or not, as chance has it."""
    with httpx.Client(base_url=url, timeout=10) as client:
        client.get("/tell/nobody").raise_for_status()
        yield client


def connections(door: Door) -> int:
    """Sockets a process has open."""
    links = [each.readlink() for each in Path(f"/proc/{door.pid}/fd").iterdir()]
    return sum(str(link).startswith("socket:") for link in links)


def await_that(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_who_does_not_read_holds_up_nobody_and_is_cut_off(door: tuple[Door, str]) -> None:
    process, url = door
    with asking(url) as client, join(url, "r") as reads:
        before = connections(process)
        with deaf(url, "r"):
            assert reads.recv() == '42["hello"]'
            assert connections(process) > before
            for _ in range(100):  # 10 MB: more than all buffers on the way
                client.get("/tell/r").raise_for_status()
                assert len(str(reads.recv())) > 100_000
            await_that(lambda: connections(process) <= before)


def test_who_is_sent_away_and_does_not_go_is_cut_off(door: tuple[Door, str]) -> None:
    process, url = door
    with asking(url) as client:
        before = connections(process)
        with deaf(url, "r"):
            assert connections(process) > before
            client.get("/dismiss/r").raise_for_status()
            await_that(lambda: connections(process) <= before)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_open_sockets_do_not_delay_the_end(door: tuple[Door, str], number: signal.Signals) -> None:
    process, url = door
    with join(url, "r") as client, deaf(url, "deaf"):
        for _ in range(5):
            tell(url, "deaf")
        process.send_signal(number)
        assert process.communicate(timeout=5) == ("", "")
        assert process.returncode == 0
        with pytest.raises(ConnectionClosed):
            client.recv()
        assert client.close_code == 1012, "the client comes back by itself"


def test_nothing_large_and_nothing_compressed_is_taken(door: tuple[Door, str]) -> None:
    _, url = door
    with join(url, "r") as client:
        client.send("42" + "x" * LARGEST)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
    with connect(f"{url.replace('http', 'ws')}/r") as offers:
        assert offers.protocol.extensions == []


def test_a_fault_of_a_client_is_no_fault_of_ours(door: tuple[Door, str]) -> None:
    """Bytes that are no frames, half a handshake, a connection that breaks off."""
    process, url = door
    address = (urlsplit(url).hostname or "", urlsplit(url).port or 0)
    for words in (
        HANDSHAKE.format("r").encode() + b"\xff" * 100,
        HANDSHAKE.format("r").encode() + b"\x81\x82\0\0\0\0\xff\xff",
        HANDSHAKE.format("r").replace("AAAA", "").encode(),
        HANDSHAKE.format("r").replace("13", "12").encode(),
        HANDSHAKE.format("r").encode(),
    ):
        with socket.create_connection(address) as client:
            client.sendall(words)
            client.settimeout(0.2)
            try:
                while client.recv(4096):
                    pass
            except OSError:
                pass
    assert httpx.get(f"{url}/ping").text == "pong"
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=5)
    assert (out, "Traceback" in err) == ("", False), err
