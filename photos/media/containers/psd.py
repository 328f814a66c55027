"""Photoshop's own documents: a header, then the list of resources."""

from __future__ import annotations

from typing import BinaryIO

from photos.media.containers import photoshop
from photos.media.containers.findings import LARGEST_BLOCK, Findings, tiff_block

SIGNATURE = b"8BPS"
_ICC, _EXIF, _XMP = 0x040F, 0x0422, 0x0424


def read(file: BinaryIO, findings: Findings) -> None:
    """Size, bits and all metadata."""
    head = file.read(26)
    findings.height = int.from_bytes(head[14:18], "big")
    findings.width = int.from_bytes(head[18:22], "big")
    findings.bits = int.from_bytes(head[22:24], "big")
    colours = int.from_bytes(file.read(4), "big")
    file.seek(26 + 4 + colours)
    length = int.from_bytes(file.read(4), "big")
    resources = photoshop.resources(file.read(min(length, LARGEST_BLOCK)))
    findings.iptc = resources.get(photoshop.IPTC, b"")
    findings.icc = resources.get(_ICC, b"")
    findings.xmp = resources.get(_XMP, b"")
    findings.exif = tiff_block(resources.get(_EXIF, b""))
