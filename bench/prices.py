"""Cloudflare's public price list, as far as this program uses it; the only place prices stand.

Plan Workers Paid, in USD, per month. Each was read on 28 November 2026 in the source of
Cloudflare's documentation (github.com/cloudflare/cloudflare-docs, below src/content), in the
newest copy at hand; the page named is where it is shown. Those of D1, KV and Queues stand in
partials/workers/{d1-pricing,kv_pricing,queues_pricing}.mdx, those of Durable Objects in
partials/durable-objects/durable-objects-pricing.mdx. The price of transformations is read from
a copy of 2025 and that page has moved since.
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = (
    "read on 28 November 2026 in the source of Cloudflare's documentation, which the pages named "
    "below developers.cloudflare.com show. That of Images was a copy of 2025; Analytics Engine "
    "is announced and not billed yet"
)
BASE = 5.0
"""What Workers Paid costs each month before anything is used."""


@dataclass(frozen=True)
class Price:
    what: str
    included: float
    """Units in a month that cost nothing."""
    unit: float
    """So many are sold at a time, pro rata."""
    usd: float
    page: str
    """Below developers.cloudflare.com."""

    def bill(self, amount: float) -> float:
        return max(0.0, amount - self.included) / self.unit * self.usd


PRICES = {
    "requests": Price("Worker requests", 10e6, 1e6, 0.30, "workers/platform/pricing"),
    "cpu_ms": Price("Worker CPU, ms", 30e6, 1e6, 0.02, "workers/platform/pricing"),
    "d1_rows_read": Price("D1 rows read", 25e9, 1e6, 0.001, "d1/platform/pricing"),
    "d1_rows_written": Price("D1 rows written", 50e6, 1e6, 1.00, "d1/platform/pricing"),
    "d1_gb": Price("D1 storage, GB", 5, 1, 0.75, "d1/platform/pricing"),
    "r2_class_a": Price("R2 class A (writes, lists)", 1e6, 1e6, 4.50, "r2/pricing"),
    "r2_class_b": Price("R2 class B (reads)", 10e6, 1e6, 0.36, "r2/pricing"),
    "r2_gb": Price("R2 storage, GB", 10, 1, 0.015, "r2/pricing"),
    "image_transformations": Price("Images transformations", 5000, 1000, 0.50, "images/pricing"),
    "queue_operations": Price("Queues operations", 1e6, 1e6, 0.40, "queues/platform/pricing"),
    "kv_reads": Price("KV reads", 10e6, 1e6, 0.50, "kv/platform/pricing"),
    "kv_writes": Price("KV writes and deletes", 1e6, 1e6, 5.00, "kv/platform/pricing"),
    "data_points": Price(
        "Analytics Engine data points", 10e6, 1e6, 0.25, "analytics/analytics-engine/pricing"
    ),
    "object_requests": Price(
        "Durable Objects requests", 1e6, 1e6, 0.15, "durable-objects/platform/pricing"
    ),
    "object_gbs": Price(
        "Durable Objects GB-s", 400_000, 1e6, 12.50, "durable-objects/platform/pricing"
    ),
    "object_rows_written": Price(
        "Durable Objects rows written", 50e6, 1e6, 1.00, "durable-objects/platform/pricing"
    ),
}
