"""What a browser gets outside of /api."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from bindings import Sql
from bindings.local.site import FolderSite
from photos import settings, system
from photos.users import find_by_email
from tests.handlers.conftest import House
from tests.photos.library import Library

INDEX = "<!doctype html><head><!-- metadata:tags --></head><p>the app"
CHUNK = "/_app/immutable/a.1x.js"


@pytest.fixture
def build(house: House, tmp_path: Path) -> Path:
    """A build of the web app, attached."""
    root = tmp_path / "web"
    files = {
        "index.html": INDEX, "favicon.ico": "icon", "feature-panel.png": "png",
        "_app/immutable/a.1x.js": "let a", "_app/immutable/a.1x.js.br": "brotli",
        "_app/immutable/a.1x.js.gz": "gzip", "_app/version.json": "{}", "api/x": "no",
    }  # fmt: skip
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (tmp_path / "secret").write_text("secret")
    house.bindings = replace(house.bindings, site=FolderSite(root))
    return root


async def test_files(visitor: httpx.AsyncClient, build: Path) -> None:
    script = await visitor.get(CHUNK, headers={"accept-encoding": "identity"})
    assert (script.status_code, script.text) == (200, "let a")
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["content-length"] == "5"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    version = await visitor.get("/_app/version.json")
    assert version.headers["content-type"] == "application/json"
    assert version.headers["cache-control"] == "public, max-age=0, must-revalidate"


async def test_a_known_file_is_not_sent_again(visitor: httpx.AsyncClient, build: Path) -> None:
    first = await visitor.get("/_app/version.json")
    etag = first.headers["etag"]
    assert re.fullmatch(r'"[!#-~]+"', etag), "strong"
    for known in (etag, f'"other", {etag}', "*"):
        again = await visitor.get("/_app/version.json", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    (build / "_app/version.json").write_text('{"new":1}')
    changed = await visitor.get("/_app/version.json", headers={"if-none-match": etag})
    assert (changed.status_code, changed.text) == (200, '{"new":1}')


@pytest.mark.parametrize(
    ("offered", "coding", "size"),
    [
        ("gzip, deflate, br", "br", 6),
        ("GZIP;q=1.0", "gzip", 4),
        ("br;q=0, gzip;q=0.5", "gzip", 4),
        ("br; q=0.000, zstd", None, 5),
        ("identity", None, 5),
        ("", None, 5),
    ],
)
async def test_codings(
    visitor: httpx.AsyncClient, build: Path, offered: str, coding: str | None, size: int
) -> None:
    answer = await visitor.head(CHUNK, headers={"accept-encoding": offered})
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-length"] == str(size)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize("path", ["/", "/index.html", "/photos", "/albums/1/a.b", "/_app", "/s/"])
async def test_the_app_knows_the_other_paths(
    visitor: httpx.AsyncClient, build: Path, path: str
) -> None:
    page = await visitor.get(path)
    assert (page.status_code, page.text) == (200, INDEX)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    head = await visitor.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(INDEX))


@pytest.mark.parametrize(
    "target",
    ["/api", "/api/", "/api/nope", "/API/x", "//api/x", "/Api", "///api", "/a/..%2fapi/x",
     "/%2e%2e/api/x", "/%61pi/nope"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_nothing_of_the_api_is_ever_a_page(
    house: House, build: Path, target: str, method: str
) -> None:
    """A client would read HTML as an answer."""
    raw = httpx.URL("http://photos.test").copy_with(raw_path=target.encode())
    async with house.visitor() as client:
        answer = await client.request(method, raw)
    assert answer.status_code == 404
    assert answer.json() == {"message": f"Cannot {method} {target}"}


@pytest.mark.parametrize(
    "target",
    ["/..%2f..%2fsecret", "/%2e%2e/secret", "/..%5csecret", "/_app/..%2f..%2fsecret",
     "/%2fetc/passwd", "//etc/passwd", "/secret%00", "/%ff"],
)  # fmt: skip
async def test_nothing_outside_of_the_build_is_served(
    house: House, build: Path, target: str
) -> None:
    raw = httpx.URL("http://photos.test").copy_with(raw_path=target.encode())
    async with house.visitor() as client:
        assert (await client.get(raw)).text == INDEX


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
async def test_other_methods(visitor: httpx.AsyncClient, build: Path, method: str) -> None:
    answer = await visitor.request(method, "/photos?a=1")
    assert (answer.status_code, answer.json()["message"]) == (404, f"Cannot {method} /photos?a=1")


async def test_favicon(visitor: httpx.AsyncClient, build: Path) -> None:
    assert (await visitor.get("/favicon.ico")).text == "icon"
    (build / "favicon.ico").unlink()
    gone = await visitor.get("/favicon.ico")
    assert (gone.status_code, gone.json()) == (404, {"message": "Cannot GET /favicon.ico"})


async def test_a_large_file_comes_in_pieces(house: House, build: Path) -> None:
    body = os.urandom(3_000_000)
    (build / "large.wasm").write_bytes(body)
    file = await house.bindings.site.file("/large.wasm")
    assert file is not None
    assert max([len(piece) async for piece in file.chunks()]) <= 2**18
    async with house.visitor() as client:
        assert (await client.get("/large.wasm")).content == body


async def test_what_the_owner_styles(house: House, visitor: httpx.AsyncClient) -> None:
    plain = await visitor.get("/custom.css")
    assert (plain.status_code, plain.content) == (200, b"")
    assert plain.headers["content-type"] == "text/css; charset=utf-8"
    css = "p { content: 'é' }"
    await system.write(house.bindings.database, settings.KEY, {"theme": {"customCss": css}})
    styled = await visitor.get("/custom.css")
    assert styled.content.decode() == css
    assert styled.headers["cache-control"] == "no-store"


async def test_a_fault_is_answered_like_any_other(
    house: House, build: Path, visitor: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    await house.bindings.database.run(Sql("DROP TABLE system_metadata"))
    answer = await visitor.get("/custom.css")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal server error"})
    assert "no such table" in capsys.readouterr().err


class Outline(HTMLParser):
    """Balanced elements, attributes that fetch, and the texts of a page."""

    VOID = ("meta", "link", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str | None] = []
        self.meta: dict[str | None, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.fetched += [given[name] for name in ("src", "href") if name in given]
        if tag == "meta":
            self.meta[given.get("property") or given.get("name")] = given.get("content")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    found = Outline()
    found.feed(page)
    found.close()
    return found


async def test_without_a_build(visitor: httpx.AsyncClient) -> None:
    for path in ("/", "/photos"):
        page = await visitor.get(path)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert "web/build" in page.text
        assert "WEB_DIR" in page.text
        found = outline(page.text)
        assert found.open == []
        assert found.fetched == ["data:,", "/api/server/ping"], "nothing from elsewhere"


@pytest.fixture
async def library(house: House, admin: httpx.AsyncClient) -> Library:
    return Library(house.bindings.database)


async def test_an_album_link_presents_itself(
    house: House, build: Path, library: Library, visitor: httpx.AsyncClient
) -> None:
    ada = await find_by_email(house.bindings.database, "ada@example.com")
    assert ada is not None
    first = await library.asset(ada, file_created_at="2024-01-01T00:00:00.000Z")
    cover = await library.asset(ada)
    gone = await library.asset(ada)
    locked = await library.asset(ada, visibility="locked")
    album = await library.album(ada, cover, first, gone, locked, album_name='A "b" <c> & d')
    await library.run(
        "UPDATE assets SET status = 'trashed', deleted_at = created_at WHERE id = ?", gone
    )
    await library.run("UPDATE albums SET album_thumbnail_asset_id = NULL")
    key = "k" * 67
    await library.link(ada, key=key, slug="our party", type="ALBUM", album_id=album)

    for path in (f"/share/{key}", f"/share/{key}/photos/{first}", "/s/our%20party"):
        page = await visitor.get(path)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert "the app" in page.text
        found = outline(page.text)
        assert found.meta["og:title"] == 'A "b" <c> & d'
        assert found.meta["description"] == "2 shared photos & videos"
        image = f"http://photos.test/api/assets/{first}/thumbnail?key={key}"
        assert found.meta["og:image"] == image, "the oldest: no cover was chosen"
        assert '"A "' not in page.text

    await library.run("UPDATE albums SET album_thumbnail_asset_id = ?", cover)
    await library.run("UPDATE shared_links SET description = '\"><script>'")
    domain = {"server": {"externalDomain": "https://photos.example.com/"}}
    await system.write(house.bindings.database, settings.KEY, domain)
    page = await visitor.get("/s/our%20party")
    assert "<script>" not in page.text
    found = outline(page.text)
    assert found.meta["og:description"] == '"><script>'
    image = f"https://photos.example.com/api/assets/{cover}/thumbnail?key={key}"
    assert found.meta["og:image"] == image


async def test_a_link_to_nothing_shows_the_house(
    house: House, build: Path, library: Library, visitor: httpx.AsyncClient
) -> None:
    ada = await find_by_email(house.bindings.database, "ada@example.com")
    assert ada is not None
    await library.link(ada, key="abc")
    found = outline((await visitor.get("/share/abc")).text)
    assert found.meta["og:title"] == "Public Share"
    assert found.meta["og:description"] == "0 shared photos & videos"
    assert found.meta["og:image"] == "http://photos.test/feature-panel.png"


async def test_links_that_tell_nothing(
    house: House, build: Path, library: Library, visitor: httpx.AsyncClient
) -> None:
    ada = await find_by_email(house.bindings.database, "ada@example.com")
    assert ada is not None
    await library.link(ada, key="locked", password="secret", description="ours")
    await library.link(ada, key="late", expires_at="2020-01-01T00:00:00.000Z")
    for path, status in {"/share/locked": 200, "/share/late": 404, "/s/none": 404}.items():
        page = await visitor.get(path)
        assert (page.status_code, page.text) == (status, INDEX), path
        assert (await visitor.head(path)).status_code == status
