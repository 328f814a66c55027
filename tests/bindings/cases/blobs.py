"""Blobs."""

from __future__ import annotations

import hashlib
import zlib

from bindings import Bindings, Blob

MIB = 2**20


async def _all(blob: Blob | None) -> bytes:
    assert blob is not None
    return b"".join([bytes(chunk) async for chunk in blob.chunks()])


async def _keys(bindings: Bindings, prefix: str, after: str = "") -> list[str]:
    return [key async for key in bindings.blobs.keys(prefix, after)]


async def case_put_head_open_read_delete(bindings: Bindings) -> None:
    blobs, key = bindings.blobs, "cases/basic/ü ñ.jpg"
    assert await blobs.head(key) is None
    assert await blobs.open(key) is None
    assert await blobs.read(key, 0, 10) == b""
    made = await blobs.put(key, b"0123456789", "image/jpeg")
    info = await blobs.head(key)
    assert info == made
    assert info is not None
    assert (info.key, info.size) == (key, 10)
    assert info.etag
    assert '"' not in info.etag
    assert abs((bindings.clock.now() - info.modified).total_seconds()) < 60
    blob = await blobs.open(key)
    assert blob is not None
    assert blob.info == info
    assert await _all(blob) == b"0123456789"
    await blobs.delete([key, "cases/basic/never was"])
    assert await blobs.head(key) is None


async def case_ranges(bindings: Bindings) -> None:
    blobs, key = bindings.blobs, "cases/ranges"
    await blobs.put(key, b"0123456789", "text/plain")
    assert await _all(await blobs.open(key, 3)) == b"3456789"
    assert await _all(await blobs.open(key, 3, 4)) == b"3456"
    assert await _all(await blobs.open(key, 0, 1)) == b"0"
    assert await _all(await blobs.open(key, 9, 1)) == b"9"
    blob = await blobs.open(key, 3, 4)
    assert blob is not None
    assert blob.info.size == 10
    assert await blobs.read(key, 8, 10) == b"89"
    assert await blobs.read(key, 10, 1) == b""
    assert await blobs.read(key, 99, 1) == b""
    await blobs.delete([key])


async def case_an_empty_blob_is_a_blob(bindings: Bindings) -> None:
    blobs, key = bindings.blobs, "cases/empty"
    await blobs.put(key, b"", "text/plain")
    info = await blobs.head(key)
    assert info is not None
    assert info.size == 0
    assert await _all(await blobs.open(key)) == b""
    await blobs.delete([key])


async def case_upload_in_uneven_pieces_is_hashed_and_whole(bindings: Bindings) -> None:
    blobs, key = bindings.blobs, "cases/upload/large"
    data = bytes(range(256)) * (12 * 1024 * 4) + b"the end"  # 12 MiB: several parts anywhere
    upload = await blobs.create(key, "application/octet-stream")
    offset = 0
    for size in (1, 70_000, 3 * MIB, 17, 5 * MIB, 300_000, len(data)):
        piece = data[offset : offset + size]
        await upload.write(bytearray(piece) if size % 2 else memoryview(piece))
        offset += len(piece)
    assert await blobs.head(key) is None
    stored = await upload.finish()
    assert (stored.size, stored.sha1) == (len(data), hashlib.sha1(data).digest())
    assert stored.crc32 == zlib.crc32(data)
    assert await _all(await blobs.open(key)) == data
    assert (
        await _all(await blobs.open(key, 5 * MIB - 3, 3 * MIB)) == data[5 * MIB - 3 : 8 * MIB - 3]
    )
    assert await blobs.read(key, MIB, MIB) == data[MIB : 2 * MIB]
    await upload.abort()
    assert await blobs.head(key) is not None
    await blobs.delete([key])


async def case_a_caller_may_reuse_its_buffer(bindings: Bindings) -> None:
    key = "cases/upload/buffer"
    upload = await bindings.blobs.create(key, "text/plain")
    buffer = bytearray(b"one ")
    await upload.write(buffer)
    buffer[:] = b"two!"
    await upload.write(buffer)
    stored = await upload.finish()
    assert stored.sha1 == hashlib.sha1(b"one two!").digest()
    assert await bindings.blobs.read(key, 0, 100) == b"one two!"
    await bindings.blobs.delete([key])


