import assert from "node:assert/strict";
import { test } from "node:test";
import { openStream } from "../../../../frontend/js/core/live/stream.js";

const BEAT = 3000;

/** A stream on sockets, timers and a server of our own. */
function stage({ known = true } = {}) {
  const sockets = [];
  const timers = [];
  const beats = [];
  const seen = { events: [], frames: [], states: [] };
  const stream = openStream(
    "ws://here/stream",
    { onEvent: (event) => seen.events.push(event), onFrame: (bytes) => seen.frames.push(bytes), onConnection: (state) => seen.states.push(state) },
    {
      open: () => {
        const socket = { sent: [], send: (text) => socket.sent.push(JSON.parse(text)), close: () => socket.onclose?.() };
        sockets.push(socket);
        return socket;
      },
      later: (run, milliseconds) => (milliseconds === BEAT ? beats : timers).push({ run, milliseconds }),
      exists: async () => known,
    },
  );
  return { stream, sockets, timers, beats, seen };
}

const text = (message) => ({ data: JSON.stringify(message) });

test("a command is done when its answer comes", async () => {
  const { stream, sockets: [socket] } = stage();
  socket.onopen();
  const done = stream.send("play", { epochs_per_second: 60 });
  assert.deepEqual(socket.sent, [{ type: "play", id: 1, epochs_per_second: 60 }]);
  socket.onmessage(text({ type: "ok", id: 1 }));
  await done;
});

test("a refused command says why", async () => {
  const { stream, sockets: [socket] } = stage();
  socket.onopen();
  const done = stream.send("step", { epochs: 0 });
  socket.onmessage(text({ type: "error", id: 1, error: { code: "invalid_request", message: "epochs must be at least 1" } }));
  await assert.rejects(done, { code: "invalid_request", message: "epochs must be at least 1" });
});

test("events and frames go to their handlers", () => {
  const { sockets: [socket], seen } = stage();
  socket.onopen();
  socket.onmessage(text({ type: "state", epoch: 3 }));
  socket.onmessage({ data: new ArrayBuffer(4) });
  assert.deepEqual(seen.events, [{ type: "state", epoch: 3 }]);
  assert.equal(seen.frames[0].byteLength, 4);
});

test("a lost connection is opened again, each time a little later, and the view is told again", async () => {
  const { stream, sockets, timers, seen } = stage();
  sockets[0].onopen();
  stream.view({ unit: "1-0" }).catch(() => undefined);
  sockets[0].onclose();
  await timers[0].run();
  sockets[1].onclose();
  await timers[1].run();
  assert.deepEqual(timers.map(({ milliseconds }) => milliseconds), [250, 500]);
  sockets[2].onopen();
  assert.deepEqual(sockets[2].sent, [{ type: "view", id: 2, unit: "1-0" }]);
  assert.deepEqual(seen.states, ["open", "lost", "lost", "open"]);
});

test("a command that is under way fails with the connection", async () => {
  const { stream, sockets: [socket] } = stage();
  socket.onopen();
  const done = stream.send("play");
  socket.onclose();
  await assert.rejects(done, { code: "disconnected" });
  await assert.rejects(stream.send("pause"), { code: "disconnected" });
});

test("a session that is gone is not asked for again", async () => {
  const { sockets, timers, seen } = stage({ known: false });
  sockets[0].onopen();
  sockets[0].onclose();
  await timers[0].run();
  assert.equal(sockets.length, 1);
  assert.equal(seen.states.at(-1), "gone");
});

test("a stream that is closed stays closed", () => {
  const { stream, sockets, timers } = stage();
  sockets[0].onopen();
  stream.close();
  assert.equal(timers.length, 0);
});

test("whoever waits for the connection goes on when it is open", async () => {
  const { stream, sockets, timers } = stage();
  const first = stream.whenOpen();
  sockets[0].onopen();
  await first;
  await stream.whenOpen();
  sockets[0].onclose();
  let back = false;
  const again = stream.whenOpen().then(() => (back = true));
  await timers[0].run();
  assert.equal(back, false);
  sockets[1].onopen();
  await again;
  assert.equal(back, true);
});

test("nobody waits for a session that is gone, or for a stream that is closed", async () => {
  const gone = stage({ known: false });
  gone.sockets[0].onclose();
  const waiting = gone.stream.whenOpen();
  await Promise.all([gone.timers[0].run(), assert.rejects(waiting, { code: "disconnected" })]);
  await assert.rejects(gone.stream.whenOpen(), { code: "disconnected" });

  const { stream } = stage();
  const ended = stream.whenOpen();
  stream.close();
  await assert.rejects(ended, { code: "disconnected" });
});

test("a connection that has ended without a word is given up and opened again", async () => {
  const { sockets, timers, beats, seen } = stage();
  sockets[0].onopen();
  sockets[0].onmessage(text({ type: "state" }));
  beats[0].run();
  assert.deepEqual(sockets[0].sent, [{ type: "drawn", id: 1, sequence: 0 }]);
  sockets[0].onmessage(text({ type: "ok", id: 1 }));
  beats[1].run();
  assert.deepEqual(seen.states, ["open"]);
  beats[2].run();
  assert.deepEqual(seen.states, ["open", "lost"]);
  await timers[0].run();
  assert.equal(sockets.length, 2);
});

test("a connection that was replaced is not asked any more", () => {
  const { sockets, beats, seen } = stage();
  sockets[0].onopen();
  sockets[0].onclose();
  beats[0].run();
  assert.equal(beats.length, 1);
  assert.deepEqual(sockets[0].sent, []);
  assert.deepEqual(seen.states, ["open", "lost"]);
});

test("a socket that is closing takes nothing any more, and what is asked meanwhile counts as lost", async () => {
  const { stream, sockets: [socket] } = stage();
  socket.onopen();
  socket.readyState = 2;
  stream.drawn(7);
  await assert.rejects(stream.send("play", {}), { code: "disconnected" });
  assert.deepEqual(socket.sent, []);
  socket.onclose();
});
