import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { liveSession } from "../../../../frontend/js/core/live/session.js";
import { frame, page as pageOf, say, session, settled, transport, visit } from "./stage.js";

/** Two sessions on one page, each with a stream of its own. */
async function two() {
  const page = pageOf();
  const open = async (name) => {
    const ways = transport();
    const api = { create: async (config) => session(name, { config }), find: async () => session(name), history: async () => ({ epochs: [], train_loss: [], test_loss: [] }) };
    const live = liveSession(page, visit(), ways.edges, api);
    await live.start();
    ways.socket.onopen();
    return { ...live, ways, socket: ways.socket };
  };
  return { page, one: await open("one"), other: await open("other") };
}

test("what hands do with one session goes to its stream only", async () => {
  const { one, other } = await two();
  one.actions.set("data.noise", 10);
  one.actions.setView({ discretize: true });
  one.actions.toggle();
  await settled();
  assert.deepEqual(one.socket.sent.map(({ type }) => type), ["configure", "play"]);
  assert.deepEqual(other.socket.sent, []);
  assert.deepEqual([one, other].map(({ store }) => store.config.value.data.noise), [10, 0]);
  assert.deepEqual([one, other].map(({ store }) => store.view.value.discretize), [true, false]);
  assert.deepEqual([one, other].map(({ store }) => store.intent.value), ["playing", null]);
});

test("what one session looks at is told to its server only", async () => {
  const { one, other } = await two();
  one.actions.hover({ layer: 1, unit: 1 });
  other.actions.point({ layer: 1, unit: 0, input: 0 });
  assert.deepEqual(one.socket.sent, [{ type: "view", id: 1, unit: "1-1" }]);
  assert.deepEqual(other.socket.sent, [{ type: "view", id: 1, gradients: true }]);
  assert.deepEqual([other.store.hovered.value, one.store.pointed.value], [null, null]);
});

test("frames and events of one session reach its store only, and its credit goes back to its server", async () => {
  const { one, other } = await two();
  one.socket.onmessage({ data: frame(1, 7) });
  other.socket.onmessage({ data: frame(5, 9, [0.2, 0.3]) });
  say(one.socket, { type: "points", train: [[1, 1, 1]], test: [] });
  await settled();
  one.ways.paint();
  other.ways.paint();
  assert.deepEqual([one, other].map(({ store }) => store.frame.value.epoch), [7, 9]);
  assert.deepEqual([one, other].map(({ store }) => store.history.value.train), [[0.4], [0.2]]);
  assert.deepEqual([one, other].map(({ socket }) => socket.sent), [[{ type: "drawn", sequence: 1 }], [{ type: "drawn", sequence: 5 }]]);
  assert.deepEqual(other.store.points.value.train, []);
});

test("each has notices of its own on the page they share", async () => {
  const { page, one, other } = await two();
  const codes = () => page.notices.list.value.map(({ code }) => code);
  say(one.socket, { type: "state", ...session("one", { status: "diverged" }) });
  say(other.socket, { type: "state", ...session("other", { status: "diverged" }) });
  assert.deepEqual(codes(), ["diverged", "diverged"]);
  say(one.socket, { type: "state", ...session("one") });
  assert.deepEqual(codes(), ["diverged"]);
  one.socket.onclose();
  assert.deepEqual(codes(), ["diverged", "connection_lost"]);
  other.actions.toggle();
  await settled();
  assert.deepEqual(other.socket.sent.map(({ type }) => type), ["play"]);
});

test("an edit that one connection has lost waits for that one", async () => {
  const { one, other } = await two();
  one.socket.onclose();
  one.actions.set("data.noise", 10);
  other.actions.set("data.noise", 20);
  await settled();
  assert.deepEqual(other.socket.sent.map(({ type, config }) => [type, config]), [["configure", { data: { noise: 20 } }]]);
  await one.ways.pass(250);
  await settled();
  one.ways.socket.onopen();
  await settled();
  assert.deepEqual(one.ways.socket.sent.map(({ type, config }) => [type, config]), [["configure", { data: { noise: 10 } }]]);
  assert.equal(other.socket.sent.length, 1);
});

test("a session has no way out but its edges", () => {
  const folder = join(import.meta.dirname, "../../../../frontend/js/core/live");
  const files = readdirSync(folder);
  assert.ok(files.includes("session.js"));
  for (const file of files) {
    const code = readFileSync(join(folder, file), "utf8").replace(/\/\*\*[^]*?\*\//g, "");
    assert.doesNotMatch(code, /\b(document|window|location|localStorage|sessionStorage|addEventListener|requestAnimationFrame|setTimeout|new WebSocket)\b/, file);
  }
});
