// The staged Worker behind a local port, without workerd's Python: Pyodide runs
// BUILD/worker.py, Miniflare simulates D1, R2, KV, Queues, Images, Analytics and the
// static assets in SITE, which ASSETS (wrangler.toml's table, as JSON) says how to serve.
//
//   node --experimental-wasm-jspi harness.mjs ROOT BUILD SITE ASSETS [count]
//
// Prints one line of JSON once it serves ({"port", "milliseconds"}), ends when its
// standard input does. Besides the Worker's own paths it answers
//
//   POST /.harness/scheduled               runs the nightly alarm
//   POST /.harness/wait {"milliseconds"}   lets time pass; alarms that are due ring
//   POST /.harness/heap                    {"bytes"}: size of Python's memory
//   POST /.harness/counts                  with `count`: what would be billed since the last time
//   POST /.harness/run {"module", "name", "arguments"}
//                                          awaits the function with the Worker's env, returns its answer

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { loadPyodide } from "pyodide";
import { counted, Tally } from "./counting.mjs";
import { sockets, upgrade } from "./sockets.mjs";
import { databaseWorker, forWorker, plain } from "./stubs.mjs";

const [root, build, site] = process.argv.slice(2);
const assets = JSON.parse(process.argv[5]);
const tally = process.argv[6] === "count" ? new Tally() : null;
const started = performance.now();
const milliseconds = {};
const secret = "a secret for tests, of 32 characters and more";
// Node would print the minified line of Pyodide that threw, all 700 kB of it.
process.on("uncaughtException", (error) => { console.error(error.stack); process.exit(1); });
let closing = false; // what is cut short by the end has nothing to say
const say = (line) => { if (!closing) console.error(line); };
let handle; // the Python functions of inside.py, once they are loaded

const consumer = `
export default {
  async queue(batch, env) {
    const messages = batch.messages.map(({ id, attempts, body }) => ({ id, attempts, body }));
    const body = JSON.stringify({ queue: batch.queue, messages });
    const answer = await env.PYTHON.fetch("http://python", { method: "POST", body });
    for (const [place, verdict] of (await answer.json()).entries()) {
      if (verdict.ack) batch.messages[place].ack();
      else batch.messages[place].retry(verdict);
    }
  },
  ${databaseWorker}
};`;

function openMiniflare() {
  return new Miniflare(convertV4MiniflareOptions({
    modules: true,
    script: consumer,
    compatibilityDate: "2026-11-17",
    d1Databases: ["DB"],
    r2Buckets: ["MEDIA_BUCKET"],
    kvNamespaces: ["KV"],
    queueProducers: { QUEUE: "immich-jobs" },
    queueConsumers: {
      "immich-jobs": {
        maxBatchSize: 10, maxBatchTimeout: 0.05, maxRetries: 3, deadLetterQueue: "immich-jobs-dlq",
      },
      "immich-jobs-dlq": { maxBatchSize: 10, maxBatchTimeout: 0.05 },
    },
    assets: {
      directory: site, binding: "ASSETS",
      run_worker_first: assets.run_worker_first,
      routerConfig: { has_user_worker: true },
      assetConfig: {
        html_handling: assets.html_handling, not_found_handling: assets.not_found_handling,
      },
    },
    images: { binding: "IMAGES" },
    analyticsEngineDatasets: { ANALYTICS: { dataset: "immich" } },
    serviceBindings: { PYTHON: deliver },
  }));
}

async function migrate(database) {
  const folder = join(root, "migrations");
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort()) {
    await database.prepare(await readFile(join(folder, file), "utf8")).run();
  }
}

// workerd's crypto.DigestStream, which Node lacks.
class DigestStream extends WritableStream {
  constructor(algorithm) {
    const hash = createHash(algorithm.replace("-", ""));
    const { promise, resolve } = Promise.withResolvers();
    super({
      write(chunk) { hash.update(chunk); },
      close() { resolve(new Uint8Array(hash.digest()).buffer); },
    });
    this.digest = promise;
  }
}

async function openPython() {
  Object.defineProperty(globalThis.crypto, "DigestStream", { value: DigestStream });
  const python = await loadPyodide({
    packageCacheDir: "/nowhere",
    stdout: say,
    stderr: say,
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  });
  const flags = { python_workers: true, python_request_headers_preserve_commas: true };
  python.registerJsModule("_cloudflare_compat_flags", flags);
  python.registerJsModule("_pyodide_entrypoint_helper", { patchWaitUntil() {} });
  const folders = {
    "/worker": build, "/modules": join(root, "python_modules"), "/checks/tests": join(root, "tests"),
  };
  for (const [place, folder] of Object.entries(folders)) {
    python.FS.mkdirTree(place);
    python.mountNodeFS(place, folder);
  }
  milliseconds.pyodide = performance.now() - started;
  python.runPython(`import sys; sys.path[:0] = ["/worker", "/modules"]; sys.path.append("/checks")`);
  handle = python.pyimport("tests.worker.inside");
  milliseconds.import = performance.now() - started;
  return python;
}

