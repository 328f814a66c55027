"""generated/routes/<tag>.py: query structs, the Protocol of a tag, its stubs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from codegen.form import MISSING, Contract, Operation, Parameter, PathParameter, Property
from codegen.names import constant, field, pascal, snake
from codegen.shadows import Shadow, find_shadows
from codegen.types import python_type

HEAD = '''"""{tag}: what its handlers must offer, and where it is mounted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Protocol

from msgspec import UNSET, Meta, Struct, UnsetType, field

from generated import models, operations
from generated.gate import (
    ASGIApp, C, C_contra, Fields, Form, Gate, HTTPRouteHandler, Request, Wire, hidden, route
)
'''


def write_routes(contract: Contract) -> dict[str, str]:
    """The text of each module by its name, not yet formatted."""
    tags = dict.fromkeys(operation.tag for operation in contract.operations)
    modules = {snake(tag): _Tag(contract, tag).text() for tag in tags}
    return modules | {"__init__": _package(sorted(modules))}


def _package(names: list[str]) -> str:
    lines = [f"from generated.routes import {name} as {name}" for name in names]
    return "\n".join(['"""One module per tag of the contract."""\n', *lines])


class _Tag:
    """Writes the module of one tag."""

    def __init__(self, contract: Contract, tag: str) -> None:
        self.contract = contract
        self.tag = tag
        members = [operation for operation in contract.operations if operation.tag == tag]
        self.operations = [operation for operation in members if not operation.twin_of]
        self.twins = {twin.twin_of: twin.method for twin in members if twin.twin_of}
        # One stub serves an operation and its twin, hidden by a path or not.
        self.shadows: dict[tuple[str, str], list[Shadow]] = {}
        for shadow in find_shadows(contract):
            if shadow.operation.tag == tag:
                self.shadows.setdefault((_function(shadow.operation), shadow.path), []).append(
                    shadow
                )

    def text(self) -> str:
        parts = [HEAD.format(tag=self.tag)]
        parts += [_query(operation) for operation in self.operations if operation.query]
        parts += [self._fields(name) for name in self._form_names()]
        parts += [self._protocol(), self._mount()]
        return "\n\n".join(parts)

    def _form_names(self) -> list[str]:
        bodies = [operation.body for operation in self.operations if operation.body]
        return list(dict.fromkeys(body.schema.name for body in bodies if body.form))

    def _fields(self, name: str) -> str:
        schema = self.contract.schemas[name]
        files = {m.name: m.required for m in schema.properties if m.schema.kind == "binary"}
        lines = [
            f"class {name}Fields(Fields, kw_only=True):",
            f"    files: ClassVar[Mapping[str, bool]] = {files}\n",
            *(_field(member) for member in schema.properties if member.name not in files),
        ]
        return "\n".join(lines)

    def _protocol(self) -> str:
        lines = [f"class {pascal(self.tag)}(Protocol[C_contra]):"]
        for operation in self.operations:
            arguments = ", ".join(["self", "call: C_contra", *_signature(operation), "/"])
            name, result = _function(operation), _result(operation)
            lines.append(f"    async def {name}({arguments}) -> {result}: ...")
        return "\n\n".join(lines)

    def _mount(self) -> str:
        lines = [
            f"def mount(module: {pascal(self.tag)}[C], gate: Gate[C]) -> list[HTTPRouteHandler]:",
            *(_stub(operation) for operation in self.operations),
            "    return [",
            *self._mounted(),
            "    ]",
        ]
        return "\n".join(lines)

    def _mounted(self) -> Iterator[str]:
        for operation in self.operations:
            twin = self.twins.get(operation.id)
            yield _mounted([operation.method, twin], operation.path, _function(operation))
        for (stub, path), shadows in self.shadows.items():
            methods = [shadow.operation.method for shadow in shadows]
            fixed = ", ".join(f'{name}="{value}"' for name, value in shadows[0].values)
            yield _mounted(methods, path, f"hidden({stub}, {fixed})")


def _function(operation: Operation) -> str:
    return snake(operation.twin_of or operation.id)


def _query_name(operation: Operation) -> str:
    return f"{pascal(operation.id)}Query"


def _query(operation: Operation) -> str:
    lines = [f"class {_query_name(operation)}(Struct, kw_only=True):"]
    lines += [_field(parameter) for parameter in operation.query]
    return "\n".join(lines)


def _field(member: Parameter | Property) -> str:
    """One field. A text cannot say null, so nothing that comes as text is nullable."""
    hint = python_type(replace(member.schema, nullable=False))
    if isinstance(member, Parameter) and member.place == "header":
        hint = f'Annotated[{hint}, Meta(extra={{"in": "header"}})]'
    name = field(member.name)
    default = ""
    if member.default is not MISSING and member.default is not None:
        default = _default(member)
    elif not member.required:
        hint, default = f"{hint} | UnsetType", "UNSET"
    if name != member.name:
        given = f", default={default}" if default else ""
        return f'    {name}: {hint} = field(name="{member.name}"{given})'
    return f"    {name}: {hint}" + (f" = {default}" if default else "")


def _default(member: Parameter | Property) -> str:
    if member.schema.kind == "reference":
        return f'models.{member.schema.name}("{member.default}")'
    return repr(member.default)


def _signature(operation: Operation) -> list[str]:
    """The arguments of a handler after `call`, with their types."""
    arguments = [f"{snake(each.name)}: {_id_type(each)}" for each in operation.ids]
    if operation.query:
        arguments.append(f"query: {_query_name(operation)}")
    if body := operation.body:
        form = f"form: Form[{body.schema.name}Fields]"
        arguments.append(form if body.form else f"body: {python_type(body.schema)}")
    return arguments


def _id_type(parameter: PathParameter) -> str:
    """Strings are strings once they are checked; enums are members."""
    return python_type(parameter.schema) if parameter.schema.kind == "reference" else "str"


def _result(operation: Operation) -> str:
    answer = operation.answer
    if answer.empty:
        return "None"
    return " | ".join([*map(python_type, answer.schemas), "Wire"])


def _stub(operation: Operation) -> str:
    arguments = ["call"]
    lines = [
        f"    async def {_function(operation)}(request: Request) -> ASGIApp:",
        f"call = await gate.admit(request, operations.{constant(operation.id)})",
    ]
    for each in operation.ids:
        kind, name = python_type(each.schema), snake(each.name)
        value = f'gate.path(call, request, "{each.name}", {kind})'
        is_enum = each.schema.kind == "reference"
        lines.append(f"{name} = {kind}({value})" if is_enum else f"{name} = {value}")
        arguments.append(name)
    if operation.query:
        lines.append(f"query = gate.query(call, {_query_name(operation)})")
        arguments.append("query")
    if body := operation.body:
        name, value = ("form", f"gate.form(call, {body.schema.name}Fields)")
        if not body.form:
            kind = python_type(body.schema)
            name, value = "body", f"await gate.body(call, {kind}, required={body.required})"
        lines.append(f"{name} = {value}")
        arguments.append(name)
    answered = f"await module.{_function(operation)}({', '.join(arguments)})"
    if operation.answer.empty:
        lines += [answered, "return gate.answer(call, None)"]
    else:
        lines.append(f"return gate.answer(call, {answered})")
    return "\n        ".join(lines) + "\n"


def _mounted(methods: Sequence[str | None], path: str, stub: str) -> str:
    typed = re.sub(r"\{(\w+)\}", r"{\1:str}", path)
    return f'        route("{" ".join(filter(None, methods))}", "{typed}", {stub}),'
