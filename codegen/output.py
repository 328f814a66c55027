"""All generated files at once: text, formatting, and whether it is what lies there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from codegen.form import Contract
from codegen.gate import write_gate
from codegen.models import write_models
from codegen.operations import write_operations
from codegen.routes import write_routes
from codegen.unimplemented import write_unimplemented

FIRST_PARTY = ("--config", "lint.isort.known-first-party = ['generated']")
MARK = "# generated from openapi.yaml by codegen; do not edit\n"


def write_all(contract: Contract) -> dict[str, str]:
    """The finished text of every file, by its path below generated/."""
    texts = {
        "__init__.py": '"""The contract as Python: models, operations, routes."""\n',
        "gate.py": write_gate(),
        "models.py": write_models(contract),
        "operations.py": write_operations(contract),
        "unimplemented.py": write_unimplemented(contract),
    }
    texts |= {f"routes/{name}.py": text for name, text in write_routes(contract).items()}
    return formatted({path: MARK + text for path, text in texts.items()})


def formatted(texts: dict[str, str]) -> dict[str, str]:
    """The same files without unused imports, laid out as ruff would have them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        _ruff(folder, "check", "--select", "F401,I", "--fix-only", *FIRST_PARTY)
        _ruff(folder, "format")
        return {path: (folder / path).read_text("utf-8") for path in sorted(texts)}


def _ruff(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "--no-cache", "--quiet"]
    command += ["--line-length", "100", "--target-version", "py311", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ruff {arguments[0]}: {done.stdout}{done.stderr}")


def stale_files(texts: dict[str, str], folder: Path) -> list[str]:
    """Paths below `folder` that differ from `texts`, are missing, or should not be there."""
    there = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*.py")
    }
    return sorted(path for path in texts.keys() | there if texts.get(path) != there.get(path))


def replace_files(texts: dict[str, str], folder: Path) -> list[str]:
    """Make `folder` hold exactly `texts`; the paths that changed."""
    changed = stale_files(texts, folder)
    for path in changed:
        if path not in texts:
            (folder / path).unlink()
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(texts[path], "utf-8")
    return changed
