"""A contract that moved: what names the places that have to move with it.

CONTRIBUTING.md's "A contract upgrade" promises what is asserted here. The tree is
copied, its contract mutated and compiled, and the type checker run once over all of it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from codegen.document import Loader, Refused, load
from codegen.names import snake
from codegen.output import replace_files, write_all
from codegen.paths import read
from codegen.todo import missing
from handlers.app import MODULES

ROOT = Path(__file__).parents[2]
_ROOMS = ("bindings", "photos", "handlers", "generated")
Document = dict[str, Any]


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the type checker says about the handlers after the mutated contract was compiled."""
    tree = tmp_path_factory.mktemp("upgraded")
    for room in _ROOMS:
        shutil.copytree(ROOT / room, tree / room)
    shutil.copy(ROOT / "pyproject.toml", tree)
    compile_into(tree, mutated())
    command = [sys.executable, "-m", "mypy", "--no-pretty", *_ROOMS]
    return subprocess.run(
        command, cwd=tree, capture_output=True, text=True, check=False
    ).stdout.splitlines()


def contract() -> Document:
    document: Document = yaml.load((ROOT / "openapi.yaml").read_text(), Loader=Loader)
    return document


def mutated() -> Document:
    document = contract()
    paths, schemas = document["paths"], document["components"]["schemas"]
    made = schemas["TagCreateDto"]
    made["properties"]["label"] = made["properties"].pop("name")
    made["required"] = ["label"]
    shown = schemas["TagResponseDto"]
    shown["properties"]["emoji"] = {"type": "string"}
    shown["required"].append("emoji")
    counted = dict(paths["/tags"]["get"], operationId="countTags", description="How many.")
    paths["/tags/count"] = {"get": counted}
    schemas["AssetOrder"]["enum"] = ["oldest", "desc"]
    del paths["/stacks/{id}/assets/{assetId}"]["delete"]
    paths["/tags"]["post"]["x-immich-permission"] = "tag.update"
    return document


def compile_into(tree: Path, document: Document) -> None:
    replace_files(write_all(read(load(written(tree, document)))), tree / "generated")


def written(folder: Path, document: Document) -> Path:
    file = folder / "openapi.yaml"
    file.write_text(json.dumps(document))
    return file


def named(complaints: list[str], file: str, *words: str) -> bool:
    return any(
        line.startswith(f"{file}:") and all(word in line for word in words) for line in complaints
    )


def test_a_renamed_property_is_named_where_it_is_read(complaints: list[str]) -> None:
    assert named(complaints, "handlers/tags.py", "TagCreateDto", '"name"'), complaints


def test_a_new_required_property_is_named_where_the_model_is_made(complaints: list[str]) -> None:
    assert named(complaints, "handlers/asset_shapes.py", "emoji", "TagResponseDto"), complaints


def test_a_new_operation_is_named_where_its_module_is_mounted(
    complaints: list[str], tmp_path: Path
) -> None:
    """The type checker names the module's line, `make todo` the function it lacks."""
    assert named(complaints, "handlers/app.py", "Tags[Call]"), complaints
    before, after = (
        {one.id for one in missing(read(load(written(tmp_path, document))), MODULES)}
        for document in (contract(), mutated())
    )
    assert after - before == {"countTags"}


def test_a_member_gone_from_an_enum_is_named_where_it_is_used(complaints: list[str]) -> None:
    for file in ("handlers/search.py", "handlers/timeline.py"):
        assert named(complaints, file, "AssetOrder", "ASC"), complaints


def test_nothing_is_named_that_did_not_move(complaints: list[str]) -> None:
    faulty = {line.split(":")[0] for line in complaints if ": error: " in line}
    allowed = {"tags", "asset_shapes", "app", "search", "timeline", "albums", "preferences"}
    assert faulty <= {f"handlers/{name}.py" for name in allowed}, complaints


def test_a_function_whose_operation_is_gone_is_named() -> None:
    """No type checker minds a function too many; the table of operations does."""
    assert orphans(operations(contract())) == set()
    assert orphans(operations(mutated())) == {"remove_asset_from_stack"}


def operations(document: Document) -> set[str]:
    verbs = ("get", "put", "post", "delete", "patch")
    ids = [
        path[verb]["operationId"]
        for path in document["paths"].values()
        for verb in verbs
        if verb in path
    ]
    return {snake(name) for name in ids}


def orphans(names: set[str]) -> set[str]:
    """Public coroutines on a call that are no operation and that nobody mentions."""
    texts = [file.read_text() for file in (ROOT / "handlers").rglob("*.py")]
    words = Counter(re.findall(r"\w+", "\n".join(texts)))
    found = re.findall(r"^async def ([a-z]\w*)\(\s*call: Call", "\n".join(texts), re.MULTILINE)
    return {name for name in found if name not in names and words[name] == 1}


def test_a_changed_permission_moves_its_line_of_the_table_alone(tmp_path: Path) -> None:
    document = contract()
    document["paths"]["/tags"]["post"]["x-immich-permission"] = "tag.update"
    shutil.copytree(ROOT / "generated", tmp_path / "generated")
    compile_into(tmp_path, document)
    before = (ROOT / "generated/operations.py").read_text().splitlines()
    after = (tmp_path / "generated/operations.py").read_text().splitlines()
    moved = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert moved == [('    permission="tag.create",', '    permission="tag.update",')]


def test_a_permission_nobody_can_grant_is_refused(tmp_path: Path) -> None:
    document = contract()
    document["paths"]["/tags"]["post"]["x-immich-permission"] = "tag.make"
    with pytest.raises(Refused, match=r"tags/post.*'tag.make' is no Permission"):
        compile_into(tmp_path, document)
