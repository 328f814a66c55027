"""What a person does with the server, over HTTP only.

Each module has `scenario(base_url)`. It needs an empty server behind
`base_url` and nothing else, so the very same file runs through both doors.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import httpx

Scenario = Callable[[str], None]


def scenarios() -> dict[str, Scenario]:
    """Every scenario by the name of its module."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    return {name: import_module(f"tests.scenarios.{name}").scenario for name in names}


def expect(response: httpx.Response, status: int, message: str) -> None:
    """Assert an error answer, whole."""
    assert (response.status_code, response.json()) == (status, {"message": message})
