"""Blobs in R2."""

from __future__ import annotations

import asyncio
import zlib
from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import js
from pyodide.ffi import JsException, to_js

from bindings import BlobInfo, Capacity, Stored
from bindings.cloudflare.javascript import absent, chunks, to_object

PART = 5 * 1024 * 1024
"""Bytes in a part: the least R2 takes. Larger ones overrun the isolate's memory."""

_DELETED_AT_ONCE = 1000
_UPLOADS_AT_ONCE = 4
_ABANDONED_MS = 30_000
_uploads: dict[int, float] = {}
"""When each upload of this isolate last moved, in ms; by the id of its R2Upload."""


class R2Upload:
    """bindings.BlobUpload: what fits one part is put in one piece, the rest part by part.

    The part in the making lies in JavaScript's memory, because Python's never
    shrinks again.
    """

    def __init__(self, bucket: Any, key: str, content_type: str) -> None:
        self._bucket = bucket
        self._key = key
        self._options = to_object({"httpMetadata": {"contentType": content_type}})
        self._multipart: Any = None
        self._sent: list[Any] = []
        self._part = js.Uint8Array.new(PART)
        self._filled = 0
        self._size = 0
        self._crc32 = 0
        self._digest = js.crypto.DigestStream.new("SHA-1")
        self._hashing = self._digest.getWriter()
        self._touch()

    async def write(self, data: bytes | bytearray | memoryview) -> None:
        rest = memoryview(data).cast("B")
        self._crc32 = zlib.crc32(rest, self._crc32)
        while rest:
            if self._filled == PART:
                await self._send()
            taken = rest[: PART - self._filled]
            self._part.subarray(self._filled, self._filled + len(taken)).assign(taken)
            self._filled += len(taken)
            self._size += len(taken)
            rest = rest[len(taken) :]

    async def finish(self) -> Stored:
        if self._multipart is None:
            last = await self._hashed()
            await self._bucket.put(self._key, last, self._options)
        else:
            await self._send()
            await self._multipart.complete(to_js(self._sent))
        await self._hashing.close()
        self._multipart = None
        self._forget()
        sha1 = (await self._digest.digest).to_bytes()
        return Stored(size=self._size, sha1=sha1, crc32=self._crc32)

    async def abort(self) -> None:
        if self._part is None:
            return
        self._forget()
        with suppress(JsException):
            await self._hashing.close()
        if self._multipart is not None:
            await self._multipart.abort()

    async def _send(self) -> None:
        self._touch()
        if self._multipart is None:
            self._multipart = await self._bucket.createMultipartUpload(self._key, self._options)
        part = await self._hashed()
        self._sent.append(await self._multipart.uploadPart(len(self._sent) + 1, part))
        self._filled = 0

    async def _hashed(self) -> Any:
        part = self._part.subarray(0, self._filled)
        await self._hashing.write(part)
        return part

    def _touch(self) -> None:
        _uploads[id(self)] = js.Date.now()

    def _forget(self) -> None:
        self._part = None
        _uploads.pop(id(self), None)


class R2Blob:
    """bindings.Blob; `native` is the body, which can be read once: by it or by `chunks`."""

    def __init__(self, info: BlobInfo, native: Any) -> None:
        self.info = info
        self.native = native

    def chunks(self) -> AsyncIterator[bytes]:
        return chunks(self.native) if self.native is not None else _nothing()

    def at_once(self) -> None:
        """Nothing is here before it is awaited."""


class R2Blobs:
    """bindings.Blobs over one R2 bucket."""

    def __init__(self, bucket: Any) -> None:
        self._bucket = bucket

    async def create(self, key: str, content_type: str) -> R2Upload:
        while _crowded():  # noqa: ASYNC110
            # An event would be shared between requests, and hang the isolate.
            await asyncio.sleep(0.05)
        return R2Upload(self._bucket, key, content_type)

    async def put(self, key: str, data: bytes, content_type: str) -> BlobInfo:
        options = to_object({"httpMetadata": {"contentType": content_type}})
        return _info(await self._bucket.put(key, to_js(data), options))

    async def head(self, key: str) -> BlobInfo | None:
        found = await self._bucket.head(key)
        return None if absent(found) else _info(found)

    async def open(self, key: str, offset: int = 0, length: int | None = None) -> R2Blob | None:
        if length == 0:
            info = await self.head(key)  # R2 knows no empty range
            return None if info is None else R2Blob(info, None)
        found = await self._get(key, offset, length)
        return None if absent(found) else R2Blob(_info(found), found.body)

    async def read(self, key: str, offset: int, length: int) -> bytes:
        if length == 0:
            return b""
        try:
            found = await self._get(key, offset, length)
        except JsException:
            info = await self.head(key)
            if info is None or offset >= info.size:
                return b""
            raise
        return b"" if absent(found) else (await found.arrayBuffer()).to_bytes()

    async def delete(self, keys: Sequence[str]) -> None:
        for first in range(0, len(keys), _DELETED_AT_ONCE):
            await self._bucket.delete(to_js(list(keys[first : first + _DELETED_AT_ONCE])))

    async def keys(self, prefix: str, after: str = "") -> AsyncIterator[str]:
        while True:
            page = await self._list(prefix, after)
            for found in page.objects:
                yield found.key
                after = found.key
            if not page.truncated:
                return

    async def missing(self, keys: Sequence[str]) -> list[str]:
        """By lists of up to 1000 keys, from one wanted key to the next: asking for
        each would cost many times as much."""
        wanted, absent, at = sorted(keys), list[str](), ""
        while wanted:
            # A key's own beginning comes right before it.
            page = await self._list("", max(at, wanted[0][:-1]))
            there = {found.key for found in page.objects}
            at = max(there, default="")
            passed = bisect_right(wanted, at) if page.truncated else len(wanted)
            absent += [key for key in wanted[:passed] if key not in there]
            wanted = wanted[passed:]
        return absent

    async def capacity(self) -> Capacity | None:
        return None

    async def _list(self, prefix: str, after: str) -> Any:
        options = {"prefix": prefix, "startAfter": after}
        return await self._bucket.list(to_object({k: v for k, v in options.items() if v}))

    async def _get(self, key: str, offset: int, length: int | None) -> Any:
        if offset == 0 and length is None:
            return await self._bucket.get(key)
        span = {"offset": offset} if length is None else {"offset": offset, "length": length}
        return await self._bucket.get(key, to_object({"range": span}))


def _crowded() -> bool:
    """Whether the parts of another upload might not fit into memory.

    The platform ends a request without a word when its client leaves: an upload
    that has not moved for a while holds no place.
    """
    moving = js.Date.now() - _ABANDONED_MS
    for each in [each for each, moved in _uploads.items() if moved < moving]:
        del _uploads[each]
    return len(_uploads) >= _UPLOADS_AT_ONCE


def _info(found: Any) -> BlobInfo:
    modified = datetime.fromtimestamp(found.uploaded.getTime() / 1000, UTC)
    return BlobInfo(key=found.key, size=found.size, etag=found.etag, modified=modified)


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield  # makes it a generator
