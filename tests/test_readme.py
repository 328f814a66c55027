"""What the README says of itself is counted, not believed."""

from __future__ import annotations

import re
from pathlib import Path

from codegen.document import load
from codegen.paths import read
from codegen.todo import missing, originals
from handlers.app import MODULES

ROOT = Path(__file__).resolve().parent.parent


def test_the_count_is_true() -> None:
    contract = read(load(ROOT / "openapi.yaml"))
    total = len(originals(contract))
    written = total - len(missing(contract, MODULES))
    found = re.search(r"(\d+) of (\d+) operations", (ROOT / "README.md").read_text())
    assert found is not None
    assert (int(found[1]), int(found[2])) == (written, total)
