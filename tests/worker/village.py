"""Some people and their photos, made over HTTP alone, with no work left waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from PIL import Image

from generated.gate import Operation
from photos.sync_plan import ORDER
from tests.contract_check import check_sync
from tests.handlers.conftest import PASSWORD
from tests.handlers.matrix_requests import PIN, Sent
from tests.pictures import jpeg, video
from tests.scenarios.first_photo import picture

Things = dict[str, str]
NOTES = '[{"key": "notes", "value": {"a": 1}}]'
_BEGIN = datetime(2024, 5, 1, 10, tzinfo=UTC)
_EDITED = {"editAsset", "removeAssetEdits", "runAssetJobs"}
"""Operations on pictures whose size has to be known."""
_PEOPLE_FIRST = {"member", "newcomer"}


class Village:
    """The owner, who is the admin, and a member of the owner's albums who is a partner.

    What is looked at is there once; what changes something gets things of its own, so
    that no operation meets what one before it left. Queues are paused: what has
    happened does not depend on how fast jobs run.
    """

    def __init__(self, base_url: str, stack: ExitStack) -> None:
        self._base_url = base_url
        self._stack = stack
        self._count = 0
        self.names: dict[str, str] = {}
        """What ids and secrets are called when the story is told."""
        self.nobody = self.visitor()
        self._kept: Things = {}

    def settle(self) -> None:
        person = {"email": "owner@example.org", "password": PASSWORD, "name": "Owner"}
        self._post(self.nobody, "/auth/admin-sign-up", person)
        self.owner = self.log_in("owner")
        me = self.owner.get("/api/users/me").json()["id"]
        self.names[me] = "owner"
        member = self._person("member")
        self.member = self.log_in("member")
        self._post(self.member, "/partners", {"sharedWithId": me})
        self._post(self.owner, "/partners", {"sharedWithId": member})
        face = {"file": ("me.jpg", jpeg(9), "image/jpeg")}
        for client in (self.owner, self.member):
            client.post("/api/users/profile-image", files=face).raise_for_status()
        self._kept = {"member": member, "partner": member}
        self._photograph()
        self._furnish_for_good()
        self.await_quiet()
        self._edited = [self._upload(self.owner) for _ in range(12)]
        self.await_quiet()
        for queue in self.owner.get("/api/queues").json():
            url = f"/api/queues/{queue['name']}"
            self.owner.put(url, json={"isPaused": queue["name"] != "backgroundTask"})

    def things(self, operation: Operation, kinds: set[str] | None) -> Things:
        """One new of each kind; for None those that stay."""
        if kinds is None:
            return self._kept
        made: Things = {"partner": self._kept["partner"], **_of_links(self._kept)}
        if operation.id.removesuffix("Patch") in _EDITED:
            made["asset"] = self._edited.pop()
        for kind in sorted(kinds, key=lambda kind: (kind not in _PEOPLE_FIRST, kind)):
            self._make(kind, made)
        return self._kept | made

    def prepare(self, operation: Operation, things: Things) -> None:
        """What has to be so for an operation to do anything."""
        match operation.id:
            case "restoreAssets" | "restoreTrash" | "emptyTrash":
                trashed = [things.get("asset") or self._upload(self.owner)]
                self.owner.request("DELETE", "/api/assets", json={"ids": trashed})
            case "removeAssetEdits":
                turned = {"action": "rotate", "parameters": {"angle": 90}}
                url = f"/api/assets/{things['asset']}/edits"
                self.owner.put(url, json={"edits": [turned]}).raise_for_status()
            case "restoreUserAdmin":
                self.owner.request("DELETE", f"/api/admin/users/{things['member']}", json={})
            case "changePinCode" | "resetPinCode" | "unlockAuthSession" | "lockAuthSession":
                self.owner.post("/api/auth/pin-code", json={"pinCode": PIN})

    def log_in(self, name: str) -> httpx.Client:
        client = self.visitor()
        self._post(client, "/auth/login", {"email": f"{name}@example.org", "password": PASSWORD})
        return client

    def sync(self) -> bytes:
        """Everything a new phone of the owner is told."""
        wanted = {"types": [*ORDER]}
        answer = self.log_in("owner").post("/api/sync/stream", json=wanted)
        return answer.raise_for_status().content

    def reworded(self, sent: Sent) -> Sent:
        """With names that nobody has yet."""
        self._count += 1

        def other(value: Any) -> Any:
            match value:
                case dict():
                    return {name: other(part) for name, part in value.items()}
                case list():
                    return [other(part) for part in value]
                case "text" | "new@example.org":
                    return value.replace("text", f"text {self._count}").replace(
                        "new@", f"new{self._count}@"
                    )
            return value

        files = sent.files and {
            name: (
                file,
                jpeg(self._count) + bytes(self._count) if name == "assetData" else data,
                kind,
            )
            for name, (file, data, kind) in sent.files.items()
        }
        return replace(sent, body=other(sent.body), files=files)

    def _furnish_for_good(self) -> None:
        kept = self._kept
        for kind in ("asset", "spare", "album", "activity", "stack", "tag", "sharedLink",
                     "session", "apiKey", "newcomer"):  # fmt: skip
            self._make(kind, kept)
        film = video((Image.new("RGB", (64, 48), (10, 200, 30)), 10))
        kept["video"] = self._upload(self.owner, "film.mp4", film)
        link = self.owner.get(f"/api/shared-links/{kept['sharedLink']}").json()
        kept["key"], kept["slug"] = link["key"], link["slug"]
        wanted = {"type": "INDIVIDUAL", "assetIds": [kept["asset"]], "password": PASSWORD}
        shut = self._post(self.owner, "/shared-links", wanted)["key"]
        self.links = {"open": link["key"], "shut": shut}
        self.names |= {key: f"key of the {name} link" for name, key in self.links.items()}
        kept["checksum"] = self.owner.get(f"/api/assets/{kept['asset']}").json()["checksum"]
        self._upload(self.member)

    def _photograph(self) -> None:
        """A few photos that searches find."""
        for number, fields in enumerate(
            [{}, {"isFavorite": "true"}, {"visibility": "archive"}, {"visibility": "timeline"}]
        ):
            photo = picture().replace(b":30:05", b":30:%02d" % (5 + number)) + bytes(number)
            id = self._upload(self.owner, f"Lisbon {number}.jpg", photo, fields=fields)
            described = {"description": "A quiet river", "rating": 3} if number % 2 else {}
            self.owner.put(f"/api/assets/{id}", json=described).raise_for_status()

    def _make(self, kind: str, things: Things) -> None:
        """One more of a kind, of what `things` has where it consists of others."""
        if kind in things:
            return
        makers: dict[str, Callable[[Things], str]] = {
            "asset": lambda _: self._upload(self.owner),
            "spare": lambda _: self._upload(self.owner),
            "album": self._album,
            "activity": self._activity,
            "stack": self._stack_of,
            "tag": self._tag,
            "sharedLink": self._link,
            "session": self._session,
            "apiKey": self._key,
            "member": self._villager,
            "newcomer": self._villager,
        }
        if kind in makers:
            things[kind] = makers[kind](things)

    def _need(self, kind: str, things: Things) -> str:
        self._make(kind, things)
        return things[kind]

    def _album(self, things: Things) -> str:
        asset = self._need("asset", things)
        member = things.get("member") or self._kept["member"]
        wanted = {
            "albumName": "Album",
            "assetIds": [asset],
            "albumUsers": [{"userId": member, "role": "viewer"}],
        }
        return self._named("album", self._post(self.owner, "/albums", wanted)["id"])

    def _activity(self, things: Things) -> str:
        wanted = {"albumId": self._need("album", things), "type": "comment", "comment": "Nice"}
        return self._named("activity", self._post(self.owner, "/activities", wanted)["id"])

    def _stack_of(self, things: Things) -> str:
        ids = [self._need("asset", things), self._need("spare", things)]
        return self._named("stack", self._post(self.owner, "/stacks", {"assetIds": ids})["id"])

    def _tag(self, things: Things) -> str:
        self._count += 1
        tag = self._post(self.owner, "/tags", {"name": f"tag {self._count}"})["id"]
        ids = {"ids": [self._need("asset", things)]}
        self.owner.put(f"/api/tags/{tag}/assets", json=ids).raise_for_status()
        return self._named("tag", tag)

    def _link(self, things: Things) -> str:
        self._count += 1
        wanted = {
            "type": "INDIVIDUAL",
            "assetIds": [self._need("asset", things)],
            "slug": f"slug-{self._count}",
        }
        return self._named("link", self._post(self.owner, "/shared-links", wanted)["id"])

    def _session(self, _: Things) -> str:
        lent = self._post(self.owner, "/sessions", {"duration": 3600, "deviceType": "TV"})
        return self._named("session", lent["id"])

    def _key(self, _: Things) -> str:
        made = self._post(self.owner, "/api-keys", {"name": "key", "permissions": ["all"]})
        if not self._kept.get("apiKey"):
            self.secret = made["secret"]
        return self._named("key", made["apiKey"]["id"])

    def _villager(self, _: Things) -> str:
        self._count += 1
        return self._person(f"villager{self._count}")

    def _person(self, name: str) -> str:
        wanted = {"email": f"{name}@example.org", "password": PASSWORD, "name": name}
        return self._named("person", self._post(self.owner, "/admin/users", wanted)["id"])

    def _upload(
        self,
        client: httpx.Client,
        file: str = "a.jpg",
        data: bytes = b"",
        fields: dict[str, str] | None = None,
    ) -> str:
        self._count += 1
        taken = (_BEGIN + timedelta(hours=self._count)).isoformat().replace("+00:00", "Z")
        form = {"fileCreatedAt": taken, "fileModifiedAt": taken, "metadata": NOTES}
        # No two are of one size, nor of one time: searches put these in an order of their own.
        data = data or jpeg(self._count) + bytes(self._count)
        files = {"assetData": (file, data, "image/jpeg")}
        sent = client.post("/api/assets", data=form | (fields or {}), files=files)
        return self._named("asset", sent.raise_for_status().json()["id"])

    def _named(self, kind: str, id: str) -> str:
        self.names[id] = f"{kind} {len(self.names)}"
        return id

    def _post(self, client: httpx.Client, path: str, body: dict[str, Any]) -> Any:
        answer = client.post(f"/api{path}", json=body)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def await_quiet(self) -> None:
        """Until every job is done."""
        deadline = time.monotonic() + 60
        while True:
            queues = [queue["statistics"] for queue in self.owner.get("/api/queues").json()]
            if not any(each["active"] + each["waiting"] + each["delayed"] for each in queues):
                return
            assert time.monotonic() < deadline, queues
            time.sleep(0.1)

    def visitor(self) -> httpx.Client:
        hooks = {"response": [check_sync]}
        client = httpx.Client(base_url=self._base_url, timeout=60, event_hooks=hooks)
        return self._stack.enter_context(client)


def _of_links(kept: Things) -> Things:
    return {name: kept[name] for name in ("key", "slug", "checksum")}
