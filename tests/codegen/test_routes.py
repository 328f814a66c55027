"""generated/ against openapi.yaml: what is mounted where, and what the stubs do."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import yaml
from litestar import Litestar, Router
from litestar.types import Receive, Scope, Send

from codegen import __main__ as command
from codegen.document import load
from codegen.paths import read
from codegen.todo import missing
from generated import models, routes, unimplemented
from generated.gate import Fields, HTTPRouteHandler, Operation, Request
from generated.operations import CONTRACT_VERSION, OPERATIONS

ROOT = Path(__file__).parent.parent.parent
CONTRACT = yaml.load(
    (ROOT / "openapi.yaml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
SAID = {
    (method.upper(), path): operation
    for path, item in CONTRACT["paths"].items()
    for method, operation in item.items()
}
MODULES = [module for name, module in vars(routes).items() if hasattr(module, "mount")]
CREDENTIALS = {"share_key": "key", "share_slug": "slug"}


class Answered:
    """An ASGI answer that says what a handler was called with."""

    def __init__(self, *said: object) -> None:
        self.body = msgspec.json.encode(said)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


class Echo:
    """A Gate that lets everybody in and tells what it was asked for."""

    async def admit(self, request: Request, operation: Operation, /) -> list[object]:
        return [operation.id]

    def path(self, call: list[object], request: Request, name: str, kind: Any, /) -> str:
        value = str(request.path_params[name])
        call.append({name: value})
        return value if kind in (str, models.Uuid4) else next(iter(kind))

    def query(self, call: list[object], type: Any, /) -> Any:
        call.append(type.__name__)

    async def body(self, call: list[object], type: Any, /, required: bool) -> Any:
        call.append(f"body {required}")

    def form(self, call: list[object], type: Any, /) -> Any:
        call.append(type.__name__)

    def answer(self, call: list[object], result: object, /) -> Answered:
        return Answered(*call)


class Anything:
    """A handler module that has every function; each answers nothing."""

    def __getattr__(self, name: str) -> Any:
        async def handler(*arguments: object) -> None:
            assert isinstance(arguments[0], list)

        return handler


def mounted() -> list[HTTPRouteHandler]:
    return [handler for module in MODULES for handler in module.mount(Anything(), Echo())]


@pytest.fixture(scope="module")
def application() -> Litestar:
    api = Router("/api", route_handlers=mounted())
    return Litestar([api], openapi_config=None, logging_config=None)


async def ask(application: Litestar, method: str, path: str) -> list[Any]:
    transport = httpx.ASGITransport(app=application)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api") as client:
        answer = await client.request(method, path)
    assert answer.status_code == 200, f"{method} {path}: {answer.text}"
    said: list[Any] = answer.json()
    return said


def original(operation: dict[str, Any]) -> str:
    """The operationId whose function answers: a twin has none of its own."""
    return str(operation.get("x-twin-of", operation["operationId"]))


def test_every_operation_is_mounted_once() -> None:
    found = Counter(
        (method, re.sub(":str}", "}", path))
        for handler in mounted()
        for path in handler.paths
        for method in handler.http_methods
        if method != "HEAD"
    )
    assert [place for place, times in found.items() if times != 1] == []
    assert SAID.keys() <= found.keys()


def test_get_takes_head_as_well() -> None:
    for handler in mounted():
        assert ("HEAD" in handler.http_methods) == ("GET" in handler.http_methods)


@pytest.mark.parametrize(("method", "path"), sorted(SAID), ids=lambda value: value)
async def test_reached(application: Litestar, method: str, path: str) -> None:
    """Each operation is reached under its own path, and reads its ids from it."""
    ids = re.findall(r"\{(\w+)\}", path)
    told = await ask(application, method, re.sub(r"\{(\w+)\}", r"the-\1", path))
    assert told[0] == original(SAID[method, path])
    assert told[1 : 1 + len(ids)] == [{name: f"the-{name}"} for name in ids]


def shadowed() -> list[tuple[str, str, str]]:
    """(method, path, operationId): paths that mean an operation only by its parameters."""
    found = []
    for path in CONTRACT["paths"]:
        for (method, wide), operation in SAID.items():
            pattern = re.sub(r"\\{\w+\\}", "[^/{}]+", re.escape(wide))
            if re.fullmatch(pattern, path) and (method, path) not in SAID:
                found.append((method, path, original(operation)))
    return sorted(found)


@pytest.mark.parametrize(("method", "path", "wanted"), shadowed())
async def test_shadowed_paths(application: Litestar, method: str, path: str, wanted: str) -> None:
    told = await ask(application, method, path)
    assert told[0] == wanted
    assert path.rpartition("/")[2] in told[1].values()


def test_the_best_known_shadow() -> None:
    assert ("GET", "/albums/assets", "getAlbumInfo") in shadowed()


def auth_of(operation: dict[str, Any]) -> set[str]:
    kinds = {"bearer": "session", "cookie": "session", "api_key": "apiKey"}
    kinds |= dict.fromkeys(CREDENTIALS, "sharedLink")
    security = operation.get("security", CONTRACT.get("security", []))
    return {kinds[scheme] for requirement in security for scheme in requirement}


def test_the_table_of_operations() -> None:
    assert CONTRACT["info"]["version"] == CONTRACT_VERSION
    assert {(each.method, each.path) for each in OPERATIONS.values()} == SAID.keys()
    for (method, path), operation in SAID.items():
        found = OPERATIONS[operation["operationId"]]
        auth = auth_of(operation)
        free = operation.get("x-permission-free") or "apiKey" not in auth
        assert found == Operation(
            id=operation["operationId"],
            method=method,
            path=path,
            tag=next(tag for tag in operation["tags"] if tag != "Deprecated"),
            permission=operation.get("x-immich-permission", "" if free else "all"),
            admin=operation.get("x-immich-admin-only", False),
            auth=frozenset(auth),  # type: ignore[arg-type]
            statuses=found.statuses,
        )
        said = [int(status) for status in operation["responses"] if status[0] == "2"]
        assert sorted(found.statuses) == sorted(said)
        assert found.statuses[0] == (201 if 201 in said else said[0])


def parameters_of(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Query and header parameters but for the credentials of shared links."""
    hidden = set()
    if "sharedLink" in auth_of(operation):
        hidden = set(CREDENTIALS.values())
    parameters = []
    for parameter in operation.get("parameters", []):
        name = parameter.get("$ref", "").rpartition("/")[2]
        parameters.append(CONTRACT["components"]["parameters"][name] if name else parameter)
    return {
        each["name"]: each
        for each in parameters
        if each["in"] == "header" or (each["in"] == "query" and each["name"] not in hidden)
    }


