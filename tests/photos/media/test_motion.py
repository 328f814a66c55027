"""Films inside of stills."""

from __future__ import annotations

import struct

import pytest

from photos.media.facts import extract
from photos.media.motion import Span
from tests.photos.media.files import CREATED, MODIFIED, Source, exif, facts, picture
from tests.photos.media.films import box

FILM = box(b"ftyp", b"mp42" + bytes(4)) + box(b"moov", bytes(60))
CAMERA = "xmlns:GCamera='http://ns.google.com/photos/1.0/camera/'"
CONTAINER = """<Container:Directory
 xmlns:Container='http://ns.google.com/photos/1.0/container/'
 xmlns:Item='http://ns.google.com/photos/1.0/container/item/'><rdf:Seq>{}</rdf:Seq>
</Container:Directory>"""
ITEM = "<rdf:li rdf:parseType='Resource'><Container:Item {}/></rdf:li>"


def packet(inside: str = "", attributes: str = "") -> bytes:
    return (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
        " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        f"<rdf:Description rdf:about='' {CAMERA} {attributes}>{inside}</rdf:Description>"
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def listed(*items: tuple[str, int, int]) -> bytes:
    """A still whose XMP lists the parts of its file."""
    texts = (
        f"Item:Semantic='{semantic}' Item:Length='{length}' Item:Padding='{padding}'"
        for semantic, length, padding in items
    )
    return picture(xmp=packet(CONTAINER.format("".join(map(ITEM.format, texts)))))


def samsung(make: str = "samsung") -> bytes:
    """A still with a trailer that holds two entries, the film the second."""
    still = picture(exif=exif({0x10F: make}))
    first = struct.pack("<HHI", 0, 0x0A01, 14) + b"Image_UTC_Data" + b"1714881600000"
    second = struct.pack("<HHI", 0, 0x0A30, 16) + b"MotionPhoto_Data" + FILM
    entries = struct.pack("<HHII", 0, 0x0A01, len(first) + len(second), len(first))
    entries += struct.pack("<HHII", 0, 0x0A30, len(second), len(second))
    directory = b"SEFH" + struct.pack("<II", 107, 2) + entries
    return still + first + second + directory + struct.pack("<I", len(directory)) + b"SEFT"


async def found(data: bytes) -> bytes | None:
    """The film that is found, as bytes."""
    span = (await facts(data)).film
    return None if span is None else data[span.offset : span.offset + span.length]


async def test_google_of_today() -> None:
    still = listed(("Primary", 0, 0), ("GainMap", 300, 0), ("MotionPhoto", len(FILM), 0))
    assert await found(still + bytes(300) + FILM) == FILM
    behind = listed(("Primary", 0, 0), ("MotionPhoto", len(FILM), 4), ("Depth", 50, 0))
    assert await found(behind + FILM + bytes(54)) == FILM


async def test_a_sidecar_does_not_know_where_it_lies() -> None:
    """The one that an editor wrote for its own copy of the photo."""
    data = listed(("Primary", 0, 0), ("MotionPhoto", len(FILM), 0)) + FILM
    item = ITEM.format("Item:Semantic='MotionPhoto' Item:Length='9' Item:Padding='0'")
    sidecar = packet(CONTAINER.format(item))
    found = await extract(Source(data).read, len(data), CREATED, MODIFIED, sidecar)
    assert found.film == Span(len(data) - len(FILM), len(FILM))


async def test_google_of_old() -> None:
    still = picture(xmp=packet(attributes=f"GCamera:MicroVideoOffset='{len(FILM)}'"))
    assert await found(still + FILM) == FILM


async def test_samsung() -> None:
    assert await found(samsung()) == FILM
    assert await found(samsung("Another")) is None


async def test_heic() -> None:
    still = box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"meta", bytes(4)) + box(b"mdat", bytes(999))
    assert await found(still + box(b"mpvd", FILM)) == FILM
    assert (await facts(still + box(b"mpvd", FILM))).film == Span(len(still) + 8, len(FILM))


@pytest.mark.parametrize(
    "data",
    [
        picture(),
        picture(xmp=packet(attributes="GCamera:MicroVideoOffset='99999999'")) + FILM,
        picture(xmp=packet(attributes="GCamera:MicroVideoOffset='-9'")) + FILM,
        picture(xmp=packet(attributes="GCamera:MicroVideoOffset='0'")) + FILM,
        listed(("Primary", 0, 0), ("MotionPhoto", 100, 0)) + bytes(100),  # no film there
        listed(("MotionPhoto", -100, 0)) + FILM,
        samsung()[:-1],
        samsung()[:-9] + b"\xff" * 5 + b"SEFT",
        samsung()[:-4] + b"SEFX",
        samsung().replace(b"ftyp", b"free"),
        samsung().replace(struct.pack("<II", 107, 2), struct.pack("<II", 107, 1)),  # not listed
    ],
)
async def test_no_film(data: bytes) -> None:
    assert await found(data) is None
