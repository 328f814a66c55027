// What the published socket.io-client hears: the events, one line of JSON each.
//
//   node listen.mjs URL HEADERS
//
// Ends when its standard input does, or when the server sends it away.

import { io } from "socket.io-client";

const [url, headers] = process.argv.slice(2);
const say = (...words) => console.log(JSON.stringify(words));
const socket = io(url, {
  path: "/api/socket.io", transports: ["websocket"], extraHeaders: JSON.parse(headers),
});
socket.on("connect", () => say("(connected)"));
socket.on("connect_error", (error) => say("(failed)", error.message));
socket.on("disconnect", (reason) => {
  say("(disconnected)", reason);
  if (reason === "io server disconnect") process.exit();
});
socket.onAny((...event) => say(...event));
process.stdin.resume().on("end", () => process.exit());
