"""`make web` against an OCI registry on this machine, with an image made here."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from webapp import __main__ as webapp
from webapp.__main__ import ROOT, contract_version

INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
APP = {
    "build/www/index.html": b"<title>Photos</title>",
    "build/www/_app/immutable/start.js": b"let a = 1",
    "build/www/custom.css": b"",
}


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def layer(files: dict[str, bytes], *links: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for name, target in links:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return out.getvalue()


class Registry:
    """One repository, `photos/server`, that asks for a token as public registries do."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.tags: dict[str, bytes] = {}
        self.asked: list[str] = []
        registry = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                registry.asked.append(self.path)
                if self.path.startswith("/token"):
                    self.reply(200, json.dumps({"token": "pass"}).encode(), "application/json")
                elif self.headers.get("authorization") != "Bearer pass":
                    realm = f'Bearer realm="http://{self.headers["host"]}/token",service="s"'
                    self.reply(401, b"", "text/plain", ("www-authenticate", realm))
                else:
                    kind, name = self.path.split("/")[-2:]
                    found = registry.blobs.get(name) or registry.tags.get(name)
                    media = INDEX if b"manifests" in (found or b"") else MANIFEST
                    media = media if kind == "manifests" else "application/octet-stream"
                    self.reply(200 if found else 404, found or b"{}", media)

            def reply(self, status: int, data: bytes, media: str, *more: tuple[str, str]) -> None:
                self.send_response(status)
                for name, value in (("content-type", media), *more):
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.reference = f"127.0.0.1:{self.server.server_port}/photos/server:v1"

    def keep(self, data: bytes) -> str:
        self.blobs[digest(data)] = data
        return digest(data)

    def push(self, *layers: bytes, media: str = LAYER) -> str:
        """Tag an image of these layers as v1, behind an index; the index's digest."""
        listed = [
            {"digest": self.keep(each), "mediaType": media, "size": len(each)} for each in layers
        ]
        image = json.dumps({"mediaType": MANIFEST, "config": {}, "layers": listed}).encode()
        arm = {"digest": digest(b"arm"), "platform": {"os": "linux", "architecture": "arm64"}}
        amd = {"digest": self.keep(image), "platform": {"os": "linux", "architecture": "amd64"}}
        index = json.dumps({"mediaType": INDEX, "manifests": [arm, amd]}).encode()
        self.tags["v1"] = index
        return self.keep(index)


@pytest.fixture
def registry() -> Iterator[Registry]:
    made = Registry()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        thread.join()
        made.server.server_close()


