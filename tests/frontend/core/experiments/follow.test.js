import assert from "node:assert/strict";
import { test } from "node:test";
import { hear, poll } from "../../../../frontend/js/core/experiments/follow.js";
import { eventSources } from "./events.js";

globalThis.document = { hidden: false };
const settled = async () => {
  for (let i = 0; i < 8; i++) await Promise.resolve();
};

test("it asks again after a pause as long as there is more to come", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  poll(async () => (++asked < 3 ? 1000 : 0), assert.fail);
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
  }, (error) => troubles.push(error.message));
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
  const { now } = poll(async () => {
    asked += 1;
    assert.equal(++running, 1);
    await new Promise((resolve) => answers.push(() => resolve(undefined)));
    running -= 1;
    return 0;
  }, assert.fail);
  now();
  now();
  answers.shift()?.();
  await settled();
  assert.equal(asked, 2);
  answers.shift()?.();
  await settled();
  assert.equal(asked, 2);
});

test("asked for soon, it rests first, and asks once however often it is asked for", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  const { soon } = poll(async () => {
    asked += 1;
    return 0;
  }, assert.fail);
  await settled();
  for (let i = 0; i < 3; i++) soon();
  context.mock.timers.tick(900);
  await settled();
  assert.equal(asked, 1);
  context.mock.timers.tick(200);
  await settled();
  context.mock.timers.tick(5000);
  await settled();
  assert.equal(asked, 2);
});

test("asked for soon while it asks, it asks once more after a rest", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  /** @type {(() => void)[]} */
  const answers = [];
  const { soon } = poll(async () => {
    asked += 1;
    await new Promise((resolve) => answers.push(() => resolve(undefined)));
    return 0;
  }, assert.fail);
  soon();
  answers.shift()?.();
  await settled();
  assert.equal(asked, 1);
  context.mock.timers.tick(1100);
  await settled();
  assert.equal(asked, 2);
});

test("where nobody looks, it waits until somebody does", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  const { soon } = poll(async () => 1000 * ++asked, assert.fail);
  await settled();
  document.hidden = true;
  soon();
  for (let i = 0; i < 5; i++) context.mock.timers.tick(1100);
  await settled();
  assert.equal(asked, 1);
  document.hidden = false;
  context.mock.timers.tick(1100);
  await settled();
  assert.equal(asked, 2);
});

/** Ears at an address, on connections of our own. */
function listening(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { sources, open } = eventSources();
  const told = [];
  let silences = 0;
  const ears = hear("/events", { onNews: (news) => told.push(news), onSilence: () => silences++ }, open);
  return { ...ears, sources, told, tick: (milliseconds) => context.mock.timers.tick(milliseconds), silences: () => silences };
}

test("events are heard from the first to the last, whose connection is given back", (context) => {
  const { sources: [source], told, isHeard, silences } = listening(context);
  assert.deepEqual([source.url, isHeard()], ["/events", false]);
  source.say("progress", { done: 1 });
  assert.equal(isHeard(), true);
  source.say("end", { done: 2 });
  assert.deepEqual([told, isHeard(), source.isClosed, silences()], [[{ done: 1 }, { done: 2 }], false, true, 0]);
});

test("a connection that breaks is opened again, a little later each time until events come", (context) => {
  const { sources, tick, isHeard, silences } = listening(context);
  sources[0].say("progress", {});
  sources[0].fail();
  assert.deepEqual([isHeard(), silences(), sources[0].isClosed], [false, 1, true]);
  for (const [count, delay] of [[1, 1000], [2, 2000], [3, 4000]]) {
    tick(delay - 1);
    assert.equal(sources.length, count);
    tick(1);
    assert.equal(sources.length, count + 1);
    sources[count].fail();
  }
  tick(8000);
  sources[4].say("progress", {});
  assert.equal(isHeard(), true);
  sources[4].fail();
  tick(1000);
  assert.equal(sources.length, 6);
});

test("when no event has come for a while, it is to be asked, until one comes", (context) => {
  const { sources: [source], tick, isHeard, silences } = listening(context);
  tick(4999);
  assert.equal(silences(), 0);
  tick(1);
  assert.deepEqual([silences(), isHeard(), source.isClosed], [1, false, false]);
  source.say("progress", {});
  assert.equal(isHeard(), true);
  tick(5000);
  assert.deepEqual([silences(), isHeard()], [2, false]);
});

test("a page that nobody looks at gives its connection back, and takes another when somebody does", (context) => {
  const { sources, tick, isHeard } = listening(context);
  document.hidden = true;
  sources[0].say("progress", {});
  assert.deepEqual([sources[0].isClosed, isHeard()], [true, false]);
  tick(1000);
  tick(30_000);
  assert.equal(sources.length, 1);
  document.hidden = false;
  tick(2000);
  assert.equal(sources.length, 2);
});

test("whoever stops listening hears nothing more", (context) => {
  const { sources, tick, close } = listening(context);
  close();
  tick(60_000);
  assert.deepEqual([sources.length, sources[0].isClosed], [1, true]);
});
