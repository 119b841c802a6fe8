import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterLevels } from "../../../../frontend/js/lib/plots/levels.js";

const values = (found) => found.levels.map(({ value }) => value);
const ranges = (found) => found.levels.map(({ from, to }) => [from, to]);

test("numbers are sorted as numbers, whatever their order", () => {
  assert.deepEqual(values(parameterLevels([10, 9, 100, 9, 0.5])), [0.5, 9, 10, 100]);
});

test("none comes first, then numbers, texts and lists from short to long", () => {
  assert.deepEqual(values(parameterLevels([[8, 8], "tanh", [16], 3, null, [8], "relu"])), [null, 3, "relu", "tanh", [8], [16], [8, 8]]);
});

test("each value finds its level", () => {
  const { indexOf, isOrdered } = parameterLevels([[4], [4, 2], [2]]);
  assert.deepEqual([[2], [4], [4, 2], [9]].map(indexOf), [0, 1, 2, -1]);
  assert.equal(isOrdered, false);
});

test("many whole numbers share ranges that do not overlap", () => {
  const all = Array.from({ length: 50 }, (_, i) => i + 1);
  const found = parameterLevels(all);
  assert.deepEqual(ranges(found), [[1, 6], [7, 12], [13, 18], [19, 25], [26, 31], [32, 37], [38, 43], [44, 50]]);
  for (const value of all) {
    const { from, to } = found.levels[found.indexOf(value)];
    assert.ok(from <= value && value <= to, `${value} lies in ${from} to ${to}`);
  }
});

test("many numbers over orders of magnitude share ranges as wide on a logarithmic scale", () => {
  const all = Array.from({ length: 41 }, (_, i) => 10 ** (i / 10) / 10_000);
  const found = parameterLevels(all);
  assert.deepEqual(ranges(found).map(([from]) => from), [0.0001, 0.00032, 0.001, 0.0032, 0.01, 0.032, 0.1, 0.32]);
  for (const value of all) {
    const { from, to } = found.levels[found.indexOf(value)];
    assert.ok(from <= value && value <= to);
  }
  assert.deepEqual([found.indexOf(0.0001), found.indexOf(1), found.isOrdered], [0, 7, true]);
});

test("none keeps a level of its own beside ranges", () => {
  const found = parameterLevels([null, ...Array.from({ length: 20 }, (_, i) => i / 10)]);
  assert.deepEqual([found.levels.length, found.levels[0].value, found.indexOf(null), found.indexOf(0), found.indexOf(1.9)], [9, null, 0, 1, 8]);
});

test("nothing has no level", () => {
  assert.deepEqual(parameterLevels([]).levels, []);
});
