import assert from "node:assert/strict";
import { test } from "node:test";
import { MISSING, passing, plotAxis } from "../../../../frontend/js/lib/plots/axes.js";
import { DASHES, groupColors, isDark } from "../../../../frontend/js/lib/plots/colors.js";
import { lossesAt, lossRange, medianCurve, sharedEpochs } from "../../../../frontend/js/lib/plots/curves.js";
import { nearestRun } from "../../../../frontend/js/lib/plots/runs.js";

const history = (run, epochs, losses) => ({ run, epochs, train_loss: losses, test_loss: losses });
const axis = (values) => plotAxis(values, { key: "k", label: "K", text: String });

test("a loss between two known ones is interpolated, after the last one it stays", () => {
  assert.deepEqual(lossesAt(history(0, [0, 10, 20], [1, 0.5, 0.1]), "test_loss", [0, 5, 10, 15, 40]), [1, 0.75, 0.5, 0.3, 0.1]);
});

test("a loss that is not known is passed over, before the first there is none", () => {
  assert.deepEqual(lossesAt(history(0, [0, 10, 20], [null, 0.5, null]), "train_loss", [0, 10, 20]), [NaN, 0.5, 0.5]);
  assert.deepEqual(lossesAt(history(0, [0], [null]), "train_loss", [0, 1]), [NaN, NaN]);
});

test("the median of runs that end early counts their last losses", () => {
  const runs = [history(0, [0, 10], [1, 0.1]), history(1, [0, 20], [3, 3]), history(2, [0, 20], [5, 5])];
  assert.deepEqual(medianCurve(runs, "test_loss", [0, 20]), [3, 3]);
  assert.deepEqual(medianCurve(runs.slice(0, 2), "test_loss", [0, 20]), [2, 1.55]);
  assert.deepEqual(medianCurve([], "test_loss", [0]), [NaN]);
});

test("curves share epochs to the end of the longest, and span their losses", () => {
  const runs = [history(0, [0, 10], [1, 0.25]), history(1, [0, 40], [0, null])];
  assert.deepEqual(sharedEpochs(runs, 5), [0, 10, 20, 30, 40]);
  assert.deepEqual(lossRange(runs, "test_loss"), [0.25, 1]);
  assert.ok(lossRange([], "test_loss").every((end) => end > 0));
});

test("the nearest line within reach is found, unless it is out", () => {
  const flat = (run, y, isOut = false) => ({ run, places: Float32Array.of(0, y, 100, y), isOut });
  assert.equal(nearestRun([flat(1, 0), flat(2, 30)], 50, 20, 15), 2);
  assert.equal(nearestRun([flat(1, 0), flat(2, 30, true)], 50, 20, 15), null);
  assert.equal(nearestRun([flat(1, 0)], 110, 0, 15), 1);
  assert.equal(nearestRun([{ run: 1, places: Float32Array.of(0, NaN, 100, 0, 100, 50), isOut: false }], 50, 0, 15), null);
});

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

/** WCAG 2.2's relative luminance. */
const luminance = (color) => {
  const [red, green, blue] = color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

test("groups stand out on both themes; ordered ones grow lighter", () => {
  for (const card of [[255, 255, 255], [24, 32, 40]]) {
    const ordered = groupColors(8, true, isDark(card));
    assert.deepEqual(ordered, [...ordered].sort((a, b) => luminance(a) - luminance(b)));
    for (const color of [...ordered, ...groupColors(8, false, isDark(card))]) assert.ok(contrast(color, card) >= 3, `${color} on ${card}`);
  }
});

test("groups without an order differ in colour and in dashes", () => {
  assert.equal(new Set(groupColors(8, false, false).map(String)).size, 8);
  assert.equal(new Set(DASHES.map(String)).size, 8);
});
