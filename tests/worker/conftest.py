"""The Worker of this project, and one with a stand-in application."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bindings.cloudflare.stage import BUILD, ROOT, stage
from tests.worker.harness import Worker, open_worker


@pytest.fixture(scope="session")
def staged(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for all processes of a run: wrangler stages anew before it bundles."""
    if not (ROOT / "node_modules/pyodide").is_dir():
        pytest.skip("node_modules is missing: run `make setup`")
    folder = tmp_path_factory.getbasetemp()
    build = (folder if worker_id == "master" else folder.parent) / "staged"
    with build.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not build.exists():
            stage()
            shutil.copytree(BUILD, build)
    return build


@pytest.fixture
def worker(staged: Path) -> Iterator[Worker]:
    """The whole application on empty storage."""
    with open_worker(staged) as opened:
        yield opened


@pytest.fixture(scope="session")
def bare_worker(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The Worker's door and bindings with standin.py for handlers; shared by many tests."""
    build = tmp_path_factory.mktemp("bare") / "build"
    shutil.copytree(staged, build)
    shutil.rmtree(build / "handlers")
    (build / "handlers").mkdir()
    for module in ("__init__", "app", "jobs"):
        shutil.copy(Path(__file__).with_name("standin.py"), build / f"handlers/{module}.py")
    site = build / "../site"
    (site / "_app").mkdir(parents=True)
    (site / "index.html").write_text("<title>Photos</title>")
    (site / "_app/a b.js").write_text("let a")
    with open_worker(build, site) as opened:
        yield opened
