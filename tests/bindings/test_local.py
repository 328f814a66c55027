"""The suite against bindings.local, and what only bindings.local promises."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bindings.local import LocalBindings, open_bindings
from bindings.local.folder import FolderLock, Unusable, token_key
from bindings.local.site import FolderSite
from tests.bindings.cases import CASES


@pytest.fixture
async def bindings(tmp_path: Path) -> AsyncIterator[LocalBindings]:
    (tmp_path / "migrations").mkdir()
    opened = await open_bindings(tmp_path / "data", migrations=tmp_path / "migrations")
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
    assert (page.body, page.content_type) == (b"<p>hello", "text/html; charset=utf-8")
    assert await site.file("/index.html") is page
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
    assert await FolderSite(None).file("/index.html") is None
    assert await FolderSite(tmp_path / "none").file("/index.html") is None
