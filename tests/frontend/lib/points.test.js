import assert from "node:assert/strict";
import { test } from "node:test";
import { entries, withChange } from "../../../frontend/js/lib/points.js";

const OWN = { ids: [0, 1, 4], points: [[0, 0, -1], [1, 1, 1], [2, 2, 1]], sides: ["test", "train", "train"], train: [[1, 1, 1], [2, 2, 1]], test: [[0, 0, -1]], revision: 3, source: "points" };
const DRAWN = { ids: [0, 1, 2], points: null, sides: null, train: [[1, 1, 1], [2, 2, 1]], test: [[0, 0, -1]], source: "generated" };

test("points of a data set come in the order of their ids, too", () => {
  assert.deepEqual(entries(DRAWN).map(({ id, side }) => [id, side]), [[0, "train"], [1, "train"], [2, "test"]]);
  assert.deepEqual(entries(OWN).map(({ row }) => row), OWN.points);
});

test("a change adds, moves and takes away, and leaves all others as they are", () => {
  const change = { revision: 4, digest: "d", added: [[2, 5, 5, 1, "test"]], moved: [[1, -1, -2]], removed: [0] };
  assert.deepEqual(withChange(OWN, change), {
    ids: [1, 2, 4], points: [[-1, -2, 1], [5, 5, 1], [2, 2, 1]], sides: ["train", "test", "train"],
    train: [[-1, -2, 1], [2, 2, 1]], test: [[5, 5, 1]], revision: 4, digest: "d", source: "points",
  });
  assert.equal(OWN.points[1][0], 1);
});

test("what is not there any more is let pass", () => {
  assert.deepEqual(withChange(OWN, { moved: [[9, 0, 0]], removed: [8] }), { ...OWN });
});
