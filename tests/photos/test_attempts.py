from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from photos import attempts
from tests.photos.library import NOW, Library

SECOND = timedelta(seconds=1)


async def take(library: Library, limits: Mapping[str, int], now: datetime = NOW) -> int:
    """Seconds to wait, 0 where the attempt may be made."""
    try:
        await attempts.take(library.database, limits, now)
    except attempts.TooMany as full:
        return full.wait
    return 0


async def test_a_window_begins_with_the_first_attempt(library: Library) -> None:
    assert await take(library, {"a": 2}) == 0
    assert await take(library, {"a": 2}, NOW + 60 * SECOND) == 0
    assert await take(library, {"a": 2}, NOW + 61 * SECOND) == 15 * 60 - 61
    assert await take(library, {"a": 2}, NOW + attempts.WINDOW - SECOND / 10) == 1
    assert await take(library, {"a": 2}, NOW + attempts.WINDOW) == 0
    assert await take(library, {"a": 2}, NOW + attempts.WINDOW) == 0
    assert await take(library, {"a": 2}, NOW + attempts.WINDOW) == 15 * 60


async def test_what_one_counter_refuses_the_other_does_not_count(library: Library) -> None:
    for _ in range(5):
        await take(library, {"address": 1, "account": 2})
    assert await take(library, {"account": 2}) == 0
    assert await take(library, {"account": 2}) > 0


async def test_what_is_given_back_was_never_taken(library: Library) -> None:
    for _ in range(5):
        assert await take(library, {"a": 1, "b": 1}) == 0
        await attempts.give_back(library.database, ["a", "b"])
    await attempts.give_back(library.database, ["a"])
    assert await take(library, {"a": 1}) == 0
    assert await take(library, {"a": 1}) > 0
    assert await take(library, {"b": 1}) == 0


async def test_only_windows_that_are_over_are_forgotten(library: Library) -> None:
    await take(library, {"old": 1})
    await take(library, {"new": 1}, NOW + SECOND)
    await library.database.run(attempts.cleanup(NOW + attempts.WINDOW))
    assert await library.rows("SELECT key FROM attempts") == [["new"]]