async def case_an_aborted_upload_leaves_nothing(bindings: Bindings) -> None:
    for size in (0, 10, 6 * MIB):
        upload = await bindings.blobs.create("cases/aborted/one", "text/plain")
        await upload.write(b"x" * size)
        await upload.abort()
        await upload.abort()
    assert await bindings.blobs.head("cases/aborted/one") is None
    assert await _keys(bindings, "cases/aborted/") == []


async def case_an_empty_upload_can_be_finished(bindings: Bindings) -> None:
    upload = await bindings.blobs.create("cases/upload/nothing", "text/plain")
    stored = await upload.finish()
    assert (stored.size, stored.sha1) == (0, hashlib.sha1(b"").digest())
    await bindings.blobs.delete(["cases/upload/nothing"])


async def case_overwriting_changes_the_etag(bindings: Bindings) -> None:
    blobs, key = bindings.blobs, "cases/overwritten"
    first = await blobs.put(key, b"one", "text/plain")
    opened = await blobs.open(key)
    second = await blobs.put(key, b"two", "text/plain")
    assert first.etag != second.etag
    assert opened is not None
    assert opened.info.etag == first.etag
    assert await _all(await blobs.open(key)) == b"two"
    await blobs.delete([key])


async def case_keys_by_prefix(bindings: Bindings) -> None:
    made = ["cases/list/a/1", "cases/list/a/2", "cases/list/ab/1", "cases/list/b"]
    for key in made:
        await bindings.blobs.put(key, b"x", "text/plain")
    assert await _keys(bindings, "cases/list/") == made
    assert await _keys(bindings, "cases/list/a") == made[:3]
    assert await _keys(bindings, "cases/list/a/") == made[:2]
    assert await _keys(bindings, "cases/list/a/2") == ["cases/list/a/2"]
    assert await _keys(bindings, "cases/list/c") == []
    assert set(made) <= set(await _keys(bindings, ""))
    for place, key in enumerate(made):
        assert await _keys(bindings, "cases/list/", key) == made[place + 1 :]
    assert await _keys(bindings, "cases/list/a/", "cases/list/a/") == made[:2]
    assert await _keys(bindings, "cases/list/", "cases/list/a") == made
    assert await _keys(bindings, "cases/list/", "cases/lis") == made
    await bindings.blobs.delete(made)
    assert await _keys(bindings, "cases/list") == []


async def case_keys_come_in_order_even_beside_folders(bindings: Bindings) -> None:
    made = ["cases/order/a b/1", "cases/order/a-b", "cases/order/a.b/1", "cases/order/a/1",
            "cases/order/a/2/3", "cases/order/a0", "cases/order/ü"]  # fmt: skip
    for key in made:
        await bindings.blobs.put(key, b"x", "text/plain")
    assert made == sorted(made)
    assert await _keys(bindings, "cases/order/") == made
    for place, key in enumerate(made):
        assert await _keys(bindings, "cases/order/", key) == made[place + 1 :]
    await bindings.blobs.delete(made)


async def case_missing_keys(bindings: Bindings) -> None:
    blobs = bindings.blobs
    made = [f"cases/missing/{number:04}" for number in range(0, 2400, 2)]
    for key in made:
        await blobs.put(key, b"", "text/plain")
    odd = [f"cases/missing/{number:04}" for number in range(1, 2400, 2)]
    gone = ["cases/a", *odd, "cases/z"]
    assert await _keys(bindings, "cases/missing/") == made  # more than R2 lists at once
    assert await blobs.missing([]) == []
    assert await blobs.missing(made) == []
    assert sorted(await blobs.missing([*gone, *made])) == sorted(gone)
    assert await blobs.missing([made[-1], odd[-1], made[0]]) == [odd[-1]]
    await blobs.delete(made)


async def case_capacity_is_sensible_where_known(bindings: Bindings) -> None:
    capacity = await bindings.blobs.capacity()
    assert capacity is None or 0 < capacity.free <= capacity.total
