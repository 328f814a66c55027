"""Clock, metrics, sockets and the token key: what little there is to promise."""

from __future__ import annotations

from datetime import UTC, datetime

from bindings import Bindings


async def case_now_is_aware_and_in_milliseconds(bindings: Bindings) -> None:
    now = bindings.clock.now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    assert bindings.clock.now() >= now


async def case_uuids_are_version_4_lower_case_and_differ(bindings: Bindings) -> None:
    first, second = bindings.clock.uuid(), bindings.clock.uuid()
    assert first != second
    assert first == first.lower()
    assert [len(part) for part in first.split("-")] == [8, 4, 4, 4, 12]
    assert first[14] == "4"
    assert first[19] in "89ab"


async def case_secrets_have_their_length_and_differ(bindings: Bindings) -> None:
    assert len(bindings.clock.secret(24)) == 24
    assert bindings.clock.secret(24) != bindings.clock.secret(24)


async def case_zones_have_offsets_that_change_with_the_seasons(bindings: Bindings) -> None:
    def minutes(zone: str, date: str) -> float | None:
        offset = bindings.clock.offset(zone, datetime.fromisoformat(date))
        return None if offset is None else offset.total_seconds() / 60

    assert minutes("America/New_York", "2024-01-01T00:00Z") == -300
    assert minutes("America/New_York", "2024-07-01T00:00Z") == -240
    assert minutes("America/New_York", "2024-03-10T06:59Z") == -300
    assert minutes("America/New_York", "2024-03-10T07:00Z") == -240
    assert minutes("Asia/Kathmandu", "2024-01-01T00:00Z") == 345
    assert minutes("Etc/UTC", "2024-01-01T00:00Z") == 0
    assert minutes("Asia/Calcutta", "1985-01-01T00:00Z") == 330, "an older name"
    for unknown in ("", "Mars/Olympus_Mons", "America", "../UTC", "/etc/passwd", "ü", "a\x00b"):
        assert minutes(unknown, "2024-01-01T00:00Z") is None, unknown


async def case_token_key_is_long_enough(bindings: Bindings) -> None:
    assert len(bindings.token_key) >= 32
    assert len(set(bindings.token_key)) > 8


async def case_counting_and_telling_nobody_are_harmless(bindings: Bindings) -> None:
    bindings.metrics.count("requests")
    bindings.metrics.count("bytes", 1.5, {"kind": "thumbnail"})
    await bindings.sockets.emit("nobody", "on_upload_success", [{"id": 1}])
