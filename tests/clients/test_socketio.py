"""Real Socket.IO clients at the local door."""

from __future__ import annotations

import httpx
import pytest

from tests.clients.conftest import Account
from tests.clients.node import PERSON
from tests.clients.sockets import CLIENTS, await_event
from tests.pictures import jpeg

VERSION = [{"major": 3, "minor": 1, "patch": 0, "prerelease": None}]
client = pytest.mark.parametrize("client", CLIENTS)


@client
@pytest.mark.parametrize("credential", ["cookie", "bearer", "session header", "api key"])
def test_headers_open_a_socket(account: Account, client: str, credential: str) -> None:
    headers = {
        "cookie": {"cookie": f"a=b; immich_access_token={account.token}"},
        "bearer": {"authorization": f"Bearer {account.token}"},
        "session header": {"x-immich-user-token": account.token},
        "api key": {"x-api-key": account.key},
    }[credential]
    with CLIENTS[client](account.url, headers) as heard:
        assert await_event(heard, "on_server_version") == VERSION
        assert heard[0] == ["(connected)"]


@client
def test_strangers_hear_why_and_are_sent_away(account: Account, client: str) -> None:
    with CLIENTS[client](account.url, {"cookie": "immich_access_token=wrong"}) as heard:
        await_event(heard, "(disconnected)")
    reason = "io server disconnect" if client == "javascript" else "server disconnect"
    assert heard == [["(connected)"], ["error", "unauthorized"], ["(disconnected)", reason]]


@client
def test_an_upload_is_told(account: Account, client: str) -> None:
    headers = {"authorization": f"Bearer {account.token}"}
    form = {"fileCreatedAt": "2024-01-01T00:00:00Z", "fileModifiedAt": "2024-01-01T00:00:00Z"}
    data = jpeg(7 if client == "python" else 8)
    with CLIENTS[client](account.url, headers) as heard, account.browser() as browser:
        await_event(heard, "on_server_version")
        made = browser.post("/assets", data=form, files={"assetData": ("a.jpg", data)}).json()
        (asset,) = await_event(heard, "on_upload_success")
        assert asset["id"] == made["id"]
        assert browser.get(f"/assets/{made['id']}/thumbnail").status_code == 200
        (ready,) = await_event(heard, "AssetUploadReadyV2")
        assert ready["asset"]["id"] == ready["exif"]["assetId"] == made["id"]
        browser.request("DELETE", "/assets", json={"ids": [made["id"]], "force": True})
        assert await_event(heard, "on_asset_delete") == [made["id"]]


@client
def test_logging_out_is_told_after_the_answer(account: Account, client: str) -> None:
    with httpx.Client(base_url=f"{account.url}/api") as browser:
        token = browser.post("/auth/login", json=PERSON).json()["accessToken"]
        own, other = ({"authorization": f"Bearer {each}"} for each in (token, account.token))
        connect = CLIENTS[client]
        with connect(account.url, own) as heard, connect(account.url, other) as stays:
            await_event(heard, "on_server_version")
            await_event(stays, "on_server_version")
            browser.post("/auth/logout").raise_for_status()
            assert ["on_session_delete"] not in [event[:1] for event in heard]
            (session,) = await_event(heard, "on_session_delete")
            await_event(heard, "(disconnected)")
            assert isinstance(session, str)
            assert {event[0] for event in stays} == {"(connected)", "on_server_version"}
