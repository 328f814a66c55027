from __future__ import annotations

import httpx
import pytest

from handlers.server import readable_size
from tests.handlers.conftest import PASSWORD, House, upload
from tests.pictures import jpeg
from tests.scenarios import expect

LICENSE = {"licenseKey": "IMSV-" + "-".join(["ABCD"] * 8), "activationKey": "x"}


async def test_statistics(house: House, admin: httpx.AsyncClient) -> None:
    person = {"email": "b@x.y", "password": PASSWORD, "name": "B", "quotaSizeInBytes": 10**6}
    bob = (await admin.post("/api/admin/users", json=person)).json()["id"]
    picture, film, other = jpeg(), b"x" * 100, jpeg(8)
    await upload(admin, picture)
    motion = (await upload(admin, film, "a.mp4", visibility="hidden")).json()["id"]
    trashed = (await upload(admin, other)).json()["id"]
    await admin.request("DELETE", "/api/assets", json={"ids": [trashed]})
    await admin.request("DELETE", f"/api/admin/users/{bob}", json={})
    found = (await admin.get("/api/server/statistics")).json()
    assert motion
    ada, other_person = found.pop("usageByUser")
    counts = {
        "photos": 1, "videos": 0, "usage": len(picture) + 100, "usagePhotos": len(picture),
        "usageVideos": 100,
    }  # fmt: skip
    assert found == counts
    assert ada == counts | {"userId": ada["userId"], "userName": "Ada", "quotaSizeInBytes": None}
    assert (other_person["userName"], other_person["photos"]) == ("B", 0)
    assert other_person["quotaSizeInBytes"] == 10**6


async def test_license(admin: httpx.AsyncClient) -> None:
    url = "/api/server/license"
    expect(await admin.get(url), 404, "Not Found")
    expect(await admin.put(url, json=LICENSE), 400, "Invalid license key")
    malformed = await admin.put(url, json={**LICENSE, "licenseKey": "IMSV-1"})
    assert malformed.json()["message"] == "Validation failed"
    assert (await admin.delete(url)).status_code == 204
    assert (await admin.get("/api/server/about")).json()["licensed"] is False


async def test_what_it_says_of_itself(admin: httpx.AsyncClient) -> None:
    about = (await admin.get("/api/server/about")).json()
    assert about["version"] == "v3.1.0"
    assert about["versionUrl"].endswith("/releases/tag/v3.1.0")
    links = (await admin.get("/api/server/apk-links")).json()
    assert links["universal"].endswith("/releases/download/v3.1.0/app-release.apk")
    assert links["arm64v8a"].endswith("/app-arm64-v8a-release.apk")
    assert (await admin.get("/api/server/version-history")).json() == []
    checked = (await admin.get("/api/server/version-check")).json()
    assert checked == {"checkedAt": None, "releaseVersion": None}


async def test_features(visitor: httpx.AsyncClient) -> None:
    features = (await visitor.get("/api/server/features")).json()
    assert {name for name, there in features.items() if there} == {
        "map", "passwordLogin", "search", "trash"
    }  # fmt: skip


async def test_storage(admin: httpx.AsyncClient) -> None:
    storage = (await admin.get("/api/server/storage")).json()
    assert storage["diskSizeRaw"] == storage["diskUseRaw"] + storage["diskAvailableRaw"]
    assert 0 <= storage["diskUsagePercentage"] <= 100
    assert storage["diskSize"] == readable_size(storage["diskSizeRaw"])


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (5 << 40, "5.0 TiB"),
     (3 << 60, "3.0 EiB")],
)  # fmt: skip
def test_sizes_people_read(size: int, text: str) -> None:
    assert readable_size(size) == text
