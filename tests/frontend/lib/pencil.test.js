import assert from "node:assert/strict";
import { test } from "node:test";
import { idsWithin, nearest } from "../../../frontend/js/lib/pencil/found.js";
import { labelOf, offered } from "../../../frontend/js/lib/labels.js";
import { stroke } from "../../../frontend/js/lib/pencil/stroke.js";

const half = () => 0.5;
const ENTRIES = [[0, 0], [1, 0], [1.2, 0.1], [-5, 5]].map(([x1, x2], id) => ({ id, row: [x1, x2, 1], side: "train" }));

test("a press leaves one point where it is, and one that does not move no more", () => {
  const to = stroke({ size: 2, density: 4 }, half);
  assert.deepEqual(to({ x1: 1, x2: 2 }), [{ x1: 1, x2: 2 }]);
  assert.deepEqual(to({ x1: 1, x2: 2 }), []);
});

test("a stroke leaves so many points a unit, however often the pointer is heard", () => {
  for (const steps of [1, 7, 100]) {
    const to = stroke({ size: 0, density: 4 }, half);
    to({ x1: -2.5, x2: 0 });
    const found = Array.from({ length: steps }, (_, i) => to({ x1: -2.5 + (5 * (i + 1)) / steps, x2: 0 })).flat();
    assert.ok(Math.abs(found.length - 20) <= 1, String(found.length));
    found.forEach(({ x1, x2 }, i) => {
      assert.ok(Math.abs(x1 - (-2.25 + i / 4)) < 1e-9);
      assert.equal(x2, 0);
    });
  }
});

test("points scatter as far as the brush is wide, and none beyond the plane", () => {
  const to = stroke({ size: 1, density: 50 }, Math.random);
  to({ x1: -5.8, x2: 5.8 });
  const found = to({ x1: 3, x2: 5.8 });
  assert.ok(found.length > 100 && found.length < 440);
  for (const { x1, x2 } of found) assert.ok(Math.abs(x1) <= 6 && x2 <= 6 && x2 >= 4.8);
});

test("the nearest point within reach is meant, all within it are erased", () => {
  assert.equal(nearest(ENTRIES, { x1: 1.15, x2: 0 }, 0.5)?.id, 2);
  assert.equal(nearest(ENTRIES, { x1: 3, x2: 3 }, 0.5), null);
  assert.deepEqual(idsWithin(ENTRIES, { x1: 1, x2: 0 }, 0.5), [1, 2]);
});

test("two classes are minus one and one, and each number of classes offers one more, up to eight", () => {
  assert.deepEqual([0, 1, 2].map((k) => labelOf(k, 2)), [-1, 1, 2]);
  assert.deepEqual([0, 1, 2].map((k) => labelOf(k, 3)), [0, 1, 2]);
  assert.deepEqual(offered(["a", "b"]), ["a", "b", "2"]);
  assert.equal(offered([..."01234567"]).length, 8);
});
