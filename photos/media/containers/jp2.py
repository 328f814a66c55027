"""JPEG 2000: boxes around a codestream."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers import boxes
from photos.media.containers.findings import LARGEST_BLOCK, Findings, tiff_block

SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
_EXIF = b"JpgTiffExif->JP2"
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def read(file: BinaryIO, findings: Findings) -> None:
    """Size, bits, EXIF and XMP."""
    for box in boxes.walk(file):
        if box.name == b"jp2h":
            header = boxes.content(file, boxes.find(file, box, b"ihdr"), 14)
            findings.height = int.from_bytes(header[:4], "big")
            findings.width = int.from_bytes(header[4:8], "big")
            if header[10] < 128:
                findings.bits = header[10] + 1
        elif box.name == b"uuid":
            content = boxes.content(file, box, LARGEST_BLOCK)
            if content[:16] == _EXIF:
                findings.exif = tiff_block(content[16:])
            elif content[:16] == _XMP:
                findings.xmp = content[16:]
