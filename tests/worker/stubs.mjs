// Miniflare's bindings as plain objects.
//
// Miniflare hands Node stubs of what lives in workerd: reading any property of one
// is a round trip that blocks. Pyodide asks each object it meets for a dozen
// properties, so a bare stub costs it 50 ms. D1 and lists of R2, whose every object is a
// stub, go through a Worker of its own in one request.

import sharp from "sharp";

const forward = (stub, ...names) =>
  Object.fromEntries(names.map((name) => [name, (...args) => stub[name](...args)]));

// A header on what the platform would have asked the Worker.
export const forWorker = "x-for-worker";

// In workerd: runs what `database` asks for.
export const databaseWorker = `
  async fetch(request, env) {
    const { hostname } = new URL(request.url);
    if (hostname === "bucket") {
      const { objects, truncated, cursor } = await env.MEDIA_BUCKET.list(await request.json());
      return Response.json({ objects: objects.map(({ key }) => ({ key })), truncated, cursor });
    }
    if (hostname !== "database") {
      return new Response(null, { headers: { "${forWorker}": "" } });
    }
    const { verb, statements } = await request.json();
    const prepared = statements.map(({ text, args }) => {
      const statement = env.DB.prepare(text);
      return args.length ? statement.bind(...args) : statement;
    });
    try {
      if (verb === "counted") {
        // raw() keeps what it cost to itself, run() mixes up columns of the same name.
        const reads = !/\\b(INSERT|UPDATE|DELETE)\\b/i.test(statements[0].text);
        const { results, meta } = await prepared[0].run();
        const rows = reads ? await prepared[0].raw() : results.map(Object.values);
        return Response.json({ rows, meta });
      }
      return Response.json(await (verb === "batch" ? env.DB.batch(prepared) : prepared[0][verb]()));
    } catch (error) {
      return new Response(error.message, { status: 500 });
    }
  },`;

function database(miniflare, tally) {
  const ask = async (verb, ...statements) => {
    const body = JSON.stringify({ verb, statements });
    const answer = await miniflare.dispatchFetch("http://database", { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const metered = async (verb, ...statements) => {
    const answer = await ask(verb, ...statements);
    for (const { meta } of [answer].flat()) tally?.rows(meta);
    return answer;
  };
  const prepare = (text, args = []) => ({
    text, args,
    bind: (...bound) => prepare(text, bound),
    raw: async () => tally ? (await metered("counted", { text, args })).rows : ask("raw", { text, args }),
    run: () => metered("run", { text, args }),
  });
  return { prepare, batch: (statements) => metered("batch", ...statements) };
}

function stored(stub) {
  if (stub === null) return null;
  const { key, size, etag, uploaded } = stub;
  return {
    key, size, etag, uploaded,
    get body() { return stub.body; },
    arrayBuffer: () => stub.arrayBuffer(),
  };
}

function bucket(miniflare, stub) {
  return {
    ...forward(stub, "delete"),
    get: async (...args) => stored(await stub.get(...args)),
    head: async (key) => stored(await stub.head(key)),
    put: async (...args) => stored(await stub.put(...args)),
    async list(options) {
      const body = JSON.stringify(options ?? {});
      return (await miniflare.dispatchFetch("http://bucket", { method: "POST", body })).json();
    },
    async createMultipartUpload(...args) {
      return forward(await stub.createMultipartUpload(...args), "uploadPart", "complete", "abort");
    },
  };
}

// Miniflare knows no `trim` and `flip`: what needs one of them is done step by step with
// the library it uses itself.
function images(stub) {
  const input = (stream, steps = []) => ({
    transform: (step) => input(stream, [...steps, step]),
    async output(options) {
      if (!steps.some(({ trim, flip }) => trim || flip)) {
        return steps.reduce((made, step) => made.transform(step), stub.input(stream)).output(options);
      }
      let bytes = await new Response(stream).arrayBuffer();
      for (const step of steps) bytes = await transformed(bytes, step);
      return stub.input(new Response(bytes).body).output(options);
    },
  });
  return { info: (stream) => stub.info(stream), input };
}

function transformed(bytes, { trim, flip, rotate, width, height, fit }) {
  let picture = sharp(bytes).autoOrient();
  if (trim) picture = picture.extract(trim);
  if (flip) picture = flip === "h" ? picture.flop() : picture.flip();
  if (rotate) picture = picture.rotate(rotate);
  if (fit === "scale-down") picture = picture.resize(width, height, { fit: "inside", withoutEnlargement: true });
  return picture.png().toBuffer();
}

// With a `tally` (counting.mjs) what D1 bills is counted.
export function plain(miniflare, { MEDIA_BUCKET, KV, QUEUE, IMAGES, ANALYTICS, ASSETS }, tally) {
  return {
    DB: database(miniflare, tally),
    MEDIA_BUCKET: bucket(miniflare, MEDIA_BUCKET),
    KV: forward(KV, "get", "put", "delete"),
    QUEUE: forward(QUEUE, "send", "sendBatch"),
    IMAGES: images(IMAGES),
    ASSETS: forward(ASSETS, "fetch"),
    ANALYTICS: forward(ANALYTICS, "writeDataPoint"),
  };
}
