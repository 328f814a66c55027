"""Requests to the whole Worker while one of its bindings fails; run inside Pyodide."""

from __future__ import annotations

import json
from base64 import b64decode
from types import SimpleNamespace
from typing import Any

import js

# Of all calls of `verb` on the binding, the one in place `nth` fails (0: each does). Of D1
# every statement or batch that is sent counts.
_FAULTY = """(env, binding, verb, nth) => {
  let calls = 0;
  const failing = (method) => async (...args) => {
    calls += 1;
    if (nth === 0 || calls === nth) throw new Error("D1_ERROR: internal error; or the like");
    return method(...args);
  };
  const bound = env[binding];
  const statement = (made) => ({
    ...made, bind: (...args) => statement(made.bind(...args)),
    raw: failing(made.raw), run: failing(made.run),
  });
  const broken = verb === "ask"
    ? { prepare: (text) => statement(bound.prepare(text)), batch: failing(bound.batch) }
    : { ...bound, [verb]: failing(bound[verb]) };
  return { env: { ...env, [binding]: broken }, calls: () => calls };
}"""


async def ask(
    env: Any, binding: str, verb: str, nth: int, method: str, path: str,
    headers: dict[str, str], body: str,
) -> list[Any]:  # fmt: skip
    """[status, text of the answer, calls of the verb]. `body` is base64, empty for none."""
    import worker

    faulty = js.eval(_FAULTY)(env, binding, verb, nth)
    kept: list[Any] = []
    options = js.JSON.parse(json.dumps({"method": method, "headers": headers}))
    if body:
        options.body = js.Blob.new([js.Uint8Array.new(b64decode(body))])
    request = js.Request.new(f"http://photos.test{path}", options)
    context = SimpleNamespace(waitUntil=kept.append)
    response = await worker.Default(context, faulty.env).fetch(request)
    text = await response.text()
    for promise in kept:
        await promise
    return [response.status, text, faulty.calls()]
