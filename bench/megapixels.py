"""The memory of the whole server while it works on pictures of 64 megapixels."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from PIL import Image

from bench.ingest import TAKEN, finish_jobs, sign_up, upload
from bench.process import Row, Server, fresh

SIZE = (9248, 6936)


@dataclass(frozen=True)
class Kind:
    """A way to write a picture."""

    title: str
    name: str
    mode: str
    format: str
    options: dict[str, Any]
    turned: bool = False
    """Lies on its side, as EXIF says."""


KINDS = [
    Kind("JPEG", "a.jpg", "RGB", "JPEG", {}, turned=True),
    Kind("progressive JPEG", "a.jpg", "RGB", "JPEG", {"progressive": True}, turned=True),
    Kind("CMYK JPEG", "a.jpg", "CMYK", "JPEG", {}, turned=True),
    Kind("PNG with transparency", "a.png", "RGBA", "PNG", {"compress_level": 1}),
    Kind("grey PNG of 16 bits", "a.png", "I;16", "PNG", {"compress_level": 1}),
    Kind("TIFF", "a.tif", "RGB", "TIFF", {"compression": "tiff_lzw"}, turned=True),
    Kind("WebP with transparency", "a.webp", "RGBA", "WEBP", {"method": 0}, turned=True),
    Kind("AVIF", "a.avif", "RGB", "AVIF", {"speed": 10}, turned=True),
]


def measure(kinds: list[Kind] = KINDS) -> Iterator[Row]:
    for kind in kinds:
        # a server each, since one keeps a part of what it used
        with fresh(timeout=600) as (server, client):
            sign_up(client)
            yield from _peaks(server, client, kind)


def _peaks(server: Server, client: httpx.Client, kind: Kind) -> Iterator[Row]:
    title = f"64 MP {kind.title}"
    server.forget_peak()
    ids = [upload(client, _file(kind, number), TAKEN, kind.name) for number in range(2)]
    finish_jobs(client)
    peak = server.memory("VmHWM")
    made = all(client.get(f"/api/assets/{id}").json()["thumbhash"] for id in ids)
    yield f"{title}, two to pictures", f"{peak:.0f} MB" if made else "no pictures", "600 MB"
    server.forget_peak()
    steps = [
        {"action": "crop", "parameters": {"x": 10, "y": 10, "width": 6900, "height": 6900}},
        {"action": "rotate", "parameters": {"angle": 90}},
    ]
    for id in ids:
        client.put(f"/api/assets/{id}/edits", json={"edits": steps}).raise_for_status()
    finish_jobs(client)
    peak = server.memory("VmHWM")
    full = [
        client.get(f"/api/assets/{id}/thumbnail?size=fullsize&edited=true").status_code
        for id in ids
    ]
    made = full == [200, 200]
    yield f"{title}, two edited", f"{peak:.0f} MB" if made else f"no pictures: {full}", "600 MB"


def _file(kind: Kind, number: int) -> bytes:
    base = "L" if kind.mode == "I;16" else "RGB" if kind.mode == "CMYK" else kind.mode
    picture = Image.radial_gradient("L").resize(SIZE).convert(base).convert(kind.mode)
    if kind.mode == "RGBA":
        cut_out = Image.radial_gradient("L").resize(SIZE).point([255] * 160 + [0] * 96)
        picture.putalpha(cut_out)
    exif = Image.Exif()
    exif.update({0x0112: 6 if kind.turned else 1, 0x010E: str(number)})
    out = io.BytesIO()
    picture.save(out, kind.format, exif=exif, **kind.options)
    return out.getvalue()


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t", flush=True)
