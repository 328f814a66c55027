"""ASF, which is WMV: objects with names of 16 bytes, all facts in the first of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from photos.media.containers.findings import Findings

SIGNATURE = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_FILE = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_STREAM = bytes.fromhex("9107dcb7b7a9cf118ee600c00c205365")
_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
_BEGINNING = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_OBJECTS = 256


def read(file: BinaryIO, findings: Findings) -> None:
    """Length, size and date of creation."""
    findings.orientation = 1
    file.seek(16)
    end = _number(file.read(8))
    at = 30
    for _ in range(_MOST_OBJECTS):
        file.seek(at)
        name, length = file.read(16), _number(file.read(8))
        if length < 24 or at + length > end:
            return
        content = file.read(min(length - 24, 128))
        if name == _FILE:
            _tell(content, findings)
        elif name == _STREAM and content[:16] == _VIDEO and findings.width is None:
            findings.width, findings.height = _number(content[54:58]), _number(content[58:62])
        at += length


def _tell(content: bytes, findings: Findings) -> None:
    """Moments and lengths count tenths of microseconds, but what is loaded first, which is no
    part of the film, milliseconds."""
    created, length, first = (_number(content[at : at + 8]) for at in (24, 40, 56))
    findings.duration = max(0, round(length / 10_000) - first) or None
    if created:
        moment = _BEGINNING + timedelta(microseconds=created // 10)
        findings.tags["CreationDate"] = f"{moment:%Y:%m:%d %H:%M:%S}Z"


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
