"""FileBlobs beyond the Protocol: files, folders, traversal, crashes."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest

from bindings.local.blobs import FileBlobs

MIB = 2**20


@pytest.fixture
def blobs(tmp_path: Path) -> FileBlobs:
    return FileBlobs(tmp_path / "blobs")


def _names(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


@pytest.mark.parametrize(
    "key",
    [
        "", "/", "/etc/passwd", "a/", "a//b", "..", "../a", "a/../b", "a/..", ".", "./a", "a/./b",
        "a\0b", "a/" + "x" * 256, "/".join(["ü" * 100] * 6), ".partial/x", "a/\ud800",
    ],
)  # fmt: skip
async def test_keys_that_are_none(blobs: FileBlobs, key: str) -> None:
    for use in (
        blobs.create(key, ""), blobs.put(key, b"", ""), blobs.head(key), blobs.open(key),
        blobs.read(key, 0, 1), blobs.delete(["fine", key]),
    ):  # fmt: skip
        with pytest.raises(ValueError):  # noqa: PT011
            await use


async def test_prefixes_cannot_leave_the_folder(blobs: FileBlobs, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("")
    for prefix in ("../", "//", "/etc/", "a/../../"):
        with pytest.raises(ValueError, match="no key"):
            [key async for key in blobs.keys(prefix)]
    for prefix in ("..", "/", "/etc"):
        assert [key async for key in blobs.keys(prefix)] == []


async def test_odd_but_honest_names(blobs: FileBlobs) -> None:
    for key in ("a/...", "a/..jpg", "a/-rf *", "a/back\\slash", "a/" + "x" * 255, "a/%2e%2e"):
        await blobs.put(key, b"x", "")
        assert await blobs.read(key, 0, 9) == b"x"
        assert key in [found async for found in blobs.keys("a/")]


async def test_a_folder_is_no_blob(blobs: FileBlobs) -> None:
    await blobs.put("a/b/c", b"x", "")
    for key in ("a", "a/b", "a/b/c/d"):
        assert await blobs.head(key) is None
        assert await blobs.open(key) is None
        assert await blobs.read(key, 0, 1) == b""


async def test_a_crash_mid_upload_is_swept_at_the_next_start(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path / "blobs")
    upload = await blobs.create("a/b", "")
    await upload.write(b"x" * 3 * MIB)
    assert len(_names(tmp_path / "blobs" / ".partial")) == 1
    assert await blobs.head("a/b") is None
    assert [key async for key in blobs.keys("")] == []
    again = FileBlobs(tmp_path / "blobs")
    assert _names(tmp_path / "blobs") == [".partial"]
    assert await again.head("a/b") is None
    await upload.abort()


async def test_deleting_removes_empty_folders_only(blobs: FileBlobs, tmp_path: Path) -> None:
    for key in ("o/u/1/a", "o/u/2/a", "o/u/2/b"):
        await blobs.put(key, b"x", "")
    await blobs.delete(["o/u/1/a", "o/u/2/a"])
    assert _names(tmp_path / "blobs") == [".partial", "o", "o/u", "o/u/2", "o/u/2/b"]
    await blobs.delete(["o/u/2/b", "o/u/2", "o"])
    assert _names(tmp_path / "blobs") == [".partial"]


async def test_quick_overwrites_of_one_size_have_etags_of_their_own(blobs: FileBlobs) -> None:
    etags = [(await blobs.put("a", b"%02d" % n, "")).etag for n in range(50)]
    assert len(set(etags)) == 50


async def test_a_delete_does_not_take_the_folder_from_an_upload(
    blobs: FileBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    await blobs.put("same/old", b"x", "")
    deletion = threading.Thread(target=lambda: asyncio.run(blobs.delete(["same/old"])))
    rename = Path.rename

    def rename_late(path: Path, target: Path) -> Path:
        deletion.start()
        deletion.join(0.2)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_late)
    await blobs.put("same/new", b"x", "")
    deletion.join()
    assert [key async for key in blobs.keys("")] == ["same/new"]


async def test_reading_goes_on_when_the_blob_is_replaced_or_deleted(blobs: FileBlobs) -> None:
    await blobs.put("a", b"1" * 3 * MIB, "")
    opened = await blobs.open("a")
    await blobs.put("a", b"2", "")
    await blobs.delete(["a"])
    assert opened is not None
    assert b"".join([chunk async for chunk in opened.chunks()]) == b"1" * 3 * MIB


async def test_a_file_that_is_cut_short_meanwhile_is_no_shorter_blob(
    blobs: FileBlobs, tmp_path: Path
) -> None:
    await blobs.put("a", b"1" * 3 * MIB, "")
    opened = await blobs.open("a")
    assert opened is not None
    os.truncate(tmp_path / "blobs" / "a", MIB)
    with pytest.raises(OSError, match="cut short"):
        [chunk async for chunk in opened.chunks()]


async def test_a_range_begins_in_the_blob(blobs: FileBlobs) -> None:
    await blobs.put("a", b"123", "")
    for offset, length in ((-1, 1), (1, -1)):
        with pytest.raises(ValueError, match="outside"):
            await blobs.open("a", offset, length)


async def test_a_blob_nobody_reads_closes_its_file(blobs: FileBlobs) -> None:
    await blobs.put("a", b"x" * MIB, "")
    before = len(os.listdir("/dev/fd"))
    for _ in range(5):
        assert await blobs.open("a") is not None
        with pytest.raises(ValueError, match="outside"):
            await blobs.open("a", MIB - 1, 2)
    assert len(os.listdir("/dev/fd")) == before


async def test_a_cancelled_upload_leaves_nothing(blobs: FileBlobs, tmp_path: Path) -> None:
    async def upload() -> None:
        upload = await blobs.create("a", "")
        try:
            while True:
                await upload.write(b"x" * 4 * MIB)
        finally:
            await upload.abort()

    task = asyncio.create_task(upload())
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.wait([task])
    assert _names(tmp_path / "blobs") == [".partial"]