def test_query_structs() -> None:
    queries = {
        name: kind
        for module in MODULES
        for name, kind in vars(module).items()
        if name.endswith("Query") and kind.__module__ == module.__name__
    }
    for operation in SAID.values():
        name = operation["operationId"]
        parameters = parameters_of(operation)
        query = queries.pop(f"{name[0].upper()}{name[1:]}Query", None)
        if not parameters or "x-twin-of" in operation:
            assert query is None
            continue
        assert query is not None
        fields = {field.encode_name: field for field in msgspec.structs.fields(query)}
        assert list(fields) == list(parameters)
        for parameter in parameters.values():
            field = fields[parameter["name"]]
            assert field.required == parameter.get("required", False)
            if not field.required:
                assert field.default == parameter["schema"].get("default", msgspec.UNSET)
    assert queries == {}


def test_forms_know_their_files() -> None:
    fields = routes.assets.AssetMediaCreateDtoFields
    assert issubclass(fields, Fields)
    assert fields.files == {"assetData": True, "sidecarData": False}
    assert routes.users.CreateProfileImageDtoFields.files == {"file": True}


async def test_nothing_is_implemented_by_unimplemented() -> None:
    with pytest.raises(unimplemented.Unimplemented, match="getAlbumInfo"):
        await unimplemented.get_album_info(object(), "id")
    # mypy takes the module for the whole Protocol, as handlers.app needs it to.
    assert routes.albums.mount(unimplemented, Echo())


def test_todo_counts_functions_of_their_own() -> None:
    contract = read(load(ROOT / "openapi.yaml"))
    modules = {operation.tag: unimplemented for operation in contract.operations}
    assert len(missing(contract, modules)) == 200
    assert len(missing(contract, {})) == 200
    modules["Albums"] = Anything()  # type: ignore[assignment]
    left = missing(contract, modules)
    assert {operation.tag for operation in left} == modules.keys() - {"Albums"}


def test_generated_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--check"]) == 0, capsys.readouterr().err


def test_check_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = str(Path(__file__).parent / "accepts" / "routes.yaml")
    arguments = ["--document", document, "--output", str(tmp_path)]
    assert command.main(arguments) == 0
    assert command.main([*arguments, "--check"]) == 0
    (tmp_path / "models.py").write_text("")
    (tmp_path / "routes" / "old.py").write_text("")
    capsys.readouterr()
    assert command.main([*arguments, "--check"]) == 1
    told = capsys.readouterr().err
    assert "models.py" in told
    assert "old.py" in told
    assert "gate.py" not in told
    assert command.main(arguments) == 0
    assert not (tmp_path / "routes" / "old.py").exists()


def test_a_refused_document_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = str(Path(__file__).parent / "refuses" / "unknown_type.yaml")
    assert command.main(["--document", document, "--output", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
