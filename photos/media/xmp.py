"""XMP packets: RDF/XML that editors write beside EXIF."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_EXIF_EX = "{http://cipa.jp/exif/1.0/}"
_TIFF = "{http://ns.adobe.com/tiff/1.0/}"
_XAP = "{http://ns.adobe.com/xap/1.0/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_GCAMERA = "{http://ns.google.com/photos/1.0/camera/}"
_LARGEST = 1024 * 1024

# qualified name -> the tag's name in metadata tools, where it differs from the local name
_NAMES = {
    _XAP + "Rating": "",
    _XAP + "CreateDate": "",
    _PDF + "CreationDate": "",
    _PDF + "Keywords": "",
    _TIFF + "Make": "",
    _TIFF + "Model": "",
    _TIFF + "Orientation": "",
    _TIFF + "ImageDescription": "",
    _EXIF + "DateTimeOriginal": "",
    _EXIF + "OffsetTimeOriginal": "",
    _EXIF + "GPSTimeStamp": "GPSDateTime",
    _EXIF + "GPSLatitude": "",
    _EXIF + "GPSLongitude": "",
    _EXIF + "FNumber": "",
    _EXIF + "FocalLength": "",
    _EXIF + "ExposureTime": "",
    _EXIF + "ColorSpace": "",
    _EXIF + "ISOSpeedRatings": "ISO",
    _EXIF_EX + "PhotographicSensitivity": "ISO",
    _EXIF_EX + "LensModel": "",
    _EXIF_EX + "OffsetTimeOriginal": "",
    "{http://purl.org/dc/elements/1.1/}description": "Description",
    "{http://www.digikam.org/ns/1.0/}TagsList": "",
    "{http://ns.adobe.com/lightroom/1.0/}hierarchicalSubject": "HierarchicalSubject",
    "{http://ns.google.com/photos/1.0/panorama/}ProjectionType": "",
    _GCAMERA + "BurstID": "",
    _GCAMERA + "CameraBurstID": "",
    _GCAMERA + "MediaUniqueID": "",
    _GCAMERA + "MicroVideoOffset": "",
}
_ITEM = "{http://ns.google.com/photos/1.0/container/item/}"


def read(packet: bytes) -> dict[str, object]:
    """The properties we use: text, or a list of texts for bags and sequences.

    ContainerItems is a list of (what it is, length, padding behind it) in bytes:
    the parts that a file is composed of, in their order.

    Raises on broken XML and on any document type: entities have no place in
    XMP and could grow without bound.
    """
    text = _decoded(packet[:_LARGEST])
    text = text[text.find("<") : text.rfind(">") + 1]
    if "<!DOCTYPE" in text:
        raise ValueError("XMP with a document type")
    tags: dict[str, object] = {}
    root = ElementTree.fromstring(text)
    if items := list(_items(root)):
        tags["ContainerItems"] = items
    for description in root.iter(_RDF + "Description"):
        for name, value in _properties(description):
            if name in _NAMES and value:
                tags.setdefault(_NAMES[name] or name.partition("}")[2], value)
    return tags


def _decoded(packet: bytes) -> str:
    for mark, encoding in ((b"\xfe\xff", "utf-16"), (b"\xff\xfe", "utf-16")):
        if packet.startswith(mark):
            return packet.decode(encoding)
    if packet[:1] == b"\0":
        return packet.decode("utf-16-be")
    if packet[1:2] == b"\0":
        return packet.decode("utf-16-le")
    return packet.decode("utf-8", "replace")


def _properties(description: ElementTree.Element) -> Iterator[tuple[str, object]]:
    yield from description.attrib.items()
    for element in description:
        children = list(element)
        if children and children[0].tag == _RDF + "Alt":
            yield element.tag, _alternative(children[0])
        elif children:
            yield element.tag, [item.text.strip() for item in children[0] if item.text]
        else:
            yield element.tag, (element.text or "").strip()


def _items(root: ElementTree.Element) -> Iterator[tuple[str, int, int]]:
    for element in root.iter():
        item = dict(element.attrib) | {child.tag: child.text or "" for child in element}
        if semantic := item.get(_ITEM + "Semantic"):
            length, padding = (int(item.get(_ITEM + name, 0)) for name in ("Length", "Padding"))
            yield semantic, length, padding


def _alternative(alternatives: ElementTree.Element) -> str:
    texts = {item.get(_LANG, ""): (item.text or "").strip() for item in alternatives}
    return texts.get("x-default") or next(iter(texts.values()), "")
