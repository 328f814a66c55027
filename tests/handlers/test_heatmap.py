from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.handlers.conftest import House, upload
from tests.pictures import jpeg

URL = "/api/users/me/calendar-heatmap"


async def heatmap(client: httpx.AsyncClient, **query: str) -> dict[str, Any]:
    answer = await client.get(URL, params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def counted(found: dict[str, Any]) -> dict[str, int]:
    return {day["date"]: day["count"] for day in found["series"] if day["count"]}


async def test_a_year_of_weeks_up_to_today(admin: httpx.AsyncClient) -> None:
    today = datetime.now(UTC).date()
    found = await heatmap(admin)
    first = today - timedelta(days=52 * 7 - 1)
    assert (found["from"], found["to"]) == (first.isoformat(), today.isoformat())
    assert len(found["series"]) == 364
    dates = [day["date"] for day in found["series"]]
    assert dates == [(first + timedelta(days=n)).isoformat() for n in range(364)]
    assert found["totalCount"] == 0


async def test_by_arrival_and_by_capture(house: House, admin: httpx.AsyncClient) -> None:
    for shade, day in enumerate(("2024-01-01", "2024-01-01", "2024-03-05")):
        sent = await upload(admin, jpeg(shade), fileCreatedAt=f"{day}T23:59:59.999Z")
        assert sent.status_code == 201
    today = datetime.now(UTC).date().isoformat()
    assert counted(await heatmap(admin)) == {today: 3}
    assert counted(await heatmap(admin, type="Upload", **{"from": today})) == {today: 3}
    year = {"from": "2024-01-01", "to": "2024-12-31"}
    taken = await heatmap(admin, type="Taken", **year)
    assert counted(taken) == {"2024-01-01": 2, "2024-03-05": 1}
    assert (len(taken["series"]), taken["totalCount"]) == (366, 3)
    edge = await heatmap(admin, type="Taken", **{"from": "2024-01-01", "to": "2024-01-01"})
    assert edge["series"] == [{"date": "2024-01-01", "count": 2}]


async def test_whatever_is_ones_own_but_the_trash(
    admin: httpx.AsyncClient, member: httpx.AsyncClient
) -> None:
    for shade, visibility in enumerate(("timeline", "archive", "hidden", "locked")):
        await upload(admin, jpeg(shade), visibility=visibility)
    gone = (await upload(admin, jpeg(9))).json()["id"]
    await admin.request("DELETE", "/api/assets", json={"ids": [gone]})
    await upload(member, jpeg())
    for kind in ("Upload", "Taken"):
        found = await heatmap(admin, type=kind, **{"from": "2023-01-01"})
        assert found["totalCount"] == 4


@pytest.mark.parametrize(
    ("query", "path", "message"),
    [
        ({"from": "2024-01-02", "to": "2024-01-01"}, "from", "from must be before to"),
        ({"from": "9999-12-31"}, "from", "from must be before to"),
        (
            {"from": "1900-01-01", "to": "2020-01-01"}, "from",
            "from must be at most 100 years before to",
        ),
        ({"to": "0000-01-01"}, "to", "Invalid date"),
        ({"from": "2023-02-29"}, "from", "Invalid input: expected ISO date string"),
        ({"type": "Seen"}, "type", "Invalid option"),
    ],
)  # fmt: skip
async def test_odd_periods(
    admin: httpx.AsyncClient, query: dict[str, str], path: str, message: str
) -> None:
    answer = await admin.get(URL, params=query)
    assert answer.status_code == 400
    (issue,) = answer.json()["errors"]
    assert issue["path"] == [path]
    assert issue["message"].startswith(message)


async def test_the_ends_of_the_calendar(admin: httpx.AsyncClient) -> None:
    assert (await heatmap(admin, to="0001-01-02"))["from"] == "0001-01-01"
    assert (await heatmap(admin, to="9999-12-31"))["to"] == "9999-12-31"
