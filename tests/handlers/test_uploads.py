from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from bindings import Sql
from handlers.app import application
from tests.handlers.conftest import House, upload
from tests.pictures import jpeg

DATES = {"fileCreatedAt": "2024-01-01T00:00:00Z", "fileModifiedAt": "2024-01-02T00:00:00+02:00"}


async def stored(house: House) -> list[str]:
    return [key async for key in house.bindings.blobs.keys("")]


async def assets(house: House) -> int:
    found = await house.bindings.database.one(Sql("SELECT count(*) FROM assets"), tuple[int])
    assert found is not None
    return found[0]


async def test_what_is_known_before_any_job(house: House, admin: httpx.AsyncClient) -> None:
    data = jpeg()
    made = await upload(
        admin, data, "IMG_1.JPG", isFavorite="true", visibility="archive", duration="0",
        metadata=json.dumps([{"key": "mobile-app", "value": {"iCloudId": "x"}}]),
    )  # fmt: skip
    assert made.status_code == 201
    asset = (await admin.get(f"/api/assets/{made.json()['id']}")).json()
    assert asset["originalFileName"] == "IMG_1.JPG"
    assert asset["originalMimeType"] == "image/jpeg"
    assert asset["checksum"] == b64encode(hashlib.sha1(data).digest()).decode()
    assert (asset["isFavorite"], asset["isArchived"], asset["visibility"]) == (
        True,
        True,
        "archive",
    )
    assert (asset["thumbhash"], asset["width"], asset["duration"]) == (None, None, None)
    assert asset["fileModifiedAt"] == "2024-01-02T00:00:00.000Z"
    assert asset["exifInfo"]["fileSizeInByte"] == len(data)
    assert asset["exifInfo"]["make"] is None
    assert asset["owner"]["email"] == "ada@example.com"
    assert asset["stack"] is None
    me = (await admin.get("/api/users/me")).json()
    nested = me["profileChangedAt"].rstrip("Z").rstrip("0").rstrip(".") + "+00:00"
    assert asset["owner"]["profileChangedAt"] == nested
    assert me["quotaUsageInBytes"] == len(data)


async def test_the_field_filename_beats_the_name_of_the_part(admin: httpx.AsyncClient) -> None:
    """iOS uploads a temporary file and says in a field before it what it is."""
    made = await upload(admin, name="tmp.tmp", filename="IMG_2.HEIC")
    assert made.status_code == 201
    asset = (await admin.get(f"/api/assets/{made.json()['id']}")).json()
    assert (asset["originalFileName"], asset["originalMimeType"]) == ("IMG_2.HEIC", "image/heic")


async def test_same_bytes_again(house: House, admin: httpx.AsyncClient) -> None:
    first = (await upload(admin)).json()["id"]
    again = await upload(admin, name="other.png")
    assert (again.status_code, again.json()) == (200, {"id": first, "status": "duplicate"})
    assert len(await stored(house)) == 1
    await admin.request("DELETE", "/api/assets", json={"ids": [first]})
    trashed = await upload(admin)
    assert (trashed.status_code, trashed.json()["id"]) == (200, first)
    checksum = hashlib.sha1(jpeg()).hexdigest()
    early = await admin.post(
        "/api/assets", content=b"never read", headers={"x-immich-checksum": checksum}
    )
    assert early.json() == {"id": first, "status": "duplicate"}


async def test_bulk_check(admin: httpx.AsyncClient) -> None:
    made = (await upload(admin)).json()["id"]
    digest = hashlib.sha1(jpeg()).digest()
    items = [
        {"id": "/a b/ü.jpg", "checksum": b64encode(digest).decode()},
        {"id": "2", "checksum": digest.hex().upper()},
        {"id": "3", "checksum": "zz"},
        {"id": "4", "checksum": hashlib.sha1(b"new").hexdigest()},
    ]
    answer = await admin.post("/api/assets/bulk-upload-check", json={"assets": items})
    results = answer.json()["results"]
    assert [each["id"] for each in results] == ["/a b/ü.jpg", "2", "3", "4"]
    assert [each["action"] for each in results] == ["reject", "reject", "accept", "accept"]
    assert results[0] == {
        "id": "/a b/ü.jpg", "action": "reject", "reason": "duplicate",
        "assetId": made, "isTrashed": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "fields", "message"),
    [
        ("a.txt", b"x", {}, "Unsupported file type a.txt"),
        ("jpg", b"x", {}, "Unsupported file type jpg"),
        ("a.jpg", b"", {}, "File is empty"),
        ("a.jpg", b"x", {"fileCreatedAt": "2024-01-01T00:00:00"}, "Validation failed"),
        ("a.jpg", b"x", {"fileCreatedAt": "2023-02-29T00:00:00Z"}, "Validation failed"),
        ("a.jpg", b"x", {"isFavorite": "True"}, "Validation failed"),
        ("a.jpg", b"x", {"duration": "0:00:01"}, "Validation failed"),
        ("a.jpg", b"x", {"visibility": "public"}, "Validation failed"),
        ("a.jpg", b"x", {"livePhotoVideoId": "1"}, "Validation failed"),
        ("a.jpg", b"x", {"metadata": "{"}, "Validation failed"),
        (
            "a.jpg", b"x",
            {"livePhotoVideoId": "7b8c1c2e-1111-4111-8111-111111111111"},
            "Live photo video not found",
        ),
    ],
)  # fmt: skip
async def test_refused_uploads_leave_nothing(
    house: House,
    admin: httpx.AsyncClient,
    name: str,
    data: bytes,
    fields: dict[str, str],
    message: str,
) -> None:
    answer = await upload(admin, data, name, **fields)
    assert (answer.status_code, answer.json()["message"]) == (400, message)
    assert await stored(house) == []
    assert await assets(house) == 0


