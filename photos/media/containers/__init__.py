"""Where an image file keeps its facts: one module per family of formats.

Each reader takes a seekable file and the findings to fill, stops where the
file stops making sense, and may raise on broken data: what it found until
then stays. A TIFF needs no reader here, the file is itself one EXIF block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Literal

from photos.media.containers import bmff, bmp, gif, jpeg, png, webp
from photos.media.containers.findings import Findings
from photos.media.window import Missing

Family = Literal["jpeg", "png", "webp", "gif", "bmff", "tiff", "bmp", ""]

_READERS: dict[Family, Callable[[BinaryIO, Findings], None]] = {
    "jpeg": jpeg.read,
    "png": png.read,
    "webp": webp.read,
    "gif": gif.read,
    "bmff": bmff.read,
    "bmp": bmp.read,
}
_SIGNATURES: dict[bytes, Family] = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"BM": "bmp",
}


def family(head: bytes) -> Family:
    """The family of formats, told from the first 12 bytes; "" when unknown."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "bmff"
    return next((name for start, name in _SIGNATURES.items() if head.startswith(start)), "")


def read(file: BinaryIO) -> tuple[Family, Findings]:
    """The family of a file and what its structure tells; raises only Missing."""
    file.seek(0)
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
