import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cellAt, cellSize, fromLeft, fromTop, mapAt, mapColors, pixelAt, placeAt, planeMap, quantized,
} from "../../../frontend/js/lib/plane.js";

test("the plane lies on a square with x2 = 6 on top", () => {
  assert.deepEqual([-6, 0, 6].map(fromLeft), [0, 0.5, 1]);
  assert.deepEqual([-6, 0, 6].map(fromTop), [1, 0.5, 0]);
  assert.deepEqual(pixelAt(-6, 6, 240), [0, 0]);
  assert.deepEqual(pixelAt(3, -3, 240), [180, 180]);
});

test("a pixel leads back to its place, on a box of any shape", () => {
  for (const [x1, x2] of [[-6, 6], [1.5, -4.5], [0, 0]]) {
    const [x] = pixelAt(x1, x2, 240);
    const [, y] = pixelAt(x1, x2, 60);
    assert.deepEqual(placeAt(x, y, { width: 240, height: 60 }), { x1, x2 });
  }
});

test("a pixel beyond the edge stands for the nearest place inside", () => {
  assert.deepEqual(placeAt(-5, 250, { width: 240, height: 240 }), { x1: -6, x2: -6 });
  assert.deepEqual(placeAt(241, -1, { width: 240, height: 240 }), { x1: 6, x2: 6 });
});

test("the corners of a grid are the corners of the plane", () => {
  assert.deepEqual([[-6, 6], [6, 6], [-6, -6], [6, -6], [0, 0]].map(([x1, x2]) => cellAt({ x1, x2 }, 5)), [0, 4, 20, 24, 12]);
  assert.equal(cellAt({ x1: -6 + 12 / 8, x2: 6 - 12 / 16 }, 5), 1 + 0);
  assert.equal(cellSize(5, 240), 60);
});

test("a map is one of signed values, or of each class", () => {
  const values = Int8Array.from({ length: 8 }, (_, i) => i);
  assert.deepEqual(planeMap({ values, shape: [2, 4] }), { values, side: 4, classes: 0 });
  assert.deepEqual(planeMap({ values, shape: [2, 2, 2] }), { values, side: 2, classes: 2 });
  assert.deepEqual([...mapAt({ values, shape: [2, 2, 2] }, 1).values], [4, 5, 6, 7]);
});

test("real values are scaled to the largest one", () => {
  const { values, shape, scale } = quantized([[-4, 2], [0, 1]]);
  assert.deepEqual([[...values], shape, scale], [[-127, 64, 0, 32], [2, 2], 4]);
  assert.equal(quantized([[0]]).scale, 1);
});

test("a map has its colours by what it holds, and by whether only the side counts", () => {
  const tables = { smooth: "smooth", discrete: "discrete", winners: "winners", discreteWinners: "sharp winners" };
  const colors = [[0, false], [0, true], [3, false], [3, true]].map(([classes, discretize]) => mapColors({ classes }, tables, discretize));
  assert.deepEqual(colors, ["smooth", "discrete", "winners", "sharp winners"]);
});
