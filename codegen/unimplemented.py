"""generated/unimplemented.py: a function for every operation that has none yet."""

from __future__ import annotations

from codegen.form import Contract
from codegen.names import snake

HEAD = '''"""A stand-in for every operation: it answers 501.

A handler module that lacks a function imports it from here, so that the type
checker still sees the whole Protocol and `codegen.todo` can count.
"""

from __future__ import annotations

from typing import Never


class Unimplemented(Exception):
    """Nobody has written this operation yet; the text is its operationId."""
'''


def write_unimplemented(contract: Contract) -> str:
    """The text of unimplemented.py, not yet formatted."""
    functions = [
        f"""async def {snake(operation.id)}(call: object, /, *rest: object) -> Never:
    raise Unimplemented("{operation.id}")
"""
        for operation in contract.operations
        if not operation.twin_of
    ]
    return "\n\n".join([HEAD, *functions])
