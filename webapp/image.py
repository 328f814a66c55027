"""An image in an OCI registry: its manifest and layers, each held against its digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from oras.client import OrasClient
from oras.container import Container

_PLATFORM = {"os": "linux", "architecture": "amd64"}  # the web app is the same in all
_INDEXES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
_MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
_DIGEST = re.compile(r"(?a)\Asha256:[0-9a-f]{64}\Z")
_CHUNK = 2**20
_LOCAL = re.compile(r"\A(localhost|127\.0\.0\.1|\[::1\])(:\d+)?/")


class Unavailable(Exception):
    """The image cannot be had; the text says why."""


class Forged(Exception):
    """Bytes that do not have the digest they should have."""


@dataclass(frozen=True)
class Layer:
    digest: str
    size: int
    """Bytes, compressed."""


class Image:
    """`registry/name:tag` or `registry/name@sha256:…`.

    Raises Unavailable when it cannot be had, Forged when anything does not fit its digest.
    """

    def __init__(self, reference: str, digest: str | None = None) -> None:
        self._container = Container(reference)
        self._client = OrasClient(insecure=bool(_LOCAL.match(reference)))
        self._client.auth.load_configs(self._container)
        self._reach()
        named = reference.partition("@")[2] or digest
        if named and not _DIGEST.match(named):
            raise Unavailable(f"{named!r} is no digest: sha256: and 64 hex digits")
        self.digest, top = self._manifest(named or self._container.tag, named)
        if top.get("mediaType") in _INDEXES or "manifests" in top:
            chosen = next((m for m in top["manifests"] if _fits(m.get("platform", {}))), None)
            if chosen is None:
                raise Unavailable(f"{reference} has nothing for {_PLATFORM}")
            _, top = self._manifest(chosen["digest"], chosen["digest"])
        self.layers = [Layer(each["digest"], each["size"]) for each in top["layers"]]

    def fetch(self, layer: Layer, path: Path, told: Callable[[int], None]) -> None:
        """Write a layer's bytes to `path`; `told` hears how many came."""
        if not _DIGEST.match(layer.digest):
            raise Unavailable(f"layers by {layer.digest!r} are not understood")
        sha256 = hashlib.sha256()
        with path.open("wb") as file:
            for chunk in self._chunks(layer):
                sha256.update(chunk)
                file.write(chunk)
                told(len(chunk))
        _require(layer.digest, sha256.hexdigest())

    def _reach(self) -> None:
        # The client asks five times over a minute before it says that there is no network.
        try:
            requests.get(f"{self._client.prefix}://{self._container.registry}/v2/", timeout=10)
        except requests.RequestException as error:
            raise Unavailable(f"{self._container.registry} cannot be reached: {error}") from error

    def _chunks(self, layer: Layer) -> Iterator[bytes]:
        try:
            answer = self._client.get_blob(self._container, layer.digest, stream=True)
            if answer.status_code != 200:
                raise Unavailable(f"layer {layer.digest}: {answer.status_code} {answer.reason}")
            yield from answer.iter_content(_CHUNK)
        except (requests.RequestException, ValueError) as error:
            raise Unavailable(f"layer {layer.digest}: {error}") from error

    def _manifest(self, which: str, digest: str | None) -> tuple[str, dict[str, Any]]:
        """A manifest's digest and content. Raises Forged unless it is `digest`, if given."""
        url = f"{self._client.prefix}://{self._container.manifest_url(which)}"
        try:
            accepted = ", ".join(_INDEXES + _MANIFESTS)
            answer = self._client.do_request(url, "GET", headers={"Accept": accepted})
        except (requests.RequestException, ValueError) as error:
            raise Unavailable(f"{self._container.uri}: {error}") from error
        if answer.status_code != 200:
            raise Unavailable(f"{self._container.uri}: {answer.status_code} {answer.reason}")
        found = hashlib.sha256(answer.content).hexdigest()
        if digest:
            _require(digest, found)
        try:
            content = json.loads(answer.content)
            assert isinstance(content, dict)
        except (ValueError, AssertionError):
            raise Unavailable(f"{self._container.uri} answers no manifest") from None
        return f"sha256:{found}", content


def _fits(platform: dict[str, Any]) -> bool:
    return all(platform.get(name) == value for name, value in _PLATFORM.items())


def _require(digest: str, found: str) -> None:
    if digest != f"sha256:{found}":
        raise Forged(f"expected {digest}, came sha256:{found}")
