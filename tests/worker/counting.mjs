// What Cloudflare bills, counted on the way to its simulators.
//
// Wraps the plain bindings of stubs.mjs. Names are those of the price list in
// bench/prices.py; a call that is retried inside the platform is not seen.

const CLASS_A = ["put", "list", "createMultipartUpload"];
const CLASS_B = ["get", "head"];
const OBJECT_GB = 0.128; // what a Durable Object is billed as while it works

export class Tally {
  counts = {};

  add(name, amount = 1) {
    this.counts[name] = (this.counts[name] ?? 0) + amount;
  }

  // Of one D1 answer: rows, and the size the database has now.
  rows({ rows_read, rows_written, size_after }) {
    this.add("d1_rows_read", rows_read);
    this.add("d1_rows_written", rows_written);
    this.size = size_after;
  }

  // What an object works on, by the clock on the wall.
  async lasting(work) {
    const began = performance.now();
    try {
      return await work;
    } finally {
      this.add("object_gbs", OBJECT_GB * (performance.now() - began) / 1000);
    }
  }

  // Everything since the last time.
  take() {
    const { counts, size } = this;
    this.counts = {};
    return { counts, database: size ?? 0 };
  }
}

// `object` with `before(name, args)` called ahead of each method, `after` given its answer.
function watched(object, before, after = (answer) => answer) {
  return Object.fromEntries(Object.entries(object).map(([name, method]) => [
    name, (...args) => { before(name, args); return after(method(...args)); },
  ]));
}

const multipart = (upload, tally) =>
  watched(upload, (name) => { if (name !== "abort") tally.add("r2_class_a"); });

function bucket(plain, tally) {
  const { createMultipartUpload, ...rest } = watched(plain, (name) => {
    if (CLASS_A.includes(name)) tally.add("r2_class_a");
    if (CLASS_B.includes(name)) tally.add("r2_class_b");
  });
  return {
    ...rest,
    createMultipartUpload: async (...args) => multipart(await createMultipartUpload(...args), tally),
  };
}

// "Every call to the Images binding counts as one unique transformation": each picture that
// comes out, and each question for a size.
function image(plain, tally) {
  return {
    transform: (step) => image(plain.transform(step), tally),
    output: (options) => { tally.add("image_transformations"); return plain.output(options); },
  };
}

export function counted(env, tally) {
  return {
    ...env,
    MEDIA_BUCKET: bucket(env.MEDIA_BUCKET, tally),
    KV: watched(env.KV, (name) => tally.add(name === "get" ? "kv_reads" : "kv_writes")),
    // Written, read and deleted: three operations for each message of up to 64 KB.
    QUEUE: watched(env.QUEUE, (name, [sent]) =>
      tally.add("queue_operations", 3 * (name === "send" ? 1 : sent.length))),
    IMAGES: {
      info(stream) { tally.add("image_transformations"); return env.IMAGES.info(stream); },
      input: (stream) => image(env.IMAGES.input(stream), tally),
    },
    ANALYTICS: watched(env.ANALYTICS, () => tally.add("data_points")),
  };
}
