"""Servers that misbehave, and proxies before them."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

Answer = Callable[[BaseHTTPRequestHandler], tuple[int, Any]]


class Pretender(BaseHTTPRequestHandler):
    """Greets, takes everything, and answers uploads as it is told."""

    protocol_version = "HTTP/1.1"
    answer: ClassVar[Answer]

    def do_GET(self) -> None:
        self.reply(200, {"image": [".jpg"], "video": [".mov"], "sidecar": [".xmp"]})

    def do_POST(self) -> None:
        left = int(self.headers["content-length"])
        body = b""
        while left and (piece := self.rfile.read(min(left, 1 << 20))):
            left -= len(piece)
            body = piece if len(body) > 1 << 22 else body + piece
        if self.path.endswith("/auth/login"):
            self.reply(201, {"accessToken": "x"})
        elif self.path.endswith("/bulk-upload-check"):
            asked = json.loads(body)["assets"]
            self.reply(200, {"results": [{"action": "accept"} for _ in asked]})
        elif self.path.endswith("/assets") and not left:
            self.reply(*type(self).answer(self))
        else:
            self.reply(200, {})

    def reply(self, status: int, content: Any) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        with suppress(OSError):  # whoever asked has gone
            self.wfile.write(data)

    def log_message(self, *_: Any) -> None: ...


class Edge(Pretender):
    """Like a proxy before the server that lets no large body through: it answers, or hangs
    up, before it has heard it."""

    limit: ClassVar = 1 << 20
    tells: ClassVar = True

    def do_POST(self) -> None:
        if int(self.headers["content-length"]) <= self.limit:
            super().do_POST()
            return
        if self.tells:
            self.reply(413, "<html>")
        else:  # at once, so that nothing of what was said arrives
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True


class RudeEdge(Edge):
    tells = False


@contextmanager
def pretending(answer: Answer, like: type[Pretender] = Pretender) -> Iterator[str]:
    """The address of a server that answers uploads so."""
    kind = type("Pretending", (like,), {"answer": staticmethod(answer)})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
