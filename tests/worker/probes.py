"""What tests ask from inside Pyodide. Bytes travel as base64."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import js

from bindings import (
    WHOLE,
    Argument,
    Bindings,
    Framing,
    ImageFault,
    Message,
    Part,
    Rendition,
    Source,
    Sql,
    Still,
)
from bindings.cloudflare.environment import Misconfigured, open_bindings
from bindings.cloudflare.images import BoundImages
from bindings.cloudflare.queue import deliver
from bindings.ledger import parts
from tests.worker.inside import Kept

_REQUIRED = ("DB", "MEDIA_BUCKET", "KV", "QUEUE", "IMAGES", "ANALYTICS", "SOCKETS",
             "JWT_SECRET")  # fmt: skip


async def open_with(env: Any, **given: str | None) -> str:
    """The fault open_bindings finds with these bindings instead, or an empty text."""
    bound = {name: getattr(env, name) for name in _REQUIRED} | given
    try:
        open_bindings(SimpleNamespace(**bound), Kept)
    except Misconfigured as fault:
        return str(fault)
    return ""


async def site(env: Any, path: str) -> dict[str, str] | None:
    file = await open_bindings(env, Kept).site.file(path)
    if file is None:
        return None
    body = b"".join([chunk async for chunk in file.chunks()])
    return {"body": body.decode(), "content_type": file.content_type, "etag": file.etag}


_SPY = """(env) => {
  const told = { lines: [], points: [] };
  const log = console.log;
  console.log = (line) => { told.lines.push(line); };
  const ANALYTICS = { writeDataPoint: (point) => { told.points.push(point); } };
  told.env = { ...env, ANALYTICS };
  told.end = () => { console.log = log; return JSON.stringify([told.lines, told.points]); };
  return told;
}"""


async def told(env: Any, path: str, **headers: str) -> list[Any]:
    """What a GET leaves on the console and in the dataset: lines and data points."""
    import worker

    spy = js.eval(_SPY)(env)
    options = js.JSON.parse(json.dumps({"headers": headers}))
    kept: list[Any] = []
    context = SimpleNamespace(waitUntil=kept.append)
    try:
        request = js.Request.new(f"http://photos.test{path}", options)
        response = await worker.Default(context, spy.env).fetch(request)
        await response.text()
        for promise in kept:
            await promise
    finally:
        found = spy.end()
    return [response.status, *json.loads(found)]


async def job_told(env: Any, type: str) -> list[Any]:
    """The same of one job that is delivered twice."""
    import worker

    spy = js.eval(_SPY)(env)
    bindings = open_bindings(spy.env, Kept)
    (row,) = await bindings.database.all(
        Sql(
            "INSERT INTO jobs (queue, type, data, state, sent_at, due)"
            " VALUES ('search', ?, '{}', 'waiting', '', '') RETURNING id",
            (type,),
        ),
        tuple[int],
    )
    answers: list[str] = []
    for attempt in (1, 2):
        message = SimpleNamespace(
            body=js.JSON.parse(json.dumps([row[0], "search", type, {}])),
            attempts=attempt,
            ack=lambda: answers.append("ack"),
            retry=lambda **_: answers.append("retry"),
        )
        batch = SimpleNamespace(queue="immich-jobs", messages=[message])
        await deliver(batch, bindings, worker.RUN_JOB)
    return [answers, *json.loads(spy.end())]


async def sql(env: Any, text: str, values: list[Argument]) -> list[list[Any]]:
    return await open_bindings(env, Kept).database.all(Sql(text, tuple(values)), list[Any])


async def batch_sizes(env: Any, sizes: list[int]) -> list[list[int]]:
    return [sizes[part] for part in parts(sizes, 100, 128_000)]


async def render(
    env: Any, source: str, short_edges: list[int | None], framing: list[Any] | None = None
) -> list[str] | None:
    """`source` as one JPEG and one WebP for each short edge; None for an ImageFault.

    `framing` are the fields of a Framing."""
    bindings = open_bindings(env, Kept)
    await bindings.blobs.put("source", b64decode(source), "application/octet-stream")
    wanted = [
        Rendition(f"made/{edge}.{kind}", kind, 80, edge)
        for edge in short_edges
        for kind in ("jpeg", "webp")
    ]
    return await _rendered(bindings, "source", wanted, Framing(*framing or ()))


async def render_part(env: Any, source: str, offset: int, length: int) -> list[str] | None:
    """The picture that lies there inside `source`, as it is."""
    bindings = open_bindings(env, Kept)
    await bindings.blobs.put("source", b64decode(source), "application/octet-stream")
    wanted = [Rendition("made/part.jpeg", "jpeg", 80, None)]
    return await _rendered(bindings, Part("source", offset, length), wanted, WHOLE)


async def render_nothing(env: Any) -> str:
    """What a source that is not there raises."""
    bindings = open_bindings(env, Kept)
    try:
        await bindings.images.render("nothing", [Rendition("made/a.jpeg", "jpeg", 80, None)])
    except Exception as error:
        return type(error).__name__
    return ""


_STUBBORN = """(images, message) => {
  const asked = { info: 0 };
  const refuse = async () => { throw new Error(message); };
  const step = { transform: () => step, output: refuse };
  const info = (stream) => { asked.info++; return message ? refuse() : images.info(stream); };
  return { asked, info, input: (stream) => message ? step : images.input(stream) };
}"""


async def render_stubborn(
    env: Any, source: str, length: int, size: list[int] | None, message: str = ""
) -> tuple[str, int]:
    """What becomes of `source`, filled up to `length` bytes, whose `size` is known, where
    Images refuses with such a `message`; and how often it was asked for the size."""
    bindings = open_bindings(env, Kept)
    await bindings.blobs.put("source", b64decode(source).ljust(length, b"\0"), "image/jpeg")
    stubborn = js.eval(_STUBBORN)(env.IMAGES, message)
    images = BoundImages(stubborn, env.MEDIA_BUCKET)
    known = (size[0], size[1]) if size else None
    try:
        await images.render("source", [Rendition("made/a.webp", "webp", 80, 50)], WHOLE, known)
    except Exception as error:
        return f"{type(error).__name__}: {error}", stubborn.asked.info
    return b64encode(await bindings.blobs.read("made/a.webp", 0, 2**30)).decode(), (
        stubborn.asked.info
    )


async def render_still(env: Any, frames: dict[str, str] | None) -> list[str] | None:
    """A still of a video, by a MEDIA binding that answers these pictures by their time;
    other times are errors. None for no such binding."""
    bindings = open_bindings(env, Kept)
    images = BoundImages(env.IMAGES, env.MEDIA_BUCKET, _media(frames))
    await bindings.blobs.put("source", b"a video", "video/mp4")
    wanted = [
        Rendition("made/large.jpeg", "jpeg", 80, None),
        Rendition("made/s.webp", "webp", 80, 50),
    ]
    return await _rendered(replace(bindings, images=images), Still("source"), wanted, WHOLE)


def _media(frames: dict[str, str] | None) -> Any:
    if frames is None:
        return None
    return js.eval(
        """(json) => {
          const frames = JSON.parse(json);
          const output = ({ mode, time, format }) => ({ response: async () => {
            if (mode !== "frame" || format !== "jpg") throw new Error("what?");
            if (!(time in frames)) throw new Error("the video is shorter");
            return new Response(Buffer.from(frames[time], "base64"));
          } });
          return { input: (stream) => ({ transform: (size) => ({ output }) }) };
        }"""
    )(json.dumps(frames))


async def _rendered(
    bindings: Bindings, source: Source, wanted: list[Rendition], framing: Framing
) -> list[str] | None:
    try:
        await bindings.images.render(source, wanted, framing)
    except ImageFault:
        return None
    read = bindings.blobs.read
    return [b64encode(await read(one.key, 0, 2**30)).decode() for one in wanted]


async def pixels(env: Any, source: str, box: int) -> tuple[int, int, str] | None:
    bindings = open_bindings(env, Kept)
    await bindings.blobs.put("source", b64decode(source), "application/octet-stream")
    try:
        made = await bindings.images.pixels("source", box)
    except ImageFault:
        return None
    return made.width, made.height, b64encode(made.rgba).decode()


async def delivered(
    env: Any, queue: str, state: str | None, attempts: int = 1, fails: bool = False
) -> dict[str, Any]:
    """What becomes of a job whose row is in `state` (None: there is no row) when the
    platform delivers its message."""
    bindings = open_bindings(env, Kept)
    row = (
        "INSERT INTO jobs (queue, type, data, state, sent_at, due)"
        " VALUES ('q', 'T', '{}', ?, '', '')"
    )
    await bindings.database.run(Sql(row, (state or "waiting",)))
    found = await bindings.database.one(Sql("SELECT max(id) FROM jobs"), tuple[int])
    assert found is not None
    if state is None:
        await bindings.database.run(Sql("DELETE FROM jobs WHERE id = ?", found))
    story: dict[str, Any] = {"ran": False, "verdict": None}

    async def run(message: Message, bindings: Bindings) -> None:
        story["ran"] = True
        if fails:
            raise ValueError("a job that fails")

    message = SimpleNamespace(
        body=js.JSON.parse(f'[{found[0]},"q","T",{{}}]'),
        attempts=attempts,
        ack=lambda: story.update(verdict="ack"),
        retry=lambda delaySeconds: story.update(verdict=f"retry in {delaySeconds} s"),  # noqa: N803
    )
    await deliver(SimpleNamespace(queue=queue, messages=[message]), bindings, run)
    after = Sql("SELECT state, error FROM jobs WHERE id = ?", found)
    return story | {"row": await bindings.database.one(after, tuple[str, str | None])}


async def after_poison(env: Any, queue: str) -> list[str]:
    """What the platform is told of a message that is none, and of a sound one behind it."""
    bindings = open_bindings(env, Kept)
    await bindings.queue.send([Message("T")])
    found = await bindings.database.one(Sql("SELECT max(id) FROM jobs"), tuple[int])
    assert found is not None
    told: list[str] = []
    messages = [
        SimpleNamespace(
            body=js.JSON.parse(body),
            attempts=1,
            ack=lambda: told.append("ack"),
            retry=lambda delaySeconds: told.append(f"retry in {delaySeconds} s"),  # noqa: N803
        )
        for body in ('{"what": "ever"}', f'[{found[0]},"q","T",{{}}]')
    ]

    async def run(message: Message, bindings: Bindings) -> None:
        pass

    await deliver(SimpleNamespace(queue=queue, messages=messages), bindings, run)
    return told


async def stocktaking(env: Any) -> None:
    from tests.stocktaking import story

    await story(open_bindings(env, Kept))


async def naming(env: Any) -> None:
    from tests.naming import story

    await story(open_bindings(env, Kept))


async def known_use(env: Any) -> None:
    """Of each store what tests/worker/test_counting.py says."""
    bindings = open_bindings(env, Kept)
    inserts = [Sql("INSERT INTO counted VALUES (?)", (number,)) for number in range(3)]
    await bindings.database.batch(inserts)
    await bindings.database.all(Sql("SELECT x FROM counted"), tuple[int])
    await bindings.database.run(Sql("DELETE FROM counted WHERE x = 2"))
    await bindings.blobs.put("counted/small", b"1", "text/plain")
    large = await bindings.blobs.create("counted/large", "text/plain")
    await large.write(bytes(6 * 2**20))
    await large.finish()
    await bindings.blobs.head("counted/small")
    await bindings.blobs.read("counted/small", 0, 1)
    await bindings.cache.put("counted", b"1", timedelta(minutes=5))
    await bindings.cache.get("counted")
    await bindings.cache.delete("counted")
