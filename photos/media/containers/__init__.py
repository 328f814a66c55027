"""Where a file keeps its facts: one module per family of formats.

Each reader takes a seekable file and the findings to fill, stops where the
file stops making sense, and may raise on broken data: what it found until
then stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Literal

from photos.media.containers import (
    asf,
    avi,
    bmff,
    bmp,
    cr3,
    gif,
    jp2,
    jpeg,
    jxl,
    matroska,
    movies,
    mrw,
    png,
    psd,
    raf,
    tiff,
    webp,
)
from photos.media.containers.findings import Findings
from photos.media.window import Missing

Family = Literal[
    "jpeg", "png", "webp", "gif", "bmff", "tiff", "bmp", "jxl", "raf", "cr3",
    "jp2", "mrw", "psd", "movie", "matroska", "avi", "asf", "",
]  # fmt: skip

_READERS: dict[Family, Callable[[BinaryIO, Findings], None]] = {
    "jpeg": jpeg.read,
    "png": png.read,
    "webp": webp.read,
    "gif": gif.read,
    "bmff": bmff.read,
    "tiff": tiff.read,
    "bmp": bmp.read,
    "jxl": jxl.read,
    "raf": raf.read,
    "cr3": cr3.read,
    "jp2": jp2.read,
    "mrw": mrw.read,
    "psd": psd.read,
    "movie": movies.read,
    "matroska": matroska.read,
    "avi": avi.read,
    "asf": asf.read,
}
_SIGNATURES: dict[bytes, Family] = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    **dict.fromkeys(tiff.HEADERS, "tiff"),
    b"BM": "bmp",
    jxl.CODESTREAM: "jxl",
    jxl.CONTAINER: "jxl",
    raf.SIGNATURE[:12]: "raf",
    jp2.SIGNATURE: "jp2",
    mrw.SIGNATURE: "mrw",
    psd.SIGNATURE: "psd",
    asf.SIGNATURE[:12]: "asf",
    b"\x1a\x45\xdf\xa3": "matroska",
}
_RIFF: dict[bytes, Family] = {b"WEBP": "webp", b"AVI ": "avi"}
_PICTURES = (
    b"mif1", b"mif2", b"msf1", b"miaf", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx",
    b"hevm", b"hevs", b"avif", b"avis",
)  # fmt: skip
_FIRST_OF_QUICKTIME = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def family(head: bytes) -> Family:
    """The family of formats, told from the first 12 bytes; "" when unknown."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "cr3" if brand == b"crx " else "bmff" if brand in _PICTURES else "movie"
    if head[4:8] in _FIRST_OF_QUICKTIME:
        return "movie"
    return next((name for start, name in _SIGNATURES.items() if head.startswith(start)), "")


def read(file: BinaryIO) -> tuple[Family, Findings]:
    """The family of a file, read from its start, and what its structure tells; raises only
    Missing."""
    name, findings = family(file.read(12)), Findings()
    if name in _READERS:
        file.seek(0)
        try:
            _READERS[name](file, findings)
        except Missing:
            raise
        except Exception:
            pass
    return name, findings
