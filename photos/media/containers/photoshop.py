"""Photoshop's list of resources, which many formats carry along."""

from __future__ import annotations

IPTC = 0x0404
_SIGNATURES = (b"8BIM", b"PHUT", b"AgHg", b"DCSR")
"""Photoshop's, and those of programs that write resources of their own between its."""


def iptc(data: bytes) -> bytes:
    """The IPTC records in a list of resources."""
    return resources(data).get(IPTC, b"")


def resources(data: bytes) -> dict[int, bytes]:
    """The resources of a list by their numbers, the first of each."""
    at, found = 0, dict[int, bytes]()
    while data[at : at + 4] in _SIGNATURES and at + 7 <= len(data):
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        name = 1 + data[at + 6]
        start = at + 6 + name + name % 2
        length = int.from_bytes(data[start : start + 4], "big")
        found.setdefault(number, data[start + 4 : start + 4 + length])
        at = start + 4 + length + length % 2
    return found
