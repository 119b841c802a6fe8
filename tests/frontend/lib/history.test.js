import assert from "node:assert/strict";
import { test } from "node:test";
import { appended, CAPACITY, emptyHistory, nearestIndex, truncated } from "../../../frontend/js/lib/history.js";

/** @param {number} epochs @param {(epoch: number) => number} loss */
function run(epochs, loss) {
  let history = emptyHistory();
  for (let epoch = 0; epoch < epochs; epoch++) history = appended(history, epoch, loss(epoch), loss(epoch) / 2);
  return history;
}

test("a hundred thousand epochs take a constant room", () => {
  const history = run(100_000, (epoch) => 1 / (1 + epoch));
  assert.ok(history.epochs.length <= CAPACITY);
  assert.ok(history.epochs.length > CAPACITY / 4);
  assert.equal(history.epochs[0], 0);
  assert.equal(history.epochs.at(-1), 99_999);
});

test("epochs stay in order, each with its own losses", () => {
  const history = run(20_000, (epoch) => Math.sin(epoch));
  for (let i = 0; i < history.epochs.length; i++) {
    if (i) assert.ok(history.epochs[i] > history.epochs[i - 1]);
    assert.equal(history.train[i], Math.sin(history.epochs[i]));
    assert.equal(history.test[i], Math.sin(history.epochs[i]) / 2);
  }
});

test("a single peak survives the thinning", () => {
  const history = run(50_000, (epoch) => (epoch === 12_345 ? 9 : 0.1));
  assert.ok(history.train.includes(9));
});

test("an epoch that is there already adds nothing", () => {
  const history = run(10, () => 1);
  assert.equal(appended(history, 9, 5, 5), history);
  assert.equal(appended(history, 3, 5, 5), history);
});

test("a loss that is not finite adds nothing", () => {
  const history = run(10, () => 1);
  assert.equal(appended(history, 10, null, 1), history);
});

test("going back to an epoch drops what came after it", () => {
  assert.deepEqual(truncated(run(10, () => 1), 4).epochs, [0, 1, 2, 3, 4]);
});

test("the nearest epoch is found", () => {
  assert.equal(nearestIndex([0, 10, 20, 40], 14), 1);
  assert.equal(nearestIndex([0, 10, 20, 40], 31), 3);
  assert.equal(nearestIndex([7], 100), 0);
});