async function deliver(request) {
  const { queue, messages } = await request.json();
  const verdicts = messages.map(() => ({ ack: true })); // as the platform does for the undecided
  const batch = {
    queue,
    messages: messages.map((message, place) => ({
      ...message,
      ack() { verdicts[place] = { ack: true }; },
      retry(options) { verdicts[place] = { ...options }; },
    })),
  };
  tally?.add("requests");
  try {
    await finished((context) => handle.queue(context, env, batch));
  } catch (error) {
    console.error(error);
    return Response.json(messages.map(() => ({})));
  }
  return Response.json(verdicts);
}

// Runs an event that has no answer to wait for, with all it left to waitUntil.
async function finished(event) {
  const pending = [];
  await event({ waitUntil: (promise) => pending.push(Promise.resolve(promise)) });
  await Promise.allSettled(pending);
}

function body(incoming) {
  const chunks = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      const { done, value } = await chunks.next();
      // A copy: a small chunk may lie in a pool of Node's, which cannot be handed over.
      if (!done) return controller.enqueue(new Uint8Array(value));
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel() { incoming.resume(); },
  });
}

function toRequest(incoming) {
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    const name = incoming.rawHeaders[i].toLowerCase();
    if (!["connection", "expect", "keep-alive", "transfer-encoding"].includes(name)) {
      headers.append(name, incoming.rawHeaders[i + 1]);
    }
  }
  const bodiless = ["GET", "HEAD"].includes(incoming.method);
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method, headers, duplex: "half", redirect: "manual",
    body: bodiless ? null : body(incoming),
  });
}

// What the platform answers before it asks the Worker: files of the web build.
async function fileOfSite({ url, method, headers }) {
  const { "content-length": _, ...rest } = Object.fromEntries(headers);
  const found = await miniflare.dispatchFetch(url, { method, headers: rest, redirect: "manual" });
  return found.headers.has(forWorker) ? null : found;
}

function asked(context, request) {
  tally?.add("requests");
  return handle.fetch(context, env, request);
}

async function answer(incoming, outgoing) {
  const context = { waitUntil: (promise) => void Promise.resolve(promise).catch(console.error) };
  const request = toRequest(incoming);
  const response = await fileOfSite(request) ?? await asked(context, request);
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length) outgoing.setHeader("set-cookie", cookies);
  if (outgoing.destroyed) return void response.body?.cancel();
  if (response.body) await pipeline(Readable.fromWeb(response.body), outgoing);
  else outgoing.end();
}

async function command(name, incoming) {
  if (name === "counts") return tally.take();
  if (name === "scheduled") {
    tally?.add("requests");
    await finished((context) => handle.scheduled(context, env, { cron: "0 2 * * *", scheduledTime: Date.now() }));
    return {};
  }
  if (name === "wait") {
    await objects.wait(JSON.parse(Buffer.concat(await incoming.toArray()).toString()).milliseconds);
    return {};
  }
  if (name === "heap") return { bytes: python._module.HEAP8.length };
  return JSON.parse(await handle.run(env, Buffer.concat(await incoming.toArray()).toString()));
}

const miniflare = openMiniflare();
const objects = sockets((...event) => handle.durable_object(...event), () => env, tally);
const [env, python] = await Promise.all([
  miniflare.getBindings().then(async (bindings) => {
    await migrate(bindings.DB);
    milliseconds.miniflare = performance.now() - started;
    const open = { ...plain(miniflare, bindings, tally), SOCKETS: objects.namespace };
    return { ...(tally ? counted(open, tally) : open), JWT_SECRET: secret };
  }),
  openPython(),
]);

const server = createServer(async (incoming, outgoing) => {
  try {
    const [, path] = incoming.url.match(/^\/\.harness\/(\w+)$/) ?? [];
    if (path) outgoing.end(JSON.stringify(await command(path, incoming)));
    else await answer(incoming, outgoing);
  } catch (error) {
    console.error(error);
    if (outgoing.headersSent) outgoing.destroy(error);
    else outgoing.writeHead(500).end(String(error));
  }
});
server.on("upgrade", async (incoming, socket, head) => {
  try {
    const context = { waitUntil: (promise) => void Promise.resolve(promise).catch(console.error) };
    upgrade(incoming, socket, head, await asked(context, toRequest(incoming)));
  } catch (error) {
    console.error(error);
    socket.destroy();
  }
});
server.listen(0, "127.0.0.1", () => {
  milliseconds.ready = performance.now() - started;
  for (const step in milliseconds) milliseconds[step] = Math.round(milliseconds[step]);
  console.log(JSON.stringify({ port: server.address().port, milliseconds }));
  // The Worker's own lines: nobody reads on, and a full pipe would stop it.
  console.log = () => tally?.add("log_lines");
});

process.stdin.resume().on("end", async () => {
  closing = true;
  await miniflare.dispose();
  process.exit(0);
});
