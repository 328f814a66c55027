from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import httpx
import msgspec
import pytest

from generated import models
from handlers import configuration
from handlers.system_config import is_cron
from photos import settings, system
from tests.handlers.conftest import PASSWORD, House
from tests.scenarios import expect

URL = "/api/system-config"
Tree = dict[str, Any]

ODD: Tree = {
    # What a leaf may be changed to where flipping, counting or adding a letter will not do.
    "colorspace": "srgb", "format": "webp", "level": "debug", "channel": "releaseCandidate",
    "startTime": "23:59", "cronExpression": "*/5 1-3 * * 0,6", "darkStyle": "https://a.b/c",
    "lightStyle": "https://a.b/c", "externalDomain": "https://photos.example.com",
    "tokenEndpointAuthMethod": "client_secret_basic", "accel": "qsv", "cqMode": "icq",
    "tonemap": "mobius", "transcode": "all", "targetAudioCodec": "mp3", "targetVideoCodec": "av1",
    "acceptedAudioCodecs": ["mp3"], "acceptedVideoCodecs": ["h264", "av1"],
    "acceptedContainers": ["mp4"], "resolutions": [480], "videoCodecs": ["av1"],
    "defaultStorageQuota": 3, "percentageLimit": 0.5, "maxDistance": 0.1, "minScore": 0.5,
    "minDetectionScore": 0.25, "minRecognitionScore": 0.25, "urls": ["http://x", "http://y"],
}  # fmt: skip


def leaves(tree: Tree, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))
        else:
            yield (*path, name)


def other(name: str, value: Any) -> Any:
    if name in ODD and ODD[name] != value:
        return ODD[name]
    if name == "format":
        return "jpeg"
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else f"{value}x"


def put(tree: Tree, path: tuple[str, ...], value: Any) -> Tree:
    changed = deepcopy(tree)
    branch = changed
    for step in path[:-1]:
        branch = branch[step]
    branch[path[-1]] = value
    return changed


async def stored(house: House) -> Tree:
    return await system.read(house.bindings.database, settings.KEY)


async def set_leaf(admin: httpx.AsyncClient, *path: str, to: Any) -> httpx.Response:
    return await admin.put(URL, json=put((await admin.get(URL)).json(), path, to))


def test_the_defaults_are_what_takes_effect() -> None:
    assert settings.effective(configuration.DEFAULTS) == settings.Settings()
    assert settings.effective({}) == settings.Settings()


@pytest.mark.parametrize("name", settings.PLACES)
def test_every_place_is_that_of_its_setting(name: str) -> None:
    path = settings.PLACES[name]
    changed = put(configuration.DEFAULTS, path, other(path[-1], getattr(settings.Settings(), name)))
    was, now = settings.Settings(), settings.effective(configuration.difference(changed))
    assert {each for each in settings.PLACES if getattr(was, each) != getattr(now, each)} == {name}


def test_the_defaults_name_every_leaf_of_the_contract() -> None:
    tree = msgspec.convert(configuration.DEFAULTS, models.SystemConfigDto)
    assert msgspec.to_builtins(tree) == configuration.DEFAULTS


def test_what_is_not_there_is_off() -> None:
    on = {
        ".".join(path)
        for path in leaves(configuration.DEFAULTS)
        if path[-1] == "enabled" and _at(configuration.DEFAULTS, path)
    }
    assert on == {
        "logging.enabled", "map.enabled", "passwordLogin.enabled", "reverseGeocoding.enabled",
        "trash.enabled",
    }  # fmt: skip


def _at(tree: Tree, path: tuple[str, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


async def test_every_leaf_round_trips(house: House, admin: httpx.AsyncClient) -> None:
    defaults = (await admin.get(f"{URL}/defaults")).json()
    assert defaults == (await admin.get(URL)).json() == configuration.DEFAULTS
    changed = defaults
    for path in leaves(defaults):
        if path[-2:] != ("smtp", "enabled"):
            changed = put(changed, path, other(path[-1], _at(defaults, path)))
    answer = await admin.put(URL, json=changed)
    assert answer.status_code == 200, answer.text
    assert answer.json() == changed
    assert (await admin.get(URL)).json() == changed
    assert len(list(leaves(await stored(house)))) == len(list(leaves(defaults))) - 1
    assert (await admin.put(URL, json=defaults)).json() == defaults
    assert await stored(house) == {}


async def test_only_what_differs_is_stored(house: House, admin: httpx.AsyncClient) -> None:
    await set_leaf(admin, "trash", "days", to=3)
    await set_leaf(admin, "theme", "customCss", to="p{}")
    assert await stored(house) == {"trash": {"days": 3}, "theme": {"customCss": "p{}"}}


async def test_stored_leaves_of_other_versions_do_no_harm(
    house: House, admin: httpx.AsyncClient
) -> None:
    old = {"trash": {"days": 3, "colour": "red"}, "gone": {"x": 1}, "theme": 5}
    await system.write(house.bindings.database, settings.KEY, old)
    config = (await admin.get(URL)).json()
    assert config == put(configuration.DEFAULTS, ("trash", "days"), 3)
    assert (await admin.get("/api/server/config")).json()["trashDays"] == 3


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("library", "scan", "cronExpression"), "often", "Invalid cron expression"),
        (("backup", "database", "cronExpression"), "0 25 * * *", "Invalid cron expression"),
        (("map", "darkStyle"), "dark", "Invalid URL"),
        (("map", "lightStyle"), "http://[x", "Invalid URL"),
        (("server", "externalDomain"), "photos.example.com", "Invalid URL"),
        (("server", "externalDomain"), "http://[x", "Invalid URL"),
        (("server", "externalDomain"), "javascript://x/%0aalert(1)", "Invalid URL"),
        (("trash", "days"), -1, "Too small: expected number to be >=0"),
        (("user", "deleteDelay"), 0, "Too small: expected number to be >=1"),
        (("image", "thumbnail", "quality"), 101, "Too big: expected number to be <=100"),
        (
            ("integrityChecks", "checksumFiles", "percentageLimit"),
            1.5,
            "Too big: expected number to be <=1",
        ),
        (("passwordLogin", "enabled"), "yes", "Invalid input: expected boolean, received string"),
    ],
)
async def test_faulty_leaves(
    house: House, admin: httpx.AsyncClient, path: tuple[str, ...], value: Any, message: str
) -> None:
    answer = await set_leaf(admin, *path, to=value)
    assert answer.status_code == 400
    (issue,) = answer.json()["errors"]
    assert (tuple(issue["path"]), issue["message"]) == (path, message)
    assert await stored(house) == {}


