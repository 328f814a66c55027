"""Every operation, called as every kind of caller."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio

from bindings.local import open_bindings
from generated.gate import Operation
from generated.operations import OPERATIONS
from tests.contract_check import ContractBroken
from tests.handlers.conftest import House
from tests.handlers.matrix import CALLERS, PREPARED, Caller, Due, due, guarded
from tests.handlers.matrix_requests import Sent, malformed, request_for
from tests.handlers.matrix_world import World


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One for all callers: every change is taken back at once."""
    data = tmp_path_factory.mktemp("matrix") / "data"
    bindings = await open_bindings(data)

    async def run_jobs() -> None:
        raise AssertionError("jobs are no part of what is refused or allowed here")

    with closing(World(House(bindings, run_jobs), data)) as made, closing(bindings):
        await made.populate()
        yield made


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("caller", CALLERS, ids=lambda caller: caller.name)
async def test_everybody_gets_what_they_are_due(world: World, caller: Caller) -> None:
    faults = []
    things = world.locked if caller.folder else world.things
    async with world.house.visitor() as client:
        for operation in OPERATIONS.values():
            sent = request_for(operation, things, bool(caller.folder))
            faults += await Meeting(world, client, caller, operation).faults(sent)
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


@dataclass
class Meeting:
    """One caller before one operation."""

    world: World
    client: httpx.AsyncClient
    caller: Caller
    operation: Operation

    async def faults(self, sent: Sent) -> list[str]:
        """What was not as it should be, one line each."""
        refusal = guarded(self.caller, self.operation)
        if refusal is None:
            return await self._try(sent, due(self.caller, self.operation, sent))
        found = await self._try(sent, refusal)
        if not self.caller.fault or self.caller.name == "nobody":  # one bad credential for all
            found += await self._try(malformed(sent), refusal)  # nobody has looked at it yet
        return found

    async def _try(self, sent: Sent, expected: Due) -> list[str]:
        """Send it, compare, and undo what it did."""
        if statement := PREPARED.get(self.operation.id):
            self.world.arrange(statement)
        try:
            answer = await self._send(sent)
        except ContractBroken as broken:
            return [f"{self.caller.name}: {broken}"]
        finally:
            difference = self.world.difference()
            await self.world.restore()
        who, message = f"{self.caller.name}: {self.operation.id}", _message(answer)
        found = []
        if answer.status_code not in expected.statuses or expected.message not in (None, message):
            wanted = " or ".join(map(str, expected.statuses))
            got = f"{answer.status_code} {message or answer.text[:200]}"
            found.append(f"{who}: {wanted} {expected.message or ''} was due, got {got} ({sent})")
        if difference and not expected.changes:
            found.append(f"{who}: must change nothing, but wrote {difference} ({sent})")
        return found

    async def _send(self, sent: Sent) -> httpx.Response:
        self.client.cookies.clear()
        shown = self.world.credentials[self.caller.shows(self.operation.permission)]
        options = sent.options()
        return await self.client.request(sent.method, f"/api{sent.path}", headers=shown, **options)


def _message(answer: httpx.Response) -> str | None:
    """What an error answer says."""
    if answer.is_success or not answer.content:
        return None
    body = answer.json()
    return body.get("message") if isinstance(body, dict) else None
