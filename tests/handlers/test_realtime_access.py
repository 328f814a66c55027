"""Who may listen, and for how long."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from bindings import EVERYBODY, Sql
from handlers.jobs import SessionCleanup
from photos.sessions import all_of
from tests.handlers.conftest import PASSWORD, House, Listen, credentials, log_in, upload
from tests.listening import handshake, listening, settle
from tests.pictures import jpeg


async def test_logging_out(house: House, admin: httpx.AsyncClient, listen: Listen) -> None:
    async with house.visitor() as phone:
        await log_in(phone, "ada@example.com")
        tabs, other = [await listen(admin), await listen(admin)], await listen(phone)
        me = (await admin.get("/api/users/me")).json()["id"]
        found = await all_of(house.bindings.database, me, house.bindings.clock.now())
        sessions = {session.id for session in found}
        await admin.post("/api/auth/logout")
        await settle()
        assert [tab.told("on_session_delete") for tab in tabs] == [[], []]
        while not all(tab.closed for tab in tabs):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        for tab in tabs:
            ((session,),) = tab.told("on_session_delete")
            assert session in sessions
            assert tab.frames[-1] == "41"
        assert other.told("on_session_delete") == []
        assert other.closed is None


async def test_what_is_revoked_hears_no_more(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    """A new password, a lent login, a key, a session ended from elsewhere: in silence."""
    async with house.visitor() as phone, house.visitor() as tablet, AsyncExitStack() as stack:
        await log_in(phone, "ada@example.com")
        await log_in(tablet, "ada@example.com")
        lent = (await phone.post("/api/sessions", json={"deviceType": "TV"})).json()
        wish = {"name": "all", "permissions": ["all"]}
        key = (await admin.post("/api/api-keys", json=wish)).json()
        tv, program = [
            await stack.enter_async_context(listening(house.bindings, headers))
            for headers in (
                {"authorization": f"Bearer {lent['token']}"}, {"x-api-key": key["secret"]},
            )
        ]  # fmt: skip
        kept, first, second = await listen(admin), await listen(phone), await listen(tablet)
        found = (await phone.get("/api/sessions")).json()
        (calling,) = [session["id"] for session in found if session["current"]]
        await admin.delete(f"/api/sessions/{calling}")
        await settle()
        assert first.closed
        assert tv.closed
        assert not second.closed
        weaker = {"name": "weak", "permissions": ["asset.read"]}
        await admin.put(f"/api/api-keys/{key['apiKey']['id']}", json=weaker)
        await settle()
        assert program.closed
        change = {"password": PASSWORD, "newPassword": "another long password"}
        assert (await admin.post("/api/auth/change-password", json=change)).status_code == 200
        await settle()
        assert second.closed
        assert not kept.closed
        assert not any(
            each.told("on_session_delete") for each in (first, second, tv, program, kept)
        )


async def test_what_is_locked_is_told_to_devices_alone(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    """The locked folder opens to no API key. Devices sync it, and have to take what goes
    into it off the timeline."""
    motion = (await upload(admin, b"film", "a.mov", visibility="hidden")).json()["id"]
    still = (await upload(admin, jpeg(1), livePhotoVideoId=motion)).json()["id"]
    photo = (await upload(admin, jpeg(2))).json()["id"]
    pin = {"pinCode": "123456"}
    for path in ("pin-code", "session/unlock"):
        assert (await admin.post(f"/api/auth/{path}", json=pin)).is_success
    key = (await admin.post("/api/api-keys", json={"permissions": ["all"]})).json()["secret"]
    await house.run_jobs()
    tab = await listen(admin)
    async with listening(house.bindings, {"x-api-key": key}) as program:

        async def told(path: str, body: dict[str, Any]) -> list[set[str]]:
            """What the tab and the program hear of a change."""
            tab.frames.clear()
            program.frames.clear()
            assert (await admin.put(f"/api/assets{path}", json=body)).is_success
            await house.run_jobs()
            await settle()
            return [{name for name, *_ in each.events} for each in (tab, program)]

        update, nothing = {"on_asset_update"}, set[str]()
        both = {"ids": [still, photo]}
        assert await told("", both | {"isFavorite": True}) == [update, update]
        assert await told("", both | {"visibility": "locked"}) == [update, nothing]
        for id in (photo, still, motion):
            assert await told(f"/{id}", {"description": "a secret"}) == [update, nothing]
        turn = {"edits": [{"action": "rotate", "parameters": {"angle": 90}}]}
        assert await told(f"/{photo}/edits", turn) == [{"AssetEditReadyV2"}, nothing]
        assert await told("", both | {"visibility": "timeline"}) == [update, update]


async def test_sockets_end_with_their_account(
    admin: httpx.AsyncClient, member: httpx.AsyncClient, listen: Listen
) -> None:
    id = (await member.get("/api/users/me")).json()["id"]
    closed, kept = await listen(member), await listen(admin)
    assert (await admin.request("DELETE", f"/api/admin/users/{id}", json={})).status_code == 200
    await settle()
    assert closed.closed
    assert not kept.closed


async def test_sockets_end_with_a_session_that_has_expired(
    house: House, admin: httpx.AsyncClient
) -> None:
    lent = (await admin.post("/api/sessions", json={"duration": 100})).json()
    async with listening(house.bindings, {"authorization": f"Bearer {lent['token']}"}) as tv:
        past = Sql("UPDATE sessions SET expires_at = ? WHERE id = ?", ("2020", lent["id"]))
        await house.bindings.database.run(past)
        await house.bindings.queue.send([SessionCleanup().message()])
        await house.run_jobs()
        assert tv.closed


async def test_the_version_greets_every_tab_again(
    house: House, admin: httpx.AsyncClient, listen: Listen
) -> None:
    first = await listen(admin)
    async with listening(house.bindings, credentials(admin)) as second:
        version = {"major": 3, "minor": 1, "patch": 0, "prerelease": None}
        assert second.events == first.events == [["on_server_version", version]]


UNAUTHORIZED = [["error", "unauthorized"]]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-api-key": "wrong"},
        {"cookie": "immich_access_token=wrong"},
        {"x-immich-share-key": "x"},
    ],
)
async def test_strangers_are_sent_away(house: House, headers: dict[str, str]) -> None:
    async with listening(house.bindings, headers) as stranger:
        await settle()
        assert stranger.events == UNAUTHORIZED
        assert stranger.frames[1].startswith("40{")
        assert stranger.frames[-1] == "41"
        assert stranger.closed
        await house.bindings.sockets.emit(EVERYBODY, "secret", [])
        await settle()
        assert stranger.events == UNAUTHORIZED


async def test_credentials_that_do_not_count_here(house: House, admin: httpx.AsyncClient) -> None:
    token = admin.cookies["immich_access_token"]
    made = await admin.post("/api/api-keys", json={"permissions": ["asset.read"]})
    weak = {"x-api-key": made.json()["secret"]}
    asset = (await upload(admin)).json()["id"]
    link = (await admin.post(
        "/api/shared-links", json={"type": "INDIVIDUAL", "assetIds": [asset]}
    )).json()  # fmt: skip
    good = {"authorization": f"Bearer {token}"}
    share = good | {"x-immich-share-key": link["key"]}
    plain = "EIO=4&transport=websocket"
    for headers, query in (
        (weak, plain), (share, plain), ({}, f"{plain}&sessionKey={token}"),
        (credentials(admin) | {"sec-fetch-site": "cross-site"}, plain),
        (credentials(admin) | {"sec-fetch-site": "same-site"}, plain),
    ):  # fmt: skip
        async with listening(house.bindings, headers, query=query) as refused:
            assert refused.events == UNAUTHORIZED
    for headers, query in (
        (good, f"{plain}&key={link['key']}&apiKey=wrong"),
        (good | {"sec-fetch-site": "cross-site"}, plain),
        (credentials(admin) | {"sec-fetch-site": "same-origin"}, plain),
    ):
        async with listening(house.bindings, headers, query=query) as admitted:
            assert admitted.events[0][0] == "on_server_version"


async def test_closed_accounts_are_strangers(
    house: House, admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    bob = (await member.get("/api/users/me")).json()["id"]
    await admin.request("DELETE", f"/api/admin/users/{bob}", json={})
    async with listening(house.bindings, credentials(member)) as stranger:
        assert stranger.events == UNAUTHORIZED


@pytest.mark.parametrize("path", ["/api/socket.io", "/api/socket.io/"])
async def test_requests_that_are_no_handshake(
    house: House, visitor: httpx.AsyncClient, path: str
) -> None:
    for query, code, message in (
        ("", 0, "Transport unknown"), ("?EIO=4&transport=polling", 0, "Transport unknown"),
        ("?EIO=3&transport=websocket", 5, "Unsupported protocol version"),
        ("?EIO=4&transport=websocket", 3, "Bad request"),
    ):  # fmt: skip
        for method in ("GET", "POST"):
            answer = await visitor.request(method, path + query)
            assert (answer.status_code, answer.json()) == (400, {"code": code, "message": message})
    async with handshake(house.bindings, {}, path=path) as opened:
        assert opened.frames


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/socket.io/", "EIO=3&transport=websocket"), ("/api/socket.io/", "transport=polling"),
        ("/api/socket.io/x", "EIO=4&transport=websocket"), ("/", "EIO=4&transport=websocket"),
    ],
)  # fmt: skip
async def test_websockets_that_are_none_of_ours(house: House, path: str, query: str) -> None:
    async with handshake(house.bindings, {}, query=query, path=path) as refused:
        assert refused.closed
        assert refused.frames == []
