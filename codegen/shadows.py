"""Paths a more literal path hides from an operation.

`/albums/assets` is a path of its own, so a router that prefers literals sends
`GET /albums/assets` there and finds no GET. The contract's meaning is
`GET /albums/{id}` with an id of "assets": such routes are added.
"""

from __future__ import annotations

from dataclasses import dataclass

from codegen.document import Refused
from codegen.form import Contract, Operation


@dataclass(frozen=True)
class Shadow:
    """`operation` must be mounted on `path` as well, where `values` are fixed."""

    operation: Operation
    path: str
    values: tuple[tuple[str, str], ...]


def find_shadows(contract: Contract) -> list[Shadow]:
    """In the order of the contract's paths. Raises Refused for paths that cross."""
    methods: dict[str, dict[str, Operation]] = {}
    for operation in contract.operations:
        methods.setdefault(operation.path, {})[operation.method] = operation
    found: list[Shadow] = []
    for path, own in methods.items():
        hidden: dict[str, Shadow] = {}
        for wide in sorted(filter(lambda wide: _covers(wide, path), methods), key=_literals):
            hidden |= {
                method: _shadow(operation, path)
                for method, operation in methods[wide].items()
                if method not in own
            }
        found += hidden.values()
    return found


def _shadow(operation: Operation, path: str) -> Shadow:
    pairs = list(zip(operation.path.split("/"), path.split("/"), strict=True))
    fixed = [(wide[1:-1], own) for wide, own in pairs if _open(wide) and not _open(own)]
    mounted = "/".join(wide if _open(own) else own for wide, own in pairs)
    return Shadow(operation, mounted, tuple(fixed))


def _covers(wide: str, path: str) -> bool:
    """Whether `wide` matches all that `path` matches, and more."""
    pairs = list(zip(wide.split("/"), path.split("/"), strict=False))
    if wide.count("/") != path.count("/"):
        return False
    if any(left != right and not _open(left) and not _open(right) for left, right in pairs):
        return False
    wider = any(_open(left) and not _open(right) for left, right in pairs)
    narrower = any(_open(right) and not _open(left) for left, right in pairs)
    if wider and narrower:
        raise Refused(f"#/paths: {wide} and {path} cross: which one a request means is open")
    return wider


def _open(segment: str) -> bool:
    return segment.startswith("{")


def _literals(path: str) -> int:
    return -path.count("{")
