"""Knowing who calls takes one look into the database, however they say it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from handlers import auth
from photos.users import find_by_email
from tests.handlers.conftest import House
from tests.photos.library import Library
from tests.queries.recorder import Recorder


@pytest.fixture
async def credentials(house: House, admin: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    """By kind: what a request carries."""
    key = await admin.post("/api/api-keys", json={"name": "Key", "permissions": ["all"]})
    ada = await find_by_email(house.bindings.database, "ada@example.com")
    assert ada is not None
    await Library(house.bindings.database).link(ada, key="key", slug="slug")
    token = admin.cookies["immich_access_token"]
    return {
        "token": {"headers": {"authorization": f"Bearer {token}"}},
        "cookie": {"headers": {"cookie": f"immich_access_token={token}"}},
        "API key": {"headers": {"x-api-key": key.json()["secret"]}},
        "link": {"params": {"key": "key"}},
        "named link": {"params": {"slug": "slug"}},
    }


async def test_one_read(house: House, credentials: dict[str, dict[str, Any]]) -> None:
    recorder = Recorder(house.bindings.database)
    house.bindings = replace(house.bindings, database=recorder)
    async with house.visitor() as client:
        for kind, credential in credentials.items():
            answer = await client.post("/api/auth/validateToken", **credential)
            assert answer.status_code == (403 if "link" in kind else 200), kind
            (only,) = recorder.take()
            assert only.text.lstrip().startswith("SELECT"), kind


async def test_a_forged_token_is_not_even_looked_up(house: House, admin: httpx.AsyncClient) -> None:
    recorder = Recorder(house.bindings.database)
    strangers = replace(house.bindings, token_key=b"x" * 32)
    forged = auth.issue_token(strangers, "someone", "some session")
    house.bindings = replace(house.bindings, database=recorder)
    async with house.visitor() as client:
        answer = await client.post("/api/auth/validateToken", params={"sessionKey": forged})
    assert answer.status_code == 401
    assert recorder.take() == []


async def test_strangers_tokens_are_not_remembered(visitor: httpx.AsyncClient) -> None:
    """A thousand of 60 KB each would stay in memory, and push those of the clients out."""
    before = auth._session_id.cache_info().currsize
    for number in range(3):
        bad = await visitor.get("/api/users/me", headers={"x-immich-user-token": f"a.b.{number}"})
        assert (bad.status_code, bad.json()) == (401, {"message": "Invalid user token"})
    assert auth._session_id.cache_info().currsize == before
