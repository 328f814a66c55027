"""The contract as a tree of nodes that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# The C loader is ten times faster; both build the same tree.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Refused(Exception):
    """The document holds something the compiler does not know.

    The text starts with the place: `#/paths/~1albums/get line 12: …`.
    """


@dataclass(frozen=True)
class Node:
    """A value of the document: a scalar, `dict[str, Node]` or `list[Node]`."""

    value: Any
    pointer: str
    line: int

    def refused(self, message: str) -> Refused:
        return Refused(f"{self.pointer} line {self.line}: {message}")

    def __contains__(self, key: str) -> bool:
        return key in self.mapping

    def __getitem__(self, key: str) -> Node:
        """The member `key`; refused when it is missing."""
        if key not in self.mapping:
            raise self.refused(f"'{key}' is missing")
        child: Node = self.mapping[key]
        return child

    @property
    def mapping(self) -> dict[str, Node]:
        if not isinstance(self.value, dict):
            raise self.refused("an object is expected here")
        return self.value

    @property
    def sequence(self) -> list[Node]:
        if not isinstance(self.value, list):
            raise self.refused("a list is expected here")
        return self.value

    @property
    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.refused("a string is expected here")
        return self.value

    def get(self, key: str, otherwise: Any = None) -> Any:
        """The plain value of the member `key`, or `otherwise`."""
        return self.mapping[key].plain if key in self.mapping else otherwise

    def members(self, key: str) -> Iterator[Node]:
        """The items of the list under `key`; none when it is missing."""
        return iter(self.mapping[key].sequence if key in self.mapping else ())

    def only(self, known: frozenset[str]) -> None:
        """Refuse members outside `known`; `x-…` extensions may stand anywhere."""
        for key, child in self.mapping.items():
            if key not in known and not key.startswith("x-"):
                raise child.refused(f"'{key}' is not supported")

    @property
    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: child.plain for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain for child in self.value]
        return self.value


@dataclass(frozen=True)
class Document:
    """A loaded contract."""

    root: Node

    def resolve(self, node: Node) -> Node:
        """`node`, or what its `$ref` names. Only references into this document."""
        seen: set[str] = set()
        while "$ref" in node:
            reference = node["$ref"]
            if reference.text in seen:
                raise reference.refused("the reference goes in a circle")
            seen.add(reference.text)
            node = self.find(reference)
        return node

    def find(self, reference: Node) -> Node:
        if not reference.text.startswith("#/"):
            raise reference.refused(f"the reference {reference.text} leaves the document")
        node = self.root
        for part in reference.text[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            if key not in node:
                raise reference.refused(f"the reference {reference.text} leads nowhere")
            node = node[key]
        return node


def load(path: Path) -> Document:
    """Read a YAML contract. Raises Refused, also for YAML that does not parse."""
    try:
        tree = yaml.compose(path.read_text("utf-8"), Loader=Loader)
    except yaml.YAMLError as error:
        raise Refused(f"# line 1: not YAML: {error}") from error
    if tree is None:
        raise Refused("# line 1: the document is empty")
    return Document(_read(tree, "#"))


def _read(tree: yaml.Node, pointer: str) -> Node:
    line = tree.start_mark.line + 1
    if isinstance(tree, yaml.SequenceNode):
        items = [_read(child, f"{pointer}/{index}") for index, child in enumerate(tree.value)]
        return Node(items, pointer, line)
    if isinstance(tree, yaml.MappingNode):
        return Node(_read_members(tree, pointer), pointer, line)
    return Node(_scalar(tree, pointer), pointer, line)


def _read_members(tree: yaml.MappingNode, pointer: str) -> dict[str, Node]:
    members: dict[str, Node] = {}
    for key, value in tree.value:
        # Status codes are keys too and may be written without quotes.
        name = str(key.value)
        child = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
        line = key.start_mark.line + 1
        if name in members:
            raise Refused(f"{child} line {line}: the key stands here twice")
        read = _read(value, child)
        # A member stands where its key does, not on the line after it.
        members[name] = Node(read.value, child, line)
    return members


def _scalar(tree: yaml.Node, pointer: str) -> Any:
    match tree.tag.rpartition(":")[2]:
        case "str" | "timestamp":
            return tree.value
        case "null":
            return None
        case "bool":
            return tree.value.lower() in {"true", "yes", "on"}
        case "int":
            return int(tree.value.replace("_", ""), 10)
        case "float":
            return float(tree.value)
    raise Refused(f"{pointer} line {tree.start_mark.line + 1}: YAML tag {tree.tag}")
