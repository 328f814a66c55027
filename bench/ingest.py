"""Taking photos in: what one costs by format, and whether others can still be uploaded."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from itertools import count

import httpx
import pillow_heif
from PIL import Image

from bench.process import Row, Server, fresh
from photos.media.facts import extract
from tests.photos.media.tiffs import Part, tiff

PERSON = {"email": "bench@example.com", "password": "bench", "name": "Bench"}
TAKEN = datetime(2024, 6, 1, tzinfo=UTC)
SIZES = {12: (4000, 3000), 48: (8000, 6000)}
Make = Callable[[int], bytes]


def measure() -> Iterator[Row]:
    formats: list[tuple[str, str, Make, int, str]] = [
        ("12 MP JPEG", "a.jpg", lambda n: jpeg(12, n), 40, "0.2 CPU-s, 300 MB, 8/s"),
        ("48 MP JPEG", "a.jpg", lambda n: jpeg(48, n), 6, "300 MB"),
        ("12 MP HEIC", "a.heic", heic, 4, "300 MB"),
        ("48 MP HEIC in tiles, as phones write it", "a.heic", lambda _: tiled_heic(), 1, "300 MB"),
        ("RAW (24 MB DNG, 12 MP preview)", "a.dng", dng, 6, "300 MB"),
    ]
    with fresh(timeout=300) as (server, client):
        sign_up(client)
        for title, name, make, amount, target in formats:
            files = [make(number) for number in range(amount)]
            yield _ingest(server, client, title, name, files, target)
        yield _small_ones_meanwhile(client)
    for title, _, make, _, _ in formats:
        yield _facts(title, make(99))


def _ingest(
    server: Server, client: httpx.Client, title: str, name: str, files: list[bytes], target: str
) -> Row:
    """Upload, facts, thumbnail, preview and thumbhash of each."""
    server.forget_peak()
    before, began = server.cpu(), time.perf_counter()
    ids = [upload(client, data, TAKEN, name) for data in files]
    finish_jobs(client)
    elapsed, spent = time.perf_counter() - began, (server.cpu() - before) / len(files)
    peak = server.memory("VmHWM")
    if not all(client.get(f"/api/assets/{id}").json()["thumbhash"] for id in ids):
        return f"{title}, upload to pictures", "no pictures are made of it", target
    measured = f"{spent:.2f} CPU-s, {peak:.0f} MB at most, {len(files) / elapsed:.1f}/s"
    return f"{title}, upload to pictures", measured, target


def _small_ones_meanwhile(client: httpx.Client, seconds: float = 4) -> Row:
    """From four connections, while large photos are worked on."""
    for number in range(100, 140):
        upload(client, jpeg(48 if number % 4 == 0 else 12, number), TAKEN)
    deadline = time.perf_counter() + seconds
    numbers = count()

    def upload_some() -> int:
        done = 0
        with httpx.Client(base_url=client.base_url, cookies=client.cookies, timeout=60) as own:
            while time.perf_counter() < deadline:
                upload(own, small(next(numbers)), TAKEN)
                done += 1
        return done

    with ThreadPoolExecutor(4) as pool:
        done = sum(visit.result() for visit in [pool.submit(upload_some) for _ in range(4)])
    busy = "" if waiting(client) else ", but the work was done before"
    finish_jobs(client)
    return "small photos uploaded meanwhile", f"{done / seconds:.0f}/s{busy}", "80/s"


def _facts(title: str, data: bytes, times: int = 50) -> Row:
    """Reading dates, camera, position and shape, without storage."""

    async def read(offset: int, length: int) -> bytes:
        return data[offset : offset + length]

    async def all_of_it() -> None:
        for _ in range(times):
            await extract(read, len(data), TAKEN, TAKEN)

    before = time.process_time()
    asyncio.run(all_of_it())
    return f"{title}, facts", f"{(time.process_time() - before) / times * 1e3:.1f} ms CPU", ""


def waiting(client: httpx.Client) -> bool:
    """Whether any job is not done."""
    queues = client.get("/api/queues").json()
    return any(any(one["statistics"].values()) for one in queues)


def finish_jobs(client: httpx.Client) -> None:
    while waiting(client):
        time.sleep(0.05)


def sign_up(client: httpx.Client) -> None:
    """PERSON becomes the first admin, and logs in."""
    client.post("/api/auth/admin-sign-up", json=PERSON).raise_for_status()
    client.post("/api/auth/login", json=PERSON).raise_for_status()


def upload(client: httpx.Client, data: bytes, taken: datetime, name: str = "a.jpg") -> str:
    form = {"fileCreatedAt": taken.isoformat(), "fileModifiedAt": taken.isoformat()}
    answer = client.post("/api/assets", data=form, files={"assetData": (name, data)}, timeout=300)
    answer.raise_for_status()
    asset_id: str = answer.json()["id"]
    return asset_id


def small(number: int, size: tuple[int, int] = (32, 24)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (90, 120, 99)).save(out, "JPEG", comment=str(number))
    return out.getvalue()


_scenes: dict[int, Image.Image] = {}


def _scene(megapixels: int) -> Image.Image:
    """With about as much detail as a phone's photo: 12 megapixels make a JPEG of 4 MB."""
    if megapixels not in _scenes:
        size = SIZES[megapixels]
        noise = Image.effect_noise(size, 25).convert("RGB")
        gradient = Image.radial_gradient("L").resize(size).convert("RGB")
        _scenes[megapixels] = Image.blend(noise, gradient, 0.6)
    return _scenes[megapixels]


