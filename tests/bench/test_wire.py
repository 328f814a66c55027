"""The lean client against a real server."""

from __future__ import annotations

import sys

import httpx
import pytest

from bench.process import started
from bench.wire import connected, plain

PAGES = """
import http.server

class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b"x" * int(self.path[1:])
        self.send_response(404 if self.headers["x-asked"] == "badly" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.path = "/" + self.rfile.read(int(self.headers["content-length"])).decode()
        self.do_GET()

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
"""


def test_answers_are_read_to_their_end() -> None:
    """Else what is left of one would be taken for the next."""
    with (
        started([sys.executable, "-c", PAGES], "/1") as server,
        httpx.Client(base_url=server.url) as client,
        connected(client) as wire,
    ):
        for size in (0, 1, 3_000_000, 5):
            assert wire.ask(plain(client.build_request("GET", f"/{size}"))) == size
        asked = plain(client.build_request("POST", "/", content=b"2000000"))
        assert wire.ask(asked) == 2_000_000
        with pytest.raises(RuntimeError, match="404"):
            wire.ask(plain(client.build_request("GET", "/1", headers={"x-asked": "badly"})))
