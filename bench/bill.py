"""Bills out of counts: docs/cost.md's tables, from bench/counts.json and bench/prices.py."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.prices import BASE, PRICES, SOURCE

ROOT = Path(__file__).resolve().parent.parent
COUNTS = ROOT / "bench" / "counts.json"
DOCUMENT = ROOT / "docs" / "cost.md"
MARK = "<!-- written by python -m bench.cost -->"

PHOTO_MB = 4.5
"""In R2: a 12 MP original of 4 MB, its preview and thumbnail."""
BLOBS, LISTED, LISTS = 3, 1000, 2
"""Blobs of a photo, how many R2 names in one list, and how often a night lists all."""

Counts = Mapping[str, Mapping[str, Mapping[str, float]]]
Amounts = Counter[str]


@dataclass(frozen=True)
class Use:
    """A month of somebody's photos."""

    name: str
    opens: int
    """How often the web app is opened: the timeline, `MONTHS` months, an album, a search."""
    hours: int
    """How long it stays open."""
    thumbnails: int
    previews: int
    originals: int
    syncs: int
    """How often phones ask for what is new."""
    uploads: int
    changes: int
    """Photos put into the trash or taken out, told to the web app while it is open."""
    zips: int
    """Downloads of `PER_MONTH` photos."""


MONTHS, PER_MONTH = 4, 250
LIGHT = Use("light", 100, 30, 20_000, 1_000, 50, 3_000, 300, 100, 1)
HEAVY = Use("heavy", 3_000, 720, 1_000_000, 50_000, 2_000, 30_000, 3_000, 3_000, 30)
PHONES = 1
"""New ones in a month, which sync all there is."""
LIBRARIES = (20_000, 200_000)
NIGHTS = 30


def month(counts: Counts, use: Use, photos: int) -> Amounts:
    """What a library of so many photos uses up in a month, by the names of PRICES."""
    total: Amounts = Counter()
    for name, times, shown in _actions(use, photos):
        if name in counts:
            total += _amounts(counts, name, times, shown)
    total["r2_class_a"] += NIGHTS * photos * BLOBS / LISTED * LISTS  # type: ignore[assignment]
    return total + stored(counts, photos)


def intake(counts: Counts, photos: int) -> Amounts:
    """What it takes to bring the photos in, once."""
    return _amounts(counts, "upload", photos, 0) + stored(counts, photos)


def stored(counts: Counts, photos: int) -> Amounts:
    size = counts["upload"]["fixed"]["database_bytes"]
    return Counter({"r2_gb": photos * PHOTO_MB / 1000, "d1_gb": photos * size / 1e9})


def usd(amounts: Mapping[str, float]) -> float:
    return BASE + sum(PRICES[name].bill(amount) for name, amount in amounts.items())


def _actions(use: Use, photos: int) -> Iterator[tuple[str, int, int]]:
    """Action, how often, how many photos it shows."""
    yield "timeline", use.opens, 0
    yield "month", use.opens * MONTHS, PER_MONTH
    yield "album", use.opens, 0
    yield "album month", use.opens, PER_MONTH
    yield "search", use.opens, PER_MONTH
    yield "thumbnail", use.thumbnails, 0
    yield "preview", use.previews, 0
    yield "asset", use.previews, 0
    yield "original", use.originals, 0
    yield "zip", use.zips, PER_MONTH
    yield "first sync", PHONES, photos
    yield "sync", use.syncs, 0
    yield "tab", use.opens, 0
    yield "tab's minute", use.hours * 60, 0
    yield "trash told", use.changes, 0
    yield "upload", use.uploads, 0
    yield "night", NIGHTS, photos


def _amounts(counts: Counts, name: str, times: int, shown: int) -> Amounts:
    action = counts[name]
    total: Amounts = Counter()
    for part, factor in (("fixed", times), ("each", times * shown)):
        for what, amount in action[part].items():
            if what in PRICES:
                total[what] += amount * factor  # type: ignore[assignment]
    return total


def text(counts: Counts) -> str:
    """Everything behind the mark."""
    parts = [_price_table(), _count_table(counts), _examples(counts)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _price_table() -> Iterator[str]:
    yield f"## Prices\nWorkers Paid, {BASE:.0f} USD a month; {SOURCE}.\n"
    yield "| what | included | beyond it, USD | page |"
    yield "|---|--:|--:|---|"
    for price in PRICES.values():
        sold = f"{price.usd:g}" + (f" per {price.unit:,.0f}" if price.unit > 1 else "")
        yield f"| {price.what} | {price.included:,.0f} | {sold} | {price.page} |"


def _count_table(counts: Counts) -> Iterator[str]:
    yield "## Counts\nOf one time; `+ n each` comes on top for each photo shown or kept.\n"
    names = [name for name in PRICES if any(name in one["fixed"] for one in counts.values())]
    yield "| action | " + " | ".join(PRICES[name].what for name in names) + " |"
    yield "|---|" + "--:|" * len(names)
    for action, parts in counts.items():
        cells = (_cell(parts["fixed"].get(name, 0), parts["each"].get(name, 0)) for name in names)
        yield f"| {action} | " + " | ".join(cells) + " |"
    size = counts["upload"]["fixed"]["database_bytes"]
    yield f"\nThe database grew by {size:,.0f} bytes with each photo."
    yield f"A phone's first sync of 1,000 photos: {_sum(_amounts(counts, 'first sync', 1, 1000))}."
    day = _amounts(counts, "tab", 1, 0) + _amounts(counts, "tab's minute", 24 * 60, 0)
    yield f"A day with the web app open: {_sum(day)}."


def _sum(amounts: Amounts) -> str:
    return ", ".join(
        f"{price.what} {amounts[name]:,.0f}"
        for name, price in PRICES.items()
        if amounts[name] >= 0.5
    )


def _cell(fixed: float, each: float) -> str:
    shown = f"{fixed:,.0f}" if fixed >= 10 else f"{fixed:.2g}"
    return (shown if fixed or not each else "") + (f" + {each:.2g} each" if each else "")


def _examples(counts: Counts) -> Iterator[str]:
    yield "## Examples\nAmounts of a month; in brackets USD beyond what is included.\n"
    cases = {
        f"{photos:,} photos, {use.name}": month(counts, use, photos)
        for photos in LIBRARIES
        for use in (LIGHT, HEAVY)
    } | {f"{photos:,} photos taken in at once": intake(counts, photos) for photos in LIBRARIES}
    yield "| | " + " | ".join(cases) + " |"
    yield "|---|" + "--:|" * len(cases)
    for name, price in PRICES.items():
        if any(case[name] for case in cases.values()):
            yield (
                f"| {price.what} | "
                + " | ".join(_priced(case[name], price.bill(case[name])) for case in cases.values())
                + " |"
            )
    yield (
        "| **USD a month** | " + " | ".join(f"**{usd(one):.2f}**" for one in cases.values()) + " |"
    )


def _priced(amount: float, bill: float) -> str:
    shown = f"{amount:,.0f}" if amount >= 10 else f"{amount:.2g}"
    return f"{shown} ({bill:.2f})" if bill >= 0.005 else shown


def written(document: str, counts: Counts) -> str:
    return document.partition(MARK)[0] + f"{MARK}\n{text(counts)}"


def load() -> Counts:
    counts: Counts = json.loads(COUNTS.read_text())
    return counts


def write() -> None:
    DOCUMENT.write_text(written(DOCUMENT.read_text(), load()))
