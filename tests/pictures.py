"""Pictures made for tests."""

from __future__ import annotations

import io

from PIL import Image


def jpeg(shade: int = 0, size: tuple[int, int] = (64, 48)) -> bytes:
    """A small JPEG without metadata; another `shade` is another file."""
    out = io.BytesIO()
    Image.new("RGB", size, (shade % 256, 80, 128)).save(out, "JPEG", comment=str(shade))
    return out.getvalue()
