"""ASGI websockets in a Worker: refused or sent away here, else handed to who holds them.

The application either says all it has to say at once and closes, or sends
`websocket.native` with the `response` in which the platform has taken the
socket over (`bindings.Sockets.attend`).
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import js
from pyodide.ffi import jsnull

Message = MutableMapping[str, Any]


async def shake_hands(application: Any, scope: Message) -> Any:
    """The Response to a request to upgrade."""
    handshake = _Handshake()
    await application(scope, handshake.receive, handshake.send)
    return handshake.response


class _Handshake:
    def __init__(self) -> None:
        self.response = js.Response.new(jsnull, status=403)
        self._server: Any = None

    async def receive(self) -> Message:
        return {"type": "websocket.connect"}

    async def send(self, message: Message) -> None:
        match message["type"]:
            case "websocket.native":
                self.response = message["response"]
            case "websocket.accept":
                client, self._server = js.WebSocketPair.new().object_values()
                self._server.accept()
                self.response = js.Response.new(jsnull, status=101, webSocket=client)
            case "websocket.send":
                self._server.send(message["text"])
            case "websocket.close" if self._server is not None:
                self._server.close(message.get("code", 1000), message.get("reason", ""))
