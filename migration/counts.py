"""Do both servers have the same?"""

from __future__ import annotations

from collections.abc import Iterator

from migration.library import Library, hex_checksum

_BATCH = 1000


def differences(source: Library, target: Library) -> tuple[list[tuple[str, int, int]], int]:
    """What is counted with the number there and here, and how many originals the target
    lacks by their checksums."""
    there, missing = _counts(source), 0
    batch: list[str] = []
    for checksum in _checksums(source):
        batch.append(checksum)
        if len(batch) == _BATCH:
            missing += _missing(target, batch)
            batch = []
    missing += _missing(target, batch)
    here = _counts(target)
    return [(name, count, here[name]) for name, count in there.items()], missing


def _counts(library: Library) -> dict[str, int]:
    kinds = {"photos": 0, "videos": 0, "favourites": 0, "archived": 0}
    for asset in library.assets():
        kinds["videos" if asset["type"] == "VIDEO" else "photos"] += 1
        kinds["favourites"] += asset["isFavorite"]
        kinds["archived"] += asset["visibility"] == "archive"
    albums = library.albums()
    return kinds | {
        "albums": len(albums),
        "assets in albums": sum(album["assetCount"] for album in albums),
        "stacks": len(library.stacks()),
        "tags": len(library.server.call("GET", "/tags")),
        "links": len(library.links()),
    }


def _checksums(library: Library) -> Iterator[str]:
    return (hex_checksum(asset) for asset in library.assets())


def _missing(target: Library, checksums: list[str]) -> int:
    if not checksums:
        return 0
    return sum(each["action"] == "accept" for each in target.server.check(checksums))
