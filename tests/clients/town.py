"""Three people with phones in one house: Ada, who is the admin, Ben and Cleo."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import bcrypt
import httpx

from tests.clients.phone import Cut, Phone, Trip
from tests.clients.phone.shown import differences
from tests.clients.phone.store import Row, Store
from tests.handlers.conftest import PASSWORD, House, log_in, upload
from tests.handlers.matrix_requests import PIN
from tests.photos.library import Library
from tests.pictures import jpeg


@dataclass
class Person:
    """Somebody before a browser, with a phone in the pocket."""

    id: str
    email: str
    browser: httpx.AsyncClient
    phone: Phone

    async def do(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """A request in the browser, which has to succeed."""
        answer = await self.browser.request(method, f"/api{path}", json=body, params=query)
        assert answer.is_success, f"{method} {path} {body}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def rows(self, table: str, **values: object) -> list[Row]:
        """Rows on the phone that have these values."""
        rows = self.phone.store.rows(table)
        return [row for row in rows if values.items() <= row.items()]

    def ids(self, table: str, **values: object) -> set[str]:
        return {row["id"] for row in self.rows(table, **values)}


@dataclass
class Town:
    house: House
    stack: AsyncExitStack
    people: list[Person] = field(default_factory=list)
    shade: int = 0

    def __post_init__(self) -> None:
        self.library = Library(self.house.bindings.database)

    @property
    def ada(self) -> Person:
        return self.people[0]

    @property
    def ben(self) -> Person:
        return self.people[1]

    @property
    def cleo(self) -> Person:
        return self.people[2]

    async def phone(self, email: str) -> Phone:
        """A new phone, connected."""
        client = await self.stack.enter_async_context(self.house.visitor())
        phone = Phone(client)
        self.stack.callback(phone.store.close)
        await phone.connect(email, PASSWORD)
        return phone

    async def move_in(self, name: str, is_admin: bool = False) -> Person:
        email = f"{name.lower()}@example.com"
        user = await self.library.user(
            email=email, name=name, is_admin=is_admin, password=_hashed(PASSWORD),
            pin_code=_hashed(PIN),
        )  # fmt: skip
        browser = await self.stack.enter_async_context(self.house.visitor())
        await log_in(browser, email)
        person = Person(user.id, email, browser, await self.phone(email))
        self.people.append(person)
        return person

    async def photo(self, person: Person, **fields: str) -> str:
        """A picture nobody has yet."""
        self.shade += 1
        return await self.upload(person, jpeg(self.shade), **fields)

    async def photos(self, person: Person, count: int) -> list[str]:
        return [await self.photo(person) for _ in range(count)]

    async def upload(self, person: Person, data: bytes, **fields: str) -> str:
        made = await upload(person.browser, data, **fields)
        assert made.is_success, made.text
        return str(made.json()["id"])

    async def album(self, owner: Person, *assets: str, **members: Person) -> str:
        """An album; members by role."""
        users = [{"userId": person.id, "role": role} for role, person in members.items()]
        body = {"albumName": "Trip", "assetIds": assets, "albumUsers": users}
        return str((await owner.do("POST", "/albums", body))["id"])

    async def share(self, giver: Person, receiver: Person) -> None:
        await giver.do("POST", "/partners", {"sharedWithId": receiver.id})

    async def sync(self, *people: Person) -> list[Trip]:
        """A sync of their phones, all of them without names."""
        await tick()
        return [await person.phone.sync_fully() for person in people or self.people]

    async def unlock(self) -> None:
        for person in self.people:
            await person.do("POST", "/auth/session/unlock", {"pinCode": PIN})

    async def prove(self, *people: Person) -> None:
        """Every phone is what a new one would be, and shows what the API shows."""
        await self.house.run_jobs()
        chosen = people or self.people
        for person in chosen:
            await person.do("GET", "/albums")
        await self.sync(*chosen)
        for person in chosen:
            await self.compare(person)

    async def compare(self, person: Person) -> None:
        await person.do("POST", "/auth/session/unlock", {"pinCode": PIN})
        new = await self.phone(person.email)
        await new.sync_fully()
        extra = surplus(person.phone.store, new.store)
        assert not (extra and person.phone.forgets), f"kept by one that forgets: {extra}"
        await self._require_alive(person)
        found = await differences(person.browser, new.store)
        assert not found, f"{person.email}: " + "\n".join(found)

    async def _require_alive(self, person: Person) -> None:
        """What is left from albums and partnerships that ended may stay on a phone, as
        the app keeps it, until it is gone from the server."""
        alive = await self.library.rows("SELECT id FROM assets UNION SELECT id FROM stacks")
        held = person.ids("asset") | person.ids("stack")
        dead = held - {id for (id,) in alive}
        assert not dead, f"ghosts on the phone of {person.email}: {dead}"

    async def creep(self, person: Person, unacked: bool = False) -> int:
        """Sync cut after every single run until it gets through. How often it took."""
        await tick()
        for times in range(1, 200):
            if (await person.phone.sync(Cut(runs=1))).is_complete:
                return times
            if unacked:
                await person.phone.sync(Cut(runs=1, unacked=True))
        raise AssertionError(f"{person.email} never gets through")


def surplus(held: Store, fresh: Store) -> set[str]:
    """Tables in which a phone has more than a new one of the same person: what others
    once showed them. AssertionError for any other difference.
    """
    (me,) = fresh.rows("auth_user")
    known = {row["id"] for row in fresh.rows("asset")}
    ghosts = {
        row["id"]
        for row in held.rows("asset")
        if row["id"] not in known and row["ownerId"] != me["id"]
    }
    stacks = {row["id"] for row in fresh.rows("stack")}
    found = set()
    for table, rows in fresh.tables().items():
        mine = [row for row in held.rows(table) if ghosts.isdisjoint(row.values())]
        if table == "stack":
            mine = [row for row in mine if row["id"] in stacks or row["ownerId"] == me["id"]]
        assert mine == rows, f"{table} of {me['email']}: held, then fresh"
        if len(held.rows(table)) > len(rows):
            found.add(table)
    return found


def _hashed(secret: str) -> str:
    return bcrypt.hashpw(secret.encode(), bcrypt.gensalt(4)).decode()


async def tick() -> None:
    """Let the millisecond of the last change pass: a sync leaves its rows for the next."""
    await asyncio.sleep(0.003)


@asynccontextmanager
async def town(house: House) -> AsyncIterator[Town]:
    async with AsyncExitStack() as stack:
        made = Town(house, stack)
        for name in ("Ada", "Ben", "Cleo"):
            await made.move_in(name, is_admin=name == "Ada")
        yield made
