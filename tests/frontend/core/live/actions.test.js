import assert from "node:assert/strict";
import { test } from "node:test";
import { createActions } from "../../../../frontend/js/core/live/actions.js";
import { createInbox } from "../../../../frontend/js/core/live/inbox.js";
import { createOutbox } from "../../../../frontend/js/core/live/outbox.js";
import { createStore } from "../../../../frontend/js/core/live/store.js";
import { CommandError } from "../../../../frontend/js/core/live/stream.js";
import { merged } from "../../../../frontend/js/lib/config.js";
import { readHash } from "../../../../frontend/js/lib/hash.js";
import { ownData } from "../../../../frontend/js/lib/own-points.js";
import { DEFAULTS, OPTIONS } from "../../options.js";
import { page as pageOf, session, settled } from "./stage.js";

/** Actions on a stream whose connection is there or not, or gone for ever. */
function stage(texts) {
  const sent = [];
  const waiting = [];
  const stream = {
    state: "open",
    refuses: false,
    async send(type, fields) {
      if (stream.state !== "open") throw new CommandError({ code: "disconnected", message: "lost" });
      sent.push([type, fields]);
      if (stream.refuses) throw new CommandError({ code: "invalid_config", message: "no" });
    },
    async whenOpen() {
      if (stream.state === "gone") throw new Error("gone");
      if (stream.state === "lost") await new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    become(state) {
      stream.state = state;
      for (const { resolve, reject } of waiting.splice(0)) state === "open" ? resolve() : reject(new Error(state));
    },
  };
  const page = pageOf(texts);
  const { notices } = page;
  const store = createStore(page.options);
  const outbox = createOutbox({ page, notices }, () => stream, (run) => setImmediate(run));
  const inbox = createInbox({ page, store, notices, outbox });
  const actions = createActions({ page, store, notices, outbox, inbox });
  inbox.takeState(session("a"));
  return { store, notices, inbox, actions, stream, sent };
}

test("edits made without a connection are sent when it is back, each once", async () => {
  const { store, inbox, actions, stream, sent } = stage();
  stream.state = "lost";
  actions.set("data.noise", 10);
  await settled();
  actions.set("training.learning_rate", 1);
  actions.set("data.noise", 20);
  actions.setParameter({ layer: 1, unit: 0, input: 0 }, 2.5);
  await settled();
  inbox.takeState(session("a"));
  assert.deepEqual([store.config.value.data.noise, store.config.value.training.learning_rate], [20, 1]);
  assert.deepEqual(sent, []);
  stream.become("open");
  await settled();
  assert.deepEqual(sent, [
    ["configure", { config: { data: { noise: 10 } } }],
    ["configure", { config: { training: { learning_rate: 1 }, data: { noise: 20 } } }],
    ["set_parameters", { changes: [{ layer: 1, unit: 0, input: 0, value: 2.5 }] }],
  ]);
});

test("a refused edit is put back", async () => {
  const { store, notices, actions, stream } = stage();
  stream.refuses = true;
  actions.set("data.noise", 10);
  await settled();
  assert.equal(store.config.value.data.noise, 0);
  assert.equal(notices.list.value[0].code, "invalid_config");
});

test("edits of a session that is gone stay on the page, and the next session takes new ones", async () => {
  const { store, inbox, actions, stream, sent } = stage();
  stream.state = "lost";
  actions.set("data.noise", 10);
  await settled();
  stream.become("gone");
  await settled();
  assert.equal(store.config.value.data.noise, 10);
  actions.set("data.noise", 15);
  inbox.takeState(session("b", { config: merged(DEFAULTS, { data: { noise: 30 } }) }));
  assert.equal(store.config.value.data.noise, 30);
  await settled();
  stream.state = "open";
  actions.set("data.noise", 40);
  await settled();
  assert.deepEqual(sent.at(-1), ["configure", { config: { data: { noise: 40 } } }]);
});

const OWN = { task: "classification", points: [[0, 0, 1], [1, 1, -1]], sides: ["train", "test"], train_percent: 70, seed: 3 };
const named = (digest, change = {}) => session("b", { config: { ...DEFAULTS, ...change, data: { source: "points", digest } } });
const tell = (inbox, digest, own) => inbox.take({ type: "points", train: [[0, 0, 1]], test: [[1, 1, -1]], digest, ...own });

test("points of one's own take the place of their digest as soon as they are told", () => {
  const { store, inbox } = stage();
  inbox.takeState(named("d", { features: ["x1"] }));
  assert.deepEqual([store.config.value.data, store.config.value.features], [DEFAULTS.data, ["x1"]]);
  tell(inbox, "d", OWN);
  assert.deepEqual(store.config.value.data, ownData(OWN));
  inbox.takeState(session("b"));
  assert.deepEqual(store.config.value.data, DEFAULTS.data);
});

test("until other points are told those that were there are shown, with the edits", async () => {
  const { store, inbox, actions, stream } = stage();
  inbox.takeState(named("d"));
  tell(inbox, "d", OWN);
  stream.state = "lost";
  actions.set("data.train_percent", 80);
  await settled();
  inbox.takeState(named("e"));
  assert.deepEqual(store.config.value.data, { ...ownData(OWN), train_percent: 80 });
  tell(inbox, "e", { ...OWN, train_percent: 80 });
  assert.deepEqual(store.config.value.data, ownData({ ...OWN, train_percent: 80 }));
});

test("points of a data set leave the config as it is", () => {
  const { store, inbox } = stage();
  tell(inbox, null, { points: null, sides: null });
  assert.deepEqual(store.config.value, DEFAULTS);
  assert.deepEqual(store.points.value.train, [[0, 0, 1]]);
});

test("whoever only watches is told of a divergence, without a way back to press", () => {
  const { notices, inbox } = stage();
  inbox.takeState(session("a", { status: "diverged" }));
  assert.equal(typeof notices.list.value[0].action.run, "function");
  notices.dismiss("diverged");
  inbox.takeState(session("a", { id: undefined, status: "diverged" }));
  assert.deepEqual([notices.list.value[0].code, notices.list.value[0].action], ["diverged", undefined]);
});

test("play is followed by pause before the server has confirmed it", async () => {
  const { store, inbox, actions, sent } = stage();
  await actions.toggle();
  await actions.toggle();
  assert.deepEqual(sent.map(([type]) => type), ["play", "pause"]);
  inbox.takeState(session("a"));
  assert.equal(store.intent.value, null);
});

test("a link to other settings changes them, one to another start starts there", async () => {
  const { actions, sent } = stage();
  actions.follow(readHash("#noise=10", OPTIONS));
  await settled();
  assert.deepEqual(sent.map(([type]) => type), ["configure"]);
  actions.follow(readHash("#network_seed=7", OPTIONS));
  await settled();
  assert.deepEqual(sent.slice(1).map(([type]) => type), ["configure", "reset"]);
});

test("what a link says that cannot be is told, until one comes that can", async () => {
  const { notices, actions } = stage();
  actions.follow(readHash("#noise=99", OPTIONS));
  assert.deepEqual(notices.list.value.map(({ code }) => code), ["corrected"]);
  actions.follow(readHash("#noise=9", OPTIONS));
  assert.deepEqual(notices.list.value, []);
  await settled();
});

test("of what was not taken of a link the beginning is said, and of a formula the reason and the place", () => {
  const said = (hash) => {
    const { notices, actions } = stage({ "notice.corrected": "{list}", "notice.ignored": "{given}.", "notice.clamped": "{used}.", "expression.at": "{at}: {why}" });
    actions.follow(readHash(hash, OPTIONS));
    return notices.list.value[0].text;
  };
  assert.equal(said("#dataset=formula&expression=x1%20%3E"), "x1 >. 5: expression.expected circle.");
  assert.equal(said(`#points=${"0,0,1;".repeat(5000)}`), `${"0,0,1;".repeat(10)}….`);
});

test("what is looked at is told only where it changes, and let go of where it is gone", () => {
  const { store, inbox, actions } = stage();
  const told = [];
  store.hovered.subscribe((shown) => told.push(shown));
  actions.hover({ layer: 1, unit: 1 });
  actions.hover({ layer: 1, unit: 1 });
  actions.edit({ layer: 1, unit: 1, input: 0 });
  assert.deepEqual(told, [null, { layer: 1, unit: 1 }]);
  inbox.takeState(session("a", { structure: { features: ["x1", "x2"], layers: [{ units: 1 }], outputs: 1 } }));
  assert.deepEqual([store.hovered.value, store.edited.value], [null, null]);
});
