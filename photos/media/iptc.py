"""IPTC-IIM records, as news agencies and Picasa write them into JPEGs."""

from __future__ import annotations

from collections.abc import Iterator


def read(data: bytes) -> dict[str, object]:
    """Keywords, and DateTimeCreated when both its date and its time are there."""
    keywords = []
    created: dict[int, str] = {}
    for record, number, value in _records(data):
        if (record, number) == (2, 25):
            keywords.append(_decoded(value))
        elif record == 2 and number in (55, 60):
            created[number] = _decoded(value)
    tags: dict[str, object] = {"Keywords": keywords} if keywords else {}
    if len(created) == 2:
        date, time = created[55], created[60]
        tags["DateTimeCreated"] = (
            f"{date[:4]}:{date[4:6]}:{date[6:8]} {time[:2]}:{time[2:4]}:{time[4:6]}{time[6:]}"
        )
    return tags


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data):
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        if length & 0x8000:  # lengths beyond 32 KB: nothing we read is that long
            return
        yield data[at + 1], data[at + 2], data[at + 5 : at + 5 + length]
        at += 5 + length


def _decoded(value: bytes) -> str:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return text.strip("\0 ")
