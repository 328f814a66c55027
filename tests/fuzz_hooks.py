"""What the fuzzer must know that the contract cannot say."""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, GenerationMode, HookContext, Response

# Addresses the HTML pattern of the contract takes and stricter readings of the
# `email` format do not (dots in odd places): neither right nor wrong to send.
_DISPUTED = re.compile(r"\A\.|\.\.|\.@")
# Likewise a time without seconds: the contract's pattern takes it, RFC 3339 does not.
_NO_SECONDS = re.compile(r"T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)\Z", re.ASCII)


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Put something plainly wrong in the place of what is disputed."""
    body = case.body if isinstance(case.body, dict) else {}
    for sent in (case.query or {}, body):
        for name, value in dict(sent).items():
            if isinstance(value, str) and _NO_SECONDS.search(value):
                sent[name] = "no date"
    email = body.get("email")
    if isinstance(email, str) and _DISPUTED.search(email):
        body["email"] = "no address"


@schemathesis.check
def valid_input_passes_validation(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """What the contract allows may break a rule of the library (400 with a
    sentence), or one the contract has no words for (`custom`), but may not be
    called malformed."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if response.status_code == 400:
        issues = response.json().get("errors", [])
        malformed = [issue for issue in issues if issue["code"] != "custom"]
        assert not malformed, f"valid input was called malformed: {malformed}"
