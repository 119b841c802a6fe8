import assert from "node:assert/strict";
import { test } from "node:test";
import { chartScales, niceCeiling } from "../../../frontend/js/lib/chart.js";
import { paint, paintWinners, rampColor, signedTable, unsignedTable } from "../../../frontend/js/lib/colors.js";

const ramp = { negative: [255, 0, 0], middle: [255, 255, 255], positive: [0, 0, 255] };
const box = { width: 120, height: 60, left: 20, right: 0, top: 10, bottom: 10, log: false };

test("the ramp runs from negative over middle to positive, and is clipped", () => {
  assert.deepEqual([-1, 0, 1, 7, -7].map((value) => rampColor(value, ramp)), [[255, 0, 0], [255, 255, 255], [0, 0, 255], [0, 0, 255], [255, 0, 0]]);
});

test("a signed byte finds its colour in the table", () => {
  const pixels = new Uint32Array(3);
  paint(pixels, Int8Array.of(-127, 0, 127), signedTable((value) => rampColor(value, ramp)));
  assert.deepEqual([...new Uint8Array(pixels.buffer)], [255, 0, 0, 255, 255, 255, 255, 255, 0, 0, 255, 255]);
});

test("the most probable class wins its cell", () => {
  const tables = [10, 20, 30].map((red) => unsignedTable((value) => [red, Math.round(value * 255), 0]));
  const pixels = new Uint32Array(2);
  paintWinners(pixels, Uint8Array.of(200, 10, 30, 90, 25, 155), tables);
  assert.deepEqual([...new Uint8Array(pixels.buffer)], [10, 200, 0, 255, 30, 155, 0, 255]);
});

test("the chart spans all epochs and starts at zero", () => {
  const { x, y, epochAt } = chartScales({ epochs: [0, 50, 100], train: [0.4, 0.2, 0.1], test: [0.5, 0.3, 0.2] }, box);
  assert.deepEqual([x(0), x(100)], [20, 120]);
  assert.deepEqual([y(0), y(0.5)], [50, 10]);
  assert.equal(epochAt(x(37)), 37);
});

test("a logarithmic chart ends at powers of ten", () => {
  const { y, yTicks } = chartScales({ epochs: [0, 1], train: [0.5, 0.0002], test: [0.5, 0] }, { ...box, log: true });
  assert.deepEqual(yTicks.map(Math.log10).map(Math.round), [-4, -3, -2, -1, 0]);
  assert.equal(y(0), 50);
});

test("an empty chart has an axis all the same", () => {
  const { x, y } = chartScales({ epochs: [], train: [], test: [] }, box);
  assert.ok(Number.isFinite(x(0)) && Number.isFinite(y(0)));
});

test("axes end at round numbers", () => {
  assert.deepEqual([0.43, 0.5, 0.51, 12, 2].map(niceCeiling), [0.5, 0.5, 1, 20, 2]);
});
