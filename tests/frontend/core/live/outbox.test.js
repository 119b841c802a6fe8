import assert from "node:assert/strict";
import { test } from "node:test";
import { createLatest } from "../../../../frontend/js/core/live/outbox.js";

/** Edits whose commands and pauses end when the test says so. */
function stage() {
  const timers = [];
  const sent = [];
  const latest = createLatest((run) => timers.push(run));
  const edit = (key, value) => latest(key, async () => sent.push(value));
  const pass = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    timers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { edit, pass, sent };
}

test("the first edit goes out at once, and of the others the newest", async () => {
  const { edit, pass, sent } = stage();
  for (let value = 1; value <= 100; value++) edit("noise", value);
  assert.deepEqual(sent, [1]);
  await pass();
  assert.deepEqual(sent, [1, 100]);
});

test("edits of different things do not replace each other", async () => {
  const { edit, pass, sent } = stage();
  edit("noise", 1);
  edit("noise", 2);
  edit("weights", 3);
  await pass();
  await pass();
  assert.deepEqual(sent, [1, 2, 3]);
});
