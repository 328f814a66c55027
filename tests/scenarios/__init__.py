"""What a person does with the server, over HTTP only.

Each module has `scenario(base_url)`. It needs an empty server behind
`base_url` and nothing else, so the very same file runs through both doors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import httpx

from tests.contract_check import check_sync
from tests.pictures import jpeg

Scenario = Callable[[str], None]
ADA = {"email": "ada@example.com", "password": "a long enough password", "name": "Ada"}


def scenarios() -> dict[str, Scenario]:
    """Every scenario by the name of its module."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    return {name: import_module(f"tests.scenarios.{name}").scenario for name in names}


def expect(response: httpx.Response, status: int, message: str) -> None:
    """Assert an error answer, whole."""
    assert (response.status_code, response.json()) == (status, {"message": message})


@contextmanager
def admitted(base_url: str) -> Iterator[httpx.Client]:
    """The first admin, logged in; paths begin below `/api`, and every answer is held
    against the contract."""
    with httpx.Client(
        base_url=f"{base_url}/api", timeout=60, event_hooks={"response": [check_sync]}
    ) as client:
        assert client.post("/auth/admin-sign-up", json=ADA).status_code == 201
        assert client.post("/auth/login", json=ADA).status_code == 201
        yield client


def upload(client: httpx.Client, shade: int, name: str, **fields: str) -> str:
    """A photo taken on that day of January 2024, from 0; its id."""
    form = {
        "fileCreatedAt": f"2024-01-0{shade + 1}T00:00:00.000Z",
        "fileModifiedAt": "2024-02-01T00:00:00.000Z",
        **fields,
    }
    files = {"assetData": (name, jpeg(shade), "image/jpeg")}
    created = client.post("/assets", data=form, files=files)
    assert created.status_code == 201, created.text
    id: str = created.json()["id"]
    return id
