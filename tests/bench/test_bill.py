"""docs/cost.md is what the formulas give for the recorded counts."""

from __future__ import annotations

import pytest

from bench import bill
from bench.prices import PRICES

COUNTS = {
    "upload": {"fixed": {"r2_class_a": 3.0, "database_bytes": 5000.0}, "each": {}},
    "month": {"fixed": {"d1_rows_read": 3.0}, "each": {"d1_rows_read": 4.0}},
}


def test_the_document_holds_what_the_formulas_give() -> None:
    document = bill.DOCUMENT.read_text()
    assert bill.written(document, bill.load()) == document


def test_only_what_is_beyond_the_included_costs() -> None:
    assert PRICES["r2_class_a"].bill(1e6) == 0
    assert PRICES["r2_class_a"].bill(3e6) == pytest.approx(9.0)


def test_a_bill_by_hand() -> None:
    used = bill.month(COUNTS, bill.LIGHT, 20_000)
    assert used["d1_rows_read"] == 100 * 4 * (3 + 4 * 250)
    assert used["r2_class_a"] == pytest.approx(300 * 3 + 30 * 2 * 60)
    assert used["r2_gb"] == pytest.approx(90)
    assert bill.usd(used) == pytest.approx(5 + 80 * 0.015)
