import assert from "node:assert/strict";
import { test } from "node:test";
import { verified } from "../../../../frontend/js/core/labs/verify.js";
import { signal } from "../../../../frontend/js/core/signal.js";
import { server, settled } from "./stage.js";

/** A lab that computes w + 1, against a server that is asked for the same. */
function stage(context, how = {}) {
  context.mock.timers.reset();
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const asked = server();
  const life = new AbortController();
  const [inputs, computed] = [signal({ w: 1 }), signal({ next: 2 })];
  const check = verified({ ask: ({ w }) => ["graph", { w }], read: ({ next }, shown) => ({ ...shown, next }), numbers: ({ next }) => ({ next }), ...how }, { inputs, computed }, life.signal);
  const set = (w) => {
    computed.value = { next: w + 1 };
    inputs.value = { w };
  };
  const pass = async (milliseconds) => {
    context.mock.timers.tick(milliseconds);
    await settled();
  };
  return { asked, life, inputs, computed, check, set, pass };
}

test("nothing is asked while a hand moves; once it rests, one question is", async (context) => {
  const { asked, check, set, pass } = stage(context);
  for (const w of [2, 3, 4]) {
    set(w);
    await pass(200);
  }
  assert.deepEqual([asked.length, check.value.state], [0, "none"]);
  await pass(50);
  assert.deepEqual(asked.map(({ path, body }) => [path, body]), [["api/labs/graph", { w: 4 }]]);
});

test("numbers that agree are counted, and stand as they are", async (context) => {
  const { asked, check, computed, pass } = stage(context);
  await pass(250);
  asked[0].answer({ next: 2 + 1e-12 });
  await settled();
  assert.deepEqual([check.value.state, check.value.numbers.map(({ name }) => name), computed.value.next], ["yes", ["next"], 2 + 1e-12]);
});

test("where they differ, the number of the server is named and shown", async (context) => {
  const { asked, check, computed, pass } = stage(context);
  await pass(250);
  asked[0].answer({ next: 2.5 });
  await settled();
  assert.deepEqual([check.value.state, check.value.wrong, computed.value.next], ["no", { name: "next", truth: 2.5, shown: 2 }, 2.5]);
});

test("a difference is measured against the size of the number", async (context) => {
  for (const [shown, truth, state] of [[2e12, 2e12 + 1000, "yes"], [2e12, 2e12 + 3000, "no"], [1e-12, 2e-12, "yes"], [NaN, NaN, "yes"], [Infinity, Infinity, "yes"], [1, NaN, "no"], [NaN, 1, "no"]]) {
    const { asked, check, computed, pass } = stage(context);
    computed.value = { next: shown };
    await pass(250);
    asked[0].answer({ next: truth });
    await settled();
    assert.equal(check.value.state, state, `${shown} against ${truth}`);
  }
});

test("an answer that comes after another change is thrown away, and the newest is asked for", async (context) => {
  const { asked, check, computed, set, pass } = stage(context);
  await pass(250);
  set(7);
  await pass(250);
  assert.equal(asked.length, 1);
  asked[0].answer({ next: 99 });
  await settled();
  assert.deepEqual([check.value.state, computed.value.next], ["none", 8]);
  await pass(250);
  assert.deepEqual(asked[1].body, { w: 7 });
  asked[1].answer({ next: 8 });
  await settled();
  assert.equal(check.value.state, "yes");
});

test("a server that is away is said, asked again less and less often, and found again", async (context) => {
  const { asked, check, computed, pass } = stage(context);
  await pass(250);
  asked[0].fail();
  await settled();
  assert.deepEqual([check.value.state, computed.value.next], ["away", 2]);
  await pass(499);
  assert.equal(asked.length, 1);
  await pass(1);
  asked[1].fail();
  await settled();
  await pass(1000);
  asked[2].answer({ next: 2 });
  await settled();
  assert.equal(check.value.state, "yes");
});

test("what cannot be asked is not", async (context) => {
  const { asked, check, pass } = stage(context, { ask: () => null });
  await pass(10_000);
  assert.deepEqual([asked.length, check.value.state], [0, "none"]);
});

test("a page that is over asks nothing, and takes no answer", async (context) => {
  const { asked, life, check, computed, pass } = stage(context);
  await pass(250);
  life.abort();
  asked[0].answer({ next: 99 });
  await settled();
  await pass(10_000);
  assert.deepEqual([asked.length, check.value.state, computed.value.next], [1, "none", 2]);
});
