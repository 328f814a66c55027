"""What the Worker demands of its environment, and the limits it keeps."""

from __future__ import annotations

import tomllib

import pytest

from bindings.cloudflare.stage import ROOT
from tests.worker.harness import Worker

PROBES = "tests.worker.probes"


@pytest.mark.parametrize(
    ("secret", "fault"),
    [(None, "is not set"), ("", "is not set"), ("short", "is too short"), ("x" * 32, "")],
)
def test_a_missing_or_short_secret_is_named(
    bare_worker: Worker, secret: str | None, fault: str
) -> None:
    said = bare_worker.run(PROBES, "open_with", JWT_SECRET=secret)
    assert fault in said
    assert bool(said) == bool(fault)
    assert "wrangler secret put JWT_SECRET" in said or not fault


@pytest.mark.parametrize(
    "name", ["DB", "MEDIA_BUCKET", "KV", "QUEUE", "IMAGES", "ANALYTICS", "SOCKETS"]
)
def test_a_missing_binding_is_named(bare_worker: Worker, name: str) -> None:
    said = bare_worker.run(PROBES, "open_with", **{name: None})
    assert said.startswith(f"The binding {name} is missing.")
    assert "make deploy" in said
    assert "\n" not in said


@pytest.mark.parametrize(("log", "fault"), [("json", ""), ("off", ""), ("", ""), ("text", "LOG")])
def test_an_unknown_log_is_named(bare_worker: Worker, log: str, fault: str) -> None:
    said = bare_worker.run(PROBES, "open_with", LOG=log)
    assert fault in said
    assert bool(said) == bool(fault)


def test_files_of_the_web_build_are_found_as_they_are(bare_worker: Worker) -> None:
    page = bare_worker.run(PROBES, "site", path="/index.html")
    assert page["body"] == "<title>Photos</title>"
    assert page["content_type"] == "text/html; charset=utf-8"
    assert page["etag"].isalnum()
    assert bare_worker.run(PROBES, "site", path="/_app/a b.js")["body"] == "let a"
    for path in ("/", "/index", "/photos/1", "/_app", "/../worker.py", "index.html"):
        assert bare_worker.run(PROBES, "site", path=path) is None, path


@pytest.mark.parametrize(
    ("sizes", "batches"),
    [
        ([], []),
        ([1] * 250, [[1] * 100, [1] * 100, [1] * 50]),
        ([60_000, 60_000, 8_001, 1], [[60_000, 60_000], [8_001, 1]]),
        ([200_000, 1], [[200_000], [1]]),
    ],
)
def test_messages_go_in_batches_the_queue_takes(
    bare_worker: Worker, sizes: list[int], batches: list[list[int]]
) -> None:
    assert bare_worker.run(PROBES, "batch_sizes", sizes=sizes) == batches


def test_wrangler_is_told_what_the_worker_needs() -> None:
    settings = tomllib.loads((ROOT / "wrangler.toml").read_text())
    consumer, buried = settings["queues"]["consumers"]
    assert consumer == {
        "queue": "immich-jobs",
        "max_batch_size": 10,
        "max_retries": 3,
        "dead_letter_queue": "immich-jobs-dlq",
    }
    assert buried["queue"] == consumer["dead_letter_queue"]
    assert settings["triggers"]["crons"] == ["0 2 * * *"]
    assert settings["main"] == "build/worker.py"
