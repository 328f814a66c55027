"""Queue: the sending side; how messages arrive is each implementation's own test."""

from __future__ import annotations

from bindings import Bindings, Message


async def case_sending_takes_one_many_and_none(bindings: Bindings) -> None:
    await bindings.queue.send([])
    await bindings.queue.send([Message("CasesNothing")])
    await bindings.queue.send([Message("CasesNothing", {"n": n, "ä": None}) for n in range(250)])
