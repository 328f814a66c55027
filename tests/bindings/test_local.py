"""The suite against bindings.local, and what only bindings.local promises."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bindings import SiteFile
from bindings.local import LocalBindings, open_bindings
from bindings.local.folder import FolderLock, Unusable, token_key
from bindings.local.site import FolderSite
from tests.bindings.cases import CASES


@pytest.fixture
async def bindings(tmp_path: Path) -> AsyncIterator[LocalBindings]:
    opened = await open_bindings(tmp_path / "data")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", CASES)
async def test_case(name: str, bindings: LocalBindings) -> None:
    await CASES[name](bindings)


async def test_everything_survives_a_reopening(tmp_path: Path) -> None:
    for _ in range(2):
        opened = await open_bindings(tmp_path)
        key = opened.token_key
        opened.close()
    assert token_key(tmp_path) == key
    assert len(key) == 32
    assert (tmp_path / "token.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_lost_its_bytes_signs_nothing(tmp_path: Path) -> None:
    key = token_key(tmp_path)
    (tmp_path / "token.key").write_bytes(key[:31])
    with pytest.raises(Unusable, match="damaged"):
        token_key(tmp_path)


def test_a_key_half_made_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "token.key.new").write_bytes(b"half")
    assert len(token_key(tmp_path)) == 32
    assert [path.name for path in tmp_path.iterdir()] == ["token.key"]


def test_one_process_at_a_time(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    with pytest.raises(Unusable, match="in use"):
        FolderLock(tmp_path)
    lock.release()
    FolderLock(tmp_path).release()


async def test_a_failed_opening_lets_go_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("")
    for _ in range(2):
        with pytest.raises(Unusable, match="blobs"):
            await open_bindings(tmp_path)


async def read(file: SiteFile | None) -> bytes:
    assert file is not None
    return b"".join([chunk async for chunk in file.chunks()])


async def test_site(tmp_path: Path) -> None:
    root = tmp_path / "web"
    (root / "_app").mkdir(parents=True)
    (root / "index.html").write_text("<p>hello")
    (root / "_app" / "start.js").write_text("let a")
    (tmp_path / "secret").write_text("secret")
    (root / "link").symlink_to(tmp_path / "secret")
    site = FolderSite(root)
    page = await site.file("/index.html")
    assert page is not None
    assert (page.size, page.content_type, page.encoding) == (8, "text/html; charset=utf-8", "")
    assert await read(page) == b"<p>hello"
    again = await site.file("/index.html")
    assert again is not None
    assert again.etag == page.etag
    script = await site.file("/_app/start.js")
    assert script is not None
    assert script.content_type == "text/javascript; charset=utf-8"
    (root / "index.html").write_text("<p>changed")
    changed = await site.file("/index.html")
    assert changed is not None
    assert changed.etag != page.etag
    for path in (
        "/", "/_app", "/none", "index.html", "", "/../secret", "/_app/../../secret", "/link",
        "//etc/passwd", f"/{tmp_path}/secret", "/a\0b", "/" + "x" * 5000, "/\ud800",
    ):  # fmt: skip
        assert await site.file(path) is None, path
    big = os.urandom(700_000)
    (root / "big").write_bytes(big)
    assert await read(await site.file("/big")) == big
    assert await FolderSite(None).file("/index.html") is None
    assert await FolderSite(tmp_path / "none").file("/index.html") is None


async def test_precompressed_files(tmp_path: Path) -> None:
    for name in ("a.js", "a.js.br", "a.js.gz", "b.css", "b.css.gz", "c.js.br"):
        (tmp_path / name).write_text(name)
    site = FolderSite(tmp_path)

    async def found(path: str, *codings: str) -> tuple[str, str, str]:
        file = await site.file(path, codings)
        assert file is not None
        return (await read(file)).decode(), file.encoding, file.content_type

    script, style = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
    assert await found("/a.js") == ("a.js", "", script)
    assert await found("/a.js", "gzip", "br") == ("a.js.br", "br", script)
    assert await found("/a.js", "gzip") == ("a.js.gz", "gzip", script)
    assert await found("/b.css", "br", "gzip") == ("b.css.gz", "gzip", style)
    assert await found("/a.js.br", "br") == ("a.js.br", "", "application/octet-stream")
    assert await site.file("/c.js", ["br"]) is None
    etags = [file.etag for codings in ([], ["br"], ["gzip"])
             if (file := await site.file("/a.js", codings))]  # fmt: skip
    assert len(set(etags)) == 3
