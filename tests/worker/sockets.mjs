// Durable Objects with hibernating websockets, as far as UserSockets needs them: the
// platform's own run their classes in workerd, and Python is not there. Objects are asleep
// between any two events. What workerd does was compared (docs/decisions/0010-realtime.md).

import { createRequire } from "node:module";

// The copy Miniflare has anyway.
const { WebSocketServer } = createRequire(createRequire(import.meta.url).resolve("miniflare"))("ws");
const server = new WebSocketServer({ noServer: true });
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

// One end of a pair; `wire`, a socket of Node's, is the client at the other.
class Socket {
  readyState = 1;
  tags = [];
  events = { message() {}, close() {} };
  #wire = null;
  #unsent = [];
  #attachment = null;

  accept() {}
  serializeAttachment(value) { this.#attachment = structuredClone(value); }
  deserializeAttachment() { return this.#attachment; }

  send(text) {
    if (this.readyState !== 1) throw new TypeError("Can't call WebSocket send() after close().");
    this.#do((wire) => wire.send(text));
  }

  close(code, reason) {
    if (this.readyState < 2) this.#do((wire) => wire.close(code, reason));
    this.readyState = Math.max(this.readyState, 2);
  }

  connect(wire) {
    this.#wire = wire;
    wire.on("message", (data, binary) => this.events.message(binary ? data : String(data)));
    wire.on("error", () => {});
    wire.on("close", (code, reason) => {
      this.readyState = 3;
      this.events.close(code, String(reason), code !== 1006);
    });
    for (const action of this.#unsent) action(wire);
  }

  #do(action) {
    if (this.#wire) action(this.#wire);
    else this.#unsent.push(action);
  }
}

globalThis.WebSocketPair = class { 0 = {}; 1 = this[0].other = new Socket(); };
globalThis.WebSocketRequestResponsePair = class {
  constructor(request, response) { Object.assign(this, { request, response }); }
};
globalThis.Response = class extends Response { // Node's refuses status 101
  constructor(body, { webSocket, ...init } = {}) {
    super(body, init.status === 101 ? {} : init);
    if (init.status === 101) Object.defineProperties(this, { status: { value: 101 }, webSocket: { value: webSocket } });
  }
};

export function upgrade(incoming, socket, head, { status, webSocket }) {
  if (status === 101) server.handleUpgrade(incoming, socket, head, (wire) => webSocket.other.connect(wire));
  else socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

// `run(event, context, env, ...arguments)` runs an event of an object.
export function sockets(run, env, tally) {
  const objects = new Map();
  const work = tally ? (...event) => tally.lasting(run(...event)) : run;
  const open = (name) => objects.get(name) ?? objects.set(name, durableObject(work, env, tally)).get(name);
  return {
    namespace: {
      idFromName: (name) => name,
      get: (name) => ({ fetch: (url, init) => open(name).fetch(new Request(url, init)) }),
    },
    async wait(milliseconds) {
      ahead += milliseconds;
      for (const object of objects.values()) await object.ring();
    },
  };
}

function durableObject(run, env, tally) {
  const held = new Set();
  const heard = new WeakMap();
  let automatic = {};
  let alarm = null;
  const context = {
    acceptWebSocket(socket, tags) {
      socket.tags = [...tags];
      socket.events = {
        message(data) {
          tally?.add("object_requests", 1 / 20); // so many messages are billed as one
          if (data !== automatic.request) return void event("webSocketMessage", socket, data);
          heard.set(socket, new Date(Date.now()));
          socket.send(automatic.response);
        },
        async close(...how) {
          await event("webSocketClose", socket, ...how);
          held.delete(socket);
        },
      };
      held.add(socket);
    },
    getWebSockets: (tag) => [...held].filter(({ tags }) => tag === undefined || tags.includes(tag)),
    setWebSocketAutoResponse: (pair) => { automatic = pair; },
    getWebSocketAutoResponseTimestamp: (socket) => heard.get(socket) ?? null,
    storage: { getAlarm: async () => alarm, setAlarm: async (when) => {
      alarm = when;
      tally?.add("object_rows_written");
    } },
    waitUntil() {},
  };
  const event = (name, ...given) => run(name, context, env(), ...given).catch(console.error);
  return {
    fetch(request) {
      tally?.add("object_requests");
      return run("fetch", context, env(), request);
    },
    async ring() {
      if (alarm === null || alarm > Date.now()) return;
      alarm = null;
      tally?.add("object_requests");
      await event("alarm");
    },
  };
}
