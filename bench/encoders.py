"""Large pictures as others write them and Pillow does not: files for bench.megapixels."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import pillow_heif
from PIL import Image

from tests.photos.media.tiffs import tiff

# of Adam7: where the passes begin, right and down, and their steps
_PASSES = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2),
)  # fmt: skip
_PNG_COLOURS = {"L": 0, "RGB": 2, "P": 3, "RGBA": 6}


def interlaced_png(image: Image.Image) -> bytes:
    step = len(image.getbands())
    rows = [*_rows(image)]

    def passes() -> Iterator[bytes]:
        for left, top, right, down in _PASSES:
            for row in rows[top::down]:
                line = bytearray(-(-(image.width - left) // right) * step)
                for band in range(step):
                    line[band::step] = row[left * step + band :: right * step]
                yield bytes(line)

    return _png(image, 8, passes(), interlaced=True)


def deep_png(image: Image.Image) -> bytes:
    """16 bits a sample."""

    def rows() -> Iterator[bytes]:
        for row in _rows(image):
            line = bytearray(len(row) * 2)
            line[::2] = row
            line[1::2] = row
            yield bytes(line)

    return _png(image, 16, rows())


def _rows(image: Image.Image) -> Iterator[bytes]:
    data, length = memoryview(image.tobytes()), image.width * len(image.getbands())
    return (bytes(data[at : at + length]) for at in range(0, len(data), length))


def _png(image: Image.Image, depth: int, rows: Iterator[bytes], interlaced: bool = False) -> bytes:
    packer = zlib.compressobj(1)
    body = b"".join(packer.compress(b"\0" + row) for row in rows) + packer.flush()
    head = struct.pack(
        ">IIBBBBB", *image.size, depth, _PNG_COLOURS[image.mode], 0, 0, interlaced
    )  # fmt: skip
    data = b"\x89PNG\r\n\x1a\n"
    for name, content in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b"")):
        data += struct.pack(">I", len(content)) + name + content
        data += struct.pack(">I", zlib.crc32(name + content))
    return data


def tiled_tiff(image: Image.Image, edge: int = 256) -> bytes:
    """Packed by deflate."""
    tiles = [
        zlib.compress(image.crop((left, top, left + edge, top + edge)).tobytes(), 1)
        for top in range(0, image.height, edge)
        for left in range(0, image.width, edge)
    ]
    return _tiff(image, tiles, {0x142: edge, 0x143: edge}, (0x144, 0x145))


def planar_tiff(image: Image.Image) -> bytes:
    """Each colour apart, in strips packed by deflate."""
    strips = [
        zlib.compress(band.crop((0, top, image.width, min(top + 64, image.height))).tobytes(), 1)
        for band in image.split()
        for top in range(0, image.height, 64)
    ]
    return _tiff(image, strips, {0x116: 64, 0x11C: 2}, (0x111, 0x117))


def _tiff(
    image: Image.Image, pieces: list[bytes], more: dict[int, int], places: tuple[int, int]
) -> bytes:
    """The pieces in one row, behind a header of eight bytes and four that point there."""
    bands = len(image.getbands())
    offsets, at = [], 8
    for piece in pieces:
        offsets.append(at)
        at += len(piece)
    body = b"".join(pieces)
    tags = {
        0x100: image.width, 0x101: image.height, 0x102: [8] * bands, 0x103: 8,
        0x106: 5 if image.mode == "CMYK" else 2, 0x112: 6, 0x115: bands,
        places[0]: offsets, places[1]: [len(piece) for piece in pieces],
        **({0x152: 2} if image.mode == "RGBA" else {}), **more,
    }  # fmt: skip
    return tiff(tags, mark=body)


def psd(image: Image.Image) -> bytes:
    """Photoshop's, not packed, without layers."""
    bands = image.split()
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, len(bands), image.height, image.width, 8, 3)
    return head + bytes(12) + bytes(2) + b"".join(band.tobytes() for band in bands)


def heic(image: Image.Image) -> bytes:
    out = io.BytesIO()
    fast = {"preset": "ultrafast"}
    pillow_heif.from_pillow(image).save(out, quality=60, enc_params=fast)
    return out.getvalue()
