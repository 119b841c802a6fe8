import assert from "node:assert/strict";
import { test } from "node:test";
import { lossesAt, lossRange, medianCurve, sharedEpochs } from "../../../../frontend/js/lib/plots/curves.js";

const history = (run, epochs, losses) => ({ run, epochs, train_loss: losses, test_loss: losses });

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
