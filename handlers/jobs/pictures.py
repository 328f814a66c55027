"""Drawing the pictures of one asset, from whatever its file offers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import partial

from bindings import WHOLE, Bindings, Framing, ImageFault, Part, Rendition, Source, Still
from bindings.framing import Size, combined, inverse
from photos import edits, pictures, settings
from photos.media import facts, formats, placeholder, previews, thumbhash
from photos.pictures import Picture, Subject
from photos.settings import Settings

_HASH_BOX = 100
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


async def draw(bindings: Bindings, subject: Subject, edited: bool = False) -> bool:
    """Make the pictures of an asset as it was taken, or as it is edited. Bytes first,
    rows after, and what they replace last. Whether there are any now.

    What cannot be decoded here has no pictures, and trying again at once would not
    change that. It is counted, so that the night gives it up some time. A video has a
    placeholder then. An asset that is deleted meanwhile has none either. Raises
    FileNotFoundError for one whose original is lost.
    """
    wanted = renditions(subject, await settings.read(bindings.database), edited)
    try:
        return await _draw(bindings, subject, wanted, edited)
    except FileNotFoundError:
        if await pictures.subject(bindings.database, subject.id) is not None:
            raise
        await bindings.blobs.delete([one.key for one in wanted.values()])
        return False


async def _draw(
    bindings: Bindings, subject: Subject, wanted: dict[str, Rendition], edited: bool
) -> bool:
    framing = edits.framing(subject.edits, subject.size) if edited else WHOLE
    if not await _render(bindings, subject, list(wanted.values()), framing):
        ending = formats.extension(subject.original_path)
        bindings.metrics.count("undecodable_assets", labels={"extension": ending})
        if subject.type != "VIDEO":
            await pictures.note_undecodable(bindings.database, subject.id)
            return False
        await _render_placeholder(bindings, subject, list(wanted.values()))
    digest, transparent = await look(bindings, wanted["thumbnail"].key)
    made = [
        Picture(type, one.key, one.progressive, transparent and one.format == "webp")
        for type, one in wanted.items()
    ]
    size = framing.shown(subject.size) if edited and subject.size else None
    obsolete = await pictures.write(bindings.database, subject.id, made, digest, size)
    await bindings.blobs.delete(obsolete)
    return True


def renditions(subject: Subject, current: Settings, edited: bool) -> dict[str, Rendition]:
    """Which pictures an asset has, by their type."""

    def rendition(type: str, short_edge: int | None) -> Rendition:
        format = getattr(current, f"{type}_format")
        name = f"{subject.id}_edited" if edited else subject.id
        moves = subject.type == "VIDEO" or formats.extension(subject.original_path) == ".gif"
        return Rendition(
            key=f"{type}s/{subject.owner_id}/{name}.{format}",
            format=format,
            quality=getattr(current, f"{type}_quality"),
            short_edge=short_edge,
            progressive=getattr(current, f"{type}_progressive") and format == "jpeg" and not moves,
            wide=current.colorspace == "p3",
        )

    wanted = {
        "thumbnail": rendition("thumbnail", current.thumbnail_size),
        "preview": rendition("preview", current.preview_size),
    }
    original = formats.format_of(subject.original_path)
    shown = original is not None and (original.displayable or original.kind != "IMAGE")
    asked = current.fullsize_enabled or subject.projection_type == "EQUIRECTANGULAR"
    if edited or (asked and not shown):
        wanted["fullsize"] = rendition("fullsize", None)
    return wanted


async def look(bindings: Bindings, key: str) -> tuple[str, bool]:
    """The thumbhash (base64) of a stored picture, and whether it lets anything through."""
    pixels = await bindings.images.pixels(key, _HASH_BOX)
    digest = thumbhash.encode(pixels.width, pixels.height, pixels.rgba)
    return b64encode(digest).decode(), min(pixels.rgba[3::4]) < 255


async def _render(
    bindings: Bindings, subject: Subject, wanted: Sequence[Rendition], framing: Framing
) -> bool:
    """Whether any source of the asset could be decoded. What comes after the first is told."""
    shown, refused = "nothing", False
    async for source, orientation, size in _sources(bindings, subject):
        try:
            await bindings.images.render(source, wanted, framing.before(orientation), size)
        except ImageFault:
            refused = True
            continue
        shown = "a JPEG in it" if isinstance(source, Part) else "itself"
        break
    if refused:
        info = await bindings.blobs.head(subject.original_path)
        bindings.log.event(
            "undecodable",
            asset=subject.id,
            extension=formats.extension(subject.original_path),
            bytes=info.size if info else None,
            shown=shown,
        )
    return shown != "nothing"


async def _sources(
    bindings: Bindings, subject: Subject
) -> AsyncIterator[tuple[Source, int, Size | None]]:
    """What to try, best first, what turns each upright after its own EXIF did, and the
    size of it as far as it is known.

    Decoders take a RAW file for the tiny picture at its beginning, so its
    embedded JPEG comes first; other files are asked for one when all else fails.
    """
    path = subject.original_path
    if subject.type == "VIDEO":
        yield Still(path), 1, None
        return
    original = formats.format_of(path)
    raw = original is not None and original.raw
    if not raw:
        yield path, 1, subject.size
    read = partial(bindings.blobs.read, path)
    info = await bindings.blobs.head(path)
    preview = await previews.embedded_jpeg(read, info.size) if info else None
    if preview is not None:
        part = Part(path, preview.offset, preview.length)
        own = await _orientation(bindings, part)
        turn = combined(inverse(own), preview.orientation)
        yield part, turn, (preview.width, preview.height)
    if raw:
        yield path, 1, None


async def _orientation(bindings: Bindings, part: Part) -> int:
    """What a JPEG inside a file says of itself."""

    async def read(offset: int, length: int) -> bytes:
        end = min(offset + length, part.length)
        return await bindings.blobs.read(part.key, part.offset + offset, max(0, end - offset))

    found = await facts.extract(read, part.length, _NO_TIME, _NO_TIME)
    return int(found.orientation or 1)


async def _render_placeholder(
    bindings: Bindings, subject: Subject, wanted: Sequence[Rendition]
) -> None:
    drawing = f"previews/{subject.owner_id}/{subject.id}.png"
    await bindings.blobs.put(drawing, placeholder.video(subject.size or (16, 9)), "image/png")
    try:
        await bindings.images.render(drawing, wanted)
    finally:
        await bindings.blobs.delete([drawing])
