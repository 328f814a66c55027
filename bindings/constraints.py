"""What SQLite says of a broken rule; D1 hands its words on."""

from __future__ import annotations

from typing import Literal

from bindings import Violation

_RULES: dict[str, Literal["unique", "not null", "check", "foreign key"]] = {
    "UNIQUE": "unique",
    "NOT NULL": "not null",
    "CHECK": "check",
    "FOREIGN KEY": "foreign key",
}


def broken(text: str) -> Violation | None:
    """The rule named in `UNIQUE constraint failed: table.column`; None for other texts."""
    rule, _, detail = text.partition(" constraint failed")
    kind = _RULES.get(rule)
    return Violation(kind, detail.removeprefix(": ")) if kind else None
