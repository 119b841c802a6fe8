import assert from "node:assert/strict";
import { test } from "node:test";
import { createActions } from "../../../../frontend/js/core/live/actions.js";
import { createTexts } from "../../../../frontend/js/core/page/texts.js";
import { createLatest } from "../../../../frontend/js/core/live/latest.js";
import { createStore } from "../../../../frontend/js/core/live/store.js";
import { CommandError } from "../../../../frontend/js/core/live/stream.js";
import { merged } from "../../../../frontend/js/lib/merge.js";
import { DEFAULTS, OPTIONS } from "../../options.js";

const session = (watch_id, config = DEFAULTS) => ({
  id: `${watch_id}-id`, watch_id, status: "paused", config, epoch: 0, metrics: {}, structure: { features: ["x1", "x2"], layers: [], outputs: 1 },
});
/** Until nothing is left to do: a few turns of the event loop, since nothing here waits for a clock. */
async function settled() {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Actions on a stream whose connection is there or not, or gone for ever. */
function stage() {
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
  const store = createStore(OPTIONS, createTexts("en", {}), {});
  const actions = createActions(store, () => stream, createLatest((run) => setImmediate(run)));
  actions.receiveState(session("a"));
  return { store, actions, stream, sent };
}

test("edits made without a connection are sent when it is back, each once", async () => {
  const { store, actions, stream, sent } = stage();
  stream.state = "lost";
  actions.set("data.noise", 10);
  await settled();
  actions.set("training.learning_rate", 1);
  actions.set("data.noise", 20);
  actions.setParameter({ layer: 1, unit: 0, input: 0 }, 2.5);
  await settled();
  actions.receiveState(session("a"));
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
  const { store, actions, stream } = stage();
  stream.refuses = true;
  actions.set("data.noise", 10);
  await settled();
  assert.equal(store.config.value.data.noise, 0);
  assert.equal(store.notices.value[0].code, "invalid_config");
});

test("edits of a session that is gone stay on the page, and the next session takes new ones", async () => {
  const { store, actions, stream, sent } = stage();
  stream.state = "lost";
  actions.set("data.noise", 10);
  await settled();
  stream.become("gone");
  await settled();
  assert.equal(store.config.value.data.noise, 10);
  actions.set("data.noise", 15);
  actions.receiveState(session("b", merged(DEFAULTS, { data: { noise: 30 } })));
  assert.equal(store.config.value.data.noise, 30);
  await settled();
  stream.state = "open";
  actions.set("data.noise", 40);
  await settled();
  assert.deepEqual(sent.at(-1), ["configure", { config: { data: { noise: 40 } } }]);
});

test("whoever only watches is told of a divergence, without a way back to press", () => {
  const { store, actions } = stage();
  actions.receiveState({ ...session("a"), status: "diverged" });
  assert.equal(typeof store.notices.value[0].action.run, "function");
  actions.dismiss("diverged");
  actions.receiveState({ ...session("a"), id: undefined, status: "diverged" });
  assert.deepEqual([store.notices.value[0].code, store.notices.value[0].action], ["diverged", undefined]);
});
