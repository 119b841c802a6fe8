import assert from "node:assert/strict";
import { test } from "node:test";
import { historyScales } from "../../../frontend/js/lib/history.js";
import { roundTicks } from "../../../frontend/js/lib/plots/ticks.js";
import { boxScales, niceCeiling } from "../../../frontend/js/lib/box.js";
import { numberScale } from "../../../frontend/js/lib/scale.js";

const box = { width: 120, height: 60, left: 20, right: 0, top: 10, bottom: 10 };
/** The scales of a chart of losses. */
function chart(history, isLog = false) {
  const { across, up } = historyScales(history, isLog);
  return { ...boxScales(across, up, box), ticks: up.ticks };
}

test("a scale is logarithmic where numbers span two orders of magnitude", () => {
  const scale = numberScale([1, 0.01, 0.1]);
  const { isLog, position, value } = scale;
  assert.deepEqual([isLog, position(0.01), position(0.1), position(1), value(1)], [true, 0, 0.5, 1, 1]);
  assert.deepEqual(roundTicks(scale), [0.01, 0.1, 1]);
  assert.equal(numberScale([0, 500]).isLog, false);
});

test("ticks are round, inside the scale and few", () => {
  const ticks = (...scale) => roundTicks(numberScale(...scale));
  assert.deepEqual(ticks([0.05, 0.9], false), [0.2, 0.4, 0.6, 0.8]);
  assert.deepEqual(ticks([0.04, 0.9], true), [0.05, 0.1, 0.2, 0.5]);
  assert.deepEqual(ticks([0.46, 0.58], true), [0.46, 0.48, 0.5, 0.52, 0.54, 0.56, 0.58]);
  assert.deepEqual(ticks([-3, 4]), [-3, -2, -1, 0, 1, 2, 3, 4]);
  for (const high of [1.1, 7, 23, 480, 1e5]) assert.ok(ticks([0, high]).length <= 10, String(high));
  for (const low of [1e-12, 1e-7, 0.001]) assert.ok(ticks([low, 1]).length <= 10, String(low));
});

test("a single number lies in the middle", () => {
  const scale = numberScale([7, 7]);
  assert.deepEqual([scale.position(7), scale.value(0.5), roundTicks(scale)], [0.5, 7, [7]]);
});

test("a chart spans all epochs and starts at zero", () => {
  const { x, y, valueAt, ticks } = chart({ epochs: [0, 50, 100], train: [0.4, 0.2, 0.1], test: [0.5, 0.3, 0.2] });
  assert.deepEqual([x(0), x(100)], [20, 120]);
  assert.deepEqual([y(0), y(0.5)], [50, 10]);
  assert.equal(valueAt(x(37)), 37);
  assert.deepEqual(ticks, [0, 0.25, 0.5]);
});

test("a logarithmic chart ends at powers of ten, and draws what is no power at the bottom", () => {
  const { y, ticks } = chart({ epochs: [0, 1], train: [0.5, 0.0002], test: [0.5, 0] }, true);
  assert.deepEqual(ticks.map(Math.log10).map(Math.round), [-4, -3, -2, -1, 0]);
  assert.equal(y(0), 50);
});

test("powers of ten that are many are written at a stride", () => {
  const { ticks } = chart({ epochs: [0], train: [0.5], test: [2e-9] }, true);
  assert.deepEqual(ticks.map(Math.log10).map(Math.round), [-9, -6, -3, 0]);
});

test("an empty chart has an axis all the same", () => {
  const { x, y } = chart({ epochs: [], train: [], test: [] });
  assert.ok(Number.isFinite(x(0)) && Number.isFinite(y(0)));
});

test("axes end at round numbers", () => {
  assert.deepEqual([0.43, 0.5, 0.51, 12, 2].map(niceCeiling), [0.5, 0.5, 1, 20, 2]);
});
