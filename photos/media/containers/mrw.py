"""Minolta's raw format: blocks, of which one is a TIFF structure."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers.findings import LARGEST_BLOCK, Findings, tiff_block

SIGNATURE = b"\0MRM"
_MOST_BLOCKS = 64


def read(file: BinaryIO, findings: Findings) -> None:
    """Metadata of the TIFF structure, size of the picture."""
    file.seek(4)
    end = 8 + int.from_bytes(file.read(4), "big")
    at = 8
    for _ in range(_MOST_BLOCKS):
        if at >= end:
            return
        file.seek(at)
        name, length = file.read(4), int.from_bytes(file.read(4), "big")
        if name == b"\0PRD":
            about = file.read(min(length, 24))
            findings.height = int.from_bytes(about[12:14], "big")
            findings.width = int.from_bytes(about[14:16], "big")
        elif name == b"\0TTW":
            findings.exif = tiff_block(file.read(min(length, LARGEST_BLOCK)))
        at += 8 + length
