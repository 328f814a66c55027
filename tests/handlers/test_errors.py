"""The one shape of errors, and the conventions around it."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/api/nope"),
        ("DELETE", "/api/server/ping?z=1"),
        ("GET", "/api/no%20pe?%C3%A4=1"),
        ("PUT", "/api/timeline/bucket"),
        ("POST", "/somewhere/else"),
        ("OPTIONS", "/api/users/me"),
    ],
)
async def test_unknown_routes(visitor: httpx.AsyncClient, method: str, target: str) -> None:
    answer = await visitor.request(method, target)
    assert (answer.status_code, answer.json()) == (404, {"message": f"Cannot {method} {target}"})


async def test_a_literal_path_does_not_hide_its_neighbour(admin: httpx.AsyncClient) -> None:
    answer = await admin.get("/api/albums/assets")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"] == "Invalid UUID"


async def test_trailing_slash(admin: httpx.AsyncClient) -> None:
    assert (await admin.get("/api/users/me/")).status_code == 200


async def test_head(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.head("/api/server/ping")).status_code == 200


async def test_correlation_id(visitor: httpx.AsyncClient) -> None:
    made = (await visitor.get("/api/server/ping")).headers["x-correlation-id"]
    assert len(made) == 8
    assert made.isalnum()
    sent = await visitor.get("/api/nope", headers={"x-correlation-id": "mine"})
    assert sent.headers["x-correlation-id"] == "mine"


async def test_etag_of_json(visitor: httpx.AsyncClient) -> None:
    first = await visitor.get("/api/server/version")
    etag = first.headers["etag"]
    assert etag.startswith('"')
    again = await visitor.get("/api/server/version", headers={"if-none-match": f'"x", {etag}'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"", "application/json", 400),
        (b"5/", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"{}", "text/plain", 400),
        (b"[" * 100_000, "application/json", 400),
    ],
)
async def test_broken_bodies(
    visitor: httpx.AsyncClient, body: bytes, kind: str, status: int
) -> None:
    answer = await visitor.post("/api/auth/login", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert answer.json()["message"]


async def test_a_body_over_the_limit(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(
        "/api/auth/login",
        content=b" " * (10 * 1024 * 1024 + 1),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 413


async def test_outside_the_api(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/photos")
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]
    assert page.headers["cache-control"] == "no-store"
    css = await visitor.get("/custom.css")
    assert (css.status_code, css.headers["content-type"].split(";")[0]) == (200, "text/css")


async def test_a_field_too_large_to_be_stored(admin: httpx.AsyncClient) -> None:
    config = (await admin.get("/api/system-config")).json()
    config["theme"]["customCss"] = "x" * 2_100_000
    answer = await admin.put("/api/system-config", json=config)
    assert answer.status_code == 413
