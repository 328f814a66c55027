"""ICC colour profiles: who made them and what they call themselves."""

from __future__ import annotations

# signatures of the header field, spelled as metadata tools print them
_MAKERS = {
    b"ADBE": "Adobe Systems Inc.",
    b"APPL": "Apple Computer Inc.",
    b"HP  ": "Hewlett-Packard",
    b"MSFT": "Microsoft Corporation",
}
_MOST_TAGS = 100


def read(profile: bytes) -> dict[str, object]:
    """ProfileDescription and DeviceManufacturer, each only when present."""
    tags: dict[str, object] = {}
    if maker := profile[48:52].strip(b"\0 ").decode("ascii", "ignore"):
        tags["DeviceManufacturer"] = _MAKERS.get(profile[48:52], maker)
    for index in range(min(_number(profile, 128), _MOST_TAGS)):
        at = 132 + 12 * index
        if profile[at : at + 4] == b"desc":
            start, length = _number(profile, at + 4), _number(profile, at + 8)
            if text := _text(profile[start : start + length]):
                tags["ProfileDescription"] = text
    return tags


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _text(data: bytes) -> str:
    """A version 2 `desc` (ASCII) or a version 4 `mluc` (its first language)."""
    if data[:4] == b"desc":
        return data[12 : 12 + _number(data, 8)].decode("latin-1").strip("\0 ")
    if data[:4] == b"mluc":
        start, length = _number(data, 24), _number(data, 20)
        return data[start : start + length].decode("utf-16-be", "replace").strip("\0 ")
    return ""
