import assert from "node:assert/strict";
import { test } from "node:test";
import { poll } from "../../../../frontend/js/core/experiments/poll.js";

globalThis.document ??= { hidden: false };
const settled = async () => {
  for (let i = 0; i < 8; i++) await Promise.resolve();
};

test("it asks again after a pause as long as there is more to come", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  poll(async () => (++asked < 3 ? 1000 : 0), assert.fail, new AbortController().signal);
  await settled();
  for (const expected of [1, 2, 3, 3]) {
    assert.equal(asked, expected);
    context.mock.timers.tick(1000);
    await settled();
  }
});

test("it pauses longer while nothing comes, and says so", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  const troubles = [];
  poll(async () => {
    asked += 1;
    throw new Error("gone");
  }, (error) => troubles.push(error.message), new AbortController().signal);
  await settled();
  for (const pause of [2000, 4000, 8000]) {
    context.mock.timers.tick(pause - 1);
    await settled();
    const before = asked;
    context.mock.timers.tick(1);
    await settled();
    assert.equal(asked, before + 1);
  }
  assert.deepEqual(troubles, ["gone", "gone", "gone", "gone"]);
});

test("asked while it asks, it asks once more, and never twice at a time", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let running = 0;
  let asked = 0;
  /** @type {(() => void)[]} */
  const answers = [];
  const again = poll(async () => {
    asked += 1;
    assert.equal(++running, 1);
    await new Promise((resolve) => answers.push(() => resolve(undefined)));
    running -= 1;
    return 0;
  }, assert.fail, new AbortController().signal);
  again();
  again();
  answers.shift()?.();
  await settled();
  assert.equal(asked, 2);
  answers.shift()?.();
  await settled();
  assert.equal(asked, 2);
});

test("it stops with the page", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const life = new AbortController();
  let asked = 0;
  poll(async () => 1000 * ++asked, assert.fail, life.signal);
  await settled();
  life.abort();
  context.mock.timers.tick(5000);
  await settled();
  assert.equal(asked, 1);
});
