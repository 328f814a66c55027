"""The part of the harness that runs in Pyodide: it calls the Worker as workerd would."""

from __future__ import annotations

import importlib
import json
import traceback
from typing import Any

from bindings.cloudflare.environment import open_bindings
from worker import Default, UserSockets


class Kept:
    """An ExecutionContext for work the test itself waits for."""

    @staticmethod
    def waitUntil(promise: Any) -> None:
        pass


async def fetch(context: Any, env: Any, request: Any) -> Any:
    return await Default(context, env).fetch(request)


async def queue(context: Any, env: Any, batch: Any) -> None:
    await Default(context, env).queue(batch)


async def scheduled(context: Any, env: Any, controller: Any) -> None:
    await Default(context, env).scheduled(controller)


async def durable_object(event: str, context: Any, env: Any, *arguments: Any) -> Any:
    """An event of an object that was asleep: each has an instance of its own."""
    return await getattr(UserSockets(context, env), event)(*arguments)


async def run(env: Any, call: str) -> str:
    """The JSON of what a coroutine function answers to the Worker's env and its arguments."""
    wanted = json.loads(call)
    function = getattr(importlib.import_module(wanted["module"]), wanted["name"])
    return json.dumps(await function(env, **wanted["arguments"]))


async def cases(env: Any) -> dict[str, str | None]:
    """Each case of tests.bindings.cases by name: None, or the traceback of its failure."""
    from tests.bindings.cases import CASES

    faults: dict[str, str | None] = {}
    for name, case in CASES.items():
        try:
            await case(open_bindings(env, Kept))
        except Exception:
            faults[name] = traceback.format_exc()
        else:
            faults[name] = None
    return faults
