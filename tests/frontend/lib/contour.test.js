import assert from "node:assert/strict";
import { test } from "node:test";
import { classMargins, zeroContour } from "../../../frontend/js/lib/contour.js";

test("a plane has one straight contour where it is zero", () => {
  const columns = 5;
  const values = Array.from({ length: 15 }, (_, i) => (i % columns) - 1.25);
  const segments = zeroContour(values, columns, 3);
  assert.equal(segments.length, 8);
  for (let i = 0; i < segments.length; i += 2) assert.equal(segments[i], 1.25);
});

test("a map of one sign has none", () => {
  assert.deepEqual(zeroContour(new Int8Array(16).fill(3), 4, 4), []);
  assert.deepEqual(zeroContour(new Int8Array(16).fill(-3), 4, 4), []);
});

test("every contour is closed or ends on the border", () => {
  const side = 24;
  const values = Array.from({ length: side * side }, (_, i) => Math.sin(i * 12.9898) * 43758.5453 % 1);
  const segments = zeroContour(values, side, side);
  const ends = new Map();
  for (let i = 0; i < segments.length; i += 2) {
    const key = `${segments[i].toFixed(6)},${segments[i + 1].toFixed(6)}`;
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  const onBorder = (key) => key.split(",").some((part) => [0, side - 1].includes(Number(part)));
  for (const [key, count] of ends) assert.equal(count, onBorder(key) ? 1 : 2, key);
});

test("the circle's contour lies on the circle", () => {
  const side = 101;
  const values = Array.from({ length: side * side }, (_, i) => 900 - ((i % side) - 50) ** 2 - (Math.floor(i / side) - 50) ** 2);
  const segments = zeroContour(values, side, side);
  for (let i = 0; i < segments.length; i += 2) {
    assert.ok(Math.abs(Math.hypot(segments[i] - 50, segments[i + 1] - 50) - 30) < 0.02);
  }
});

test("a class's margin is its probability less the best of the others", () => {
  const margins = new Int16Array(2);
  classMargins(Uint8Array.of(200, 10, 30, 90, 25, 155), 2, 0, margins);
  assert.deepEqual([...margins], [170, -145]);
});
