"""@immich/cli, the command line uploader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import Account
from tests.clients.node import PACKAGES, run


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "config")


def immich(folder: str, *arguments: str) -> str:
    return run(PACKAGES / "cli" / "bin" / "immich", *arguments, IMMICH_CONFIG_DIR=folder)


def test_login_upload_and_upload_again(account: Account, folder: str, photos: Path) -> None:
    said = immich(folder, "login", account.url, account.key)
    assert "Logged in as ada@example.com" in said
    assert account.url in said

    told = immich(folder, "server-info")
    assert "Version: 3.1.0" in told
    assert "Images: 0" in told

    first = upload(folder, photos)
    assert len(first["newFiles"]) == 3
    assert not first["duplicates"]
    assert len(first["newAssets"]) == 3
    second = upload(folder, photos)
    assert not second["newFiles"]
    assert {Path(each["filepath"]).name for each in second["duplicates"]} == {
        "a.jpg", "b.jpg", "c.jpg",
    }  # fmt: skip
    assert {each["id"] for each in second["duplicates"]} == {
        each["id"] for each in first["newAssets"]
    }
    assert "Images: 3" in immich(folder, "server-info")


def test_upload_into_albums(account: Account, folder: str, photos: Path) -> None:
    """`--album`: one per folder, found again by name the second time."""
    immich(folder, "login", account.url, account.key)
    for _ in range(2):
        immich(folder, "upload", "--recursive", "--no-progress", "--album", str(photos))
        with account.browser() as browser:
            albums = browser.get("/albums").raise_for_status().json()
        counts = {each["albumName"]: each["assetCount"] for each in albums}
        assert (len(albums), counts) == (2, {"photos": 2, "below": 1})


def upload(folder: str, photos: Path) -> dict[str, Any]:
    said = immich(folder, "upload", "--recursive", "--no-progress", "--json-output", str(photos))
    told: dict[str, Any] = json.loads(said[said.index("{") :])
    return told


def test_key_that_may_too_little(account: Account, folder: str, photos: Path) -> None:
    with account.browser() as browser:
        wish = {"name": "little", "permissions": ["user.read", "asset.upload"]}
        made = browser.post("/api-keys", json=wish).raise_for_status().json()
    immich(folder, "login", account.url, made["secret"])
    with pytest.raises(AssertionError, match=r"Missing required permission.*asset\.statistics"):
        immich(folder, "server-info")
