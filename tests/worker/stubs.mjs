// Miniflare's bindings as plain objects.
//
// Miniflare hands Node stubs of what lives in workerd: reading any property of one
// is a round trip that blocks. Pyodide asks each object it meets for a dozen
// properties, so a bare stub costs it 50 ms. D1 goes through a Worker of its own in
// one request, because preparing and binding would block too.

const forward = (stub, ...names) =>
  Object.fromEntries(names.map((name) => [name, (...args) => stub[name](...args)]));

// In workerd: runs what `database` asks for.
export const databaseWorker = `
  async fetch(request, env) {
    const { verb, statements } = await request.json();
    const prepared = statements.map(({ text, args }) => {
      const statement = env.DB.prepare(text);
      return args.length ? statement.bind(...args) : statement;
    });
    try {
      return Response.json(await (verb === "batch" ? env.DB.batch(prepared) : prepared[0][verb]()));
    } catch (error) {
      return new Response(error.message, { status: 500 });
    }
  },`;

function database(miniflare) {
  const ask = async (verb, ...statements) => {
    const body = JSON.stringify({ verb, statements });
    const answer = await miniflare.dispatchFetch("http://database", { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const prepare = (text, args = []) => ({
    text, args,
    bind: (...bound) => prepare(text, bound),
    raw: () => ask("raw", { text, args }),
    run: () => ask("run", { text, args }),
  });
  return { prepare, batch: (statements) => ask("batch", ...statements) };
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

function bucket(stub) {
  return {
    ...forward(stub, "delete"),
    get: async (...args) => stored(await stub.get(...args)),
    head: async (key) => stored(await stub.head(key)),
    put: async (...args) => stored(await stub.put(...args)),
    async list(options) {
      const { objects, truncated, cursor } = await stub.list(options);
      return { objects: objects.map(({ key }) => ({ key })), truncated, cursor };
    },
    async createMultipartUpload(...args) {
      return forward(await stub.createMultipartUpload(...args), "uploadPart", "complete", "abort");
    },
  };
}

export function plain(miniflare, { MEDIA_BUCKET, KV, QUEUE, IMAGES, ANALYTICS, ASSETS }) {
  return {
    DB: database(miniflare),
    MEDIA_BUCKET: bucket(MEDIA_BUCKET),
    KV: forward(KV, "get", "put", "delete"),
    QUEUE: forward(QUEUE, "send", "sendBatch"),
    IMAGES, // plain already
    ASSETS: forward(ASSETS, "fetch"),
    ANALYTICS: forward(ANALYTICS, "writeDataPoint"),
  };
}
