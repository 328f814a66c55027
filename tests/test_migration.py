"""A library brought from one server to another, and out into a folder."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.ingest import finish_jobs
from bench.process import ROOT, serving
from tests.pictures import jpeg

PERSON = {"email": "a@example.com", "password": "a long enough password", "name": "A"}


@dataclass
class House:
    url: str
    client: httpx.Client
    key: str

    def call(self, method: str, path: str, body: object = None) -> Any:
        answer = self.client.request(method, f"/api{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def upload(self, data: bytes, name: str, day: int = 1, **fields: str) -> str:
        stamp = f"2024-05-{day:02d}T10:00:00.000Z"
        answer = self.client.post(
            "/api/assets",
            data={"fileCreatedAt": stamp, "fileModifiedAt": stamp, **fields},
            files={"assetData": (name, data)},
        )
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    def assets(self) -> dict[str, dict[str, Any]]:
        """Everything of one's own by checksum, each asset in full."""
        me = self.call("GET", "/users/me")["id"]
        found = self.call("POST", "/search/metadata", {"size": 1000})["assets"]["items"]
        own = [each for each in found if each["ownerId"] == me]
        return {each["checksum"]: self.call("GET", f"/assets/{each['id']}") for each in own}


@contextmanager
def living(data: Path) -> Iterator[House]:
    with serving(data) as server, httpx.Client(base_url=server.url) as client:
        client.post("/api/auth/admin-sign-up", json=PERSON).raise_for_status()
        client.post("/api/auth/login", json=PERSON).raise_for_status()
        made = client.post("/api/api-keys", json={"name": "move", "permissions": ["all"]})
        yield House(server.url, client, made.raise_for_status().json()["secret"])


@pytest.fixture
def old(tmp_path: Path) -> Iterator[House]:
    """A library with something of everything."""
    with living(tmp_path / "old") as house:
        ids = [house.upload(jpeg(number), "IMG_1.jpg", number + 1) for number in range(6)]
        video = house.upload(b"a film", "IMG_2.mov", visibility="hidden")
        house.upload(jpeg(9), f"IMG_2/{'ж' * 130}.jpg", livePhotoVideoId=video)
        finish_jobs(house.client)
        house.call("PUT", f"/assets/{ids[0]}", {"description": "Grandma", "rating": 4})
        house.call("PUT", f"/assets/{ids[1]}", {"latitude": 48.5, "longitude": 9.25})
        house.call("PUT", f"/assets/{ids[2]}", {"isFavorite": True})
        house.call(
            "PUT", f"/assets/{ids[4]}", {"dateTimeOriginal": "2023-02-03T04:05:06.000+05:30"}
        )
        house.call("PUT", f"/assets/{ids[3]}", {"visibility": "archive"})
        (tag,) = house.call("PUT", "/tags", {"tags": ["family/holidays"]})
        house.call("PUT", f"/tags/{tag['id']}/assets", {"ids": ids[:2]})
        house.call("POST", "/stacks", {"assetIds": [ids[5], ids[4]]})
        origin = {"key": "origin", "value": {"folder": "Pictures/2019/Rome"}}
        house.call("PUT", f"/assets/{ids[0]}/metadata", {"items": [origin]})
        for name, members in (("Summer", ids[:3]), ("Summer", ids[3:4]), ("Empty", [])):
            facts = {"albumName": name, "description": f"{len(members)}", "assetIds": members}
            album = house.call("POST", "/albums", facts)
            if len(members) == 3:
                chosen = {"albumThumbnailAssetId": members[1], "isActivityEnabled": False}
                house.call("PATCH", f"/albums/{album['id']}", chosen)
        house.call("POST", "/shared-links", {
            "type": "INDIVIDUAL", "assetIds": ids[:2], "slug": "granny", "password": "cake",
            "allowDownload": False, "showMetadata": False, "description": "for her",
        })  # fmt: skip
        house.call("POST", "/shared-links", {"type": "ALBUM", "albumId": album["id"]})
        house.call("DELETE", "/assets", {"ids": [house.upload(jpeg(50), "thrown.jpg")]})
        finish_jobs(house.client)
        yield house


def take_a_partner(house: House) -> None:
    """Whose photo comes with every search, and is nobody else's to move."""
    person = {"email": "b@example.com", "password": "a long enough password", "name": "B"}
    made = house.call("POST", "/admin/users", person)
    me = house.call("GET", "/users/me")["id"]
    with httpx.Client(base_url=house.url) as client:
        client.post("/api/auth/login", json=person).raise_for_status()
        partner = House(house.url, client, "")
        partner.upload(jpeg(70), "theirs.jpg")
        partner.call("POST", "/partners", {"sharedWithId": me})
    house.call("PUT", f"/partners/{made['id']}", {"inTimeline": True})


