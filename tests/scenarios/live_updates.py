"""Two tabs are open while somebody works: what happens shows at once in both."""

from __future__ import annotations

import httpx

from tests.clients.sockets import Heard, await_event, python
from tests.event_check import verify
from tests.pictures import jpeg
from tests.scenarios import admitted


def scenario(base_url: str) -> None:
    with admitted(base_url) as browser:
        cookie = {"cookie": f"immich_access_token={browser.cookies['immich_access_token']}"}
        with python(base_url, cookie) as first, python(base_url, cookie) as second:
            tabs = [first, second]
            for tab in tabs:
                assert await_event(tab, "on_server_version")[0]["major"] == 3
            id = upload(browser, tabs)
            edit(browser, tabs, id)
            change(browser, tabs, id)
            lock(base_url, browser, tabs, id)
            throw_away(browser, tabs, id)
            log_out(browser, tabs)
            for name, *payload in (*first, *second):
                if not name.startswith("("):
                    verify(name, payload)


def upload(browser: httpx.Client, tabs: list[Heard]) -> str:
    form = {"fileCreatedAt": "2024-01-01T00:00:00Z", "fileModifiedAt": "2024-01-01T00:00:00Z"}
    made = browser.post("/assets", data=form, files={"assetData": ("a.jpg", jpeg())})
    assert made.status_code == 201, made.text
    id: str = made.json()["id"]
    for tab in tabs:
        (asset,) = await_event(tab, "on_upload_success")
        (ready,) = await_event(tab, "AssetUploadReadyV2")
        assert asset["id"] == ready["asset"]["id"] == ready["exif"]["assetId"] == id
        assert asset["thumbhash"] == ready["asset"]["thumbhash"]
        assert browser.get(f"/assets/{id}/thumbnail").status_code == 200
    return id


def edit(browser: httpx.Client, tabs: list[Heard], id: str) -> None:
    turn = {"action": "rotate", "parameters": {"angle": 90}}
    assert browser.put(f"/assets/{id}/edits", json={"edits": [turn]}).status_code == 200
    for tab in tabs:
        (ready,) = await_event(tab, "AssetEditReadyV2")
        assert [each["parameters"] for each in ready["edit"]] == [{"angle": 90}]
    assert browser.delete(f"/assets/{id}/edits").status_code == 204
    for tab in tabs:
        (ready,) = await_event(tab, "AssetEditReadyV2", 2)
        assert (ready["asset"]["id"], ready["edit"]) == (id, [])


def change(browser: httpx.Client, tabs: list[Heard], id: str) -> None:
    assert browser.put("/assets", json={"ids": [id], "isFavorite": True}).status_code == 204
    album = browser.post("/albums", json={"albumName": "Trip"}).json()["id"]
    assert browser.put(f"/albums/{album}/assets", json={"ids": [id]}).status_code == 200
    config = browser.get("/system-config").json()
    assert browser.put("/system-config", json=config).status_code == 200
    for tab in tabs:
        (asset,) = await_event(tab, "on_asset_update")
        assert (asset["id"], asset["isFavorite"]) == (id, True)
        assert await_event(tab, "on_album_update") == [album]
        assert await_event(tab, "on_config_update") == []


def lock(base_url: str, browser: httpx.Client, tabs: list[Heard], id: str) -> None:
    """Tabs have to take it off the timeline; a program with an API key hears nothing."""
    key = browser.post("/api-keys", json={"permissions": ["all"]}).json()["secret"]
    pin = {"pinCode": "123456"}
    assert browser.post("/auth/pin-code", json=pin).status_code == 204
    assert browser.post("/auth/session/unlock", json=pin).status_code == 204
    with python(base_url, {"x-api-key": key}) as program:
        await_event(program, "on_server_version")
        for number, visibility in ((2, "locked"), (3, "timeline")):
            change = {"ids": [id], "visibility": visibility}
            assert browser.put("/assets", json=change).status_code == 204
            for tab in tabs:
                (asset,) = await_event(tab, "on_asset_update", number)
                assert asset["visibility"] == visibility
        (asset,) = await_event(program, "on_asset_update")
        assert asset["visibility"] == "timeline"


def throw_away(browser: httpx.Client, tabs: list[Heard], id: str) -> None:
    browser.request("DELETE", "/assets", json={"ids": [id]})
    browser.post("/trash/restore/assets", json={"ids": [id]})
    browser.request("DELETE", "/assets", json={"ids": [id], "force": True})
    for tab in tabs:
        assert await_event(tab, "on_asset_trash") == [[id]]
        assert await_event(tab, "on_asset_restore") == [[id]]
        assert await_event(tab, "on_asset_delete") == [id]


def log_out(browser: httpx.Client, tabs: list[Heard]) -> None:
    assert browser.post("/auth/logout").json()["successful"] is True
    for tab in tabs:
        (session,) = await_event(tab, "on_session_delete")
        assert isinstance(session, str)
        await_event(tab, "(disconnected)")
