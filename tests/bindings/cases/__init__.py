"""What every implementation of the bindings must do.

Each module holds plain coroutines `case_…(bindings)` that use `assert` and the
Protocols only, so that they run wherever the bindings do. Cases make the
tables and keys they need and may share one database and one blob store.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bindings import Bindings
from tests.bindings.cases import blobs, cache, clock, database, passwords, queue

Case = Callable[[Bindings], Awaitable[None]]

CASES: dict[str, Case] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": case
    for module in (blobs, cache, clock, database, passwords, queue)
    for name, case in vars(module).items()
    if name.startswith("case_")
}
