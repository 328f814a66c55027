"""Tag "Download": many originals at once, as zips."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing

from litestar.types import HTTPScope, Receive, Send
from msgspec import UNSET

from bindings import Blob, Blobs
from generated import models
from generated.gate import Wire
from handlers import preferences, zip_format
from handlers.call import Call
from handlers.decode import Invalid
from handlers.wire import JSON, bindings_of, encode, listening, start, stream
from handlers.zip_format import Entry, Writer
from photos import access, downloads, moments
from photos.downloads import Choice, Planned
from photos.refusal import Refused

ARCHIVE_SIZE = 4 * 2**30
"""Bytes, where the client names no size; its own preference it sends itself."""
_LOOKS_AT_ONCE = 6
"""The platform holds no more connections open."""
_NOTE = "missing.txt"
_NO_ASSETS = {"code": "custom", "path": ["assetIds"], "message": "At least one asset is required"}

Content = tuple[Entry, str | bytes]
"""One file of an archive, and the key of its bytes or the bytes themselves."""


async def get_download_info(call: Call, body: models.DownloadInfoDto) -> Wire:
    database = call.bindings.database
    choice = await _choice(call, body)
    preferred = await preferences.read(database, call.user.id)
    plan = downloads.plan(
        database,
        choice,
        access.condition("asset.download", call.caller),
        target=ARCHIVE_SIZE if body.archiveSize is UNSET else body.archiveSize,
        embedded=preferred.download.includeEmbeddedVideos,
    )
    return Plan(plan)


async def download_archive(call: Call, body: models.DownloadArchiveDto) -> Wire:
    """Visitors of a link get what they see: edited, where there are edits."""
    if not body.assetIds:
        raise Invalid([_NO_ASSETS])
    bindings, caller = call.bindings, call.caller
    files = await downloads.files(
        bindings.database,
        body.assetIds,
        access.condition("asset.download", caller),
        edited=caller.link is not None or body.edited is True,
    )
    sizes = await _sizes(bindings.blobs, [file.path for file in files])
    *names, note = downloads.entry_names([*(file.name for file in files), _NOTE])
    contents, lost = list[Content](), list[str]()
    for file, size, name in zip(files, sizes, names, strict=True):
        if size is None:
            lost.append(name)
        else:
            entry = Entry(name, size, file.local_date_time, file.crc32)
            contents.append((entry, file.path))
    if lost:
        contents.append(_note(note, lost, moments.text(bindings.clock.now())))
    return Archive(contents)


class Plan(Wire):
    """A plan, written while it is made: that of a large library never lies in memory."""

    __slots__ = ("_archives",)

    def __init__(self, archives: AsyncIterator[Planned]) -> None:
        self._archives = archives

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        await start(scope, send, 201, [(b"content-type", JSON)])
        async with listening(receive, send) as send_if_there, aclosing(self._written()) as pieces:
            async for piece in pieces:
                await send_if_there(
                    {"type": "http.response.body", "body": piece, "more_body": True}
                )
            await stream(scope, send_if_there, None)

    async def _written(self) -> AsyncGenerator[bytes]:
        total, before = 0, b""
        yield b'{"archives":['
        async for archive in self._archives:
            total += archive.size
            shown = models.DownloadArchiveInfo(assetIds=archive.asset_ids, size=archive.size)
            yield before + encode(shown)
            before = b","
        yield b'],"totalSize":%d}' % total


class Archive(Wire):
    """A zip, written while it is sent.

    Its length is told first, so an answer that breaks off, because a file has
    vanished since or is not as long any more, is never taken for a whole one.
    """

    __slots__ = ("_contents",)

    def __init__(self, contents: Sequence[Content]) -> None:
        self._contents = contents

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        length = zip_format.length(entry for entry, _ in self._contents)
        headers = [
            (b"content-type", b"application/octet-stream"),
            (b"content-length", b"%d" % length),
        ]
        await start(scope, send, 200, headers)
        async with listening(receive, send) as send_if_there:
            await self._write(scope, send_if_there)

    async def _write(self, scope: HTTPScope, send: Send) -> None:
        blobs, writer = bindings_of(scope).blobs, Writer()
        for entry, source in self._contents:
            await _send(send, writer.begin(entry))
            if isinstance(source, bytes):
                await _send(send, source)
                crc32 = zlib.crc32(source)
            else:
                blob = await _opened(blobs, source, entry.size)
                if entry.crc32 is None:
                    crc32 = await _read_through(send, blob)
                else:
                    crc32 = entry.crc32
                    await stream(scope, send, blob, more=True)
            await _send(send, writer.end(entry, crc32))
        await _send(send, b"".join(writer.finish()))
        await stream(scope, send, None)


class Vanished(OSError):
    """Bytes that were there a moment ago."""


async def _opened(blobs: Blobs, key: str, size: int) -> Blob:
    blob = await blobs.open(key)
    if blob is None or blob.info.size != size:
        raise Vanished(key)
    return blob


async def _read_through(send: Send, blob: Blob) -> int:
    """Send a file, reading it for its CRC-32."""
    crc32 = 0
    async with aclosing(blob.chunks()) as chunks:  # type: ignore[type-var]
        async for chunk in chunks:
            crc32 = zlib.crc32(chunk, crc32)
            await _send(send, chunk)
    return crc32


async def _send(send: Send, body: bytes) -> None:
    if body:
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _sizes(blobs: Blobs, keys: Sequence[str]) -> list[int | None]:
    """Bytes under each of the keys, None where nothing lies."""
    sizes = list[int | None]()
    for first in range(0, len(keys), _LOOKS_AT_ONCE):
        found = await asyncio.gather(*map(blobs.head, keys[first : first + _LOOKS_AT_ONCE]))
        sizes += [info.size if info else None for info in found]
    return sizes


def _note(name: str, lost: Sequence[str], moment: str) -> Content:
    """What is said of photos whose bytes are gone: an archive without them would lie,
    and one that breaks off there would keep all the others from their owner."""
    text = "\r\n".join(["These files are lost on the server:", *lost, ""]).encode()
    return Entry(name, len(text), moment, zlib.crc32(text)), text


async def _choice(call: Call, body: models.DownloadInfoDto) -> Choice:
    """Raises Refused when the caller may not download all of it, or nothing is named."""
    database, caller = call.bindings.database, call.caller
    if body.assetIds is not UNSET:
        await access.require(database, "asset.download", caller, body.assetIds)
        return downloads.of_assets(body.assetIds)
    if body.albumId is not UNSET:
        await access.require(database, "album.download", caller, [body.albumId])
        return downloads.of_album(database, body.albumId)
    if body.userId is not UNSET:
        await access.require(database, "timeline.download", caller, [body.userId])
        return downloads.of_library(database, body.userId)
    raise Refused("assetIds, albumId, or userId is required")
