"""Which file names are accepted, and what each extension means.

Content is never sniffed when a file comes in: the extension decides the type
of the asset and the content type it is served with.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["IMAGE", "VIDEO", "OTHER"]


class Format(msgspec.Struct, frozen=True):
    """What an accepted extension stands for."""

    content_type: str
    kind: Kind
    displayable: bool = False
    """A browser can show the original itself."""
    raw: bool = False
    """Undeveloped sensor data."""


_DISPLAYABLE = ".avif .bmp .gif .jpeg .jpg .png .webp"
_RAW = (
    ".3fr .ari .arw .cap .cin .cr2 .cr3 .crw .dcr .dng .erf .fff .iiq .k25 .kdc .mrw .nef .nrw "
    ".orf .ori .pef .psd .raf .raw .rw2 .rwl .sr2 .srf .srw .x3f"
)
_OTHER_IMAGES = ".heic .heif .hif .insp .jp2 .jpe .jxl .mpo .svg .tif .tiff"
_VIDEOS = {
    ".3gp": "video/3gpp",
    ".3gpp": "video/3gpp",
    ".avi": "video/avi",
    ".flv": "video/x-flv",
    ".insv": "video/mp4",
    ".m2t": "video/mp2t",
    ".m2ts": "video/mp2t",
    ".m4v": "video/x-m4v",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".mpe": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".mpg": "video/mpeg",
    ".mts": "video/mp2t",
    ".mxf": "application/mxf",
    ".ts": "video/mp2t",
    ".vob": "video/mpeg",
    ".webm": "video/webm",
    ".wmv": "video/x-ms-wmv",
}
# where the subtype is not simply the extension; `image/svg` is what clients are told upstream
_IMAGE_TYPES = dict.fromkeys((".jpg", ".jpe", ".insp", ".mpo"), "image/jpeg") | {
    ".tif": "image/tiff"
}


def _image(extension: str, **marks: bool) -> Format:
    return Format(_IMAGE_TYPES.get(extension, "image/" + extension[1:]), "IMAGE", **marks)


FORMATS: dict[str, Format] = {
    **{extension: _image(extension, displayable=True) for extension in _DISPLAYABLE.split()},
    **{extension: _image(extension, raw=True) for extension in _RAW.split()},
    **{extension: _image(extension) for extension in _OTHER_IMAGES.split()},
    **{extension: Format(content_type, "VIDEO") for extension, content_type in _VIDEOS.items()},
}
"""Accepted assets by lower-case extension with its dot, images before videos."""

IMAGE_EXTENSIONS = tuple(name for name, format in FORMATS.items() if format.kind == "IMAGE")
"""In the order clients are told: web-displayable, raw, the rest."""
VIDEO_EXTENSIONS = tuple(name for name, format in FORMATS.items() if format.kind == "VIDEO")
SIDECAR_EXTENSIONS = (".xmp",)
PROFILE_EXTENSIONS = (
    ".avif", ".dng", ".heic", ".heif", ".jpeg", ".jpg", ".png", ".webp", ".svg",
)  # fmt: skip


def ending(name: str) -> str:
    """The extension with its dot, as it is written; "" when there is none (`.jpg` is a
    bare name)."""
    base = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = base.rpartition(".")
    return dot + ending if stem else ""


def extension(name: str) -> str:
    """The extension by which a format is known: in lower case."""
    return ending(name).lower()


def stem(name: str) -> str:
    """What stands before the extension."""
    return name[: len(name) - len(ending(name))]


def format_of(name: str) -> Format | None:
    """What the file name says it is; None when it is no accepted asset."""
    return FORMATS.get(extension(name))


def displayable(name: str) -> bool:
    """Whether browsers show such a file as it is."""
    known = format_of(name)
    return known is not None and known.displayable


def content_type(name: str) -> str:
    """What a file of this name is served as."""
    ending = extension(name)
    if ending in SIDECAR_EXTENSIONS:
        return "application/xml"
    known = FORMATS.get(ending)
    return known.content_type if known else "application/octet-stream"
