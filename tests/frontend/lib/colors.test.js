import assert from "node:assert/strict";
import { test } from "node:test";
import { paint, paintWinners, rampColor, signedTable, unsignedTable } from "../../../frontend/js/lib/colors.js";

const ramp = { negative: [255, 0, 0], middle: [255, 255, 255], positive: [0, 0, 255] };

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
