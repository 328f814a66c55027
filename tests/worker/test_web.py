"""The web app and the limits on guessing, through the Worker and the platform before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bindings.cloudflare.stage import prepare_site
from tests.contract_check import check_sync
from tests.worker.harness import Worker, open_worker

PERSON = {"email": "ada@example.com", "password": "a long enough password", "name": "Ada"}
INDEX = "<!doctype html><head><!-- metadata:tags --></head><p>the app"


@pytest.fixture(scope="module")
def worker(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    site = tmp_path_factory.mktemp("site")
    files = {
        "index.html": INDEX, "favicon.ico": "icon", "api/x": "no",
        "_app/immutable/a.1x.js": "let a", "_app/immutable/a.1x.js.br": "brotli",
    }  # fmt: skip
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    prepare_site(site)
    with open_worker(staged, site) as opened:
        yield opened


@pytest.fixture
def client(worker: Worker) -> Iterator[httpx.Client]:
    hooks = {"response": [check_sync]}
    with httpx.Client(base_url=worker.url, timeout=60, event_hooks=hooks) as opened:
        yield opened


def test_the_platform_serves_the_files(client: httpx.Client) -> None:
    script = client.get("/_app/immutable/a.1x.js")
    assert (script.status_code, script.text) == (200, "let a")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "x-correlation-id" not in script.headers, "the Worker was not asked"
    known = {"if-none-match": script.headers["etag"]}
    assert client.get("/_app/immutable/a.1x.js", headers=known).status_code == 304
    icon = client.get("/favicon.ico")
    assert icon.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert client.post("/favicon.ico").status_code == 405, "not ours to answer"
    for name in ("_headers", ".assetsignore", "_app/immutable/a.1x.js.br"):
        assert client.get(f"/{name}").text == INDEX, "not among the files"


@pytest.mark.parametrize("path", ["/", "/index.html", "/photos", "/albums/1", "/_app/none.js"])
def test_the_worker_serves_the_page(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    assert (page.status_code, page.text) == (200, INDEX)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("path", ["/api", "/api/x", "/API/x", "//api/y", "/a/..%2fapi/x"])
def test_nothing_of_the_api_is_ever_a_page(client: httpx.Client, path: str) -> None:
    raw = httpx.URL(client.base_url).copy_with(raw_path=path.encode())
    answer = client.get(raw)
    assert (answer.status_code, answer.json()) == (404, {"message": f"Cannot GET {path}"})


def test_what_lies_beside_the_app(client: httpx.Client) -> None:
    assert client.get("/.well-known/immich").json() == {"api": {"endpoint": "/api"}}
    css = client.get("/custom.css")
    assert (css.status_code, css.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert client.post("/photos").json() == {"message": "Cannot POST /photos"}


def test_share_pages_and_guesses(client: httpx.Client, worker: Worker) -> None:
    assert client.post("/api/auth/admin-sign-up", json=PERSON).status_code == 201
    insert = (
        "INSERT INTO shared_links (id, user_id, key, slug, type, created_at) "
        "SELECT 'x', id, 'k', 'party', 'INDIVIDUAL', created_at FROM users RETURNING id"
    )
    worker.run("tests.worker.probes", "sql", text=insert, values=[])
    for path in ("/share/k", "/s/party"):
        page = client.get(path)
        assert page.status_code == 200
        assert f'content="{worker.url}/feature-panel.png"' in page.text
        assert '<meta property="og:title" content="Public Share">' in page.text
    gone = client.get("/share/none")
    assert (gone.status_code, gone.text) == (404, INDEX)

    wrong, me = {**PERSON, "password": "wrong"}, {"cf-connecting-ip": "192.0.2.1"}
    for _ in range(10):
        assert client.post("/api/auth/login", json=wrong, headers=me).status_code == 401
    full = client.post("/api/auth/login", json=PERSON, headers=me)
    assert full.status_code == 429
    assert 800 < int(full.headers["retry-after"]) <= 900
