"""Planning a download and fetching its archives."""

from __future__ import annotations

import asyncio
import io
import zipfile
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image

from bindings import Sql
from handlers.download import Archive
from handlers.files import File
from handlers.zip_format import Entry
from tests.handlers.conftest import House, upload
from tests.handlers.sharing import move, photos
from tests.handlers.test_edits import TURN, added, edit, photo
from tests.pictures import jpeg

REFUSED = {"message": "Not found or no asset.download access"}


async def info(client: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    params = {"key": body.pop("key")} if "key" in body else {}
    answer = await client.post("/api/download/info", json=body, params=params)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def fetch(client: httpx.AsyncClient, ids: list[str], **body: Any) -> httpx.Response:
    params = {"key": body.pop("key")} if "key" in body else {}
    body |= {"assetIds": ids}
    return await client.post("/api/download/archive", json=body, params=params)


def unpacked(answer: httpx.Response) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/octet-stream"
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {each.filename: archive.read(each) for each in archive.infolist()}


async def test_a_plan_and_its_archive(admin: httpx.AsyncClient) -> None:
    ids = await photos(admin, 3)
    size = sum(len(jpeg(number)) for number in range(3))
    me = (await admin.get("/api/users/me")).json()["id"]
    plan = await info(admin, userId=me)
    assert plan == {"archives": [{"assetIds": ids, "size": size}], "totalSize": size}
    assert await info(admin, assetIds=ids) == plan
    found = unpacked(await fetch(admin, ids))
    assert found == {f"{number}.jpg": jpeg(number) for number in range(3)}
    assert list(found) == ["0.jpg", "1.jpg", "2.jpg"]
    assert list(unpacked(await fetch(admin, [ids[2], ids[0], ids[2]]))) == ["2.jpg", "0.jpg"]


async def test_an_archive_tells_when_a_photo_was_taken(admin: httpx.AsyncClient) -> None:
    (id,) = await photos(admin, 1, first=6)
    answer = await fetch(admin, [id])
    (entry,) = zipfile.ZipFile(io.BytesIO(answer.content)).infolist()
    assert entry.date_time == (2024, 1, 1, 0, 6, 0)
    assert entry.compress_type == zipfile.ZIP_STORED
    assert entry.flag_bits & 8 == 0, "read from a stream too: nothing is told behind the bytes"


async def test_what_came_in_before_checksums_were_kept(
    house: House, admin: httpx.AsyncClient
) -> None:
    ids = await photos(admin, 2)
    await house.bindings.database.run(Sql("UPDATE asset_exif SET crc32 = NULL"))
    assert unpacked(await fetch(admin, ids)) == {"0.jpg": jpeg(0), "1.jpg": jpeg(1)}


async def test_the_size_decides_and_the_first_choice_counts(admin: httpx.AsyncClient) -> None:
    ids = await photos(admin, 3)
    me = (await admin.get("/api/users/me")).json()["id"]
    album = (await admin.post("/api/albums", json={"albumName": "x", "assetIds": ids[:2]})).json()
    plan = await info(admin, userId=me, archiveSize=1)
    assert [each["assetIds"] for each in plan["archives"]] == [[id] for id in ids]
    everything = {"userId": me, "albumId": album["id"], "assetIds": [ids[2]]}
    (archive,) = (await info(admin, **everything))["archives"]
    assert archive["assetIds"] == [ids[2]]
    del everything["assetIds"]
    (archive,) = (await info(admin, **everything))["archives"]
    assert sorted(archive["assetIds"]) == sorted(ids[:2])
    assert await info(admin, assetIds=[]) == {"archives": [], "totalSize": 0}


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("info", {}, "assetIds, albumId, or userId is required"),
        ("info", {"archiveSize": 0}, "Validation failed"),
        ("info", {"userId": "nobody"}, "Validation failed"),
        ("archive", {}, "Validation failed"),
        ("archive", {"assetIds": []}, "Validation failed"),
        ("archive", {"assetIds": ["x"]}, "Validation failed"),
    ],
)
async def test_odd_requests(
    admin: httpx.AsyncClient, path: str, body: dict[str, Any], message: str
) -> None:
    answer = await admin.post(f"/api/download/{path}", json=body)
    assert (answer.status_code, answer.json()["message"]) == (400, message)


async def test_ten_thousand_at_once(house: House, admin: httpx.AsyncClient) -> None:
    (first,) = await photos(admin, 1)
    await house.bindings.database.batch([_copies(10_000), _their_exif()])
    me = (await admin.get("/api/users/me")).json()["id"]
    whole = await info(admin, userId=me)
    ids = [id for archive in whole["archives"] for id in archive["assetIds"]]
    assert len(ids) == len(set(ids)) == 10_001
    assert first in ids
    assert whole["totalSize"] == sum(each["size"] for each in whole["archives"])
    assert await info(admin, assetIds=ids) == whole
    ids.append(ids[0][:-4] + "beef")
    refused = await admin.post("/api/download/info", json={"assetIds": ids})
    assert (refused.status_code, refused.json()) == (400, REFUSED)


