import assert from "node:assert/strict";
import { test } from "node:test";
import { keepLab, keptLabs } from "../../../../frontend/js/core/labs/keep.js";
import { storage } from "./stage.js";

const lab = (address = "") => ({ step: 2, address, predictions: {}, answers: {}, passed: [0], seed: 0, isDone: false });

test("each lab is kept beside the others, and forgotten alone", () => {
  globalThis.localStorage = storage();
  assert.deepEqual(keptLabs(), {});
  assert.ok(keepLab("linear", lab("w=2")) && keepLab("descent", lab()));
  assert.deepEqual(keptLabs(), { linear: lab("w=2"), descent: lab() });
  keepLab("linear", null);
  assert.deepEqual(keptLabs(), { descent: lab() });
});

test("where there is too much, the one that was longest not done is dropped", () => {
  globalThis.localStorage = storage();
  for (const id of ["a", "b", "c"]) keepLab(id, lab("x".repeat(25_000)));
  assert.deepEqual(Object.keys(keptLabs()), ["b", "c"]);
  keepLab("b", lab("x".repeat(25_000)));
  keepLab("d", lab("x".repeat(25_000)));
  assert.deepEqual(Object.keys(keptLabs()), ["b", "d"]);
});

test("a browser that keeps nothing says so, and nothing is thrown", () => {
  globalThis.localStorage = storage({}, { isRefusing: true });
  assert.deepEqual(keptLabs(), {});
  assert.equal(keepLab("linear", lab()), false);
});

test("what is no longer understood counts as nothing", () => {
  for (const text of ["{", "null", "7", '{"v": 2, "labs": {"linear": {}}}', '{"v": 1, "labs": null}', '{"v": 1}']) {
    globalThis.localStorage = storage({ "tinkernet.labs": text });
    assert.deepEqual(keptLabs(), {}, text);
    assert.ok(keepLab("linear", lab()));
    assert.deepEqual(keptLabs(), { linear: lab() });
  }
});
