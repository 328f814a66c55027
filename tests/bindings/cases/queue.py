"""Queue: the sending side; how messages arrive is each implementation's own test."""

from __future__ import annotations

from bindings import Bindings, Message, Sql


async def case_sending_takes_one_many_and_none(bindings: Bindings) -> None:
    await bindings.queue.send([])
    await bindings.queue.send([Message("CasesNothing")])
    await bindings.queue.send([Message("CasesNothing", {"n": n, "ä": None}) for n in range(250)])


async def case_every_message_is_a_row_until_it_is_done(bindings: Bindings) -> None:
    await bindings.database.run(Sql("INSERT INTO paused_queues VALUES ('cases')"))
    sent = [Message("CasesHeld", {"n": n, "ü": "'\""}, "cases") for n in range(3)]
    await bindings.queue.send(sent)
    rows = await bindings.database.all(
        Sql("SELECT type, data ->> 'n', data ->> 'ü', state FROM jobs WHERE queue = 'cases'"),
        tuple[str, int, str, str],
    )
    assert rows == [("CasesHeld", n, "'\"", "paused") for n in range(3)]
    await bindings.queue.wake()
    await bindings.database.run(Sql("DELETE FROM paused_queues WHERE name = 'cases'"))


async def case_too_much_data_is_refused_and_nothing_is_written(bindings: Bindings) -> None:
    messages = [Message("CasesLarge"), Message("CasesLarge", {"x": "x" * 127_000})]
    try:
        await bindings.queue.send(messages)
    except ValueError:
        pass
    else:
        raise AssertionError("a message no queue takes was taken")
    found = Sql("SELECT id FROM jobs WHERE type = 'CasesLarge'")
    assert await bindings.database.one(found, tuple[int]) is None


async def case_more_than_one_statement_holds_is_sent_all_the_same(bindings: Bindings) -> None:
    await bindings.database.run(Sql("INSERT INTO paused_queues VALUES ('many')"))
    await bindings.queue.send(
        [Message("CasesMany", {"n": n, "x": "x" * 100_000}, "many") for n in range(25)]
    )
    found = await bindings.database.all(
        Sql("SELECT data ->> 'n' FROM jobs WHERE queue = 'many' ORDER BY id"), tuple[int]
    )
    assert found == [(n,) for n in range(25)]
    await bindings.database.run(Sql("DELETE FROM jobs WHERE queue = 'many'"))
    await bindings.database.run(Sql("DELETE FROM paused_queues WHERE name = 'many'"))
