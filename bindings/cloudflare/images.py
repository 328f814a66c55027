"""Pictures through the Images binding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import js
from pyodide.ffi import JsException

from bindings import ImageFault, Pixels, Rendition
from bindings.cloudflare import png
from bindings.cloudflare.javascript import absent, to_object

_CODE = re.compile(r"ERROR (\d{4})|error response (\d{3})")
# Not an image, too large, more than 100 megapixels, unsupported, undecodable:
# https://developers.cloudflare.com/images/troubleshooting
_FAULTY = {"9402", "9412", "9413", "9520", "9523", "500"}


class BoundImages:
    """bindings.Images over the IMAGES binding, which orients by EXIF and drops metadata.

    It keeps a JPEG's copyright tag and takes at most 100 megapixels.
    """

    def __init__(self, images: Any, bucket: Any) -> None:
        self._images = images
        self._bucket = bucket

    async def render(self, source: str, renditions: Sequence[Rendition]) -> None:
        short, long = sorted(await self._edges(source))
        for rendition in renditions:
            # A box as wide as high: the same whether `info` counts EXIF's turns or not.
            edge = rendition.short_edge and max(1, round(long * rendition.short_edge / short))
            kind = f"image/{rendition.format}"
            output = {"format": kind, "quality": rendition.quality}
            if rendition.format == "jpeg":
                output["background"] = "#000000"  # what shows through transparency, as locally
            picture = await self._made(source, edge, output)
            options = to_object({"httpMetadata": {"contentType": kind}})
            await self._bucket.put(rendition.key, picture, options)

    async def pixels(self, source: str, box: int) -> Pixels:
        picture = await self._made(source, box, {"format": "image/png"})
        return png.decode(picture.to_bytes())

    async def _edges(self, source: str) -> tuple[int, int]:
        try:
            info = await self._images.info(await self._opened(source))
        except JsException as error:
            raise _fault(error) from error
        if getattr(info, "width", None) is None:
            raise ImageFault(f"{info.format} has no size")
        return info.width, info.height

    async def _made(self, source: str, box: int | None, output: dict[str, Any]) -> Any:
        """An ArrayBuffer: the picture scaled down to fit `box` x `box` and encoded."""
        try:
            image = self._images.input(await self._opened(source))
            if box is not None:
                scaling = {"width": box, "height": box, "fit": "scale-down"}
                image = image.transform(to_object(scaling))
            result = await image.output(to_object({**output, "anim": False}))
            return await js.Response.new(result.image()).arrayBuffer()
        except JsException as error:
            raise _fault(error) from error

    async def _opened(self, source: str) -> Any:
        found = await self._bucket.get(source)
        if absent(found):
            raise ImageFault(f"nothing lies at {source}")
        return found.body


def _fault(error: JsException) -> Exception:
    """ImageFault where the picture is to blame; else the error itself, worth another try."""
    match = _CODE.search(error.message)
    code = match and (match[1] or match[2])
    return ImageFault(error.message) if code in _FAULTY else error
