import assert from "node:assert/strict";
import { test } from "node:test";
import { placeText, titleOf, valueAt, valuesAt, written } from "../../../frontend/js/lib/in-units.js";
import { isPlain, placed } from "../../../frontend/js/lib/units.js";

const axis = (offset, factor, title) => ({ offset, factor, title });
const PLAIN = { x1: axis(0, 1, "x1"), x2: axis(0, 1, "x2"), label: axis(0, 1, "label") };
const OWN = { x1: axis(38, 2.2, "Age"), x2: axis(73840, 6480, "Salary"), label: axis(10, 5, "label") };

test("points are where they lie on the square", () => {
  assert.deepEqual(placed([[27, 41440, 15], [49, 106240, 10]], OWN), [[-5, -5, 1], [5, 5, 0]]);
  const rows = [[1, 2, 3]];
  assert.equal(placed(rows, PLAIN), rows);
  assert.equal(placed(rows, undefined), rows);
});

test("units are plain without offsets, factors and titles", () => {
  assert.ok(isPlain(PLAIN) && isPlain());
  assert.ok(!isPlain(OWN) && !isPlain({ ...PLAIN, x2: axis(0, 1, "width") }));
});

test("a place is told in the units of the points", () => {
  assert.equal(valueAt(OWN.x1, 5), 49);
  assert.deepEqual(valuesAt(OWN, { x1: 0, x2: -5 }), { x1: 38, x2: 41440 });
  assert.deepEqual(valuesAt(undefined, { x1: 1, x2: 2 }), { x1: 1, x2: 2 });
});

test("numbers are written to a thousandth of what an axis spans", (context) => {
  globalThis.document = { documentElement: { lang: "en" } };
  context.after(() => delete globalThis.document);
  assert.equal(written(OWN.x1, 37.98765), "37.99");
  assert.equal(written(OWN.x2, -73_841.4), "−73840");
  assert.equal(written(axis(0, 1e-6, "x1"), 1.23456e-6), "0.00000123");
  assert.deepEqual(placeText(OWN, { x1: 0, x2: 0 }), { title1: "Age", title2: "Salary", x1: "38", x2: "73840" });
  assert.equal(titleOf("x1", PLAIN), "x₁");
});
