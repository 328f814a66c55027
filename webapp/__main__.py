"""`make web`: put the web app of the contract's version into web/build."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from webapp import unpack
from webapp.image import Forged, Image, Layer, Unavailable

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "web/build"
REPOSITORY = "ghcr.io/immich-app/immich-server"
# What a tag's index is, as several public deployments name it, one of which asked the
# registry for it on 6 September 2026. In August some named another: the tag has moved once.
DIGESTS = {
    f"{REPOSITORY}:v3.1.0": "sha256:"
    "b434cb9287eea1471c9974845914d4dd328c9c2d652e446ed4930f99944f0ceb",
}

_BY_HAND = """\
Without the network, on a machine with Docker or Podman:
  docker create --name web {reference}
  docker cp web:/build/www ./build && docker rm web
and bring the folder here as {place}"""


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 it is there, 1 it is not, and what was there before is untouched."""
    parser = argparse.ArgumentParser(prog="webapp", description=__doc__)
    default = os.environ.get("IMAGE") or f"{REPOSITORY}:v{contract_version()}"
    parser.add_argument("--image", default=default, help="or IMAGE")
    parser.add_argument(
        "--digest",
        default=os.environ.get("DIGEST") or None,
        help="what the image must be; or DIGEST",
    )
    parser.add_argument("--place", type=Path, default=PLACE)
    wish = parser.parse_args(arguments)
    try:
        return fetch(wish.image, wish.digest or pinned(wish.place, wish.image), wish.place)
    except Unavailable as fault:
        by_hand = _BY_HAND.format(reference=wish.image, place=wish.place)
        print(f"web: {fault}\n{by_hand}", file=sys.stderr)
    except Forged as fault:
        print(f"web: {wish.image} is not what it was: {fault}", file=sys.stderr)
        print("If you trust it all the same: make web DIGEST=sha256:…", file=sys.stderr)
    except (OSError, tarfile.TarError) as fault:
        print(f"web: {fault}", file=sys.stderr)
    return 1


def fetch(reference: str, digest: str | None, place: Path) -> int:
    """Put the web app of an image into `place`. Raises Unavailable, Forged, OSError, TarError."""
    image = Image(reference, digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        # The app is copied into the image last or nearly so, and by one step.
        for layer in reversed(image.layers):
            archive = Path(folder, "layer")
            image.fetch(layer, archive, Progress(layer))
            root = unpack.web_root(archive)
            if root is not None:
                fresh = Path(folder, "build")
                fresh.mkdir()
                count = unpack.unpack(archive, root, fresh)
                unpack.install(fresh, place)
                pin(place, reference, image.digest)
                print(f"{count} files of {reference} are in {place}")
                return 0
    raise Unavailable(f"{reference} holds no web app")


def contract_version() -> str:
    """`info.version` of the contract, which is what clients are told."""
    found = re.search(r"(?m)^  version: (\S+)$", (ROOT / "openapi.yaml").read_text()[:4000])
    assert found, "openapi.yaml has an info.version"
    return found[1]


def _pin(place: Path) -> Path:
    return place.with_name("image.json")


def pinned(place: Path, reference: str) -> str | None:
    """The digest this reference had when it was fetched last, else the one we know, if
    any: a tag may be moved."""
    try:
        known: dict[str, str] = json.loads(_pin(place).read_text())
    except (OSError, ValueError):
        known = {}
    return known.get(reference) or DIGESTS.get(reference)


def pin(place: Path, reference: str, digest: str) -> None:
    _pin(place).write_text(json.dumps({reference: digest}, indent=2) + "\n")


class Progress:
    """How much of a layer has come, on one line of a terminal."""

    def __init__(self, layer: Layer) -> None:
        self._layer, self._come = layer, 0
        self._width = shutil.get_terminal_size().columns - 1
        if not sys.stdout.isatty():
            print(f"{layer.digest[7:19]} {layer.size / 1e6:.1f} MB", flush=True)

    def __call__(self, size: int) -> None:
        self._come += size
        if sys.stdout.isatty():
            share = self._come / max(self._layer.size, 1)
            text = f"{self._layer.digest[7:19]} {share:4.0%} of {self._layer.size / 1e6:.1f} MB"
            end = "\n" if self._come >= self._layer.size else "\r"
            print(text[: self._width], end=end, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
