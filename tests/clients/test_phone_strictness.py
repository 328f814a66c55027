"""The phone stops where the app would: at facts of its models, and at every kind of bad stream."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.clients.phone import Broken, Cut, Phone
from tests.clients.phone.dart import decode, models
from tests.contract_check import ROOT

FACTS = ROOT.parent / "shared" / "immich" / "mobile-models-3.1.0.json"
REMOVED = ("Memory", "Person", "Face", "Ocr")
"""Features whose lines this server never sends."""
SPOKEN = {"SyncAckDeleteDto", "SyncAckDto", "SyncAckSetDto", "SyncStreamDto"}
OLD = {"SyncAlbumV1", "SyncAssetV1"}

USER = {
    "id": "u", "name": "Ada", "email": "a@example.org", "hasProfileImage": False,
    "profileChangedAt": "2024-01-01T00:00:00.000Z", "avatarColor": None, "deletedAt": None,
}  # fmt: skip
ASSET = {
    "id": "a", "ownerId": "u", "checksum": "c", "originalFileName": "a.jpg", "type": "IMAGE",
    "visibility": "timeline", "isFavorite": False, "isEdited": False,
}  # fmt: skip
EXIF = {"assetId": "a", "fNumber": 2, "iso": 100}


@pytest.mark.skipif(not FACTS.exists(), reason="the facts file is not there")
def test_models_are_those_of_the_app() -> None:
    facts = json.loads(FACTS.read_text())
    for name, types in models().items():
        assert types == _types(facts[name]), name
    synced = {name for name in facts if name.startswith("Sync")} - SPOKEN - OLD
    synced = {name for name in synced if not any(word in name for word in REMOVED)}
    assert synced <= models().keys()


def _types(fact: dict[str, dict[str, str]]) -> dict[str, str]:
    """As models.json writes them."""
    needed, optional = fact["required_nonnull"], fact["nullable_or_optional"]
    types = needed | {key: f"{type}?" for key, type in optional.items()}
    return {key: {"?": "any", "??": "any?"}.get(type, type) for key, type in types.items()}


@pytest.mark.parametrize(
    ("model", "change"),
    [
        ("SyncUserV1", {"name": None}),
        ("SyncUserV1", {"hasProfileImage": 0}),
        ("SyncUserV1", {"avatarColor": "mauve"}),
        ("SyncUserV1", {"profileChangedAt": "2024-01-01"}),
        ("SyncUserV1", {"profileChangedAt": "0111-01-01T00:00:00.000Z"}),
        ("SyncUserV1", {"profileChangedAt": "2024-02-31T00:00:00.000Z"}),
        ("SyncAssetV2", {"visibility": "secret"}),
        ("SyncAssetV2", {"width": 12.0}),
        ("SyncAssetV2", {"width": True}),
        ("SyncAssetV2", {"duration": "00:00:01"}),
        ("SyncAssetV2", {"stackId": 5}),
        ("SyncAssetExifV1", {"fNumber": "2"}),
        ("SyncUserMetadataV1", {"value": [1]}),
        ("SyncUserMetadataV1", {"value": {"a": None}}),
        ("SyncAssetMetadataV1", {"value": {"latitude": 1.5}}),
    ],
)
def test_the_app_refuses(model: str, change: dict[str, Any]) -> None:
    whole: dict[str, dict[str, Any]] = {
        "SyncUserV1": USER,
        "SyncAssetV2": ASSET,
        "SyncAssetExifV1": EXIF,
        "SyncUserMetadataV1": {"userId": "u", "key": "license", "value": {}},
        "SyncAssetMetadataV1": {"assetId": "a", "key": "mobile-app", "value": {}},
    }
    decode(model, whole[model])
    with pytest.raises(Broken):
        decode(model, whole[model] | change)


class Script:
    """A server that says what it is told to, one stream after the other."""

    def __init__(self, *streams: bytes, kind: str = "application/jsonlines+json") -> None:
        self.streams = list(streams)
        self.kind = kind
        self.acks: list[str] = []
        self.phone = Phone(
            httpx.AsyncClient(transport=httpx.MockTransport(self.answer), base_url="http://x")
        )

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/server/version":
            return httpx.Response(200, json={"major": 3, "minor": 1, "patch": 0})
        if request.url.path == "/api/sync/ack":
            self.acks += json.loads(request.content).get("acks", [])
            return httpx.Response(204)
        return httpx.Response(200, content=self.streams.pop(0), headers={"content-type": self.kind})


def line(type: str, /, **data: Any) -> bytes:
    return json.dumps({"type": type, "data": data, "ack": f"{type}|1"}).encode() + b"\n"


END = line("SyncCompleteV1")
SETTLED = line("UserV1", **USER) + line("AssetV2", **ASSET)


@pytest.mark.parametrize(
    "stream",
    [
        SETTLED + END[:-1],
        SETTLED + b"\n" + END,
        line("MoonV1") + END,
        line("AssetV2", **ASSET) + END,
        SETTLED + line("AssetExifV1", assetId="b") + END,
        SETTLED + line("AssetV2", **ASSET | {"id": "b"}) + END,
        SETTLED + line("AlbumToAssetV1", albumId="x", assetId="a") + END,
        END + SETTLED,
        b'{"type": "SyncCompleteV1", "data": null, "ack": "SyncCompleteV1|1"}\n',
        SETTLED,
    ],
    ids=["no end of line", "empty line", "unknown type", "no owner", "no asset", "same file twice",
         "no album", "after the end", "no data", "no end"],
)  # fmt: skip
async def test_the_app_breaks_at(stream: bytes) -> None:
    with pytest.raises(Broken):
        await Script(stream).phone.sync_fully()


async def test_another_content_type_or_a_second_reset_breaks_it() -> None:
    reset = line("SyncResetV1")
    with pytest.raises(Broken, match="stream is"):
        await Script(SETTLED + END, kind="application/json").phone.sync()
    with pytest.raises(Broken, match="after a reset"):
        await Script(reset, reset).phone.sync()


async def test_it_acknowledges_runs_and_begins_anew_when_told() -> None:
    more = line("UserV1", **USER | {"id": "v"})
    server = Script(line("UserV1", **USER) + more + END, line("SyncResetV1"), SETTLED + END)
    await server.phone.sync_fully()
    assert server.acks == ["UserV1|1", "SyncCompleteV1|1"]
    assert {row["id"] for row in server.phone.store.rows("user")} == {"u", "v"}
    await server.phone.sync_fully()
    assert server.acks[2:] == ["SyncResetV1|1", "UserV1|1", "AssetV2|1", "SyncCompleteV1|1"]
    assert {row["id"] for row in server.phone.store.rows("user")} == {"u"}


async def test_it_can_be_cut_anywhere() -> None:
    server = Script(*[SETTLED + line("AssetExifV1", **EXIF) + END] * 3)
    await server.phone.sync(Cut(lines=2))
    assert server.acks == ["UserV1|1", "AssetV2|1"]
    await server.phone.sync(Cut(runs=3, unacked=True))
    assert server.acks[2:] == ["UserV1|1", "AssetV2|1"]
    assert [row["iso"] for row in server.phone.store.rows("exif")] == [100]
    assert not (await server.phone.sync(Cut(runs=1))).is_complete
