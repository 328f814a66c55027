"""A local door of its own for each client, with an admin who has an API key; a town for phones."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bench.process import serving
from tests.clients.node import PERSON
from tests.clients.town import Town, town as built
from tests.handlers.conftest import House, house as house


@dataclass(frozen=True)
class Account:
    """Where the server is, and how to speak to it as its admin."""

    url: str
    token: str
    key: str
    """May do everything."""

    def browser(self) -> httpx.Client:
        """A plain client, for what the tested one cannot arrange."""
        headers = {"authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=f"{self.url}/api", headers=headers, timeout=60)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server nobody has signed up at."""
    with serving(tmp_path_factory.mktemp("server") / "data") as server:
        yield server.url


@pytest.fixture(scope="module")
def account(empty: str) -> Account:
    with httpx.Client(base_url=f"{empty}/api", timeout=60) as client:
        client.post("/auth/admin-sign-up", json=PERSON).raise_for_status()
        token = client.post("/auth/login", json=PERSON).raise_for_status().json()["accessToken"]
        wish = {"name": "client", "permissions": ["all"]}
        bearer = {"authorization": f"Bearer {token}"}
        made = client.post("/api-keys", json=wish, headers=bearer).raise_for_status().json()
    return Account(empty, token, made["secret"])


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder with three different photos, one of them in a folder below."""
    from tests.pictures import jpeg

    folder = tmp_path / "photos"
    (folder / "below").mkdir(parents=True)
    for shade, name in enumerate(("a.jpg", "b.jpg", "below/c.jpg")):
        (folder / name).write_bytes(jpeg(100 + shade))
    return folder


@pytest.fixture
async def town(house: House) -> AsyncIterator[Town]:
    async with built(house) as made:
        yield made


@pytest.fixture(scope="session")
def film() -> bytes:
    """The motion of a live photo."""
    from PIL import Image

    from tests.pictures import video

    return video((Image.new("RGB", (64, 48), "red"), 5), format="mov")
