"""SQLite, one version of it on every machine, set up before its first use in this process.

The systems' own libraries are years apart and some are built with all that makes
them slow: Debian's takes nearly twice the CPU for the same plans.
"""

from __future__ import annotations

from collections.abc import Iterator

import apsw

# It counts every byte it takes and gives back, under a lock of the whole process,
# so that it could be asked how many they are. Nobody asks.
apsw.shutdown()
apsw.config(apsw.SQLITE_CONFIG_MEMSTATUS, False)
apsw.initialize()


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, triggers whole, comments kept."""
    start = 0
    end = script.find(";")
    while end >= 0:
        if apsw.complete(script[start : end + 1]):
            yield script[start : end + 1].strip()
            start = end + 1
        end = script.find(";", end + 1)
    rest = script[start:].strip()
    # A last statement may lack its semicolon; comments alone are no statement.
    if rest and any(
        line and not line.startswith("--") for line in map(str.strip, rest.split("\n"))
    ):
        yield rest


__all__ = ["apsw", "statements"]