async def test_faults_of_the_form(house: House, admin: httpx.AsyncClient) -> None:
    part = ("a.jpg", jpeg())
    cases = [
        ({"data": DATES}, "A multipart/form-data body is required"),
        ({"data": DATES, "files": {"other": part}}, "Unexpected field - other"),
        ({"data": DATES, "files": [("assetData", part)] * 2}, "Unexpected field - assetData"),
        ({"data": DATES, "files": {"sidecarData": ("a.jpg.xmp", b"<x/>")}}, "File is required"),
        ({"data": DATES, "files": {"sidecarData": part}}, "Unsupported file type a.jpg"),
    ]
    for arguments, message in cases:
        answer = await admin.post("/api/assets", **arguments)  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()) == (400, {"message": message})
    cut = await admin.post(
        "/api/assets",
        content=b"--x\r\n"
        b'Content-Disposition: form-data; name="assetData"; filename="a.jpg"\r\n\r\nab',
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert cut.status_code == 400
    assert await stored(house) == []


async def test_every_fault_of_the_fields_is_listed(admin: httpx.AsyncClient) -> None:
    answer = await admin.post("/api/assets", files={"assetData": ("a.jpg", jpeg())})
    paths = [issue["path"] for issue in answer.json()["errors"]]
    assert paths == [["fileCreatedAt"], ["fileModifiedAt"]]


async def test_quota(house: House, admin: httpx.AsyncClient) -> None:
    size = len(jpeg())
    limit = Sql("UPDATE users SET quota_size_in_bytes = ?", (size + 10,))
    await house.bindings.database.run(limit)
    assert (await upload(admin)).status_code == 201
    over = await upload(admin, jpeg(1))
    assert (over.status_code, over.json()) == (400, {"message": "Quota has been exceeded!"})
    assert len(await stored(house)) == 1
    assert (await admin.get("/api/users/me")).json()["quotaUsageInBytes"] == size


async def test_live_photo(admin: httpx.AsyncClient) -> None:
    video = (await upload(admin, b"video", "IMG_3.MOV")).json()["id"]
    still = (await upload(admin, jpeg(), "IMG_3.HEIC", livePhotoVideoId=video)).json()["id"]
    shown = (await admin.get(f"/api/assets/{still}")).json()
    assert shown["livePhotoVideoId"] == video
    assert (await admin.get(f"/api/assets/{video}")).json()["visibility"] == "hidden"
    refused = await upload(admin, jpeg(9), livePhotoVideoId=still)
    assert refused.json() == {"message": "Live photo video must be a video"}


async def test_sidecar_is_kept_with_its_asset(house: House, admin: httpx.AsyncClient) -> None:
    files = {"assetData": ("a.jpg", jpeg()), "sidecarData": ("a.jpg.xmp", b"<x:xmpmeta/>")}
    made = await admin.post("/api/assets", data=DATES, files=files)
    assert made.status_code == 201
    assert len(await stored(house)) == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [(b"M\xfcller.jpg", "M\ufffdller.jpg"), ("Müller.jpg".encode(), "Müller.jpg")],
)
async def test_names_in_any_encoding(admin: httpx.AsyncClient, name: bytes, shown: str) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    dates = b"".join(part % (field.encode(), b"", date.encode()) for field, date in DATES.items())
    body = dates + part % (b"assetData", b'; filename="%s"' % name, jpeg()) + b"--b--\r\n"
    form = {"content-type": "multipart/form-data; boundary=b"}
    made = await admin.post("/api/assets", content=body, headers=form)
    assert made.status_code == 201, made.text
    asset = (await admin.get(f"/api/assets/{made.json()['id']}")).json()
    assert asset["originalFileName"] == shown


