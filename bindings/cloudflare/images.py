"""Pictures through the Images binding, stills of videos through the Media binding."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import js
from pyodide.ffi import JsException

from bindings import WHOLE, Framing, ImageFault, Part, Pixels, Rendition, Source, Still
from bindings.cloudflare import png
from bindings.cloudflare.javascript import absent, to_object
from bindings.cloudflare.transforms import transforms
from bindings.framing import Size

Opener = Callable[[], Awaitable[Any]]
"""A stream of the source from its beginning, each time."""

_CODE = re.compile(r"ERROR (\d{4})|error response (\d{3})")
# Not an image, too large, more than 100 megapixels, unsupported, undecodable:
# https://developers.cloudflare.com/images/troubleshooting
_FAULTY = {"9402", "9412", "9413", "9520", "9523", "500"}
_UPRIGHT = {"format": "image/webp", "quality": 95}
_LARGEST_FRAME = {"width": 2000, "height": 2000, "fit": "scale-down"}


class BoundImages:
    """bindings.Images over the IMAGES binding, which orients by EXIF, drops metadata and
    answers in sRGB.

    It keeps a JPEG's copyright tag and takes at most 100 megapixels. Without
    `media`, the MEDIA binding, videos have no stills.
    """

    def __init__(self, images: Any, bucket: Any, media: Any = None) -> None:
        self._images = images
        self._bucket = bucket
        self._media = media

    async def render(
        self, source: Source, renditions: Sequence[Rendition], framing: Framing = WHOLE
    ) -> None:
        opened = await self._opener(source)
        if framing != WHOLE:
            # Nobody says if `info` and `trim` see a picture before or after EXIF's turn:
            # from here on there is none.
            opened = _again(await self._made(opened, [], _UPRIGHT))
        size = await self._size(opened)
        for rendition in renditions:
            kind = f"image/{rendition.format}"
            output = {"format": kind, "quality": rendition.quality}
            if rendition.format == "jpeg":
                output["background"] = "#000000"  # what shows through transparency, as locally
            steps = transforms(size, framing, rendition.short_edge)
            picture = await self._made(opened, steps, output)
            options = to_object({"httpMetadata": {"contentType": kind}})
            await self._bucket.put(rendition.key, picture, options)

    async def pixels(self, source: str, box: int) -> Pixels:
        steps = [{"width": box, "height": box, "fit": "scale-down"}]
        picture = await self._made(await self._opener(source), steps, {"format": "image/png"})
        return png.decode(picture.to_bytes())

    async def _opener(self, source: Source) -> Opener:
        if isinstance(source, Still):
            return _again(await self._frame(source.key))
        if isinstance(source, Part):
            span = {"range": {"offset": source.offset, "length": source.length}}
            return partial(self._body, source.key, to_object(span))
        return partial(self._body, source)

    async def _body(self, key: str, *options: Any) -> Any:
        found = await self._bucket.get(key, *options)
        if absent(found):
            raise FileNotFoundError(key)
        return found.body

    async def _frame(self, key: str) -> Any:
        if absent(self._media):
            raise ImageFault("there is no MEDIA binding")
        fault = ""
        for time in ("1s", "0s"):  # many videos begin in black, some are over by then
            video = self._media.input(await self._body(key))
            output = to_object({"mode": "frame", "time": time, "format": "jpg"})
            try:
                result = video.transform(to_object(_LARGEST_FRAME)).output(output)
                response = await result.response()
                if response.ok:
                    return await response.arrayBuffer()
                fault = f"status {response.status}"
            except JsException as error:
                fault = error.message
        raise ImageFault(f"{key}: {fault}")

    async def _size(self, opened: Opener) -> Size:
        try:
            info = await self._images.info(await opened())
        except JsException as error:
            raise _fault(error) from error
        if getattr(info, "width", None) is None:
            raise ImageFault(f"{info.format} has no size")
        return info.width, info.height

    async def _made(
        self, opened: Opener, steps: Sequence[dict[str, Any]], output: dict[str, Any]
    ) -> Any:
        """An ArrayBuffer: the picture after these transforms, encoded."""
        try:
            image = self._images.input(await opened())
            for step in steps:
                image = image.transform(to_object(step))
            result = await image.output(to_object({**output, "anim": False}))
            return await js.Response.new(result.image()).arrayBuffer()
        except JsException as error:
            raise _fault(error) from error


def _again(buffer: Any) -> Opener:
    async def opened() -> Any:
        return js.Response.new(buffer).body

    return opened


def _fault(error: JsException) -> Exception:
    """ImageFault where the picture is to blame; else the error itself, worth another try."""
    match = _CODE.search(error.message)
    code = match and (match[1] or match[2])
    return ImageFault(error.message) if code in _FAULTY else error
