"""Every operation that changes something, and what the phones concerned hear of it.

The owner's phone, and that of a member of the owner's album who is a partner
both ways. An operation that is new fails here until it stands in a table.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest
import pytest_asyncio

from bindings.local import open_bindings
from photos.users import User
from tests.clients.phone import Phone
from tests.clients.town import surplus, tick
from tests.clients.walk import BEFORE, CHANGING, LOGGED_OUT, SEEN, SILENT, perform
from tests.handlers.conftest import PASSWORD, House
from tests.handlers.matrix import ABSENT
from tests.handlers.matrix_world import World

WATCHERS = ("owner", "member")
GHOSTS = {
    "removePartner": {"asset", "exif", "stack"},
    "removeUserFromAlbum": {"asset", "exif"},
}
"""Where phones keep what nothing shows them any more."""


class Country(World):
    """The matrix's installation, with two phones that are up to date."""

    phones: dict[str, Phone]
    stack: AsyncExitStack

    async def _admit(self, people: dict[str, User]) -> None:
        await super()._admit(people)
        self.phones = {}
        for name in WATCHERS:
            phone = await self.phone(name)
            await tick()
            await phone.sync_fully()
            self.phones[name] = phone

    async def phone(self, name: str) -> Phone:
        phone = Phone(await self.stack.enter_async_context(self.house.visitor()))
        self.stack.callback(phone.store.close)
        await phone.connect(f"{name}@example.org", PASSWORD)
        return phone


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def country(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Country]:
    data = tmp_path_factory.mktemp("walk") / "data"
    async with AsyncExitStack() as stack:
        bindings = stack.enter_context(closing(await open_bindings(data)))
        made = Country(House(bindings, _no_jobs), Path(data))
        made.stack = stack
        stack.enter_context(closing(made))
        await made.populate()
        yield made


async def _no_jobs() -> None:
    raise AssertionError("what jobs do is seen elsewhere")


def test_every_changing_operation_is_classified() -> None:
    tables = (SEEN, SILENT, LOGGED_OUT)
    named = [name for table in tables for name in table]
    assert len(named) == len(set(named)), "in two tables"
    assert set(named) == {name.removesuffix("Patch") for name in CHANGING}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", CHANGING)
async def test_phones_hear_of(country: Country, name: str) -> None:
    base = name.removesuffix("Patch")
    stores = {who: phone.store.copy() for who, phone in country.phones.items()}
    if statement := BEFORE.get(base):
        country.arrange(statement)
        await _sync(country)
    try:
        answer = await perform(country, CHANGING[name])
        assert answer.is_success or base in ABSENT or base in SILENT, answer.text
        if base in LOGGED_OUT:
            phone = country.phones[LOGGED_OUT[base]]
            assert (await phone.client.get("/api/server/about")).status_code == 401
            return
        heard = await _sync(country)
        assert heard == {who: set(SEEN.get(base, {}).get(who, "").split()) for who in WATCHERS}
        for who, phone in country.phones.items():
            new = await country.phone(who)
            await new.sync_fully()
            assert surplus(phone.store, new.store) <= GHOSTS.get(base, set())
    finally:
        for who, store in stores.items():
            country.phones[who].store = store
        country.difference()
        await country.restore()


async def _sync(country: Country) -> dict[str, set[str]]:
    """What each phone is told, by types of lines."""
    await tick()
    return {who: (await phone.sync_fully()).types for who, phone in country.phones.items()}
