"""Rows as JSON objects that the database writes: no value is decoded on the way to the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bindings import Argument, Sql


class Value(NamedTuple):
    """A JSON value: its text with `%s` for what SQL computes, if anything.

    Text that needs quoting has no text of its own: one call quotes all of a row's,
    which takes half the time of a call for each.
    """

    text: str
    expression: str = ""
    args: tuple[Argument, ...] = ()


NULL = Value("null")


def plain(column: str) -> Value:
    """Text that is never null and needs no quoting."""
    return Value('"%s"', column)


def bare(column: str) -> Value:
    """Text that needs no quoting, or null."""
    return Value("%s", f"""ifnull('"' || {column} || '"', 'null')""")


def text(column: str) -> Value:
    """Text of any kind, or null."""
    return Value("", column)


def number(column: str) -> Value:
    return Value("%s", f"ifnull({column}, 'null')")


def flag(condition: str) -> Value:
    return Value("%s", f"iif({condition}, 'true', 'false')")


def object_of(members: Mapping[str, Value]) -> Sql:
    """SQL for the text of an object. D1 takes 32 arguments to a function."""
    quoted = [name for name, value in members.items() if not value.text]
    if len(quoted) == 1:  # alone it is quoted in half the time
        name = quoted.pop()
        members = {**members, name: Value("%s", f"json_quote({members[name].expression})")}
    pairs = [f"'{name}', {members[name].expression}" for name in quoted]
    parts = [f'"{name}":{value.text}' for name, value in members.items() if value.text]
    computed = [value for value in members.values() if value.text and value.expression]
    expressions = [value.expression for value in computed]
    if pairs:
        # Comes with the brace that ends the object.
        parts.append("%s")
        expressions.append(f"ltrim(json_object({', '.join(pairs)}), '{{')")
    end = "" if pairs else "}"
    args = tuple(argument for value in computed for argument in value.args)
    return Sql(f"printf('{{{','.join(parts)}{end}', {', '.join(expressions)})", args)
