import assert from "node:assert/strict";
import { test } from "node:test";
import { MISSING, passing, plotAxis } from "../../../../frontend/js/lib/plots/axes.js";

const axis = (values) => plotAxis(values, { key: "k", label: "K", text: String });

test("numbers lie on an axis by their size, a missing one below it", () => {
  const { places, ticks, textAt } = axis([0.001, 1, null]);
  assert.deepEqual(places, [0, 1, MISSING]);
  assert.deepEqual(ticks.map(({ text }) => text), ["null", "0.001", "1"]);
  assert.equal(textAt(1), "1");
});

test("texts, lists and truth values have a place each, in order", () => {
  assert.deepEqual(axis(["tanh", "relu", "elu", "relu"]).places, [1, 0.5, 0, 0.5]);
  assert.deepEqual(axis([[8, 8], [4]]).ticks, [{ at: 0, text: "4" }, { at: 1, text: "8,8" }]);
  assert.deepEqual(axis([true, false, null]).places, [1, 0.5, 0]);
  assert.equal(axis(["tanh"]).places[0], 0.5);
  assert.equal(axis(["tanh"]).textAt(1), "tanh");
});

test("only runs that pass all brushes are kept, the ends included", () => {
  const axes = [{ ...axis([1, 2, 3]), key: "a" }, { ...axis(["x", "y", "y"]), key: "b" }];
  assert.deepEqual(passing(axes, new Map()), [true, true, true]);
  assert.deepEqual(passing(axes, new Map([["a", [0.5, 1]]])), [false, true, true]);
  assert.deepEqual(passing(axes, new Map([["a", [0.5, 1]], ["b", [0, 0.4]]])), [false, false, false]);
  assert.deepEqual(passing([], new Map()), []);
});

test("a run without a value passes an axis unless it is brushed", () => {
  const axes = [axis([1, null])];
  assert.deepEqual(passing(axes, new Map([["k", [0, 0.5]]])), [true, false]);
});
