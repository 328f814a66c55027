"""Pictures made from pictures: what the program asks of whatever decodes and scales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from bindings.framing import WHOLE, Framing, Size


class Rendition(msgspec.Struct, frozen=True):
    """One picture to make from an image.

    `short_edge` is the wanted length of the shorter side in pixels; None
    keeps the size. The aspect is kept and nothing is ever enlarged. EXIF
    orientation is applied to the pixels and no metadata but the colour
    profile survives.
    """

    key: str
    format: Literal["jpeg", "webp"]
    quality: int
    short_edge: int | None
    progressive: bool = False
    """A JPEG that appears whole and coarse first, where the platform leaves the choice."""
    wide: bool = True
    """Colours beyond sRGB stay, in Display P3, where the platform can; else all become sRGB."""


class Part(msgspec.Struct, frozen=True):
    """Bytes inside a blob that are a picture of their own, as RAW files have."""

    key: str
    offset: int
    length: int


class Still(msgspec.Struct, frozen=True):
    """One telling frame from the beginning of the video at `key`."""

    key: str


Source = str | Part | Still
"""What a picture is made from; a plain text is the key of an image."""


class Pixels(msgspec.Struct, frozen=True):
    """Raw pixels, 4 bytes (RGBA, not premultiplied) each, rows from the top."""

    width: int
    height: int
    rgba: bytes


class ImageFault(Exception):
    """The bytes cannot be shown as a picture; retrying will not help."""


class Images(Protocol):
    """Decoding, scaling and encoding of pictures."""

    async def render(
        self,
        source: Source,
        renditions: Sequence[Rendition],
        framing: Framing = WHOLE,
        size: Size | None = None,
    ) -> None:
        """Write each rendition under its key from the image `source`.

        `size` is that of the source, turned upright or not, where its file is known to
        say so: some platforms charge for looking.
        `framing` is of the upright picture, and sizes are those of its result.
        Raises ImageFault when the source cannot be decoded here, FileNotFoundError
        when it is not there: a lost original must not pass for an odd picture."""
        ...

    async def pixels(self, source: str, box: int) -> Pixels:
        """The upright picture scaled down to fit `box` x `box` pixels.

        Raises like `render`."""
        ...
