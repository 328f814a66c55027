"""A trip of three: one album, everybody's photos in it, and who may do what."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import httpx

from tests.contract_check import check_sync
from tests.pictures import jpeg
from tests.scenarios import expect

PASSWORD = "a long enough password"


def scenario(base_url: str) -> None:
    with ExitStack() as stack:
        ada, ben, cleo = [stack.enter_context(visitor(base_url)) for _ in range(3)]
        move_in(ada, ben, cleo)
        mine, album = share(ada, ben, cleo)
        theirs = add_together(ada, ben, cleo, album)
        look(cleo, album, mine, theirs)
        talk(ada, ben, cleo, album, mine)
        lose_the_cover(ada, cleo, album, mine, theirs)
        part(ada, ben, cleo, album, mine)
        stack_and_stack_again(ada)


def visitor(base_url: str) -> httpx.Client:
    return httpx.Client(base_url=base_url, timeout=60, event_hooks={"response": [check_sync]})


def move_in(ada: httpx.Client, *others: httpx.Client) -> None:
    person = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
    done(ada.post("/api/auth/admin-sign-up", json=person), 201)
    done(ada.post("/api/auth/login", json=person), 201)
    for name, client in zip(("Ben", "Cleo"), others, strict=True):
        person = {"email": f"{name}@example.com", "password": PASSWORD, "name": name}
        done(ada.post("/api/admin/users", json=person), 201)
        done(client.post("/api/auth/login", json=person), 201)


def done(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def id_of(client: httpx.Client) -> str:
    return str(done(client.get("/api/users/me"))["id"])


def photo(client: httpx.Client, number: int) -> str:
    day = f"2024-03-0{number}T12:00:00.000Z"
    form = {"fileCreatedAt": day, "fileModifiedAt": day}
    files = {"assetData": (f"{number}.jpg", jpeg(number))}
    return str(done(client.post("/api/assets", data=form, files=files), 201)["id"])


def share(ada: httpx.Client, ben: httpx.Client, cleo: httpx.Client) -> tuple[str, str]:
    mine = photo(ada, 1)
    body = {
        "albumName": "Trip",
        "assetIds": [mine],
        "albumUsers": [{"userId": id_of(ben), "role": "editor"}],
    }
    album = done(ada.post("/api/albums", json=body), 201)["id"]
    invited = {"albumUsers": [{"userId": id_of(cleo), "role": "viewer"}]}
    names = [
        each["user"]["name"]
        for each in done(ben.put(f"/api/albums/{album}/users", json=invited))["albumUsers"]
    ]
    assert names == ["Ada", "Ben", "Cleo"]
    return mine, album


def add_together(ada: httpx.Client, ben: httpx.Client, cleo: httpx.Client, album: str) -> str:
    theirs, url = photo(ben, 2), f"/api/albums/{album}/assets"
    added = done(ben.put(url, json={"ids": [theirs, theirs]}))
    assert [each["success"] for each in added] == [True, False]
    refused = cleo.put(url, json={"ids": [photo(cleo, 3)]})
    expect(refused, 400, "Not found or no albumAsset.create access")
    again = done(ada.put("/api/albums/assets", json={"albumIds": [album], "assetIds": [theirs]}))
    assert again == {"success": False, "error": "no_permission"}
    return theirs


def look(cleo: httpx.Client, album: str, mine: str, theirs: str) -> None:
    read = done(cleo.get(f"/api/albums/{album}"))
    assert (read["assetCount"], len(read["contributorCounts"])) == (2, 2)
    assert (read["startDate"], read["endDate"]) == (
        "2024-03-01T00:00:00.000Z",
        "2024-03-02T00:00:00.000Z",
    )
    (listed,) = done(cleo.get("/api/albums", params={"isShared": True}))
    assert listed["albumThumbnailAssetId"] == mine
    bucket = {"albumId": album, "timeBucket": "2024-03-01"}
    assert done(cleo.get("/api/timeline/bucket", params=bucket))["id"] == [theirs, mine]
    assert cleo.get(f"/api/assets/{theirs}/original").content == jpeg(2)


def talk(ada: httpx.Client, ben: httpx.Client, cleo: httpx.Client, album: str, mine: str) -> None:
    url, about = "/api/activities", {"albumId": album, "assetId": mine}
    like = {**about, "type": "like"}
    first = done(cleo.post(url, json=like), 201)
    assert done(cleo.post(url, json=like)) == first
    said = done(ben.post(url, json={**about, "type": "comment", "comment": "Oh!"}), 201)
    counts = done(ada.get(f"{url}/statistics", params=about))
    assert counts == {"comments": 1, "likes": 1}
    refused = cleo.delete(f"{url}/{said['id']}")
    expect(refused, 400, "Not found or no activity.delete access")
    done(ada.delete(f"{url}/{said['id']}"), 204)
    assert done(ada.get(url, params=about)) == [first]


def lose_the_cover(
    ada: httpx.Client, cleo: httpx.Client, album: str, mine: str, theirs: str
) -> None:
    def cover() -> Any:
        return done(cleo.get("/api/albums"))[0]["albumThumbnailAssetId"]

    done(ada.request("DELETE", "/api/assets", json={"ids": [mine]}), 204)
    assert cover() == theirs
    done(ada.post("/api/trash/restore/assets", json={"ids": [mine]}))
    assert done(cleo.get(f"/api/albums/{album}"))["assetCount"] == 2


def part(ada: httpx.Client, ben: httpx.Client, cleo: httpx.Client, album: str, mine: str) -> None:
    done(cleo.delete(f"/api/albums/{album}/user/me"), 204)
    refused = cleo.get(f"/api/assets/{mine}")
    expect(refused, 400, "Not found or no asset.read access")
    expect(ben.delete(f"/api/albums/{album}"), 400, "Not found or no album.delete access")
    done(ada.delete(f"/api/albums/{album}"), 204)
    for client in (ada, ben, cleo):
        assert done(client.get("/api/albums")) == []
    done(ada.get(f"/api/assets/{mine}"))


def stack_and_stack_again(ada: httpx.Client) -> None:
    """The second absorbs the first, whole, by statements that hold together only as one."""
    a, b, c = (photo(ada, number) for number in (7, 8, 9))
    old = done(ada.post("/api/stacks", json={"assetIds": [a, b]}), 201)
    new = done(ada.post("/api/stacks", json={"assetIds": [c, a]}), 201)
    assert new["primaryAssetId"] == c
    assert {asset["id"] for asset in new["assets"]} == {a, b, c}
    expect(ada.get(f"/api/stacks/{old['id']}"), 400, "Not found or no stack.read access")
    again = done(ada.post("/api/stacks", json={"assetIds": [c, b]}), 201)
    assert {asset["id"] for asset in again["assets"]} == {a, b, c}