def _exif() -> Image.Exif:
    """As many tags as a phone writes of date, camera, lens and place."""
    tags = Image.Exif()
    tags.update({0x010F: "Bench", 0x0110: "Camera", 0x0112: 6, 0x0132: "2024:06:01 12:00:00"})
    tags.get_ifd(0x8769).update(
        {
            0x829A: 0.01, 0x829D: 1.8, 0x8827: 100, 0x9003: "2024:06:01 12:00:00",
            0x9004: "2024:06:01 12:00:00", 0x9011: "+02:00", 0x920A: 4.2, 0xA434: "Lens",
        }
    )  # fmt: skip
    north, east = (38.0, 43.0, 12.0), (9.0, 8.0, 24.0)
    tags.get_ifd(0x8825).update({1: "N", 2: north, 3: "W", 4: east})
    return tags


def jpeg(megapixels: int, number: int) -> bytes:
    out = io.BytesIO()
    scene = _scene(megapixels)
    scene.save(out, "JPEG", quality=88, exif=_exif(), comment=str(number))
    return out.getvalue()


def heic(number: int) -> bytes:
    picture = _scene(12).copy()
    picture.paste((number, number, number), (0, 0, 64, 64))
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=60, exif=_exif().tobytes())
    return out.getvalue()


@cache
def tiled_heic() -> bytes:
    """Takes long to make, so there is only one. In tiles of 512 pixels: libheif refuses
    one of this size that is all one piece."""
    out = io.BytesIO()
    before, pillow_heif.options.GRID_TILE_SIZE = pillow_heif.options.GRID_TILE_SIZE, 512
    try:
        fast = {"preset": "ultrafast"}
        pillow_heif.from_pillow(_scene(48)).save(
            out, quality=60, exif=_exif().tobytes(), enc_params=fast
        )
    finally:
        pillow_heif.options.GRID_TILE_SIZE = before
    return out.getvalue()


def dng(number: int) -> bytes:
    """Undeveloped data nobody can develop, and the camera's own JPEG of it."""
    preview = jpeg(12, number)
    sensor = b"\xff\xd8\xff\xc3\0\x0b\x0e\x10\0\x10\0\x01\x01\x11\0" + bytes(20_000_000)
    undeveloped = {
        0xFE: 0, 0x100: 4000, 0x101: 3000, 0x103: 7, 0x106: 32803,
        0x111: Part(sensor), 0x117: len(sensor),
    }  # fmt: skip
    shown = {0xFE: 1, 0x103: 7, 0x106: 6, 0x111: Part(preview), 0x117: len(preview)}
    camera = {0x010F: "Bench", 0x0110: "Camera", 0x9003: "2024:06:01 12:00:00"}
    return tiff({0x0112: 1, 0xFE: 1, 0x14A: [undeveloped, shown]} | camera)


if __name__ == "__main__":
    for row in measure():
        print(*row, sep="\t", flush=True)
