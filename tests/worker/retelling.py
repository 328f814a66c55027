"""Answers and rows in words that do not depend on when and where they came about."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from generated.gate import Operation

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MILLISECONDS = re.compile(r"\b\d{13}\b")
_TIME = re.compile(r"(\d{4})-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_HEADERS = (
    "content-type", "content-disposition", "cache-control", "accept-ranges", "content-range",
    "location", "retry-after",
)  # fmt: skip
_SECRETS = {"accessToken", "secret", "token", "key", "thumbhash", "etag"}
"""Fields that are made by chance, or of the pixels an encoder made."""
_PICTURES = {"viewAsset", "getProfileImage"}
"""Made by another encoder behind each door."""
_BY_CHANCE = {"searchRandom"}


class Retelling:
    """`names` are what ids and secrets are called; other ids are all the same."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._this_year = datetime.now(UTC).year

    def answer(self, operation: Operation, answer: httpx.Response) -> dict[str, Any]:
        told: dict[str, Any] = {"status": answer.status_code}
        headers = {name: answer.headers.get(name, "") for name in _HEADERS}
        told |= {name: self.text(value) for name, value in headers.items() if value}
        told["cookies"] = sorted(
            cookie.partition("=")[0] for cookie in answer.headers.get_list("set-cookie")
        )
        told["etag"] = "etag" in answer.headers
        kind = answer.headers.get("content-type", "")
        if operation.id in _PICTURES and answer.is_success:
            told["body"] = len(answer.content) > 0
        elif "jsonlines" in kind and answer.is_success:
            told["body"] = self.lines(answer.content)
        elif "json" in kind and answer.content:
            told["body"] = self.value(answer.json())
            if operation.id in _BY_CHANCE and answer.is_success:
                told["body"].sort(key=str)
        else:
            told["body"] = hashlib.sha1(answer.content, usedforsecurity=False).hexdigest()
        return told

    def lines(self, body: bytes) -> list[str]:
        """Of a sync stream; rows of one millisecond come in any order."""
        parsed = (json.loads(line) for line in body.splitlines())
        return sorted(json.dumps(self.value(each), ensure_ascii=False) for each in parsed)

    def rows(self, rows: Iterable[Iterable[Any]]) -> list[str]:
        """Rows of a table, in an order of their own."""
        return sorted(self.text(" | ".join(map(str, row))) for row in rows)

    def value(self, value: Any, name: str = "") -> Any:
        match value:
            case dict():
                return {self.text(key): self.value(part, key) for key, part in value.items()}
            case list():
                return [self.value(part) for part in value]
            case float():
                return repr(value)  # 3.0 is no 3
            case str() if name in _SECRETS and value:
                return "a secret"
            case str():
                return self.text(value)
        return value

    def text(self, text: str) -> str:
        for secret, name in self._names.items():
            if len(secret) != 36 and secret in text:
                text = text.replace(secret, name)
        text = _UUID.sub(lambda found: self._names.get(found[0], "somebody's id"), text)
        return _TIME.sub(self._time, _MILLISECONDS.sub("milliseconds", text))

    def _time(self, found: re.Match[str]) -> str:
        """What is about today differs from run to run."""
        return "about now" if abs(int(found[1]) - self._this_year) <= 1 else found[0]
