"""The jobs there are: each a Struct and the function that does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Protocol, Self, TypeVar

import msgspec

from bindings import Bindings, Message, Sql
from photos import queues

J = TypeVar("J", bound="Job")
Work = Callable[[Any, Bindings], Awaitable[None]]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all jobs. The class name is the job's name on the queue."""

    queue: ClassVar[str] = "backgroundTask"
    """The contract's name of the queue it is shown in and can be paused with."""

    def message(self) -> Message:
        return Message(type(self).__name__, msgspec.to_builtins(self), self.queue)

    @classmethod
    def read(cls, message: Message) -> Self:
        """The job a message of this name stands for."""
        return msgspec.convert(message.data, cls)


class OneJob(Protocol):
    """A job about one asset or one person."""

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


async def fan_out(bindings: Bindings, page: Page, job: OneJob) -> None:
    """Send one job per id a paged statement finds: a broken asset then costs
    its own job only, and memory stays flat however many there are.

    None is sent twice, and what was given up stays so until somebody decides."""
    database = bindings.database
    before = await queues.last(database)
    behind = ""
    while True:
        ids = [id for (id,) in await database.all(page(behind, _PAGE), tuple[str])]
        if not ids:
            return
        kind = job(id=ids[0]).message().type
        new = await queues.without(database, kind, ids, before)
        await bindings.queue.send([job(id=id).message() for id in new])
        behind = ids[-1]
