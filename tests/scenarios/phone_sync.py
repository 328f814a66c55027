"""Two phones: backups, events, an album, a partnership, a broken connection, a reset, a goodbye."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import httpx

from tests.clients.phone import Cut, Phone
from tests.clients.phone.shown import differences
from tests.clients.sockets import await_event, python
from tests.clients.town import Person, tick
from tests.contract_check import check
from tests.pictures import jpeg

PASSWORD = "a long enough password"
PIN = "135790"


def scenario(base_url: str) -> None:
    asyncio.run(Visit(base_url).whole())


class Visit:
    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.stack = AsyncExitStack()

    async def whole(self) -> None:
        async with self.stack:
            ada, ben = await self.move_in()
            photo = await self.back_up(ben)
            await self.listen(ben, photo)
            album = await self.share(ada, ben)
            await self.lose_the_connection(ada, ben)
            await self.throw_away(ben, photo)
            await self.reset(ben)
            await self.part(ada, ben, album)

    async def browser(self) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            base_url=self.base_url, timeout=60, event_hooks={"response": [check]}
        )
        return await self.stack.enter_async_context(client)

    async def phone(self, email: str) -> Phone:
        # Without the contract's check, which would read a stream before the phone does.
        client = httpx.AsyncClient(base_url=self.base_url, timeout=60)
        phone = Phone(await self.stack.enter_async_context(client))
        self.stack.callback(phone.store.close)
        await phone.connect(email, PASSWORD)
        return phone

    async def move_in(self) -> tuple[Person, Person]:
        host = await self.browser()
        people = [
            {"email": f"{name.lower()}@example.com", "password": PASSWORD, "name": name}
            for name in ("Ada", "Ben")
        ]
        await done(host.post("/api/auth/admin-sign-up", json=people[0]))
        await done(host.post("/api/auth/login", json=people[0]))
        await done(host.post("/api/admin/users", json=people[1]))
        ada, ben = [await self.person(each) for each in people]
        return ada, ben

    async def person(self, known: dict[str, str]) -> Person:
        browser = await self.browser()
        id = (await done(browser.post("/api/auth/login", json=known)))["userId"]
        made = Person(id, known["email"], browser, await self.phone(known["email"]))
        await made.do("POST", "/auth/pin-code", {"pinCode": PIN})
        await made.do("POST", "/auth/session/unlock", {"pinCode": PIN})
        return made

    async def compare(self, person: Person) -> None:
        """The phone is what a new one would be, and shows what the API shows."""
        await person.do("GET", "/albums")
        await tick()
        await person.phone.sync_fully()
        new = await self.phone(person.email)
        await new.sync_fully()
        assert new.store.tables() == person.phone.store.tables()
        assert await differences(person.browser, new.store) == []

    async def back_up(self, ben: Person) -> str:
        id = await ben.phone.back_up("a.jpg", jpeg(1))
        assert await ben.phone.back_up("a.jpg", jpeg(1)) == id
        await processed(ben, id)
        await self.compare(ben)
        (row,) = ben.rows("asset")
        assert (row["id"], row["width"], row["height"]) == (id, 64, 48)
        return id

    async def listen(self, ben: Person, photo: str) -> None:
        """Rows come through the socket before the next sync brings them, and are the same."""
        cookie = f"immich_access_token={ben.phone.client.cookies['immich_access_token']}"
        with python(self.base_url, {"cookie": cookie}) as heard:
            await_event(heard, "on_server_version")
            id = await ben.phone.back_up("b.jpg", jpeg(4))
            await self.hear(ben, "AssetUploadReadyV2", await_event(heard, "AssetUploadReadyV2"))
            turn = {"action": "rotate", "parameters": {"angle": 90}}
            await ben.do("PUT", f"/assets/{photo}/edits", {"edits": [turn]})
            await self.hear(ben, "AssetEditReadyV2", await_event(heard, "AssetEditReadyV2"))
            await ben.do("DELETE", f"/assets/{photo}/edits")
            await self.hear(ben, "AssetEditReadyV2", await_event(heard, "AssetEditReadyV2", 2))
        await ben.do("DELETE", "/assets", {"ids": [id], "force": True})
        await gone(ben, id)
        await self.compare(ben)

    async def hear(self, person: Person, event: str, payload: list[Any]) -> None:
        person.phone.hear(event, *payload)
        held = [person.rows(table) for table in ("asset", "exif", "edit")]
        await self.compare(person)
        assert [person.rows(table) for table in ("asset", "exif", "edit")] == held

    async def share(self, ada: Person, ben: Person) -> str:
        ids = [await ada.phone.back_up(f"{shade}.jpg", jpeg(shade)) for shade in (2, 3)]
        for id in ids:
            await processed(ada, id)
        await self.compare(ada)
        guest = [{"userId": ben.id, "role": "editor"}]
        body = {"albumName": "Trip", "assetIds": ids[:1], "albumUsers": guest}
        album: str = (await ada.do("POST", "/albums", body))["id"]
        await self.compare(ben)
        assert ben.ids("asset", ownerId=ada.id) == {ids[0]}
        await ada.do("POST", "/partners", {"sharedWithId": ben.id})
        for person in (ada, ben):
            await self.compare(person)
        assert ben.ids("asset", ownerId=ada.id) == set(ids)
        assert len(ben.rows("exif")) == 3
        return album

    async def lose_the_connection(self, ada: Person, ben: Person) -> None:
        stacked = sorted(ada.ids("asset", ownerId=ada.id))
        await ada.do("POST", "/stacks", {"assetIds": stacked})
        await ada.do("PUT", "/assets", {"ids": stacked, "description": "Rome"})
        for cut in (Cut(lines=1), Cut(runs=1), Cut(lines=2, unacked=True)):
            await tick()
            assert not (await ben.phone.sync(cut)).is_complete
        await self.compare(ben)
        assert len(ben.rows("exif", description="Rome")) == 2
        assert len(ben.rows("stack")) == 1

    async def throw_away(self, ben: Person, photo: str) -> None:
        await ben.do("DELETE", "/assets", {"ids": [photo]})
        await self.compare(ben)
        assert ben.rows("asset", id=photo)[0]["deletedAt"]
        await ben.do("POST", "/trash/restore")
        await ben.do("DELETE", "/assets", {"ids": [photo], "force": True})
        await gone(ben, photo)
        again = await ben.phone.back_up("a.jpg", jpeg(1))
        assert again != photo
        await processed(ben, again)
        await self.compare(ben)
        assert ben.ids("asset", ownerId=ben.id) == {again}

    async def reset(self, ben: Person) -> None:
        sessions = await done(ben.phone.client.get("/api/sessions"))
        (own,) = [each["id"] for each in sessions if each["current"]]
        await ben.do("PUT", f"/sessions/{own}", {"isPendingSyncReset": True})
        trip = await ben.phone.sync_fully()
        assert trip.lines[0].type == "SyncResetV1"
        await self.compare(ben)

    async def part(self, ada: Person, ben: Person, album: str) -> None:
        await ben.do("DELETE", f"/albums/{album}/user/me")
        await ada.do("DELETE", f"/partners/{ben.id}")
        await ada.do("DELETE", "/assets", {"ids": [*ada.ids("asset", ownerId=ada.id)]})
        await ada.do("POST", "/trash/empty")
        for id in ada.ids("asset", ownerId=ada.id):
            await gone(ada, id)
        for person in (ada, ben):
            await self.compare(person)
        assert ben.rows("album") == ben.rows("partner") == ben.rows("asset", ownerId=ada.id) == []


async def done(request: Any) -> Any:
    answer: httpx.Response = await request
    assert answer.is_success, answer.text
    return answer.json()


async def processed(person: Person, id: str) -> None:
    """Wait for the jobs of an upload."""
    for _ in range(600):
        if (await person.do("GET", f"/assets/{id}"))["thumbhash"]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{id} never gets a thumbnail")


async def gone(person: Person, id: str) -> None:
    """Wait for the job that removes an asset."""
    for _ in range(600):
        if (await person.browser.get(f"/api/assets/{id}")).status_code == 400:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{id} is never removed")
