from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import httpx
import jwt
import msgspec
import pytest

from generated import operations
from handlers import auth
from photos.refusal import Refused
from tests.handlers.conftest import PASSWORD, House
from tests.scenarios import expect

PERSON = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}


async def test_first_admin(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/api/server/config")).json()["isInitialized"] is False
    created = await visitor.post("/api/auth/admin-sign-up", json={**PERSON, "email": "ADA@x.Y"})
    assert created.status_code == 201
    person = created.json()
    assert person["email"] == "ada@x.y"
    assert person["isAdmin"] is True
    assert person["storageLabel"] == "admin"
    assert person["shouldChangePassword"] is True
    assert (await visitor.get("/api/server/config")).json()["isInitialized"] is True
    again = await visitor.post("/api/auth/admin-sign-up", json={**PERSON, "email": "b@x.y"})
    assert (again.status_code, again.json()) == (
        400,
        {"message": "The server already has an admin"},
    )


async def test_nobody_gets_in_without_a_password(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/api/auth/admin-sign-up", json={**PERSON, "password": ""})
    expect(answer, 400, "password is required")
    assert (await visitor.get("/api/server/config")).json()["isInitialized"] is False


async def test_faulty_sign_up_lists_every_fault(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/api/auth/admin-sign-up", json={"email": "nobody", "name": 5})
    assert answer.status_code == 400
    body = answer.json()
    assert body["message"] == "Validation failed"
    assert {issue["path"][0] for issue in body["errors"]} == {"email", "name", "password"}
    assert (await visitor.get("/api/server/config")).json()["isInitialized"] is False


async def test_login_cookies(house: House, admin: httpx.AsyncClient) -> None:
    async with house.visitor() as other:
        login = await other.post("/api/auth/login", json=PERSON)
    cookies = login.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == [
        "immich_access_token", "immich_auth_type", "immich_is_authenticated",
        "immich_known_device",
    ]  # fmt: skip
    assert all("Path=/" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert all("Max-Age=34560000" in cookie for cookie in cookies)
    assert ["HttpOnly" in cookie for cookie in cookies] == [True, True, False, True]
    assert not any("Secure" in cookie for cookie in cookies), "phones drop these over http"
    assert login.json()["isOnboarded"] is False


@pytest.mark.parametrize(
    ("kinds", "session", "key"),
    [(["session"], True, False), (["apiKey"], False, True), (["sharedLink"], False, False)],
)
async def test_what_the_contract_does_not_name_opens_nothing(
    house: House, admin: httpx.AsyncClient, kinds: list[Any], session: bool, key: bool
) -> None:
    """Every operation of today that takes one of both takes the other; the next contract
    may have one that does not."""
    operation = msgspec.structs.replace(operations.GET_MY_USER, auth=frozenset(kinds))
    made = await admin.post("/api/api-keys", json={"permissions": ["all"]})
    for name, secret, opens in (
        (b"x-immich-user-token", admin.cookies["immich_access_token"], session),
        (b"x-api-key", made.json()["secret"], key),
    ):
        scope: Any = {"query_string": b"", "headers": [(name, secret.encode())]}
        with nullcontext() if opens else pytest.raises(Refused, match="Forbidden"):
            assert await auth.admit(scope, operation, house.bindings)


async def test_secure_cookies_over_tls(house: House, admin: httpx.AsyncClient) -> None:
    async with house.visitor() as other:
        login = await other.post("https://photos.test/api/auth/login", json=PERSON)
    assert all("Secure" in cookie for cookie in login.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    ("email", "password"), [("ada@example.com", "wrong"), ("nobody@example.com", PASSWORD)]
)
async def test_wrong_login(admin: httpx.AsyncClient, email: str, password: str) -> None:
    answer = await admin.post("/api/auth/login", json={"email": email, "password": password})
    assert answer.status_code == 401
    assert answer.json() == {"message": "Incorrect email or password"}


@pytest.mark.parametrize(
    "place",
    [
        lambda token: {"headers": {"x-immich-user-token": token}},
        lambda token: {"headers": {"x-immich-session-token": token}},
        lambda token: {"headers": {"authorization": f"bearer {token}"}},
        lambda token: {"headers": {"cookie": f"a=b; immich_access_token={token}; c"}},
        lambda token: {"headers": {"cookie": f'immich_access_token="{token}"'}},
        lambda token: {"headers": {"cookie": f'a = b;immich_access_token = "{token}" ;=;'}},
        lambda token: {"params": {"sessionKey": token}},
    ],
    ids=["user-token", "session-token", "bearer", "cookie", "quoted", "with spaces", "query"],
)
async def test_where_a_token_may_lie(house: House, admin: httpx.AsyncClient, place) -> None:  # type: ignore[no-untyped-def]
    token = admin.cookies["immich_access_token"]
    async with house.visitor() as other:
        assert (await other.get("/api/users/me", **place(token))).status_code == 200


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "Authentication required"),
        ({"authorization": "Basic abc"}, "Authentication required"),
        ({"authorization": "Bearer nonsense"}, "Invalid user token"),
        ({"x-api-key": "nonsense"}, "Invalid API key"),
        ({"x-immich-share-key": "nonsense"}, "Invalid share key"),
        ({"x-immich-share-slug": "nonsense"}, "Invalid share slug"),
    ],
)
async def test_refused_credentials(
    visitor: httpx.AsyncClient, headers: dict[str, str], message: str
) -> None:
    answer = await visitor.get("/api/assets/statistics", headers=headers)
    assert (answer.status_code, answer.json()) == (401, {"message": message})


SOURCES: list[tuple[str, str, str]] = [
    ("headers", "x-immich-share-key", "Invalid share key"),
    ("params", "key", "Invalid share key"),
    ("headers", "x-immich-share-slug", "Invalid share slug"),
    ("params", "slug", "Invalid share slug"),
    ("headers", "x-immich-user-token", "Invalid user token"),
    ("headers", "x-immich-session-token", "Invalid user token"),
    ("params", "sessionKey", "Invalid user token"),
    ("headers", "authorization", "Invalid user token"),
    ("headers", "cookie", "Invalid user token"),
    ("headers", "x-api-key", "Invalid API key"),
    ("params", "apiKey", "Invalid API key"),
]
"""Where a credential may lie, in the order they count."""
FORMS = {"authorization": "Bearer {}", "cookie": "immich_access_token={}"}


@pytest.mark.parametrize("first", range(len(SOURCES)))
async def test_the_first_credential_decides(
    house: House, admin: httpx.AsyncClient, first: int
) -> None:
    """A good one behind it does not save a bad one, nor does a bad one spoil a good one;
    empty ones are none."""
    made = (await admin.post("/api/api-keys", json={"permissions": ["all"]})).json()["secret"]
    token = admin.cookies["immich_access_token"]

    async def ask(good: bool) -> httpx.Response:
        sent: dict[str, dict[str, str]] = {"headers": {}, "params": {}}
        for number, (place, name, refusal) in enumerate(SOURCES):
            right = made if "API" in refusal else token if "user" in refusal else ""
            value = right if good == (number == first) else "nonsense"
            form = FORMS.get(name, "{}")
            sent[place][name] = form.format(value) if number >= first else ""
        async with house.visitor() as other:
            return await other.get("/api/users/me", **sent)  # type: ignore[arg-type]

    refusal = SOURCES[first][2]
    assert (await ask(good=False)).json() == {"message": refusal}
    if "share" not in refusal:
        assert (await ask(good=True)).status_code == 200


async def test_a_token_of_somebody_elses_making(house: House, admin: httpx.AsyncClient) -> None:
    real = jwt.decode(admin.cookies["immich_access_token"], options={"verify_signature": False})
    forged = jwt.encode(real, b"x" * 32, algorithm="HS256")
    unsigned = jwt.encode(real, None, algorithm="none")
    async with house.visitor() as other:
        for token in (forged, unsigned):
            answer = await other.get("/api/users/me", headers={"authorization": f"Bearer {token}"})
            assert answer.json() == {"message": "Invalid user token"}


async def test_logout_ends_the_session_at_once(admin: httpx.AsyncClient) -> None:
    token = admin.cookies["immich_access_token"]
    out = await admin.post("/api/auth/logout")
    assert out.json() == {"successful": True, "redirectUri": "/auth/login?autoLaunch=0"}
    assert all("1970" in cookie for cookie in out.headers.get_list("set-cookie"))
    assert "immich_access_token" not in admin.cookies
    late = await admin.get("/api/users/me", headers={"authorization": f"Bearer {token}"})
    assert (late.status_code, late.json()) == (401, {"message": "Invalid user token"})


async def test_status(admin: httpx.AsyncClient) -> None:
    status = (await admin.get("/api/auth/status")).json()
    assert status == {"isElevated": False, "password": True, "pinCode": False}
