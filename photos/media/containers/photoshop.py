"""Photoshop's list of resources, which many formats carry along."""

from __future__ import annotations


def iptc(resources: bytes) -> bytes:
    """The IPTC records in a list of resources: resource 0x0404."""
    at = 0
    while resources[at : at + 4] == b"8BIM":
        number = int.from_bytes(resources[at + 4 : at + 6], "big")
        name = 1 + resources[at + 6]
        start = at + 6 + name + name % 2
        length = int.from_bytes(resources[start : start + 4], "big")
        if number == 0x0404:
            return resources[start + 4 : start + 4 + length]
        at = start + 4 + length + length % 2
    return b""
