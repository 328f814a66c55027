"""The jobs there are: each a Struct and the function that does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, Self, TypeVar

import msgspec

from bindings import Bindings, Message, Sql

J = TypeVar("J", bound="Job")
Work = Callable[[Any, Bindings], Awaitable[None]]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all jobs. The class name is the job's name on the queue."""

    def message(self) -> Message:
        return Message(type(self).__name__, msgspec.to_builtins(self))

    @classmethod
    def read(cls, message: Message) -> Self:
        """The job a message of this name stands for."""
        return msgspec.convert(message.data, cls)


class AssetJob(Protocol):
    """A job about one asset."""

    def __call__(self, *, id: str) -> Job: ...


Page = Callable[[str, int], Sql]
"""(ids behind this one, how many) -> the statement that finds them in order."""

_PAGE = 1000


WORK: dict[str, tuple[type[Job], Work]] = {}


def does(
    kind: type[J],
) -> Callable[[Callable[[J, Bindings], Awaitable[None]]], Callable[[J, Bindings], Awaitable[None]]]:
    """Enter a function as the one that does jobs of this kind.

    Delivery is at least once, so the function must be idempotent, and it must
    take a row that is gone meanwhile for done. What it raises is tried again.
    """

    def enter(
        work: Callable[[J, Bindings], Awaitable[None]],
    ) -> Callable[[J, Bindings], Awaitable[None]]:
        WORK[kind.__name__] = (kind, work)
        return work

    return enter


async def fan_out(bindings: Bindings, page: Page, job: AssetJob) -> None:
    """Send one job per asset a paged statement finds: a broken asset then costs
    its own job only, and memory stays flat however many there are."""
    last = ""
    while True:
        rows = await bindings.database.all(page(last, _PAGE), tuple[str])
        await bindings.queue.send([job(id=id).message() for (id,) in rows])
        if len(rows) < _PAGE:
            return
        last = rows[-1][0]
