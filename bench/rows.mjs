// Rows that Cloudflare's D1 reads, as its simulator counts them.
//
//   node rows.mjs DATABASE < statements    a JSON list of [text, arguments]
//
// DATABASE, an SQLite file, is copied under the simulator. Prints a JSON list of numbers.

import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

const folder = await mkdtemp(join(tmpdir(), "d1-"));
const open = () => new Miniflare({ ...convertV4MiniflareOptions({
  modules: true,
  script: "export default {}",
  d1Databases: ["DB"],
}), resourcePersistencePath: folder });

async function use(work) {
  const miniflare = open();
  try {
    return await work((await miniflare.getBindings()).DB);
  } finally {
    await miniflare.dispose();
  }
}

try {
  await use((database) => database.prepare("SELECT 1").run()); // makes the file
  const files = await readdir(folder, { recursive: true });
  const made = files.filter((name) => name.endsWith(".sqlite") && !name.includes("metadata"));
  if (made.length !== 1) throw new Error(`which of these is the database: ${files}`);
  for (const ending of ["-wal", "-shm"]) await rm(join(folder, made[0] + ending), { force: true });
  await copyFile(process.argv[2], join(folder, made[0]));
  const statements = JSON.parse(await text(process.stdin));
  const counts = await use(async (database) => {
    const read = [];
    for (const [sql, args] of statements) {
      const { meta } = await database.prepare(sql).bind(...args).run();
      read.push(meta.rows_read);
    }
    return read;
  });
  console.log(JSON.stringify(counts));
} finally {
  await rm(folder, { recursive: true, force: true });
}
