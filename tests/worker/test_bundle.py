"""What `wrangler deploy` would upload."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bindings.cloudflare.stage import ROOT
from deploy.node import NODE, environment

LARGEST_KIB = 1536
WRANGLER = ROOT / "node_modules/wrangler/bin/wrangler.js"


def test_the_upload_stays_small(staged: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [NODE, WRANGLER, "deploy", "--dry-run", "--outdir", tmp_path]
    offline = environment() | {"WRANGLER_SEND_METRICS": "false", "CI": "true"}
    dry_run = subprocess.run(
        command, cwd=ROOT, env=offline, capture_output=True, text=True, timeout=300, check=False
    )
    assert dry_run.returncode == 0, dry_run.stderr
    size = re.search(r"gzip: ([\d.]+) KiB", dry_run.stdout)
    assert size, dry_run.stdout
    assert float(size[1]) <= LARGEST_KIB


def test_only_what_runs_in_a_worker_is_staged(staged: Path) -> None:
    assert {path.name for path in staged.iterdir()} == {
        "bindings", "generated", "handlers", "photos", "worker.py",
    }  # fmt: skip
    assert not (staged / "bindings/local").exists()
    assert not [path for path in staged.rglob("*") if path.is_file() and path.suffix != ".py"]
