"""Pictures of whatever comes in: which there are, where, and what stands in for them."""

from __future__ import annotations

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from bindings import ImageFault, Source, Sql, Still
from handlers import jobs
from handlers.jobs import (
    AssetEditThumbnailGeneration,
    AssetExtractMetadata,
    AssetGenerateThumbnails,
)
from photos import settings, system
from photos.findings import unseen
from tests.framings import difference, lying, scene
from tests.handlers.conftest import House, upload
from tests.photos.media.files import exif
from tests.photos.media.tiffs import Part, tiff
from tests.pictures import video

SCENE = scene().resize((960, 640), Image.Resampling.BICUBIC)
FILES = Sql("SELECT type, path, is_edited, is_progressive, is_transparent FROM asset_files")


def saved(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def raw(preview: bytes, orientation: int) -> bytes:
    """A file with a JPEG in it, as cameras write them, and data nobody can develop."""
    sensor = {0xFE: 0, 0x100: 6000, 0x101: 4000, 0x103: 7, 0x106: 32803}
    inside = {0xFE: 1, 0x103: 7, 0x106: 6, 0x111: Part(preview), 0x117: len(preview)}
    return tiff({0x112: orientation, 0xFE: 1, 0x14A: [sensor, inside]})


async def added(house: House, client: httpx.AsyncClient, data: bytes, name: str) -> str:
    made = await upload(client, data, name)
    assert made.status_code == 201, made.text
    await house.run_jobs()
    id: str = made.json()["id"]
    return id


async def configure(house: House, **image: Any) -> None:
    await system.write(house.bindings.database, settings.KEY, {"image": image})


async def draw(house: House, id: str) -> None:
    await house.bindings.queue.send([AssetGenerateThumbnails(id=id).message()])
    await house.run_jobs()


async def files(house: House) -> dict[str, list[Any]]:
    """By type: the ending of the key, and what is noted of the picture."""
    rows = await house.bindings.database.all(FILES, list[Any])
    for _, path, *_ in rows:
        assert await house.bindings.blobs.head(path) is not None
    return {type: [path.rpartition(".")[2], *notes] for type, path, *notes in rows}


async def keys(house: House) -> list[str]:
    found = [key.rpartition("/") async for key in house.bindings.blobs.keys("")]
    return sorted(head.partition("/")[0] + "." + tail.rpartition(".")[2] for head, _, tail in found)


async def picture(client: httpx.AsyncClient, id: str, size: str) -> Image.Image:
    answer = await client.get(f"/api/assets/{id}/thumbnail", params={"size": size})
    assert answer.status_code == 200, (answer.status_code, answer.headers)
    return Image.open(io.BytesIO(answer.content))


async def test_a_photo_has_two_pictures(house: House, admin: httpx.AsyncClient) -> None:
    id = await added(house, admin, saved(SCENE), "a.jpg")
    assert await files(house) == {"thumbnail": ["webp", 0, 0, 0], "preview": ["jpeg", 0, 0, 0]}
    assert (await picture(admin, id, "thumbnail")).size == (375, 250)
    assert (await picture(admin, id, "preview")).size == (960, 640)


async def test_settings_decide_and_nothing_old_stays(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await added(house, admin, saved(SCENE), "a.jpg")
    await configure(
        house,
        thumbnail={"format": "jpeg", "size": 100, "progressive": True},
        preview={"format": "webp", "size": 320, "quality": 10, "progressive": True},
    )
    await draw(house, id)
    assert await files(house) == {"thumbnail": ["jpeg", 0, 1, 0], "preview": ["webp", 0, 0, 0]}
    assert await keys(house) == ["originals.jpg", "previews.webp", "thumbnails.jpeg"]
    small, large = [await picture(admin, id, size) for size in ("thumbnail", "preview")]
    assert (small.size, small.info["progressive"]) == ((150, 100), 1)
    assert large.size == (480, 320)
    await configure(house)
    await draw(house, id)
    await draw(house, id)
    assert await keys(house) == ["originals.jpg", "previews.jpeg", "thumbnails.webp"]


@pytest.mark.parametrize(
    ("format", "name", "enabled", "full"),
    [
        ("TIFF", "a.tif", True, True),
        ("TIFF", "a.tif", False, False),
        ("JPEG", "a.jpg", True, False),
        ("PNG", "a.png", True, False),
    ],
)
async def test_full_size_of_what_browsers_cannot_show(
    house: House, admin: httpx.AsyncClient, format: str, name: str, enabled: bool, full: bool
) -> None:
    await configure(house, fullsize={"enabled": enabled, "format": "webp"})
    id = await added(house, admin, saved(SCENE, format), name)
    assert ("fullsize" in await files(house)) == full
    answer = await admin.get(f"/api/assets/{id}/thumbnail", params={"size": "fullsize"})
    if full:
        assert Image.open(io.BytesIO(answer.content)).size == SCENE.size
        await configure(house)
        await draw(house, id)
        assert not [key for key in await keys(house) if "fullsize" in key]
    else:
        assert answer.status_code == 302


async def test_panoramas_browsers_cannot_show_have_a_full_size(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await added(house, admin, saved(SCENE, "TIFF"), "a.tif")
    await house.bindings.database.run(
        Sql("UPDATE asset_exif SET projection_type = 'EQUIRECTANGULAR'")
    )
    await draw(house, id)
    assert (await picture(admin, id, "fullsize")).size == SCENE.size


async def test_transparency_is_noted_where_it_stays(house: House, admin: httpx.AsyncClient) -> None:
    see_through = SCENE.convert("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize(SCENE.size))
    await added(house, admin, saved(see_through, "PNG"), "a.png")
    assert await files(house) == {"thumbnail": ["webp", 0, 0, 1], "preview": ["jpeg", 0, 0, 0]}


async def test_what_moves_is_not_progressive(house: House, admin: httpx.AsyncClient) -> None:
    await configure(house, preview={"progressive": True})
    await added(house, admin, saved(SCENE, "GIF", save_all=True, append_images=[SCENE]), "a.gif")
    assert (await files(house))["preview"] == ["jpeg", 0, 0, 0]


@pytest.mark.parametrize("own", [None, 1, 6, 7])
@pytest.mark.parametrize("orientation", [1, 3, 6, 7, 8])
async def test_a_raw_file_shows_the_jpeg_in_it(
    house: House, admin: httpx.AsyncClient, own: int | None, orientation: int
) -> None:
    """The raw file knows how it was held, whatever the JPEG says of itself."""
    tags: dict[str, Any] = {} if own is None else {"exif": exif({0x112: own})}
    inside = saved(lying(SCENE, orientation), quality=95, **tags)
    id = await added(house, admin, raw(inside, orientation), "a.dng")
    assert difference(await picture(admin, id, "preview"), SCENE) < 12
    assert (await admin.get(f"/api/assets/{id}")).json()["thumbhash"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.dng", raw(b"", 1)),
        ("a.nef", b"MM\0*nothing of the kind"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jxl", b"\xff\x0a\0\0\0\0"),
        ("a.jpg", saved(SCENE)[:3000]),
    ],
)
async def test_what_nobody_can_decode_is_absent_and_counted(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    counted = []
    monkeypatch.setattr(
        house.bindings.metrics, "count", lambda name, value=1, labels=None: counted.append(labels)
    )
    id = await added(house, admin, data, name)
    assert (await admin.get(f"/api/assets/{id}")).json()["thumbhash"] is None
    for size in ("thumbnail", "preview"):
        answer = await admin.get(f"/api/assets/{id}/thumbnail", params={"size": size})
        assert (answer.status_code, answer.json()) == (404, {"message": "Asset media not found"})
    assert await keys(house) == [f"originals{name[1:]}"]
    assert counted == [{"extension": name[1:]}]


@pytest.mark.parametrize("orientation", [1, 6, 7])
async def test_a_jpeg_too_large_to_decode_shows_the_small_one_in_it(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, orientation: int
) -> None:
    """As one of more than 20 MB on Cloudflare. Said in the log, and for good: no night
    tries again."""
    told = []
    monkeypatch.setattr(house.bindings.log, "event", lambda *kind, **said: told.append(said))
    render = house.bindings.images.render

    async def refuse(source: Source, *others: Any) -> None:
        if isinstance(source, str):
            raise ImageFault("too large")
        await render(source, *others)

    monkeypatch.setattr(house.bindings.images, "render", refuse)
    small = saved(lying(SCENE.resize((480, 320)), orientation), quality=95)
    held = b"Exif\0\0" + tiff(
        {0x112: orientation}, {0x103: 6, 0x201: Part(small), 0x202: len(small)}
    )
    data = saved(lying(SCENE, orientation), exif=held)
    id = await added(house, admin, data, "a.jpg")
    preview = await picture(admin, id, "preview")
    assert preview.size == (480, 320)
    assert difference(preview, SCENE.resize(preview.size)) < 12
    assert told == [{"asset": id, "extension": ".jpg", "bytes": len(data), "shown": "a JPEG in it"}]
    asset = (await admin.get(f"/api/assets/{id}")).json()
    assert (asset["width"], asset["height"]) == SCENE.size
    assert asset["thumbhash"]
    assert await house.bindings.database.all(unseen("", 10), tuple[str]) == []


async def test_a_video_shows_a_frame(house: House, admin: httpx.AsyncClient) -> None:
    black = Image.new("RGB", SCENE.size)
    id = await added(house, admin, video((black, 5), (SCENE, 5)), "a.mp4")
    assert await files(house) == {"thumbnail": ["webp", 0, 0, 0], "preview": ["jpeg", 0, 0, 0]}
    assert difference(await picture(admin, id, "preview"), SCENE) < 20
    assert (await picture(admin, id, "thumbnail")).size == (375, 250)
    assert (await admin.get(f"/api/assets/{id}")).json()["thumbhash"]


async def test_a_video_without_a_frame_has_a_placeholder(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = house.bindings.images.render

    async def refuse(source: Source, *others: Any) -> None:
        if isinstance(source, Still):
            raise ImageFault("no decoder for videos")
        await render(source, *others)

    monkeypatch.setattr(house.bindings.images, "render", refuse)
    film = video((SCENE, 5))
    id = await added(house, admin, film, "a.mp4")
    assert await keys(house) == ["originals.mp4", "previews.jpeg", "thumbnails.webp"]
    for size in ("thumbnail", "preview"):
        shown = await picture(admin, id, size)
        assert shown.size == (375, 250), "of the shape of the video"
        assert len(shown.convert("L").resize((30, 20)).getcolors() or []) > 1
    assert (await admin.get(f"/api/assets/{id}")).json()["thumbhash"]
    monkeypatch.undo()
    await draw(house, id)
    assert (await picture(admin, id, "preview")).size == SCENE.size


async def test_hidden_motion_videos_have_no_pictures(
    house: House, admin: httpx.AsyncClient
) -> None:
    made = await upload(admin, video((SCENE, 2)), "a.mov", visibility="hidden")
    await house.run_jobs()
    await draw(house, made.json()["id"])
    assert await files(house) == {}


async def test_pictures_of_what_is_deleted_meanwhile_go_too(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = await added(house, admin, saved(SCENE), "a.jpg")
    render = house.bindings.images.render

    async def late(*args: Any) -> None:
        await render(*args)
        await house.bindings.database.run(Sql("DELETE FROM assets WHERE id = ?", (id,)))

    monkeypatch.setattr(house.bindings.images, "render", late)
    await draw(house, id)
    assert await keys(house) == ["originals.jpg"]


TURN = {"action": "rotate", "parameters": {"angle": 90}}


@pytest.mark.parametrize(
    ("name", "job", "before"),
    [
        ("a.jpg", AssetGenerateThumbnails, "render"),
        ("a.jpg", AssetGenerateThumbnails, "pixels"),
        ("a.jpg", AssetEditThumbnailGeneration, "render"),
        ("a.jpg", AssetEditThumbnailGeneration, "pixels"),
        ("a.mp4", AssetGenerateThumbnails, "render"),
        ("a.mp4", AssetGenerateThumbnails, "pixels"),
    ],
)
async def test_what_is_deleted_with_its_bytes_meanwhile_needs_no_pictures(
    house: House, admin: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch,
    job: Any, before: str, name: str,
) -> None:  # fmt: skip
    data = saved(SCENE) if name == "a.jpg" else video((SCENE, 2))
    id = await added(house, admin, data, name)
    edited = name == "a.jpg" and job is AssetEditThumbnailGeneration
    if edited:
        await admin.put(f"/api/assets/{id}/edits", json={"edits": [TURN]})
        await house.bindings.database.run(Sql("DELETE FROM jobs"))
    message = job(id=id).message()
    work = getattr(house.bindings.images, before)

    async def late(*args: Any) -> Any:
        monkeypatch.undo()
        await admin.request("DELETE", "/api/assets", json={"ids": [id], "force": True})
        await house.run_jobs()
        return await work(*args)

    monkeypatch.setattr(house.bindings.images, before, late)
    await jobs.run(message, house.bindings)
    await house.run_jobs()
    assert await keys(house) == []


async def test_a_lost_original_is_a_fault_as_long_as_its_asset_is_there(
    house: House, admin: httpx.AsyncClient
) -> None:
    id = await added(house, admin, saved(SCENE), "a.jpg")
    (original,) = [key async for key in house.bindings.blobs.keys("originals/")]
    await house.bindings.blobs.delete([original])
    for job in (AssetExtractMetadata(id=id), AssetGenerateThumbnails(id=id)):
        with pytest.raises(FileNotFoundError):
            await jobs.run(job.message(), house.bindings)
    assert len(await files(house)) == 2
