/** What live sessions are tested on: a page, and ways out of it that lead to sockets, timers and answers of our own. */
import { createNotices } from "../../../../frontend/js/core/page/notices.js";
import { createTexts } from "../../../../frontend/js/core/page/texts.js";
import { readHash } from "../../../../frontend/js/lib/hash.js";
import { DEFAULTS, OPTIONS } from "../../options.js";

const STRUCTURE = { features: ["x1", "x2"], layers: [{ units: 2, activation: "tanh" }], outputs: 1, parameters: 9 };
const TYPES = { F64: Float64Array, F32: Float32Array, I8: Int8Array };

/** A page in a language of these texts: any other text is its key. */
export const page = (texts = {}) => ({ options: OPTIONS, texts: createTexts("en", texts), notices: createNotices() });

/** A session as the server describes it. */
export const session = (name, change = {}) => ({
  id: `${name}-id`, watch_id: name, status: "paused", config: DEFAULTS, epoch: 0, metrics: { train_loss: 0.5, test_loss: 0.6 }, structure: STRUCTURE, ...change,
});

/** Until nothing is left to do: a few turns of the event loop, since nothing here waits for a clock. */
export async function settled() {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The ways out of a session, with what went through them. Time passes when `pass` is called, and a picture with `paint`. */
export function transport(encoding = "none") {
  const found = { sockets: [], timers: [], paints: [] };
  return {
    ...found,
    /** The socket that was opened last. */
    get socket() {
      return found.sockets.at(-1);
    },
    /** Runs whatever waits for so many milliseconds. */
    pass(milliseconds) {
      const due = found.timers.filter((timer) => timer.milliseconds === milliseconds);
      for (const timer of due) found.timers.splice(found.timers.indexOf(timer), 1);
      return Promise.all(due.map(({ run }) => run()));
    },
    paint: () => found.paints.splice(0).forEach((draw) => draw()),
    edges: {
      open(path) {
        const socket = { path, sent: [], send: (text) => socket.sent.push(JSON.parse(text)), close: () => (socket.isClosed = true) };
        found.sockets.push(socket);
        return socket;
      },
      later: (run, milliseconds) => found.timers.push({ run, milliseconds }),
      paint: (draw) => found.paints.push(draw),
      encoding,
    },
  };
}

/** What a socket receives. */
export const say = (socket, message) => socket.onmessage({ data: JSON.stringify(message) });

/** Where a session comes from: an id that is named or kept, else settings. */
export function visit({ named = null, kept = null, hash = "" } = {}) {
  const state = { named, kept };
  return {
    state,
    named: () => state.named,
    kept: () => state.kept,
    keep: (id) => (state.kept = id),
    keepOwn: (points) => (state.own = points),
    own: () => state.own ?? null,
    forget: () => (state.named = null),
    settings: () => readHash(hash, OPTIONS),
  };
}

/** A frame as the server packs it: a small network's, with these losses. */
export function frame(sequence, epoch, [train, test] = [0.4, 0.5], status = "playing") {
  const tensors = {
    metrics: ["F64", [6], [train, test, 1, 1, 0.03, 60]],
    neuron_scale: ["F32", [2], [1, 1]],
    parameters: ["F32", [9], Array(9).fill(0)],
    boundary: ["I8", [2, 2], [1, 2, 3, 4]],
    neurons: ["I8", [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]],
  };
  const header = { __metadata__: { sequence: String(sequence), epoch: String(epoch), step: "0", status } };
  const parts = [];
  let at = 0;
  for (const [name, [dtype, shape, values]] of Object.entries(tensors)) {
    const bytes = new Uint8Array(TYPES[dtype].from(values).buffer);
    header[name] = { dtype, shape, data_offsets: [at, (at += bytes.length)] };
    parts.push(bytes);
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(BigUint64Array.of(BigInt(json.length)).buffer);
  return Uint8Array.from([length, json, ...parts].flatMap((bytes) => [...bytes])).buffer;
}
