from __future__ import annotations

import httpx

URL = "/api/system-metadata"


async def test_onboarding_of_the_server(admin: httpx.AsyncClient) -> None:
    assert (await admin.get(f"{URL}/admin-onboarding")).json() == {"isOnboarded": False}
    done = await admin.post(f"{URL}/admin-onboarding", json={"isOnboarded": True})
    assert done.status_code == 204
    assert (await admin.get(f"{URL}/admin-onboarding")).json() == {"isOnboarded": True}
    assert (await admin.get("/api/server/config")).json()["isOnboarded"] is True


async def test_states_of_what_is_not_there(admin: httpx.AsyncClient) -> None:
    places = (await admin.get(f"{URL}/reverse-geocoding-state")).json()
    assert places == {"lastUpdate": None, "lastImportFileName": None}
    versions = (await admin.get(f"{URL}/version-check-state")).json()
    assert versions == {"checkedAt": None, "releaseVersion": None}
