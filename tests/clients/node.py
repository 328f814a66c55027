"""Running the published npm packages with the Node of deploy.node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from deploy.node import NODE, environment
from tests.contract_check import ROOT
from tests.pictures import jpeg

PERSON = {"email": "ada@example.com", "password": "a long enough password", "name": "Ada"}
PACKAGES = ROOT / "node_modules" / "@immich"


def run(script: Path, *arguments: str, **variables: str) -> str:
    """What a script prints. AssertionError, with all it said, unless it ends well."""
    done = subprocess.run(
        [NODE, script, *arguments],
        env=environment() | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{script.name} {arguments}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def drive_sdk(url: str, folder: Path) -> dict[str, Any]:
    """What @immich/sdk saw of the main job at an empty server; see sdk.mjs."""
    photo = folder / "a photo.jpg"
    photo.write_bytes(jpeg(42, (800, 600)))
    seen: dict[str, Any] = json.loads(
        run(Path(__file__).with_name("sdk.mjs"), url, json.dumps(PERSON), str(photo))
    )
    return seen


def check_sdk(seen: dict[str, Any]) -> None:
    """Assert that the main job went as it should, behind whichever door."""
    assert seen["pong"] == "pong"
    assert seen["initialized"] == [False, True]
    assert seen["me"]["email"] == PERSON["email"]
    assert seen["uploaded"]["status"] == "created"
    assert seen["again"] == {"status": "duplicate", "id": seen["uploaded"]["id"]}
    assert seen["known"] == ["reject", "accept"]
    assert (seen["asset"]["width"], seen["asset"]["height"]) == (800, 600)
    assert seen["asset"]["originalFileName"] == "a photo.jpg"
    assert seen["buckets"] == [{"timeBucket": "2024-03-01", "count": 1}]
    assert seen["month"]["id"] == [seen["uploaded"]["id"]]
    assert seen["thumbnail"] == {"type": "image/webp", "start": "RIFF"}
    assert seen["same bytes"] is True
    assert seen["key"]["name"] == "node"
    assert seen["refused"] == {"status": 403, "message": "Missing required permission: asset.read"}
    assert seen["out"]["successful"] is True
    assert seen["afterwards"] == {"status": 401, "message": "Invalid user token"}
