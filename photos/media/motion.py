"""Motion photos: a still with a short film behind it in the same file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from photos.media.containers.findings import Findings
from photos.media.sources import Tags
from photos.media.window import Read

_TRAILER = 4096
_SAMSUNG_FILM = 0x0A30


class Span(NamedTuple):
    """Where bytes lie in a file."""

    offset: int
    length: int


async def find(read: Read, size: int, findings: Findings, tags: Tags) -> Span | None:
    """The film in a still of `size` bytes, as Google's phones and Samsung's leave it.

    Metadata may promise a film that an editor has cut off: only one whose first
    bytes are those of an MP4 counts.
    """
    for span in _promised(size, findings, tags):
        if await _is_film(read, size, span):
            return span
    if str(tags.get("Make", "")).lower() == "samsung":
        start = max(0, size - _TRAILER)
        listed = _in_trailer(await read(start, _TRAILER), start)
        if listed and await _is_film(read, size, listed):
            return listed
    return None


async def _is_film(read: Read, size: int, span: Span) -> bool:
    fits = span.offset > 0 and 0 < span.length <= size - span.offset
    return fits and (await read(span.offset, 8))[4:] == b"ftyp"


def _promised(size: int, findings: Findings, tags: Tags) -> Iterator[Span]:
    if findings.film:
        yield Span(*findings.film)
    items = tags.get("ContainerItems")
    end = size
    for semantic, length, padding in reversed(items if isinstance(items, list) else []):
        end -= padding + length
        if semantic == "MotionPhoto":
            yield Span(end, length)
    offset = str(tags.get("MicroVideoOffset", ""))
    if offset.isdecimal() and len(offset) < 12:
        yield Span(size - int(offset), int(offset))


def _in_trailer(tail: bytes, start: int) -> Span | None:
    """The film in Samsung's list of extras; `tail` are the last bytes of the file from `start`.

    The list stands at the very end. It counts back from its own start to entries
    that begin with their name.
    """

    def number(at: int, length: int = 4) -> int:
        return int.from_bytes(tail[at : at + length], "little")

    at = len(tail) - 8 - number(len(tail) - 8)
    if tail[-4:] != b"SEFT" or at < 0 or tail[at : at + 4] != b"SEFH":
        return None
    for entry in range(at + 12, min(at + 12 + 12 * number(at + 8), len(tail) - 12), 12):
        if number(entry + 2, 2) == _SAMSUNG_FILM:
            name = 8 + len(b"MotionPhoto_Data")
            return Span(start + at - number(entry + 4) + name, number(entry + 8) - name)
    return None
