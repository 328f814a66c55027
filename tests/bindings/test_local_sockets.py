"""What only sockets in memory promise: nobody waits, and nothing stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bindings import EVERYBODY, Event, socketio
from bindings.local.sockets import LocalSockets
from tests.listening import Listener

HELLO = Event("hello", [])


@asynccontextmanager
async def attending(
    sockets: LocalSockets, *rooms: str, connect: bool = True
) -> AsyncIterator[Listener]:
    listener = Listener()
    scope = {"extensions": {"abort": listener.abort}}
    task = asyncio.create_task(sockets.attend(scope, listener.receive, listener.send, rooms, HELLO))
    if connect:
        listener.say("40")
    await breathe()
    yield listener
    listener.hang_up()
    await task


async def breathe() -> None:
    """Let everybody do what can be done without waiting."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_events_reach_their_room_and_no_other() -> None:
    sockets = LocalSockets()
    async with attending(sockets, "ada", "s1") as one, attending(sockets, "ada", "s2") as two:
        async with attending(sockets, "bob") as other:
            await sockets.emit("ada", "on_asset_delete", ["x"])
            await sockets.emit("s2", "on_session_delete", ["s2"])
            await sockets.emit(EVERYBODY, "on_config_update", [])
            await sockets.emit("nobody", "lost", [])
            await breathe()
        greeted, gone, config = ["hello"], ["on_asset_delete", "x"], ["on_config_update"]
        assert one.events == [greeted, greeted, gone, config]
        assert two.events == [greeted, gone, ["on_session_delete", "s2"], config]
        assert other.events == [greeted, config]
        await sockets.emit("bob", "lost", [])
        await breathe()
        assert other.events == [greeted, config]


async def test_the_handshake_comes_before_the_events() -> None:
    async with attending(LocalSockets(2, 1), "ada") as listener:
        opening, connected, event = listener.frames
    assert opening.startswith('0{"sid":"')
    assert '"upgrades":[],"pingInterval":2000,"pingTimeout":1000,"maxPayload":' in opening
    assert connected.startswith('40{"sid":"')
    assert event == '42["hello"]'


async def test_who_has_not_connected_is_told_nothing() -> None:
    sockets = LocalSockets()
    async with attending(sockets, "ada", connect=False) as listener:
        await sockets.emit("ada", "secret", [])
        await breathe()
        assert len(listener.frames) == 1


async def test_a_second_connect_changes_nothing() -> None:
    async with attending(LocalSockets(), "ada") as listener:
        listener.say("40")
        listener.say('42["a"]')
        listener.say("2")
        await breathe()
        assert listener.frames[3:] == ["3"]


@pytest.mark.parametrize("frame", ["41", "1", "", "4", "40/admin,", "451-[]", "GET /", "9"])
async def test_who_leaves_or_speaks_strangely_is_let_go(frame: str) -> None:
    sockets = LocalSockets()
    async with attending(sockets, "ada") as listener:
        listener.say(frame)
        await breathe()
        await sockets.emit("ada", "late", [])
        await breathe()
        assert listener.events == [["hello"]]


async def test_pings_keep_a_socket_and_silence_ends_it() -> None:
    async with attending(LocalSockets(0.05, 0.05), "ada") as listener:
        for answered in range(1, 4):
            while listener.frames.count("2") < answered:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            assert not listener.aborted
            listener.say("3")
        while not listener.aborted:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        assert listener.frames.count("2") == 4


async def test_a_socket_that_asks_for_nothing_is_cut_off() -> None:
    async with attending(LocalSockets(0.01, 60), "ada", connect=False) as listener:
        while not listener.aborted:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_who_does_not_read_is_cut_off_and_holds_up_nobody() -> None:
    sockets = LocalSockets()
    async with attending(sockets, "ada") as reads, attending(sockets, "ada") as stuck:
        stuck.reads.clear()
        for number in range(30):
            await sockets.emit("ada", "big", ["x" * 50_000, number])
            await breathe()
        assert [event[2] for event in reads.events[2:]] == list(range(30))
        assert stuck.aborted
        assert not reads.aborted


async def test_one_large_event_is_no_reason_to_cut_off() -> None:
    """That of 60,000 photos in the trash has 2.4 MB."""
    sockets = LocalSockets()
    async with attending(sockets, "ada") as listener:
        await sockets.emit("ada", "on_asset_trash", [["x" * 36] * 60_000])
        await breathe()
        assert len(listener.told("on_asset_trash")[0][0]) == 60_000
        assert not listener.aborted


async def test_who_asks_without_reading_is_cut_off() -> None:
    async with attending(LocalSockets(), "ada") as stuck:
        stuck.reads.clear()
        for _ in range(5_000):
            stuck.say("2")
        for _ in range(10_000):
            await asyncio.sleep(0)
        assert stuck.aborted


async def test_the_revoked_are_sent_away() -> None:
    sockets = LocalSockets()
    async with attending(sockets, "ada", "s1") as kept, attending(sockets, "ada", "s2") as gone:
        async with attending(sockets, "ada", "s3", connect=False) as unconnected:
            async with attending(sockets, "bob", "s4") as other:
                await sockets.retain("ada", ["s1", "s9"])
                await sockets.emit("ada", "news", [])
                await breathe()
                assert other.closed is None
            assert unconnected.closed
        assert gone.frames[-1] == "41"
        assert gone.closed
        assert kept.events[-1] == ["news"]


async def test_the_oldest_of_too_many_is_told_to_stay_away() -> None:
    sockets = LocalSockets()
    async with AsyncExitStack() as stack:
        bob = await stack.enter_async_context(attending(sockets, "bob"))
        opened = [
            await stack.enter_async_context(attending(sockets, "ada", f"s{number}"))
            for number in range(socketio.MOST)
        ]
        assert not any(listener.closed for listener in [bob, *opened])
        opened += [
            await stack.enter_async_context(attending(sockets, "ada", "new")) for _ in range(2)
        ]
        gone = [listener for listener in opened if listener.closed]
        assert gone == opened[:2]
        assert [listener.frames[-1] for listener in gone] == ["41", "41"]
        await sockets.emit("ada", "news", [])
        await breathe()
        assert len([listener for listener in opened if listener.told("news")]) == socketio.MOST
        assert not bob.closed


async def test_later_is_later_and_in_order() -> None:
    sockets = LocalSockets()
    async with attending(sockets, "s1") as listener:
        await sockets.emit("s1", "on_session_delete", ["s1"], after=0.02)
        await sockets.retain("s1", [], after=0.02)
        await breathe()
        assert listener.events == [["hello"]]
        while listener.closed is None:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        assert listener.frames[-2:] == ['42["on_session_delete","s1"]', "41"]
