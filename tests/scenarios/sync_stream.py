"""A phone keeps up: everything, then what changed, then over again; and a friend's."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from contextlib import ExitStack
from typing import Any

import httpx

from tests.clients.phone import TYPES
from tests.scenarios import expect
from tests.scenarios.shared_album import done, id_of, move_in, photo, visitor

Came = dict[str, list[dict[str, Any]]]


def scenario(base_url: str) -> None:
    with ExitStack() as stack:
        ada, ben, cleo = [stack.enter_context(visitor(base_url)) for _ in range(3)]
        move_in(ada, ben, cleo)
        mine = begin(ada)
        keep_up(ada, mine)
        album = share(ada, ben, mine)
        lose(ada, ben, cleo, mine, album)
        start_over(ada)
        be_refused(ada)


def sync(client: httpx.Client) -> Came:
    """A stream to its end, acknowledged: rows by type."""
    time.sleep(0.005)  # a stream leaves the rows of its own millisecond for the next
    answer = client.post("/api/sync/stream", json={"types": TYPES})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/jsonlines+json")
    lines = [json.loads(line) for line in answer.text.split("\n")[:-1]]
    acks = {line["ack"].partition("|")[0]: line["ack"] for line in lines}
    done(client.post("/api/sync/ack", json={"acks": list(acks.values())}), 204)
    assert lines.pop()["type"] == "SyncCompleteV1"
    came = defaultdict(list)
    for line in lines:
        came[line["type"]].append(line["data"])
    return dict(came)


def ids(rows: list[dict[str, Any]]) -> set[str]:
    return {row.get("id") or row["assetId"] for row in rows}


def begin(ada: httpx.Client) -> list[str]:
    """The jobs of the uploads may be under way still: what they change comes later."""
    mine = [photo(ada, number) for number in (1, 2, 3)]
    came = sync(ada)
    assert [*came][:3] == ["AuthUserV1", "UserV1", "AssetV2"]
    assert len(came["UserV1"]) == 3
    assert ids(came["AssetV2"]) == {*mine}
    described: set[str] = set()
    shown: set[str] = set()
    deadline = time.monotonic() + 60
    while (came or shown != {*mine}) and time.monotonic() < deadline:
        described |= ids(came.get("AssetExifV1", []))
        shown |= {row["id"] for row in came.get("AssetV2", []) if row["thumbhash"]}
        time.sleep(0.3)
        came = sync(ada)
    assert described == shown == {*mine}
    return mine


def keep_up(ada: httpx.Client, mine: list[str]) -> None:
    done(ada.put(f"/api/assets/{mine[0]}", json={"isFavorite": True}))
    (changed,) = sync(ada)["AssetV2"]
    assert (changed["id"], changed["isFavorite"]) == (mine[0], True)
    done(ada.put("/api/users/me/onboarding", json={"isOnboarded": True}))
    assert sync(ada)["UserMetadataV1"][0]["value"] == {"isOnboarded": True}
    item = {"key": "mobile-app", "value": {"iCloudId": "A/1", "latitude": 48.5, "createdAt": None}}
    done(ada.put(f"/api/assets/{mine[0]}/metadata", json={"items": [item]}))
    told = {"iCloudId": "A/1", "latitude": "48.5"}
    assert sync(ada)["AssetMetadataV1"][0]["value"] == told


def share(ada: httpx.Client, ben: httpx.Client, mine: list[str]) -> str:
    first = done(ada.post("/api/albums", json={"albumName": "a", "assetIds": mine[:1]}), 201)["id"]
    member = {"albumUsers": [{"userId": id_of(ben), "role": "viewer"}]}
    done(ada.put(f"/api/albums/{first}/users", json=member))
    came = sync(ben)
    assert ids(came["AlbumAssetCreateV2"]) == ids(came["AlbumToAssetV1"]) == {mine[0]}
    assert came["AlbumAssetCreateV2"][0]["isFavorite"] is False
    second = done(ada.post("/api/albums", json={"albumName": "b", "assetIds": mine[1:]}), 201)["id"]
    done(ada.put(f"/api/albums/{second}/users", json=member))
    came = sync(ben)
    told = ids(came.get("AlbumAssetBackfillV2", [])) | ids(came.get("AlbumAssetCreateV2", []))
    assert told == {*mine[1:]}
    done(ada.post("/api/partners", json={"sharedWithId": id_of(ben)}), 201)
    assert ids(sync(ben)["PartnerAssetV2"]) == {*mine}
    return str(second)


def lose(
    ada: httpx.Client, ben: httpx.Client, cleo: httpx.Client, mine: list[str], album: str
) -> None:
    assert "AssetV2" not in sync(cleo)
    done(ada.delete(f"/api/albums/{album}"), 204)
    assert sync(ben)["AlbumDeleteV1"] == [{"albumId": album}]
    done(ada.delete(f"/api/partners/{id_of(ben)}"), 204)
    done(ada.request("DELETE", "/api/assets", json={"ids": mine[1:], "force": True}), 204)
    gone: dict[str, set[str]] = {"ada": set(), "ben": set()}
    deadline = time.monotonic() + 60
    while min(map(len, gone.values())) < 2 and time.monotonic() < deadline:
        gone["ada"] |= ids(sync(ada).get("AssetDeleteV1", []))
        gone["ben"] |= ids(sync(ben).get("PartnerAssetDeleteV1", []))
    assert gone == {"ada": {*mine[1:]}, "ben": {*mine[1:]}}
    assert "PartnerAssetDeleteV1" not in sync(cleo)


def start_over(ada: httpx.Client) -> None:
    (own,) = [each["id"] for each in done(ada.get("/api/sessions")) if each["current"]]
    done(ada.put(f"/api/sessions/{own}", json={"isPendingSyncReset": True}))
    answer = ada.post("/api/sync/stream", json={"types": TYPES})
    assert answer.text == '{"type":"SyncResetV1","data":{},"ack":"SyncResetV1|reset"}\n'
    done(ada.post("/api/sync/ack", json={"acks": ["SyncResetV1|reset"]}), 204)
    assert done(ada.get("/api/sync/ack")) == []
    assert len(sync(ada)["AssetV2"]) == 1


def be_refused(ada: httpx.Client) -> None:
    answer = ada.post("/api/sync/stream", json={"types": ["AssetsV1"]})
    text = "SyncRequestType.AssetsV1 is deprecated, use SyncRequestType.AssetsV2 instead"
    expect(answer, 400, text)
    expect(ada.post("/api/sync/ack", json={"acks": ["X|y"]}), 400, "Invalid ack type: X")
    done(ada.request("DELETE", "/api/sync/ack", json={"types": ["AssetV1", "AlbumV1"]}), 204)
    secret = done(ada.post("/api/api-keys", json={"permissions": ["all"]}), 201)["secret"]
    with visitor(str(ada.base_url)) as program:
        program.headers["x-api-key"] = secret
        answer = program.post("/api/sync/stream", json={"types": TYPES})
        expect(answer, 403, "Sync endpoints cannot be used with API keys")
