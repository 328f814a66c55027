"""docs/security.md lists what is open without login."""

from __future__ import annotations

import re
from pathlib import Path

from generated.operations import OPERATIONS

DOCUMENT = Path(__file__).parent.parent / "docs" / "security.md"


def test_the_document_lists_exactly_what_is_open_without_login() -> None:
    listed = DOCUMENT.read_text().split("<!-- open operations -->")[1].split("<!-- end -->")[0]
    told = re.findall(r"`([A-Z]+) (/[^`]*)`", listed)
    opened = [(one.method, one.path) for one in OPERATIONS.values() if not one.auth]
    assert sorted(told) == sorted(opened)
