"""Pictures through the Images binding, stills of videos through the Media binding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

import js
from pyodide.ffi import JsException

from bindings import WHOLE, Framing, ImageFault, Part, Pixels, Rendition, Source, Still
from bindings.cloudflare import png
from bindings.cloudflare.javascript import absent, to_object
from bindings.cloudflare.transforms import transforms
from bindings.framing import Size

_LARGEST_INPUT = 20_000_000
"""Bytes that https://developers.cloudflare.com/images/optimization/binding names. Which
error more of them are is not told."""
_CODE = re.compile(r"ERROR (\d{4})|error response (\d{3})")
# Too large, not an image, more than 100 megapixels, unsupported, undecodable:
# https://developers.cloudflare.com/images/reference/errors
_FAULTY = {"9402", "9412", "9413", "9420", "9516", "9520", "9523", "500"}
# Nothing left of what is free, too busy: of no picture the fault, however large
_PASSING = {"9422", "9423", "9522", "9527"}
_UPRIGHT = {"format": "image/webp", "quality": 95}
_LARGEST_FRAME = {"width": 2000, "height": 2000, "fit": "scale-down"}


class BoundImages:
    """bindings.Images over the IMAGES binding, which orients by EXIF, drops metadata and
    answers in sRGB.

    It keeps a JPEG's copyright tag and takes at most 100 megapixels and, as is said, 20
    MB: more are tried, and whatever is said against them is final. Without `media`, the
    MEDIA binding, videos have no stills.
    """

    def __init__(self, images: Any, bucket: Any, media: Any = None) -> None:
        self._images = images
        self._bucket = bucket
        self._media = media

    async def render(
        self,
        source: Source,
        renditions: Sequence[Rendition],
        framing: Framing = WHOLE,
        size: Size | None = None,
    ) -> None:
        given = await self._input(source)
        if framing != WHOLE:
            # Nobody says if `info` and `trim` see a picture before or after EXIF's turn:
            # from here on there is none. What is cut out of it is measured to a pixel.
            given, size = _Held(await self._made(given, [], _UPRIGHT)), None
        size = size or await self._size(given)
        for rendition in renditions:
            kind = f"image/{rendition.format}"
            output = {"format": kind, "quality": rendition.quality}
            if rendition.format == "jpeg":
                output["background"] = "#000000"  # what shows through transparency, as locally
            steps = transforms(size, framing, rendition.short_edge)
            picture = await self._made(given, steps, output)
            options = to_object({"httpMetadata": {"contentType": kind}})
            await self._bucket.put(rendition.key, picture, options)

    async def pixels(self, source: str, box: int) -> Pixels:
        steps = [{"width": box, "height": box, "fit": "scale-down"}]
        picture = await self._made(await self._input(source), steps, {"format": "image/png"})
        return png.decode(picture.to_bytes())

    async def _input(self, source: Source) -> _Input:
        if isinstance(source, Still):
            return _Held(await self._frame(source.key))
        return _Stored(self._bucket, source)

    async def _frame(self, key: str) -> Any:
        if absent(self._media):
            raise ImageFault("there is no MEDIA binding")
        fault = ""
        for time in ("1s", "0s"):  # many videos begin in black, some are over by then
            video = self._media.input(await _Stored(self._bucket, key).stream())
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

    async def _size(self, given: _Input) -> Size:
        try:
            info = await self._images.info(await given.stream())
        except JsException as error:
            raise await _fault(error, given) from error
        if getattr(info, "width", None) is None:
            raise ImageFault(f"{info.format} has no size")
        return info.width, info.height

    async def _made(
        self, given: _Input, steps: Sequence[dict[str, Any]], output: dict[str, Any]
    ) -> Any:
        """An ArrayBuffer: the picture after these transforms, encoded."""
        try:
            image = self._images.input(await given.stream())
            for step in steps:
                image = image.transform(to_object(step))
            result = await image.output(to_object({**output, "anim": False}))
            return await js.Response.new(result.image()).arrayBuffer()
        except JsException as error:
            raise await _fault(error, given) from error


class _Input(Protocol):
    """Bytes of a picture, as often as they are asked for."""

    async def stream(self) -> Any:
        """From the beginning, each time."""
        ...

    async def length(self) -> int: ...


class _Held:
    """In memory, as an ArrayBuffer."""

    def __init__(self, buffer: Any) -> None:
        self._buffer = buffer

    async def stream(self) -> Any:
        return js.Response.new(self._buffer).body

    async def length(self) -> int:
        return int(self._buffer.byteLength)


class _Stored:
    """In the bucket. Raises FileNotFoundError where nothing lies."""

    def __init__(self, bucket: Any, source: str | Part) -> None:
        self._bucket = bucket
        self._source = source

    async def stream(self) -> Any:
        if isinstance(self._source, str):
            return self._there(await self._bucket.get(self._source)).body
        span = {"range": {"offset": self._source.offset, "length": self._source.length}}
        return self._there(await self._bucket.get(self._source.key, to_object(span))).body

    async def length(self) -> int:
        if isinstance(self._source, Part):
            return self._source.length
        return int(self._there(await self._bucket.head(self._source)).size)

    def _there(self, found: Any) -> Any:
        if absent(found):
            raise FileNotFoundError(self._source)
        return found


async def _fault(error: Exception, given: _Input) -> Exception:
    """ImageFault where the picture is to blame; else the error itself, worth another try."""
    message: str = error.message  # type: ignore[attr-defined]
    match = _CODE.search(message)
    code = match and (match[1] or match[2])
    if code in _FAULTY:
        return ImageFault(message)
    if code not in _PASSING and (length := await given.length()) > _LARGEST_INPUT:
        return ImageFault(f"{length} bytes, of which Images takes 20 MB: {message}")
    return error