IN_SMALL_PAGES = """
import os, sys
from migration import __main__, library
library._PAGE = 3
sys.exit(__main__.main(sys.argv[1:], os.environ))
"""


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    given = {name: value for name, value in os.environ.items() if name not in ("URL", "KEY")}
    process = subprocess.run(
        [sys.executable, "-c", IN_SMALL_PAGES, *arguments],
        cwd=ROOT, env=given | environment, text=True, check=False, timeout=120,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return process.returncode, process.stdout


def test_a_library_moves_with_everything_people_made_of_it(old: House, tmp_path: Path) -> None:
    take_a_partner(old)
    with living(tmp_path / "new") as new:
        move = {"FROM": old.url, "KEY": old.key, "URL": new.url, "TO_KEY": new.key}
        code, said = run("migrate", **move)
        assert (code, "fewer!" in said) == (0, False), said
        finish_jobs(new.client)
        compare(old, new)
        before = state(new)
        code, said = run("migrate", **move)
        assert (code, "0 new" in said) == (0, True), said
        assert state(new) == before, "a second time changes nothing"


def compare(old: House, new: House) -> None:
    mine, theirs = old.assets(), new.assets()
    assert mine.keys() == theirs.keys()
    for checksum, asset in mine.items():
        twin = theirs[checksum]
        for name in ("originalFileName", "fileCreatedAt", "localDateTime", "isFavorite",
                     "visibility", "type"):  # fmt: skip
            assert asset[name] == twin[name], name
        for name in ("description", "rating", "latitude", "longitude"):
            assert asset["exifInfo"][name] == twin["exifInfo"][name], name
        assert [t["value"] for t in asset["tags"]] == [t["value"] for t in twin["tags"]]
        assert bool(asset["livePhotoVideoId"]) == bool(twin["livePhotoVideoId"])
        assert stack(old, asset) == stack(new, twin)
        items = [
            {item["key"]: item["value"] for item in house.call("GET", f"/assets/{id}/metadata")}
            for house, id in ((old, asset["id"]), (new, twin["id"]))
        ]
        assert items[0] == items[1]
    compare_folders(old, new)


def compare_folders(old: House, new: House) -> None:
    """What holds photos together: folders, albums, links."""
    folders = "/view/folder/unique-paths"
    assert old.call("GET", folders) == new.call("GET", folders) == ["Pictures/2019/Rome"]
    names = ("albumName", "description", "assetCount", "isActivityEnabled")
    albums = [
        sorted(
            (*(album[name] for name in names), checksum_of(house, album["albumThumbnailAssetId"]))
            for album in house.call("GET", "/albums")
        )
        for house in (old, new)
    ]
    assert albums[0] == albums[1]
    links = [
        sorted(
            (
                link["type"],
                link["slug"] or "",
                link["password"] or "",
                len(link["assets"]),
                link["allowDownload"],
                link["showMetadata"],
                link["description"] or "",
            )
            for link in house.call("GET", "/shared-links")
        )
        for house in (old, new)
    ]
    assert links[0] == links[1]


def checksum_of(house: House, asset_id: str | None) -> str:
    return str(house.call("GET", f"/assets/{asset_id}")["checksum"]) if asset_id else ""


def stack(house: House, asset: dict[str, Any]) -> tuple[int, str]:
    """How many it has and which is on top."""
    told = asset["stack"] or {"assetCount": 0, "primaryAssetId": None}
    return told["assetCount"], checksum_of(house, told["primaryAssetId"])


def state(house: House) -> dict[str, Any]:
    return {
        path: house.call("GET", path) for path in ("/albums", "/shared-links", "/stacks", "/tags")
    }


def test_a_move_that_broke_off_is_gone_on_with(old: House, tmp_path: Path) -> None:
    with living(tmp_path / "new") as new:
        first = next(iter(old.assets().values()))
        data = old.client.get(f"/api/assets/{first['id']}/original").content
        new.upload(data, first["originalFileName"])
        move = {"FROM": old.url, "KEY": old.key, "URL": new.url, "TO_KEY": new.key}
        code, said = run("migrate", **move)
        assert (code, "1 there already" in said) == (0, True), said
        finish_jobs(new.client)
        assert old.assets().keys() == new.assets().keys()


def test_what_cannot_be_taken_is_told_and_counted(old: House, tmp_path: Path) -> None:
    with living(tmp_path / "new") as new:
        me = new.call("GET", "/users/me")["id"]
        new.call("PUT", f"/admin/users/{me}", {"quotaSizeInBytes": 1500})
        move = {"FROM": old.url, "KEY": old.key, "URL": new.url, "TO_KEY": new.key}
        code, said = run("migrate", **move)
        assert code == 1
        assert "Quota has been exceeded!" in said
        assert "fewer!" in said
        assert "Traceback" not in said


def test_bytes_that_rotted_there_are_nobodys_photo(old: House, tmp_path: Path) -> None:
    rotten = next((tmp_path / "old/blobs/originals").rglob("IMG_1.jpg"))
    out = tmp_path / "out"
    assert run("export", str(out), URL=old.url, KEY=old.key)[0] == 0
    sound = {path: path.read_bytes() for path in out.rglob("*.jpg")}
    rotten.write_bytes(jpeg(99))
    for path in sound:
        path.unlink()
    code, said = run("export", str(out), URL=old.url, KEY=old.key)
    assert (code, "came with other bytes" in said) == (1, True), said
    left = {path: path.read_bytes() for path in out.rglob("IMG*.*") if path in sound}
    assert len(left) == len(sound) - 1
    assert left.items() <= sound.items()
    told = json.loads((out / "manifest.json").read_text())
    assert len(told["assets"]) == len(old.assets()) - 1
    assert not [*out.rglob("*.part")]
    with living(tmp_path / "new") as new:
        move = {"FROM": old.url, "KEY": old.key, "URL": new.url, "TO_KEY": new.key}
        code, said = run("migrate", **move)
        assert (code, "came with other bytes" in said) == (1, True), said
        assert "originals not here: 1\n" in said
        assert len(old.assets().keys() - new.assets().keys()) == 1


def test_a_key_that_opens_too_little_ends_it_in_one_line(old: House, tmp_path: Path) -> None:
    wanted = ["user.read", "asset.read", "asset.statistics"]
    key = old.call("POST", "/api-keys", {"name": "narrow", "permissions": wanted})["secret"]
    with living(tmp_path / "new") as new:
        move = {"FROM": old.url, "KEY": key, "URL": new.url, "TO_KEY": new.key}
        for step in (("migrate",), ("export", str(tmp_path / "out"))):
            code, said = run(*step, **(move if step == ("migrate",) else {**move, "URL": old.url}))
            assert (code, said.count("\n")) == (1, 2), said
            assert "asset.download" in said
        assert new.assets() == {}


def test_wrong_keys_and_addresses_are_told(old: House) -> None:
    for environment, reason in (
        (
            {"FROM": old.url, "KEY": "no", "URL": f"{old.url}/", "TO_KEY": old.key},
            f"{old.url}: Invalid API key\n",
        ),
        ({"FROM": old.url, "KEY": "x", "URL": old.url}, "an API key (TO_KEY=…) or an account"),
        (
            {"FROM": old.url, "KEY": "x", "URL": old.url, "EMAIL": "ada@example.com"},
            "say PASSWORD=… too",
        ),
        (
            {"FROM": "http://127.0.0.1:9", "KEY": "x", "URL": old.url, "TO_KEY": old.key},
            "no answer",
        ),
        ({"FROM": "", "KEY": "x", "URL": old.url, "TO_KEY": old.key}, "say where from"),
    ):
        code, said = run("migrate", **environment)
        assert (code, reason in said, said.count("\n")) == (2, True, 1), said


def test_a_file_is_no_folder_to_export_to(old: House, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file/below"):
        told = run("export", str(folder), URL=old.url, KEY=old.key)
        assert told == (2, f"{folder} is no folder\n")


def test_an_export_has_every_original_and_says_what_files_do_not(
    old: House, tmp_path: Path
) -> None:
    code, said = run("export", str(tmp_path / "out"), URL=old.url, KEY=old.key)
    assert code == 0, said
    told = json.loads((tmp_path / "out/manifest.json").read_text())
    assets = old.assets()
    assert {entry["checksum"] for entry in told["assets"]} == assets.keys()
    for entry in told["assets"]:
        data = (tmp_path / "out" / entry["file"]).read_bytes()
        assert base64.b64encode(hashlib.sha1(data).digest()).decode() == entry["checksum"]
    files = [entry["file"] for entry in told["assets"]]
    assert len(set(files)) == len(files) == 8
    assert "2024/05/IMG_1 (2).jpg" in files
    told_by = {entry.get("description"): entry for entry in told["assets"]}
    assert told_by["Grandma"]["rating"] == 4
    assert told_by["Grandma"]["tags"] == ["family/holidays"]
    assert sorted((a["name"], len(a["files"])) for a in told["albums"]) == [
        ("Empty", 0), ("Summer", 1), ("Summer", 3),
    ]  # fmt: skip
    (summer,) = [album for album in told["albums"] if len(album["files"]) == 3]
    (cover,) = [entry["file"] for entry in told["assets"] if entry.get("latitude") == 48.5]
    (liked,) = [entry["file"] for entry in told["assets"] if entry["isFavorite"]]
    assert summer["cover"] == cover
    assert set(summer["files"]) == {told_by["Grandma"]["file"], cover, liked}
    ((top, below),) = told["stacks"]
    assert (top[:8], below[:8]) == ("2024/05/", "2023/02/")
    (tmp_path / "out" / files[0]).write_bytes(b"rotten")
    code, said = run("export", str(tmp_path / "out"), URL=old.url, KEY=old.key)
    assert (code, "1 new, 7 there already" in said) == (0, True), said
