"""The intermediate form: what the writers of text need, and nothing of YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "any", "array", "binary", "boolean", "choice", "enum", "integer", "number", "object", "record",
    "reference", "string", "union",
]  # fmt: skip

MISSING: Any = type("Missing", (), {"__repr__": lambda _: "MISSING"})()
"""The default of a property that has none; None is a default of its own."""


@dataclass(frozen=True)
class Property:
    """One member of an object."""

    name: str
    schema: Schema
    required: bool
    default: Any = MISSING


@dataclass(frozen=True)
class Schema:
    """One schema; which fields say something depends on `kind`."""

    kind: Kind
    nullable: bool = False
    name: str = ""
    """reference: the named schema."""
    format: str = ""
    pattern: str = ""
    """As the contract writes it (a JavaScript pattern)."""
    limits: tuple[tuple[str, float], ...] = ()
    """Pairs of a contract keyword (minimum, exclusiveMinimum, maxItems, …) and its number."""
    values: tuple[str | int, ...] = ()
    """enum: the members."""
    items: Schema | None = None
    """array, record: what each element is."""
    properties: tuple[Property, ...] = ()
    choices: tuple[Schema, ...] = ()
    """choice: objects told apart by nothing in themselves; union: scalars of different types."""


@dataclass(frozen=True)
class Parameter:
    """A query or header parameter."""

    name: str
    place: Literal["query", "header"]
    schema: Schema
    required: bool
    default: Any = MISSING


@dataclass(frozen=True)
class PathParameter:
    name: str
    schema: Schema


@dataclass(frozen=True)
class Body:
    """`form` bodies are multipart; the others JSON."""

    form: bool
    schema: Schema
    required: bool


@dataclass(frozen=True)
class Answer:
    """What a success may hold: JSON of these schemas, content that the handler makes ready
    itself, nothing."""

    schemas: tuple[Schema, ...]
    empty: bool
    """No success has content."""


@dataclass(frozen=True)
class Operation:
    """One operation, or the PATCH twin of one."""

    id: str
    method: str
    path: str
    tag: str
    permission: str
    admin: bool
    auth: frozenset[str]
    statuses: tuple[int, ...]
    ids: tuple[PathParameter, ...]
    query: tuple[Parameter, ...]
    body: Body | None
    answer: Answer
    twin_of: str = ""


@dataclass(frozen=True)
class Contract:
    version: str
    schemas: dict[str, Schema]
    operations: tuple[Operation, ...]
