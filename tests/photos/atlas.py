"""A small table of places, by which the whole world is described."""

from __future__ import annotations

from photos.place_table import Region, Settlement, loading

FILE = "atlas.tsv"
REGIONS = [
    Region("Spain", "Madrid", "Europe/Madrid"),
    Region("United States of America", "Utah", "America/Denver"),
    Region("United States of America", "California", "America/Los_Angeles"),
    Region("Fiji", None, "Pacific/Fiji"),
    Region("Norway", "Svalbard", "Arctic/Longyearbyen"),
    Region("Japan", "Tokyo", "Asia/Tokyo"),
    Region("United States of America", "Colorado", "America/Denver"),
]
SETTLEMENTS = [
    Settlement("Tokyo", (35.69, 139.692), 5),
    Settlement("Madrid", (40.417, -3.704), 0),
    Settlement("San José", (37.339, -121.895), 2),
    Settlement("San Francisco", (37.775, -122.419), 2),
    Settlement("Alcorcón", (40.345, -3.825), 0),
    Settlement("South San Francisco", (37.655, -122.408), 2),
    Settlement("Palisade", (39.11, -108.351), 6),
    Settlement("Thompson Springs", (38.966, -109.713), 1),
    Settlement("Taveuni", (-16.8, 179.98), 3),
    Settlement("Top of the World", (90.0, 0.0), 4),
]
"""Largest first."""
ATLAS = list(loading(FILE, REGIONS, SETTLEMENTS))
