"""The tags of a file, gathered from everything in it and beside it that has some."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, TypeVar

from photos.media import containers, dates, exif, icc, iptc, xmp
from photos.media.containers import Family
from photos.media.containers.findings import Findings
from photos.media.window import Missing

T = TypeVar("T")
Tags = Mapping[str, object]

_SAME = (
    dates.NAMES,
    ("ImageDescription", "Description"),
    ("TagsList", "HierarchicalSubject", "Keywords"),
    ("GPSLatitude", "GPSLongitude"),
)
"""Tags that say the same thing: a sidecar that has one of them speaks for all."""


def gather(file: BinaryIO) -> tuple[Family, Findings, Tags]:
    """What kind of file it is, what its structure tells, and its tags. Raises only Missing.

    The camera's own word counts more than what editors and agencies wrote later.
    """
    family, findings = containers.read(file)
    edited = _try(xmp.read, findings.xmp) if findings.xmp else {}
    found = [
        _try(icc.read, findings.icc) if findings.icc else {},
        _try(iptc.read, findings.iptc) if findings.iptc else {},
        edited,
        findings.tags,
        *_exif(family, findings, file),
        # but stars are given in editors
        {name: edited[name] for name in ("Rating",) if name in edited},
    ]
    return family, findings, {name: tag for source in found for name, tag in source.items()}


def overruled(tags: Tags, sidecar: bytes) -> Tags:
    """The tags with those of an XMP packet from beside the file put over them.

    How the pixels lie is known to the file alone, so its orientation stays.
    """
    stated = _try(xmp.read, sidecar)
    stated.pop("Orientation", None)
    stated.pop("ContainerItems", None)
    silenced = {name for same in _SAME if not stated.keys().isdisjoint(same) for name in same}
    return {name: tag for name, tag in tags.items() if name not in silenced} | stated


def _exif(family: Family, findings: Findings, file: BinaryIO) -> Iterator[dict[str, object]]:
    if family == "tiff":
        yield _try(exif.read, file)
    for block in (findings.exif, *findings.more_exif):
        if block:
            source = io.BytesIO(block)
            tags = _try(exif.read, source)
            yield tags
            if tags.get("Make") == "Apple":
                yield _try(exif.read_apple, source)


def _try(reader: Callable[[T], dict[str, object]], source: T) -> dict[str, object]:
    try:
        return reader(source)
    except Missing:
        raise
    except Exception:
        return {}