def _copies(count: int) -> Sql:
    return Sql(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO assets (
          id, owner_id, type, original_path, original_file_name, checksum, file_created_at,
          local_date_time, file_modified_at, created_at
        )
        SELECT
          printf('%08x-0000-4000-8000-000000000000', i), owner_id, type, original_path,
          original_file_name, printf('%028d', i), file_created_at, local_date_time,
          file_modified_at, created_at
        FROM assets CROSS JOIN n
        """,
        (count,),
    )


def _their_exif() -> Sql:
    return Sql(
        """
        INSERT INTO asset_exif (seq, owner_id, file_size_in_byte)
        SELECT seq, owner_id, 1 FROM assets
        WHERE NOT EXISTS (SELECT 1 FROM asset_exif WHERE asset_exif.seq = assets.seq)
        """
    )


async def test_the_locked_folder_opens_with_the_pin(house: House, admin: httpx.AsyncClient) -> None:
    open_, locked = await photos(admin, 2)
    await move(house, locked, "locked")
    me = (await admin.get("/api/users/me")).json()["id"]
    (archive,) = (await info(admin, userId=me))["archives"]
    assert archive["assetIds"] == [open_]
    for answer in (
        await fetch(admin, [open_, locked]),
        await admin.post("/api/download/info", json={"assetIds": [locked]}),
    ):
        assert (answer.status_code, answer.json()) == (400, REFUSED)
    await admin.post("/api/auth/pin-code", json={"pinCode": "123456"})
    await admin.post("/api/auth/session/unlock", json={"pinCode": "123456"})
    (archive,) = (await info(admin, userId=me))["archives"]
    assert archive["assetIds"] == [open_, locked]
    assert len(unpacked(await fetch(admin, [open_, locked]))) == 2


async def test_visitors_need_a_link_that_allows_it(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    shared, private = await photos(admin, 2)
    made = await admin.post("/api/shared-links", json={"type": "INDIVIDUAL", "assetIds": [shared]})
    key = made.json()["key"]
    (archive,) = (await info(visitor, assetIds=[shared], key=key))["archives"]
    assert archive["assetIds"] == [shared]
    assert unpacked(await fetch(visitor, [shared], key=key)) == {"0.jpg": jpeg(0)}
    me = (await admin.get("/api/users/me")).json()["id"]
    whole = await visitor.post("/api/download/info", json={"userId": me}, params={"key": key})
    assert whole.json() == {"message": "Not found or no timeline.download access"}
    refused = await fetch(visitor, [shared, private], key=key)
    assert (refused.status_code, refused.json()) == (400, REFUSED)
    await admin.patch(f"/api/shared-links/{made.json()['id']}", json={"allowDownload": False})
    for path in ("info", "archive"):
        refused = await visitor.post(
            f"/api/download/{path}", json={"assetIds": [shared]}, params={"key": key}
        )
        assert (refused.status_code, refused.json()) == (400, REFUSED)


async def test_an_album_behind_a_link(admin: httpx.AsyncClient, visitor: httpx.AsyncClient) -> None:
    ids = await photos(admin, 2)
    album = (await admin.post("/api/albums", json={"albumName": "x", "assetIds": ids})).json()["id"]
    link = (await admin.post("/api/shared-links", json={"type": "ALBUM", "albumId": album})).json()
    (archive,) = (await info(visitor, albumId=album, key=link["key"]))["archives"]
    assert len(unpacked(await fetch(visitor, archive["assetIds"], key=link["key"]))) == 2
    await admin.patch(f"/api/shared-links/{link['id']}", json={"allowDownload": False})
    refused = await visitor.post(
        "/api/download/info", json={"albumId": album}, params={"key": link["key"]}
    )
    assert refused.json() == {"message": "Not found or no album.download access"}


async def test_live_photos_are_whole(admin: httpx.AsyncClient) -> None:
    film = await upload(admin, b"a film", "IMG_1.MOV", visibility="hidden")
    still = await upload(admin, jpeg(1), "IMG_1.HEIC", livePhotoVideoId=film.json()["id"])
    ids = [still.json()["id"], film.json()["id"]]
    me = (await admin.get("/api/users/me")).json()["id"]
    for body in ({"userId": me}, {"assetIds": ids[:1]}):
        (archive,) = (await info(admin, **body))["archives"]
        assert archive == {"assetIds": ids, "size": len(jpeg(1)) + len(b"a film")}
    assert unpacked(await fetch(admin, ids)) == {"IMG_1.HEIC": jpeg(1), "IMG_1.MOV": b"a film"}


async def test_films_cut_out_of_photos_come_if_preferred(
    house: House, admin: httpx.AsyncClient
) -> None:
    film = (await upload(admin, b"a film", "a.mp4", visibility="hidden")).json()["id"]
    still = (await upload(admin, livePhotoVideoId=film)).json()["id"]
    await house.bindings.database.run(
        Sql("UPDATE assets SET original_path = 'originals/u/a/motion/a.mp4' WHERE id = ?", (film,))
    )
    (archive,) = (await info(admin, assetIds=[still]))["archives"]
    assert archive["assetIds"] == [still]
    await admin.put("/api/users/me/preferences", json={"download": {"includeEmbeddedVideos": True}})
    (archive,) = (await info(admin, assetIds=[still]))["archives"]
    assert archive["assetIds"] == [still, film]


async def test_edited_photos(
    house: House, admin: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    id = await added(house, admin, photo(format="TIFF"), "a.tif")
    plain = await added(house, admin, jpeg(5), "b.jpg")
    await edit(admin, id, TURN)
    await house.run_jobs()
    before = unpacked(await fetch(admin, [id, plain]))
    assert before == {"a.tif": photo(format="TIFF"), "b.jpg": jpeg(5)}
    after = unpacked(await fetch(admin, [id, plain], edited=True))
    assert list(after) == ["a.jpeg", "b.jpg"]
    upright = Image.open(io.BytesIO(before["a.tif"]))
    turned = Image.open(io.BytesIO(after["a.jpeg"]))
    assert (turned.format, turned.size) == ("JPEG", upright.size[::-1])
    link = {"type": "INDIVIDUAL", "assetIds": [id]}
    key = (await admin.post("/api/shared-links", json=link)).json()["key"]
    assert unpacked(await fetch(visitor, [id], key=key)) == {"a.jpeg": after["a.jpeg"]}


async def test_lost_bytes_keep_nothing_else_from_their_owner(
    house: House, admin: httpx.AsyncClient
) -> None:
    ids = await photos(admin, 3)
    await _lose(house, ids[1])
    found = unpacked(await fetch(admin, ids))
    assert found.pop("missing.txt") == b"These files are lost on the server:\r\n1.jpg\r\n"
    assert found == {"0.jpg": jpeg(0), "2.jpg": jpeg(2)}


async def _lose(house: House, id: str) -> None:
    select = Sql("SELECT original_path FROM assets WHERE id = ?", (id,))
    found = await house.bindings.database.one(select, tuple[str])
    assert found is not None
    await house.bindings.blobs.delete([found[0]])


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9),
            st.binary(min_size=1),
        ),
        min_size=1, max_size=8, unique_by=lambda each: each[1],
    )
)  # fmt: skip
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_an_archive_is_its_files(
    admin: httpx.AsyncClient, contents: list[tuple[str, bytes]]
) -> None:
    ids, kept = [], []
    for name, data in contents:
        answer = await upload(admin, data, "a.png", filename=f"{name}-.png")
        if answer.json()["id"] not in ids:
            ids.append(answer.json()["id"])
            kept.append(data)
    assert list(unpacked(await fetch(admin, ids)).values()) == kept


class Caller:
    """Who takes an answer message by message, until they leave."""

    def __init__(self, house: House, patience: int = 10**9) -> None:
        self.scope: Any = {"method": "POST", "headers": [], "bindings": house.bindings}
        self.patience = patience
        self.taken = bytearray()
        self.complete = False

    async def receive(self) -> Any:
        while len(self.taken) < self.patience:  # noqa: ASYNC110
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.taken += message.get("body", b"")
        if message["type"] == "http.response.body":
            self.complete = not message["more_body"]


async def test_who_leaves_is_not_read_for(house: House) -> None:
    await house.bindings.blobs.put("originals/u/a/a.jpg", bytes(40 * 2**20), "image/jpeg")
    caller = Caller(house, patience=5 * 2**20)
    entry = Entry("a.jpg", 40 * 2**20, "2024-01-01T00:00:00", 0)
    await Archive([(entry, "originals/u/a/a.jpg")])(caller.scope, caller.receive, caller.send)
    assert len(caller.taken) < 10 * 2**20
    assert not caller.complete


async def test_nor_is_a_single_file(house: House) -> None:
    await house.bindings.blobs.put("originals/u/a/a.mov", bytes(40 * 2**20), "video/quicktime")
    caller = Caller(house, patience=5 * 2**20)
    caller.scope["method"] = "GET"
    answer = File("originals/u/a/a.mov", "video/quicktime", None, None)
    await answer(caller.scope, caller.receive, caller.send)
    assert len(caller.taken) < 10 * 2**20
    assert not caller.complete


@pytest.mark.parametrize("size", [None, 9, 11])
async def test_what_changed_meanwhile_breaks_the_answer_off(house: House, size: int | None) -> None:
    key = "originals/u/a/a.jpg"
    if size is not None:
        await house.bindings.blobs.put(key, bytes(size), "image/jpeg")
    caller = Caller(house)
    with pytest.raises(OSError, match=key):
        await Archive([(Entry("a.jpg", 10, "2024-01-01T00:00:00", 0), key)])(
            caller.scope, caller.receive, caller.send
        )
    assert not caller.complete
