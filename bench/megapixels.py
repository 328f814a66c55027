"""The memory of the whole server while it works on pictures of 64 megapixels."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from PIL import Image

from bench import encoders
from bench.ingest import TAKEN, finish_jobs, sign_up, upload
from bench.process import Row, Server, fresh

SIZE = (9248, 6936)


@dataclass(frozen=True)
class Kind:
    """A way to write a picture."""

    title: str
    name: str
    mode: str
    format: str | Callable[[Image.Image], bytes]
    """One of Pillow's, or what writes it."""
    options: dict[str, Any]
    turned: bool = False
    """Lies on its side, as EXIF says."""
    graded: bool = False
    """What shows through grows from row to row; WebP keeps that as it is, a byte a pixel."""


LZW, DEFLATE = ({"compression": f"tiff_{name}"} for name in ("lzw", "adobe_deflate"))
FAST_PNG: dict[str, Any] = {"compress_level": 1}
KINDS = [
    Kind("JPEG", "a.jpg", "RGB", "JPEG", {}, turned=True),
    Kind("progressive JPEG", "a.jpg", "RGB", "JPEG", {"progressive": True}, turned=True),
    Kind("CMYK JPEG", "a.jpg", "CMYK", "JPEG", {}, turned=True),
    Kind("PNG with transparency", "a.png", "RGBA", "PNG", FAST_PNG),
    Kind("grey PNG of 16 bits", "a.png", "I;16", "PNG", FAST_PNG),
    Kind("grey PNG with transparency", "a.png", "LA", "PNG", FAST_PNG),
    Kind("PNG with a palette", "a.png", "P", "PNG", FAST_PNG),
    Kind("PNG of 16 bits with transparency", "a.png", "RGBA", encoders.deep_png, {}),
    Kind("interlaced PNG with transparency", "a.png", "RGBA", encoders.interlaced_png, {}),
    Kind("TIFF", "a.tif", "RGB", "TIFF", LZW, turned=True),
    Kind("TIFF with transparency", "a.tif", "RGBA", "TIFF", DEFLATE, turned=True),
    Kind("CMYK TIFF", "a.tif", "CMYK", "TIFF", LZW, turned=True),
    Kind("TIFF of floats", "a.tif", "F", "TIFF", DEFLATE, turned=True),
    Kind("TIFF of JPEGs", "a.tif", "RGB", "TIFF", {"compression": "jpeg"}, turned=True),
    Kind("TIFF in tiles", "a.tif", "RGB", encoders.tiled_tiff, {}, turned=True),
    Kind("TIFF in planes", "a.tif", "RGB", encoders.planar_tiff, {}, turned=True),
    Kind("WebP with transparency", "a.webp", "RGBA", "WEBP", {"method": 0}, turned=True),
    Kind("WebP of 62 MB with transparency", "a.webp", "RGBA", "WEBP", {"method": 0}, True, True),
    Kind(
        "lossless WebP with transparency", "a.webp", "RGBA", "WEBP",
        {"method": 0, "lossless": True, "quality": 0}, turned=True,
    ),
    Kind("AVIF", "a.avif", "RGB", "AVIF", {"speed": 10}, turned=True),
    Kind("AVIF with transparency", "a.avif", "RGBA", "AVIF", {"speed": 10}, turned=True),
    Kind("HEIC with transparency", "a.heic", "RGBA", encoders.heic, {}),
    Kind("BMP", "a.bmp", "RGB", "BMP", {}),
    Kind("PSD with transparency", "a.psd", "RGBA", encoders.psd, {}),
    Kind("JPEG 2000", "a.jp2", "RGB", "JPEG2000", {}),
]  # fmt: skip


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
    steps = [{"action": "mirror", "parameters": {"axis": "horizontal"}}]  # keeps every pixel
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
    picture = _picture(kind)
    if not isinstance(kind.format, str):
        return kind.format(picture) + bytes([number])
    exif = Image.Exif()
    exif.update({0x0112: 6 if kind.turned else 1, 0x010E: str(number)})
    out = io.BytesIO()
    picture.save(out, kind.format, exif=exif, **kind.options)
    return out.getvalue() + bytes([number])


def _picture(kind: Kind) -> Image.Image:
    gradient = Image.radial_gradient("L").resize(SIZE)
    if kind.mode == "F":
        return gradient.convert("F").point(lambda value: value * (1 / 255))
    if kind.mode == "LA":
        return Image.merge("LA", (gradient, gradient))
    base = {"I;16": "L", "CMYK": "RGB", "P": "RGB"}.get(kind.mode, kind.mode)
    picture = gradient.convert(base).convert(kind.mode)
    if kind.mode == "RGBA":
        cut_out = Image.radial_gradient("L").resize(SIZE).point([255] * 160 + [0] * 96)
        picture.putalpha(Image.linear_gradient("L").resize(SIZE) if kind.graded else cut_out)
    return picture


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t", flush=True)