async def test_hostile_names_stay_inside(house: House, admin: httpx.AsyncClient) -> None:
    for number, name in enumerate(["../../../etc/x.jpg", "a\\b\x01.jpg", "." * 20 + ".jpg",
                                   "ü" * 300 + ".jpg", "con .jpg"]):  # fmt: skip
        made = await upload(admin, jpeg(number), filename=name)
        assert made.status_code == 201, name
        shown = (await admin.get(f"/api/assets/{made.json()['id']}")).json()
        assert shown["originalFileName"] == name
        got = await admin.get(f"/api/assets/{made.json()['id']}/original")
        assert got.content == jpeg(number)
        assert got.headers["x-content-type-options"] == "nosniff"
    assert all(key.startswith("originals/") and ".." not in key for key in await stored(house))


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("IMG_1.JPG", "IMG_1.JPG"),
        ("..jpg", "..jpg"),
        (" .jpg", " .jpg"),
        ("", "part.jpg"),
    ],
)
async def test_a_file_is_saved_by_the_name_it_had(
    house: House, admin: httpx.AsyncClient, name: str, saved_as: str
) -> None:
    made = await upload(admin, jpeg(), "part.jpg", filename=name)
    id = made.json()["id"]
    assert (await admin.get(f"/api/assets/{id}")).json()["originalFileName"] == saved_as
    got = await admin.get(f"/api/assets/{id}/original")
    assert got.headers["content-disposition"] == f"inline; filename*=UTF-8''{quote(saved_as)}"
    assert got.headers["content-type"] == "image/jpeg"
    await house.run_jobs()
    assert (await admin.get(f"/api/assets/{id}/thumbnail?size=preview")).status_code == 200


async def test_a_client_that_goes_away_leaves_nothing(
    house: House, admin: httpx.AsyncClient, capfd: pytest.CaptureFixture[str]
) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="assetData"; filename="a.jpg"\r\n\r\n'
    events = iter(
        [
            {"type": "http.request", "body": part + bytes(3_000_000), "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    cookie = f"immich_access_token={admin.cookies['immich_access_token']}"
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST",
        "scheme": "http", "path": "/api/assets", "raw_path": b"/api/assets", "query_string": b"",
        "headers": [(b"content-type", b"multipart/form-data; boundary=x"),
                    (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "bindings": house.bindings,
    }  # fmt: skip

    async def receive() -> Any:
        return next(events)

    async def send(message: Any) -> None:
        pass

    await application(scope, receive, send)  # type: ignore[arg-type]
    assert await stored(house) == []
    assert await assets(house) == 0
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "date",
    ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-12:00"],
)
@pytest.mark.parametrize("field", ["fileCreatedAt", "fileModifiedAt"])
async def test_dates_beyond_the_calendar(
    house: House, admin: httpx.AsyncClient, field: str, date: str
) -> None:
    """The contract's pattern lets them through."""
    answer = await upload(admin, None, "a.jpg", **{field: date})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == [field]
    assert not await stored(house)


@pytest.mark.parametrize(
    ("created", "modified", "expected"),
    [
        ("0013-01-01T00:00:00Z", "2024-05-05T00:00:00Z", ("2024-05-05", "2024-05-05")),
        ("2024-05-05T00:00:00Z", "0001-01-01T00:00:00Z", ("2024-05-05", "2024-05-05")),
        ("0111-01-01T00:00:00Z", "1000-01-01T00:00:00+02:00", ("1000-01-01", "1000-01-01")),
    ],
)
async def test_dates_nobody_can_have_meant(
    house: House, admin: httpx.AsyncClient, created: str, modified: str, expected: tuple[str, str]
) -> None:
    """Phones die of years below 1000, so none is stored, before extraction or after it."""
    made = await upload(admin, None, "a.jpg", fileCreatedAt=created, fileModifiedAt=modified)
    for _ in range(2):
        asset = (await admin.get(f"/api/assets/{made.json()['id']}")).json()
        assert (asset["fileCreatedAt"][:10], asset["fileModifiedAt"][:10]) == expected
        assert asset["localDateTime"][:10] == expected[0]
        await house.run_jobs()


async def test_a_form_of_countless_empty_fields(admin: httpx.AsyncClient) -> None:
    part = '--x\r\nContent-Disposition: form-data; name="n{}"\r\n\r\n\r\n'
    body = "".join(part.format(number) for number in range(200)) + "--x--\r\n"
    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = await admin.post("/api/assets", content=body, headers=kind)
    assert answer.status_code == 400
    assert "Malformed multipart body" in answer.json()["message"]


@pytest.mark.parametrize("fields", [1, 3])
async def test_texts_without_measure(house: House, admin: httpx.AsyncClient, fields: int) -> None:
    long = {f"n{number}": "x" * (1024 * 1024 // fields) for number in range(fields)}
    answer = await upload(admin, jpeg(), "a.jpg", **long)
    assert answer.status_code == 413
    assert answer.json()["message"] == "The text fields are larger than 1 MB"
    assert [key async for key in house.bindings.blobs.keys("")] == []


async def test_bulk_check_of_a_whole_phone(admin: httpx.AsyncClient) -> None:
    """More checksums than one argument of a statement may hold."""
    made = (await upload(admin)).json()["id"]
    known = hashlib.sha1(jpeg()).hexdigest()
    wanted = [{"id": str(n), "checksum": f"{n:040x}"} for n in range(70_000)]
    wanted.append({"id": "mine", "checksum": known})
    answer = await admin.post("/api/assets/bulk-upload-check", json={"assets": wanted})
    assert answer.status_code == 200
    rejected = [each for each in answer.json()["results"] if each["action"] == "reject"]
    assert [(each["id"], each["assetId"]) for each in rejected] == [("mine", made)]
