"""A client that costs next to nothing.

On a machine of two cores a client that works a millisecond between its requests
leaves the server cold caches and a sleeping core: the same ping costs the server
twice as much CPU. Clients live on other machines, so the one that measures must
do as little as it can.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


class Wire:
    """One kept-alive connection to a server."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._room = bytearray(1 << 20)

    def ask(self, request: bytes) -> int:
        """Send a request and read its answer to the end: how many bytes its body has.

        Raises RuntimeError for an answer that is no 200 with a length."""
        self._connection.sendall(request)
        got = self._connection.recv_into(self._room)
        length = _LENGTH.search(self._room, 0, got)
        if not self._room.startswith(b"HTTP/1.1 200 ") or length is None:
            raise RuntimeError(bytes(self._room[:got]).decode(errors="replace"))
        size = int(length[1])
        left = self._room.index(b"\r\n\r\n", 0, got) + 4 + size - got
        while left > 0:
            got = self._connection.recv_into(self._room)
            if not got:
                raise RuntimeError("the answer ended early")
            left -= got
        return size


@contextmanager
def connected(client: httpx.Client) -> Iterator[Wire]:
    """To where `client` goes."""
    url = client.base_url
    with socket.create_connection((url.host, url.port or 80)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield Wire(connection)


def plain(request: httpx.Request) -> bytes:
    """A request as it goes over the wire, with the headers and cookies of its client."""
    lines = [f"{request.method} {request.url.raw_path.decode()} HTTP/1.1".encode()]
    lines += [name + b": " + value for name, value in request.headers.raw]
    return b"\r\n".join(lines) + b"\r\n\r\n" + request.content
