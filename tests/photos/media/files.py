"""Files made for the tests of photos.media."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from photos.media.facts import Facts, extract

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
CREATED = datetime(2025, 3, 2, 1, tzinfo=UTC)
MODIFIED = CREATED + timedelta(days=1)


class Source:
    """Bytes that can be read in ranges, and how many of them were."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.spent = 0
        self.reads = 0

    async def read(self, offset: int, length: int) -> bytes:
        piece = self.data[offset : offset + length]
        self.spent += len(piece)
        self.reads += 1
        return piece


async def facts(data: bytes) -> Facts:
    """What `extract` finds in a whole file."""
    return await extract(Source(data).read, len(data), CREATED, MODIFIED)


def exif(
    image: dict[int, Any] | None = None,
    photo: dict[int, Any] | None = None,
    gps: dict[int, Any] | None = None,
) -> Image.Exif:
    """EXIF with the given tags in its three tables."""
    tags = Image.Exif()
    tags.update(image or {})
    tags.get_ifd(0x8769).update(photo or {})
    tags.get_ifd(0x8825).update(gps or {})
    return tags


def picture(format: str = "JPEG", size: tuple[int, int] = (32, 16), **options: Any) -> bytes:
    """A small picture, saved by Pillow."""
    out = io.BytesIO()
    mode = options.pop("mode", "RGB")
    Image.linear_gradient("L").resize(size).convert(mode).save(out, format, **options)
    return out.getvalue()


def animation(format: str, durations: list[int]) -> bytes:
    """Frames of different greys, each shown for so many milliseconds."""
    frames = [Image.new("RGB", (20, 10), (40 * n, 0, 90)) for n in range(len(durations))]
    out = io.BytesIO()
    frames[0].save(out, format, save_all=True, append_images=frames[1:], duration=durations)
    return out.getvalue()


def apple_note(tag: int, text: bytes) -> bytes:
    """A maker note of Apple with one text in it."""
    head = b"Apple iOS\0\0\x01MM\0\x01"
    entry = tag.to_bytes(2, "big") + b"\0\x02" + len(text).to_bytes(4, "big")
    start = len(head) - 14 + 14 + 12 + 4
    return head + entry + start.to_bytes(4, "big") + bytes(4) + text


def segment(marker: int, data: bytes) -> bytes:
    """One JPEG segment."""
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """The JPEG with more segments right behind its start."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def iptc(*records: tuple[int, bytes]) -> bytes:
    """A Photoshop segment with records of IPTC's second group."""
    body = b"".join(
        bytes((0x1C, 2, number)) + len(value).to_bytes(2, "big") + value
        for number, value in records
    )
    other = b"8BIM\x04\x25\x03abc\0\0\0\x01x\0"
    head = b"Photoshop 3.0\0" + other + b"8BIM\x04\x04\0\0" + len(body).to_bytes(4, "big")
    return segment(0xED, head + body)


def xmp(inside: str, attributes: str = "") -> bytes:
    """An XMP packet with one description."""
    return f"""<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF
 xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
 xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'
 xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:tiff='http://ns.adobe.com/tiff/1.0/'
 xmlns:lr='http://ns.adobe.com/lightroom/1.0/' xmlns:digiKam='http://www.digikam.org/ns/1.0/'
 xmlns:GPano='http://ns.google.com/photos/1.0/panorama/'
 xmlns:MicrosoftPhoto='http://ns.microsoft.com/photo/1.0/'>
<rdf:Description rdf:about='' {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end='w'?>""".encode()


def bag(name: str, *values: str) -> str:
    """A property with several values."""
    items = "".join(f"<rdf:li>{value}</rdf:li>" for value in values)
    return f"<{name}><rdf:Bag>{items}</rdf:Bag></{name}>"


def photoshop(*resources: tuple[int, bytes]) -> bytes:
    """A Photoshop document of 40 x 30 pixels with such resources, one of another program first."""
    body = b"PHUT\x27\x11\0\0\0\0\0\1x\0"
    for number, data in resources:
        head = b"8BIM" + number.to_bytes(2, "big") + b"\0\0" + len(data).to_bytes(4, "big")
        body += head + data + bytes(len(data) % 2)
    sizes = (30).to_bytes(4, "big") + (40).to_bytes(4, "big")
    head = b"8BPS\0\1" + bytes(6) + b"\0\3" + sizes + b"\0\x10\0\3"
    colours = (4).to_bytes(4, "big") + bytes(4)
    return head + colours + len(body).to_bytes(4, "big") + body + bytes(40)


def jpeg_2000(tiff: bytes, packet: bytes) -> bytes:
    """What Pillow writes, with EXIF and XMP in boxes behind it."""
    data = picture("JPEG2000", (40, 30))
    packet_id = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    for content in (b"JpgTiffExif->JP2" + tiff, packet_id + packet):
        data += (8 + len(content)).to_bytes(4, "big") + b"uuid" + content
    return data


def minolta(tiff: bytes) -> bytes:
    """A raw file of 40 x 30 pixels: blocks about the sensor and of tags."""
    sensor = b"27200001" + bytes(4) + b"\0\x1e\0\x28" + bytes(8)
    blocks = b"".join(
        name + len(data).to_bytes(4, "big") + data
        for name, data in ((b"\0PRD", sensor), (b"\0TTW", tiff), (b"\0PAD", bytes(9)))
    )
    return b"\0MRM" + len(blocks).to_bytes(4, "big") + blocks + bytes(40)
