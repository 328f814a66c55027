"""Colour profiles: what is written is sRGB, or Display P3 where there is more to show."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

from PIL import Image, ImageCms


def shown(image: Image.Image, profile: bytes, wide: bool) -> tuple[Image.Image, bytes | None]:
    """The picture in sRGB, or where `wide` allows it in Display P3, and the profile to embed.

    `profile` is that of the source, empty for none. sRGB needs no profile: it
    is what everybody takes for granted. The image given may be changed.
    """
    if image.mode == "CMYK":
        return from_cmyk(profile)(image), None
    if image.mode not in ("RGB", "RGBA") or profile[16:20] != b"RGB " or _named(profile, "sRGB"):
        return image, None
    target = DISPLAY_P3 if wide else None
    if target is None or not _named(profile, "Display P3"):
        try:
            _convert(image, profile, target)
        except (OSError, ImageCms.PyCMSError):  # a profile nobody can read says nothing
            return image, None
    return image, target


def _convert(image: Image.Image, profile: bytes, target: bytes | None) -> None:
    wanted = io.BytesIO(target) if target else ImageCms.createProfile("sRGB")
    ImageCms.profileToProfile(image, io.BytesIO(profile), wanted, inPlace=True)


def from_cmyk(profile: bytes) -> Callable[[Image.Image], Image.Image]:
    """What makes sRGB of such a picture, or of rows of one."""
    try:
        srgb = ImageCms.createProfile("sRGB")
        transform = ImageCms.buildTransform(io.BytesIO(profile), srgb, "CMYK", "RGB")
    except (OSError, ImageCms.PyCMSError):
        return lambda image: image.convert("RGB")
    return transform.apply


def _named(profile: bytes, name: str) -> bool:
    return name.encode() in profile or name.encode("utf-16-be") in profile


def _display_p3() -> bytes:
    """SMPTE EG 432-1 primaries, D65 and the curve of sRGB, as an ICC profile (ICC.1:2010)."""
    white = _fixed(0.9642, 1.0, 0.8249)
    curve = b"\0\3\0\0" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    adapted = (
        (1.04788, 0.02292, -0.05022), (0.02959, 0.99048, -0.01707), (-0.00923, 0.01508, 0.75168),
    )  # fmt: skip
    tags = {
        b"desc": _text("Display P3"),
        b"cprt": _text("CC0"),
        b"wtpt": _typed(b"XYZ ", white),
        b"chad": _typed(b"sf32", *(_fixed(*row) for row in adapted)),
        b"rXYZ": _typed(b"XYZ ", _fixed(0.51512, 0.2412, -0.00105)),
        b"gXYZ": _typed(b"XYZ ", _fixed(0.29198, 0.69225, 0.04189)),
        b"bXYZ": _typed(b"XYZ ", _fixed(0.1571, 0.06657, 0.78407)),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _typed(b"para", curve)),
    }
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    made = (2024, 1, 1, 0, 0, 0)
    kinds = (b"mntr", b"RGB ", b"XYZ ")
    head = struct.pack(">I4xI4s4s4s6H4s28x", start + len(body), 4 << 24, *kinds, *made, b"acsp")
    return head + white + bytes(48) + table + body


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _typed(kind: bytes, *parts: bytes) -> bytes:
    return kind + bytes(4) + b"".join(parts)


def _text(words: str) -> bytes:
    data = words.encode("utf-16-be")
    return _typed(b"mluc", struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(data), 28), data)


DISPLAY_P3 = _display_p3()
