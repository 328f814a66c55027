"""Windows bitmaps: a header, nothing else of interest."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers.findings import Findings


def read(file: BinaryIO, findings: Findings) -> None:
    """Size; a negative height means rows from the top."""
    head = file.read(26)
    if len(head) < 26 or int.from_bytes(head[14:18], "little") < 40:
        return
    findings.width = int.from_bytes(head[18:22], "little", signed=True)
    findings.height = abs(int.from_bytes(head[22:26], "little", signed=True))
