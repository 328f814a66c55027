// The main job through the unmodified @immich/sdk, at a server nobody has used yet:
//
//   node sdk.mjs ORIGIN PERSON PHOTO
//
// PERSON is the JSON of an e-mail address, password and name, PHOTO a file.
// Prints what it saw as one line of JSON, for check_sdk in node.py to judge.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import * as sdk from "@immich/sdk";

const [origin, text, photo] = process.argv.slice(2);
const person = JSON.parse(text);
const seen = {};

// The status and message of a call that must fail.
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    if (sdk.isHttpError(error)) return { status: error.status, message: error.data.message };
    throw error;
  }
  return null;
}

async function processed(id) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const asset = await sdk.getAssetInfo({ id });
    if (asset.thumbhash) return asset;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no thumbnail in time");
}

sdk.defaults.baseUrl = `${origin}/api`;
seen.pong = (await sdk.pingServer()).res;
seen.initialized = [(await sdk.getServerConfig()).isInitialized];
await sdk.signUpAdmin({ signUpDto: person });
seen.initialized.push((await sdk.getServerConfig()).isInitialized);
const { accessToken } = await sdk.login({ loginCredentialDto: person });
sdk.setHeader("Authorization", `Bearer ${accessToken}`);
seen.me = await sdk.getMyUser();

const bytes = await readFile(photo);
const assetData = new File([bytes], basename(photo));
const fileCreatedAt = "2024-03-05T10:00:00.000Z";
const assetMediaCreateDto = { assetData, fileCreatedAt, fileModifiedAt: fileCreatedAt };
seen.uploaded = await sdk.uploadAsset({ assetMediaCreateDto });
seen.again = await sdk.uploadAsset({ assetMediaCreateDto });
const checksum = createHash("sha1").update(bytes).digest("hex");
const assets = [{ id: "old", checksum }, { id: "new", checksum: "0".repeat(40) }];
const { results } = await sdk.checkBulkUpload({ assetBulkUploadCheckDto: { assets } });
seen.known = results.map(({ action }) => action);

const { id } = seen.uploaded;
seen.asset = await processed(id);
const visibility = sdk.AssetVisibility.Timeline;
seen.buckets = await sdk.getTimeBuckets({ visibility, withStacked: true });
const { timeBucket } = seen.buckets[0];
seen.month = await sdk.getTimeBucket({ timeBucket, visibility, withStacked: true });
const thumbnail = await sdk.viewAsset({ id, size: sdk.AssetMediaSize.Thumbnail });
seen.thumbnail = { type: thumbnail.type, start: (await thumbnail.text()).slice(0, 4) };
const original = await sdk.downloadAsset({ id });
seen["same bytes"] = bytes.equals(Buffer.from(await original.arrayBuffer()));

const apiKeyCreateDto = { name: "node", permissions: [sdk.Permission.UserRead] };
const { secret } = await sdk.createApiKey({ apiKeyCreateDto });
delete sdk.defaults.headers.Authorization;
sdk.init({ baseUrl: sdk.defaults.baseUrl, apiKey: secret });
seen.key = await sdk.getMyApiKey();
seen.refused = await refusal(() => sdk.getAssetInfo({ id }));

delete sdk.defaults.headers["x-api-key"];
sdk.setHeader("Authorization", `Bearer ${accessToken}`);
seen.out = await sdk.logout();
seen.afterwards = await refusal(() => sdk.getMyUser());
console.log(JSON.stringify(seen));
