"""Names of the contract as Python writes them."""

from __future__ import annotations

import keyword
import re


def words(name: str) -> list[str]:
    """`getMyAPIKey` -> get, my, api, key; `Users (admin)` -> users, admin."""
    spaced = re.sub(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])", r"\1\3 \2\4", name)
    return [word.lower() for word in re.findall(r"[A-Za-z0-9]+", spaced)]


def snake(name: str) -> str:
    """The name of a function, module or argument."""
    joined = "_".join(words(name))
    return f"{joined}_" if keyword.iskeyword(joined) else joined


def constant(name: str) -> str:
    return "_".join(words(name)).upper()


def pascal(name: str) -> str:
    """The name of a class: `API keys` -> ApiKeys, `getTimeBucket` -> GetTimeBucket."""
    return "".join(word.capitalize() for word in words(name))


def field(name: str) -> str:
    """The contract's own name where Python can write it."""
    if name.isidentifier():
        return f"{name}_" if keyword.iskeyword(name) else name
    return snake(name)
