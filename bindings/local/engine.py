"""SQLite, set up before its first use in this process.

It counts every byte it takes and gives back, under a lock of the whole process,
so that it could be asked how many they are. Nobody asks, and pages of a sync
stream cost a sixth more CPU with it.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_MEMSTATUS = 9


def _stop_counting() -> None:
    """Has no effect once somebody has begun to use SQLite, nor where Python does not
    share the system's library but has one of its own."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("libsqlite3.dylib" if sys.platform == "darwin" else "libsqlite3.so.0")
        library.sqlite3_config(ctypes.c_int(_MEMSTATUS), ctypes.c_int(0))


_stop_counting()

import sqlite3  # noqa: E402

__all__ = ["sqlite3"]
