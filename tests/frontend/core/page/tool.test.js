import assert from "node:assert/strict";
import { test } from "node:test";
import { createNotices } from "../../../../frontend/js/core/page/notices.js";
import { createTexts } from "../../../../frontend/js/core/page/texts.js";
import { tool } from "../../../../frontend/js/core/page/tool.js";

/** The keys of the window. */
const keys = new EventTarget();
globalThis.addEventListener = keys.addEventListener.bind(keys);

/** A tool whose module comes, or fails to, when the test says so. */
function stage() {
  const life = new AbortController();
  const notices = createNotices();
  const [loads, made, opened] = [[], [], []];
  const load = () => new Promise((resolve, reject) => loads.push({ come: () => resolve("module"), fail: () => reject(new Error("offline")) }));
  const make = (module) => {
    made.push(module);
    return (...all) => opened.push(all);
  };
  return { life, notices, loads, made, opened, ...tool({ texts: createTexts("en", {}), notices, signal: life.signal }, load, make) };
}

test("a tool is fetched and made once, however often it is pointed at and opened", async () => {
  const { loads, made, opened, prepare, open } = stage();
  prepare();
  prepare();
  assert.equal(loads.length, 1);
  const opening = open("first");
  loads[0].come();
  await opening;
  open("second");
  assert.deepEqual([loads.length, made, opened], [1, ["module"], [["first"], ["second"]]]);
});

test("one that is there opens within the press", async () => {
  const { loads, opened, prepare, open } = stage();
  prepare();
  loads[0].come();
  await new Promise((resolve) => setImmediate(resolve));
  open("now");
  assert.deepEqual(opened, [["now"]]);
});

test("one that does not come is told of when it was asked for, and fetched again next time", async () => {
  const { notices, loads, opened, prepare, open } = stage();
  prepare();
  loads[0].fail();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(notices.list.value, []);
  const opening = open();
  loads[1].fail();
  await opening;
  assert.equal(notices.list.value[0].code, "unreachable");
  const again = open("again");
  loads[2].come();
  await again;
  assert.deepEqual([opened, notices.list.value], [[["again"]], []]);
});

test("Escape takes the wish back as long as the tool is not there", async () => {
  const { loads, made, opened, open } = stage();
  const opening = open("first");
  keys.dispatchEvent(Object.assign(new Event("keydown"), { key: "Escape" }));
  loads[0].come();
  await opening;
  assert.deepEqual([made, opened], [["module"], []]);
  open("second");
  assert.deepEqual(opened, [["second"]]);
});

test("one that comes after the language was changed is not put on the page", async () => {
  const { life, loads, made, opened, open } = stage();
  const opening = open();
  life.abort();
  loads[0].come();
  await opening;
  assert.deepEqual([made, opened], [[], []]);
});
