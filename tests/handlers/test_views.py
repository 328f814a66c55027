"""The library by the folders its files came from."""

from __future__ import annotations

import json
from typing import Any

import httpx

from tests.handlers.conftest import House, upload
from tests.pictures import jpeg


async def add(
    client: httpx.AsyncClient, shade: int, folder: object = None, **fields: str
) -> dict[str, Any]:
    if folder is not None:
        fields["metadata"] = json.dumps([{"key": "origin", "value": {"folder": folder}}])
    answer = await upload(client, jpeg(shade), f"{9 - shade}.jpg", **fields)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = (await client.get(f"/api/assets/{answer.json()['id']}")).json()
    return found


async def paths(client: httpx.AsyncClient) -> list[str]:
    found: list[str] = (await client.get("/api/view/folder/unique-paths")).json()
    return found


async def names(client: httpx.AsyncClient, path: str) -> list[str]:
    answer = await client.get("/api/view/folder", params={"path": path})
    assert answer.status_code == 200, answer.text
    return [asset["originalFileName"] for asset in answer.json()]


async def test_folders(house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    await add(admin, 0, "2019/Rome")
    await add(admin, 1, "2019/Rome/")
    await add(admin, 2, "/2019")
    await add(admin, 3, "2019/Rome", visibility="archive")
    await add(admin, 4, "Ännchen's 100%")
    await add(member, 5, "2020")
    assert await paths(admin) == ["2019", "2019/Rome", "Ännchen's 100%"]
    assert await paths(member) == ["2020"]
    assert await names(admin, "2019/Rome") == await names(admin, "/2019/Rome/") == [
        "8.jpg", "9.jpg",
    ]  # fmt: skip
    assert await names(admin, "2019") == ["7.jpg"]
    for unknown in ("2020", "", "/", "2019/R%", "2019/rome", "originals", "x" * 9000):
        assert await names(admin, unknown) == []
    assert (await admin.get("/api/view/folder")).status_code == 400
    (asset,) = (await admin.get("/api/view/folder", params={"path": "2019"})).json()
    assert asset["exifInfo"]["fileSizeInByte"] > 0


async def test_the_path_of_an_asset_is_one_with_its_folder(admin: httpx.AsyncClient) -> None:
    told, untold = await add(admin, 0, "2019/Rome"), await add(admin, 1)
    assert told["originalPath"] == "2019/Rome/9.jpg"
    assert untold["originalPath"].startswith("originals/")
    for asset in (told, untold):
        folder = asset["originalPath"].rpartition("/")[0]
        assert await names(admin, folder) == [asset["originalFileName"]]
    assert await paths(admin) == ["2019/Rome"]


async def test_nobody_elses_key(admin: httpx.AsyncClient, member: httpx.AsyncClient) -> None:
    folder = (await add(admin, 0))["originalPath"].rpartition("/")[0]
    assert await names(admin, folder) == ["9.jpg"]
    assert await names(member, folder) == []


async def test_what_is_in_the_trash_is_in_no_folder(admin: httpx.AsyncClient) -> None:
    id = (await add(admin, 0, "2019"))["id"]
    await admin.request("DELETE", "/api/assets", json={"ids": [id]})
    assert await paths(admin) == []
    assert await names(admin, "2019") == []


async def test_a_folder_can_be_told_later(admin: httpx.AsyncClient) -> None:
    id = (await add(admin, 0))["id"]
    url = f"/api/assets/{id}/metadata"

    async def tell(value: dict[str, Any]) -> list[str]:
        items = {"items": [{"key": "origin", "value": value}]}
        assert (await admin.put(url, json=items)).status_code == 200
        return await paths(admin)

    assert await tell({"folder": "a"}) == ["a"]
    assert await tell({"folder": "b/c"}) == ["b/c"]
    for nonsense in ({}, {"folder": 5}, {"folder": None}, {"folder": ["a"]}, {"folder": "//"}):
        assert await tell(nonsense) == []
    assert await tell({"folder": "d"}) == ["d"]
    assert (await admin.delete(f"{url}/origin")).status_code == 204
    assert await paths(admin) == []