def fetch(reference: str, place: Path, *more: str) -> tuple[int, str]:
    process = subprocess.run(
        [sys.executable, "-m", "webapp", "--image", reference, "--place", str(place), *more],
        cwd=ROOT, env=os.environ | {"IMAGE": "", "DIGEST": ""}, text=True, check=False,
        timeout=60, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return process.returncode, process.stdout


def files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


def test_the_app_comes_out_of_the_image_unchanged(registry: Registry, tmp_path: Path) -> None:
    base = layer({"etc/passwd": b"root", "usr/share/index.html": b"not this one"})
    beside = {"build/geodata": b"x", "usr/index.html": b"nor this one"}
    registry.push(base, layer(APP | beside), layer({"etc/late": b"y"}))
    code, said = fetch(registry.reference, tmp_path / "build")
    assert (code, "3 files" in said) == (0, True), said
    assert files(tmp_path / "build") == {
        name.removeprefix("build/www/"): data for name, data in APP.items()
    }
    assert not any(digest(base) in path for path in registry.asked), "the base was not needed"


def test_a_second_time_replaces_what_was_there(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build/old.js").write_text("old")
    registry.push(layer(APP))
    assert fetch(registry.reference, tmp_path / "build")[0] == 0
    assert "old.js" not in files(tmp_path / "build")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "image.json"]


def test_a_tag_that_moved_is_refused_until_its_digest_is_named(
    registry: Registry, tmp_path: Path
) -> None:
    registry.push(layer(APP))
    assert fetch(registry.reference, tmp_path / "build")[0] == 0
    first = registry.tags["v1"]
    moved = registry.push(layer(APP | {"build/www/evil.js": b"!"}))
    # The digest that is known is asked for, and is still there.
    assert fetch(registry.reference, tmp_path / "build")[0] == 0
    assert "evil.js" not in files(tmp_path / "build")
    registry.blobs[digest(first)] = registry.tags["v1"]
    code, said = fetch(registry.reference, tmp_path / "build")
    assert (code, "not what it was" in said) == (1, True), said
    assert fetch(registry.reference, tmp_path / "build", "--digest", moved)[0] == 0
    assert "evil.js" in files(tmp_path / "build")


def test_what_is_fetched_first_is_known_by_its_digest(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A contract of another version needs the digest of its image."""
    official = f"{webapp.REPOSITORY}:v{contract_version()}"
    assert (webapp.pinned(tmp_path / "build", official) or "").startswith("sha256:")
    known = registry.push(layer(APP))
    registry.push(layer(APP | {"build/www/evil.js": b"!"}))
    monkeypatch.setitem(webapp.DIGESTS, registry.reference, known)
    place = tmp_path / "build"
    assert webapp.main(["--image", registry.reference, "--place", str(place)]) == 0
    assert "evil.js" not in files(place)


def test_a_layer_with_other_bytes_is_refused(registry: Registry, tmp_path: Path) -> None:
    good = layer(APP)
    registry.push(good)
    registry.blobs[digest(good)] = layer(APP | {"build/www/evil.js": b"!"})
    code, said = fetch(registry.reference, tmp_path / "build")
    assert (code, "not what it was" in said) == (1, True), said
    assert not (tmp_path / "build").exists()


def test_an_image_with_other_layers_is_refused(registry: Registry, tmp_path: Path) -> None:
    registry.push(layer(APP | {"build/www/evil.js": b"!"}))
    evil = manifest_of(registry)
    good = registry.push(layer(APP))
    registry.blobs[digest(manifest_of(registry))] = evil
    code, said = fetch(registry.reference, tmp_path / "build")
    assert (code, "not what it was" in said) == (1, True), said
    registry.blobs[good] = json.dumps({"mediaType": MANIFEST, "layers": []}).encode()
    by_digest = registry.reference.replace(":v1", f"@{good}")
    code, said = fetch(by_digest, tmp_path / "build")
    assert (code, "not what it was" in said) == (1, True), said
    assert not (tmp_path / "build").exists()


def manifest_of(registry: Registry) -> bytes:
    """What v1 is on the machines the web app is taken from."""
    _, amd = json.loads(registry.tags["v1"])["manifests"]
    return registry.blobs[amd["digest"]]


def test_names_do_not_leave_the_folder(registry: Registry, tmp_path: Path) -> None:
    registry.push(layer(APP | {"build/www/../../../escaped": b"!"}))
    code, said = fetch(registry.reference, tmp_path / "deep/er/build")
    assert (code, "Traceback" in said) == (1, False), said
    assert not list(tmp_path.rglob("escaped"))
    assert not (tmp_path / "deep/er/build").exists()


def test_links_are_left_out(registry: Registry, tmp_path: Path) -> None:
    links = (("build/www/link", "/etc/passwd"), ("build/www/start.js", "_app/immutable/start.js"))
    registry.push(layer(APP, *links))
    assert fetch(registry.reference, tmp_path / "build")[0] == 0
    assert len([path for path in (tmp_path / "build").rglob("*") if not path.is_dir()]) == len(APP)


@pytest.mark.parametrize("content", [b"no archive", layer({"etc/passwd": b"root"})])
def test_an_image_without_the_app_leaves_what_was_there(
    registry: Registry, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build/index.html").write_text("mine")
    registry.push(content)
    code, said = fetch(registry.reference, tmp_path / "build")
    assert code == 1
    assert "Traceback" not in said
    assert files(tmp_path / "build") == {"index.html": b"mine"}


def test_without_a_network_it_says_what_to_do_by_hand(tmp_path: Path) -> None:
    code, said = fetch("127.0.0.1:9/photos/server:v1", tmp_path / "build")
    assert code == 1
    assert "docker cp" in said
    assert str(tmp_path / "build") in said
    assert "Traceback" not in said


def test_an_unknown_tag_and_a_strange_digest_are_told(registry: Registry, tmp_path: Path) -> None:
    code, said = fetch(registry.reference, tmp_path / "build")
    assert (code, "404" in said) == (1, True), said
    code, said = fetch(registry.reference, tmp_path / "build", "--digest", "md5:1")
    assert (code, "no digest" in said) == (1, True), said


def test_the_version_is_the_contracts() -> None:
    import yaml

    document = yaml.load((ROOT / "openapi.yaml").read_text(), yaml.CSafeLoader)
    assert contract_version() == document["info"]["version"]
