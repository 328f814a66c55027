"""A file as the body of an upload request, read while it is sent."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from importer.folder import Photo

_CHUNK = 256 * 1024


class Stopped(Exception):
    """Somebody wants the import to end."""


class Unreadable(Exception):
    """A file cannot be read, was changed while it was read, or cannot be sent."""


class Upload:
    """The multipart form of one photo. Can be iterated over and over; `size` in bytes.

    `facts` are more fields, which count before what the file system tells."""

    def __init__(
        self,
        photo: Photo,
        stopped: Callable[[], bool],
        sent: Callable[[int], None],
        facts: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._stopped, self._sent = stopped, sent
        time = _moment(photo.modified)
        fields = {"fileCreatedAt": time, "fileModifiedAt": time, **facts}
        self._parts: list[bytes | tuple[Path, int]] = [
            *(_field(boundary, name, value) for name, value in fields.items()),
            *_file(boundary, "assetData", photo.name, photo.path, photo.size),
        ]
        if photo.sidecar is not None:
            size = _size(photo.sidecar)
            name = photo.sidecar.name
            self._parts += _file(boundary, "sidecarData", name, photo.sidecar, size)
        if photo.origin:
            origin = {"key": "origin", "value": {"folder": photo.origin}}
            self._parts.append(_field(boundary, "metadata", json.dumps([origin])))
        # After the files: before them it would stand for the names of both.
        self._parts.append(_field(boundary, "filename", photo.name))
        self._parts.append(f"--{boundary}--\r\n".encode())
        self.size = sum(len(part) if isinstance(part, bytes) else part[1] for part in self._parts)

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                yield from self._read(*part)

    def _read(self, path: Path, size: int) -> Iterator[bytes]:
        """Exactly as much as was promised."""
        left = size
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        break
                    if self._stopped():
                        raise Stopped
                    yield chunk
                    self._sent(len(chunk))
        except OSError as error:
            raise Unreadable(error.strerror or str(error)) from error
        if left:
            raise Unreadable("it was changed while it was read")


def _field(boundary: str, name: str, value: str) -> bytes:
    head = f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n'
    return head.encode() + value.encode() + b"\r\n"


def _file(
    boundary: str, field: str, name: str, path: Path, size: int
) -> list[bytes | tuple[Path, int]]:
    plain = name.translate({ord('"'): "%22", ord("\r"): "%0D", ord("\n"): "%0A"})
    head = (
        f'--{boundary}\r\ncontent-disposition: form-data; name="{field}"; filename="{plain}"\r\n'
        "content-type: application/octet-stream\r\n\r\n"
    )
    return [head.encode("utf-8", "replace"), (path, size), b"\r\n"]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise Unreadable(f"{path.name}: {error.strerror}") from error


def _moment(seconds: float) -> str:
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):  # disks remember anything
        moment = datetime(1970, 1, 1, tzinfo=UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
