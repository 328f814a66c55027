"""`python -m codegen.todo`: which operations have no function yet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from codegen.document import load
from codegen.form import Contract, Operation
from codegen.names import snake
from codegen.paths import read

STAND_IN = "generated.unimplemented"
DOCUMENT = Path(__file__).parent.parent / "openapi.yaml"


def missing(contract: Contract, modules: Mapping[str, ModuleType]) -> list[Operation]:
    """Operations that answer 501; `modules` are the handlers by tag. Twins do not count."""
    return [
        operation
        for operation in originals(contract)
        if not _is_written(modules.get(operation.tag), snake(operation.id))
    ]


def originals(contract: Contract) -> list[Operation]:
    return [operation for operation in contract.operations if not operation.twin_of]


def _is_written(module: ModuleType | None, name: str) -> bool:
    function = getattr(module, name, None)
    return function is not None and function.__module__ != STAND_IN


def main() -> int:
    # Only here: the compiler itself must run while no handler can be imported.
    from handlers.app import MODULES

    contract = read(load(DOCUMENT))
    todo = missing(contract, MODULES)
    for operation in todo:
        print(f"{operation.tag:<28} {operation.method:<6} {operation.path:<44} {operation.id}")
    total = len(originals(contract))
    print(f"implemented {total - len(todo)}/{total}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
