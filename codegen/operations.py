"""generated/operations.py: the table of operations."""

from __future__ import annotations

from codegen.form import Contract, Operation
from codegen.names import constant

HEAD = '''"""Every operation of the contract, by its name and in one table."""

from __future__ import annotations

from typing import Final

from generated.gate import Operation
'''


def write_operations(contract: Contract) -> str:
    """The text of operations.py, not yet formatted."""
    entries = "\n\n".join(_entry(operation) for operation in contract.operations)
    names = ", ".join(constant(operation.id) for operation in contract.operations)
    return (
        f"{HEAD}\nCONTRACT_VERSION: Final = {contract.version!r}\n\n{entries}\n\n"
        f"OPERATIONS: Final = {{operation.id: operation for operation in [{names}]}}\n"
    )


def _entry(operation: Operation) -> str:
    kinds = [kind for kind in ("session", "apiKey", "sharedLink") if kind in operation.auth]
    return f"""{constant(operation.id)} = Operation(
        id="{operation.id}",
        method="{operation.method}",
        path="{operation.path}",
        tag="{operation.tag}",
        permission="{operation.permission}",
        admin={operation.admin},
        auth=frozenset({kinds or ""}),
        statuses={operation.statuses},
    )"""
