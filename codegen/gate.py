"""generated/gate.py: the same for every contract, kept as a template."""

from __future__ import annotations

from pathlib import Path

TEMPLATE = Path(__file__).parent / "templates" / "gate.py.txt"


def write_gate() -> str:
    """The text of gate.py, not yet formatted."""
    return TEMPLATE.read_text("utf-8")
