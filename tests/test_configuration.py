"""docs/configuration.md names what the program reads from outside, all of it and nothing else."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = (ROOT / "docs" / "configuration.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
ENVIRONMENTS = ("environ", "env", "environment", "_env")
NAME = re.compile(r"[A-Z][A-Z_0-9]+")
LOCAL = ["local.py", "bindings/local"]
WORKER = ["worker.py", "bindings/cloudflare"]
TOOLS = ["importer", "backup", "webapp", "deploy", "gazetteer", "migration", "recovery"]
PASSED_ON = {"PATH"}
"""What the tools hand to the programs they start."""


def documented(section: str) -> set[str]:
    """The names in the first column of that section's table."""
    text = DOCUMENT.split(f"## {section}\n")[1].split("\n## ")[0]
    return set(re.findall(r"(?m)^\| `(\w+)` ", text))


def read_by(places: list[str]) -> set[str]:
    """Names that Python files take out of an environment."""
    names: set[str] = set()
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            names |= set(taken(ast.parse(file.read_text())))
    return names


def taken(tree: ast.AST) -> Iterator[str]:
    """`env.X`, `env["X"]`, `env.get("X")`, `given("X")`, `getenv("X")`, and any
    `function(env, "X")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_environment(node.value):
            found = [node.attr]
        elif isinstance(node, ast.Subscript) and is_environment(node.value):
            found = texts([node.slice])
        elif isinstance(node, ast.Call):
            function, given = node.func, node.args
            is_method = isinstance(function, ast.Attribute) and is_environment(function.value)
            if is_method or ast.unparse(function).split(".")[-1] in ("given", "getenv"):
                found = texts(given[:1])
            else:
                found = texts(given[1:2]) if given and is_environment(given[0]) else []
        else:
            continue
        yield from (name for name in found if NAME.fullmatch(name))


def is_environment(node: ast.expr) -> bool:
    return ast.unparse(node).split(".")[-1] in ENVIRONMENTS


def texts(nodes: list[ast.expr]) -> list[str]:
    return [str(node.value) for node in nodes if isinstance(node, ast.Constant)]


def bound_in_wrangler() -> set[str]:
    """Every binding wrangler.toml gives the Worker."""
    names: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, list):
            for each in value:
                look(each)
        elif isinstance(value, dict):
            # Bindings of Durable Objects and of some others are called by `name`.
            names.update(str(value[key]) for key in ("binding", "name") if key in value)
            for each in value.values():
                look(each)

    settings = tomllib.loads((ROOT / "wrangler.toml").read_text())
    look({key: value for key, value in settings.items() if key != "name"})
    return names | set(settings.get("vars", {}))


def asked_by_make() -> set[str]:
    own = set(re.findall(r"(?m)^([A-Z_]+) :=", MAKEFILE)) | {"MAKE", "MAKEFILE_LIST"}
    return set(re.findall(r"\$\(([A-Z_]+)\)", MAKEFILE)) - own


def test_one_machine() -> None:
    assert documented("One machine") == read_by(LOCAL)


def test_cloudflare() -> None:
    assert documented("Cloudflare") == read_by(WORKER)


def test_wrangler_gives_what_is_documented() -> None:
    assert bound_in_wrangler() - documented("Cloudflare") == set()
    required = set(re.findall(r"(?m)^\| `(\w+)` \| [^|]+ \| yes ", DOCUMENT))
    assert required - bound_in_wrangler() == {"JWT_SECRET"}


def test_make_and_its_tools() -> None:
    read = read_by(TOOLS) | asked_by_make()
    assert documented("make") == read - documented("One machine") - PASSED_ON


def test_options_are_those_of_the_program() -> None:
    found = re.findall(
        r'add_argument\("(--[\w-]+)"', (ROOT / "bindings/local/settings.py").read_text()
    )
    assert set(re.findall(r"`(--[\w-]+)`", DOCUMENT)) == set(found)


@pytest.mark.parametrize(
    "text",
    ["env.SOCKETS", "self.env.SOCKETS", "os.environ['SOCKETS']", "env.get('SOCKETS') or 'x'",
     "given('SOCKETS')", "os.getenv('SOCKETS')", "getattr(env, 'SOCKETS', None)",
     "_required(env, 'SOCKETS')"],
)  # fmt: skip
def test_no_way_to_read_one_is_overlooked(text: str) -> None:
    assert list(taken(ast.parse(text))) == ["SOCKETS"]
