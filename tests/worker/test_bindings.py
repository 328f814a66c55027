"""The cases every implementation must pass, run inside Pyodide against Cloudflare's."""

from __future__ import annotations

import pytest

from tests.bindings.cases import CASES
from tests.worker.harness import Worker


@pytest.fixture(scope="session")
def faults(bare_worker: Worker) -> dict[str, str | None]:
    found: dict[str, str | None] = bare_worker.run("tests.worker.inside", "cases")
    return found


DIFFERENT = {
    "database.case_foreign_keys_may_be_deferred_in_a_batch":
        "D1 says no more than `internal error` when a batch breaks a deferred key at its end",
}  # fmt: skip
NAMES = [
    pytest.param(name, marks=[pytest.mark.xfail(reason=DIFFERENT[name], strict=True)])
    if name in DIFFERENT
    else name
    for name in CASES
]


@pytest.mark.parametrize("name", NAMES)
def test_case(faults: dict[str, str | None], name: str) -> None:
    assert faults[name] is None, faults[name]
