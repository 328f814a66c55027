"""The few operations of the API an import needs, over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
)
from pathlib import Path
from socket import SHUT_RDWR
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from importer.folder import Kinds, Photo
from importer.upload import Stopped, Unreadable, Upload

_PATIENCE = 600
"""Seconds without a sign of life: a server may work on a large video before it answers."""
_PIECE = 2**20
_TRIES = 3


class Refusal(Exception):
    """The server said no, or nothing. `status` is HTTP's, 0 without an answer."""

    def __init__(self, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


class Server:
    """A server under its address. Each thread keeps a connection of its own."""

    def __init__(self, url: str) -> None:
        """`url` with or without `/api`. Raises Refusal for what is no address."""
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refusal(f"{url!r} is no address of a server")
        self.url = f"{parts.scheme}://{parts.netloc}"
        self._base = parts.path.rstrip("/").removesuffix("/api") + "/api"
        self._host, self._port, self._secure = parts.hostname, parts.port, parts.scheme == "https"
        self._headers = {"accept": "application/json"}
        self._own = threading.local()
        self._open: set[HTTPConnection] = set()
        self._stop = threading.Event()

    def stop(self) -> None:
        """Whatever is under way in any thread, or begins, raises Stopped."""
        self._stop.set()
        for connection in list(self._open):
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(SHUT_RDWR)

    def stopped(self) -> bool:
        return self._stop.is_set()

    def use_key(self, key: str) -> None:
        self._headers["x-api-key"] = key

    def log_in(self, email: str, password: str) -> None:
        answer = self.call("POST", "/auth/login", {"email": email, "password": password})
        self._headers["authorization"] = f"Bearer {answer['accessToken']}"

    def log_out(self) -> None:
        """Leave no session behind, even after a stop, which goes on for whatever is still
        under way."""
        self._hang_up()  # whoever was interrupted has said half a request there
        if "authorization" in self._headers:
            leaving = Server(f"{self.url}{self._base}")
            leaving._headers = self._headers
            with suppress(Refusal):
                leaving.call("POST", "/auth/logout")
            leaving._hang_up()

    def kinds(self) -> Kinds:
        """What the server takes."""
        types = self.call("GET", "/server/media-types")
        return Kinds(frozenset(types["image"] + types["video"]), frozenset(types["sidecar"]))

    def check(self, checksums: Iterable[str]) -> list[dict[str, Any]]:
        """Per SHA-1 (hex) what the library has of it: action, assetId, isTrashed."""
        items = [{"id": str(n), "checksum": each} for n, each in enumerate(checksums)]
        answer = self.call("POST", "/assets/bulk-upload-check", {"assets": items})
        results: list[dict[str, Any]] = answer["results"]
        return results

    def upload(
        self,
        photo: Photo,
        sent: Callable[[int], None],
        facts: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """The id of the asset that holds the file's bytes from now on. `sent` hears of
        every piece on its way; `facts` as of Upload. Raises Refusal or Unreadable."""
        body = Upload(photo, self.stopped, sent, facts)
        try:
            answer = self._send("POST", "/assets", body, body.size, body.content_type)
        except Refusal as refusal:
            if refusal.status == 0:
                self._blame(body.size, refusal)
            raise
        id: str = answer["id"]
        return id

    def _blame(self, size: int, silence: Refusal) -> None:
        """Where a server that answers else hangs up on an upload, it is the upload: a
        proxy before it may let none so large through, and need not say so."""
        with suppress(Refusal):
            self.call("GET", "/server/ping")
            raise Unreadable(
                f"the connection breaks while its {size / 1e6:.0f} MB are sent; if a proxy stands "
                "before the server, they may be more than it lets through"
            ) from silence

    def download(self, path: str, target: Path, came: Callable[[int], None]) -> None:
        """Write the bytes a GET answers to a file. Raises Refusal, also when they end early."""

        def keep(response: HTTPResponse) -> None:
            if response.status != 200:
                _content(response, response.read())
            with target.open("wb") as file:
                while chunk := response.read(_PIECE):
                    if self.stopped():
                        self._hang_up()
                        raise Stopped
                    file.write(chunk)
                    came(len(chunk))
            if response.length:
                raise IncompleteRead(b"", response.length)

        self._exchange("GET", path, [], 0, "application/json", keep)

    def call(self, method: str, path: str, content: object = None) -> Any:
        """One JSON operation. Raises Refusal."""
        body = b"" if content is None else json.dumps(content).encode()
        return self._send(method, path, [body], len(body), "application/json")

    def _send(
        self, method: str, path: str, body: Iterable[bytes], size: int, content_type: str
    ) -> Any:
        return self._exchange(
            method, path, body, size, content_type, lambda got: _content(got, got.read())
        )

    def _exchange(
        self,
        method: str,
        path: str,
        body: Iterable[bytes],
        size: int,
        content_type: str,
        take: Callable[[HTTPResponse], Any],
    ) -> Any:
        """A connection may have died of boredom, or the server starts anew: tried again
        over a new one, for every request here can be repeated without harm."""
        headers = {
            **self._headers, "content-type": content_type, "content-length": str(size)
        }  # fmt: skip
        fault: Exception | None = None
        for attempt in range(_TRIES):
            if self._stop.wait(attempt):
                raise Stopped
            connection = self._connection()
            try:
                with suppress(BrokenPipeError, ConnectionResetError):
                    # It may have answered before it had heard everything.
                    connection.request(method, self._base + path, body, headers)
                return take(connection.getresponse())
            except (OSError, HTTPException) as error:
                fault = error
                self._hang_up()
            except (Stopped, Unreadable):
                self._hang_up()  # a request is half sent there
                raise
        raise Refusal(f"no answer from {self.url}: {_reason(fault)}")

    def _connection(self) -> HTTPConnection:
        if getattr(self._own, "connection", None) is None:
            kind = HTTPSConnection if self._secure else HTTPConnection
            self._own.connection = kind(self._host, self._port, timeout=_PATIENCE)
            self._open.add(self._own.connection)
        connection: HTTPConnection = self._own.connection
        return connection

    def _hang_up(self) -> None:
        connection: HTTPConnection | None = getattr(self._own, "connection", None)
        if connection is not None:
            self._open.discard(connection)
            connection.close()
            self._own.connection = None


def _reason(fault: Exception | None) -> str:
    if isinstance(fault, ConnectionRefusedError):
        return "nothing listens there; is the server running?"
    told = fault.strerror if isinstance(fault, OSError) else None
    return told or str(fault) or type(fault).__name__


def _content(response: HTTPResponse, body: bytes) -> Any:
    """What an answer says, decoded. Raises Refusal."""
    try:
        content = json.loads(body) if body else None
    except ValueError:
        content = None
        if response.status < 300:
            raise Refusal("this is not the API of a photo server", response.status) from None
    if response.status < 300:
        return content
    if 300 <= response.status < 400:
        text = f"it has moved to {response.headers.get('location')}"
    elif isinstance(content, dict) and "message" in content:
        text = str(content["message"])
        text += "".join(f"; {issue.get('message')}" for issue in content.get("errors", ()))
    else:
        text = f"{response.status} {response.reason}"
    raise Refusal(text, response.status)
