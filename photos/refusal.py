"""Saying no to a request, in the words clients know."""

from __future__ import annotations

from typing import Literal

Kind = Literal["bad request", "unauthorized", "forbidden", "missing"]


class Refused(Exception):
    """A rule of the library forbids what was asked.

    `text` reaches the client as it is (some clients compare it); `kind` says
    which sort of refusal it is, so that whoever speaks HTTP can choose a status.
    """

    def __init__(self, text: str, kind: Kind = "bad request") -> None:
        super().__init__(text)
        self.text = text
        self.kind = kind