async def test_the_whole_tree_is_required(admin: httpx.AsyncClient) -> None:
    config = (await admin.get(URL)).json()
    del config["user"]
    answer = await admin.put(URL, json=config)
    assert answer.json()["errors"][0]["path"] == ["user"]


@pytest.mark.parametrize("template", ["", "{{y}", "{{}}", "{{#if album}}{{y}}", "{{/if}}{{y}}"])
async def test_faulty_templates(admin: httpx.AsyncClient, template: str) -> None:
    answer = await set_leaf(admin, "storageTemplate", "template", to=template)
    expect(answer, 400, "Invalid storage template")


async def test_conditions_in_templates(admin: httpx.AsyncClient) -> None:
    template = "{{y}}/{{#if album}}{{album}}{{else}}Other{{/if}}/{{filename}}"
    answer = await set_leaf(admin, "storageTemplate", "template", to=template)
    assert answer.json()["storageTemplate"]["template"] == template


async def test_no_mail_leaves_this_server(admin: httpx.AsyncClient) -> None:
    answer = await set_leaf(admin, "notifications", "smtp", "enabled", to=True)
    expect(answer, 400, "Invalid SMTP configuration")


async def test_what_is_kept_is_normal(admin: httpx.AsyncClient) -> None:
    answer = await set_leaf(admin, "server", "externalDomain", to=" https://a:b@c.d:1/x?y#z ")
    assert answer.json()["server"]["externalDomain"] == "https://a:b@c.d:1"
    answer = await set_leaf(admin, "server", "externalDomain", to=" ")
    assert answer.json()["server"]["externalDomain"] == ""
    answer = await set_leaf(admin, "ffmpeg", "targetVideoCodec", to="hevc")
    assert answer.json()["ffmpeg"]["acceptedVideoCodecs"] == ["h264", "hevc"]


async def test_settings_take_effect(house: House, admin: httpx.AsyncClient) -> None:
    await set_leaf(admin, "trash", "enabled", to=False)
    await set_leaf(admin, "trash", "days", to=5)
    await set_leaf(admin, "user", "deleteDelay", to=6)
    await set_leaf(admin, "server", "loginPageMessage", to="Hello")
    await set_leaf(admin, "server", "publicUsers", to=False)
    await set_leaf(admin, "passwordLogin", "enabled", to=False)
    config = (await admin.get("/api/server/config")).json()
    assert (config["trashDays"], config["userDeleteDelay"]) == (5, 6)
    assert (config["loginPageMessage"], config["publicUsers"]) == ("Hello", False)
    features = (await admin.get("/api/server/features")).json()
    assert (features["trash"], features["passwordLogin"]) == (False, False)
    async with house.visitor() as visitor:
        person = {"email": "ada@example.com", "password": PASSWORD}
        answer = await visitor.post("/api/auth/login", json=person)
        expect(answer, 401, "Password login has been disabled")


async def test_switching_on_what_is_not_there_switches_nothing_on(
    admin: httpx.AsyncClient,
) -> None:
    before = (await admin.get("/api/server/features")).json()
    for path in (("machineLearning", "enabled"), ("oauth", "enabled"),
                 ("reverseGeocoding", "enabled"), ("metadata", "faces", "import")):  # fmt: skip
        assert (await set_leaf(admin, *path, to=True)).status_code == 200
    assert (await admin.get("/api/server/features")).json() == before


async def test_for_admins_only(house: House, admin: httpx.AsyncClient) -> None:
    person = {"email": "b@x.y", "password": PASSWORD, "name": "B"}
    await admin.post("/api/admin/users", json=person)
    async with house.visitor() as visitor:
        await visitor.post("/api/auth/login", json=person)
        for path in ("", "/defaults", "/storage-template-options"):
            expect(await visitor.get(URL + path), 403, "Forbidden")
        expect(await visitor.put(URL, json={}), 403, "Forbidden")


async def test_template_options(admin: httpx.AsyncClient) -> None:
    options = (await admin.get(f"{URL}/storage-template-options")).json()
    assert options["presetOptions"] == [configuration.DEFAULTS["storageTemplate"]["template"]]
    assert options["monthOptions"] == ["M", "MM", "MMM", "MMMM"]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("0 02 * * *", True), ("*/15 0-6,22 1 1-12/2 0,7", True), ("30 0 2 * * *", True),
        ("", False), ("* * * *", False), ("* * * * * * *", False), ("60 * * * *", False),
        ("5-1 * * * *", False), ("*/0 * * * *", False), ("a * * * *", False), ("1, * * * *", False),
    ],
)  # fmt: skip
def test_schedules(text: str, good: bool) -> None:
    assert is_cron(text) is good
