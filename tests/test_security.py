"""What docs/security.md says of the whole program."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from generated.operations import OPERATIONS
from photos.media import formats

DOCUMENT = Path(__file__).parent.parent / "docs" / "security.md"


def test_the_document_lists_exactly_what_is_open_without_login() -> None:
    listed = DOCUMENT.read_text().split("<!-- open operations -->")[1].split("<!-- end -->")[0]
    told = re.findall(r"`([A-Z]+) (/[^`]*)`", listed)
    opened = [(one.method, one.path) for one in OPERATIONS.values() if not one.auth]
    assert sorted(told) == sorted(opened)


ROOT = DOCUMENT.parents[1]
CALLERS = {"httpx", "requests", "aiohttp", "urllib.request", "http.client", "smtplib", "ftplib"}
SERVING = [ROOT / "worker.py", ROOT / "local.py"] + [
    file
    for room in ("handlers", "photos", "bindings", "gazetteer")
    for file in sorted((ROOT / room).rglob("*.py"))
]


@pytest.mark.parametrize("file", SERVING, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_server_has_nothing_to_contact_anybody_with(file: Path) -> None:
    text = file.read_text()
    imported = {
        name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(alias.name for alias in node.names)]
    }
    assert not imported & CALLERS
    assert "js.fetch" not in text


def test_no_stored_file_is_served_as_what_browsers_run_scripts_of() -> None:
    names = ["a.html", "a.js", "a", "a.xhtml", *(f"a{extension}" for extension in formats.FORMATS)]
    served = {formats.content_type(name) for name in names}
    assert not {kind for kind in served if re.search("html|svg.xml|script|/xml|text/", kind)}
    assert all(re.match("image/|video/|application/(mxf|octet-stream)$", kind) for kind in served)
