import assert from "node:assert/strict";
import { test } from "node:test";
import { heatCells } from "../../../../frontend/js/lib/plots/heat.js";

const RATE = "training.learning_rate";
const HIDDEN = "network.hidden";
const point = (number, rate, hidden, successes, runs, median) => ({
  point: number,
  values: { [RATE]: rate, [HIDDEN]: hidden },
  runs,
  success: runs ? { rate: successes / runs, low: 0, high: 1 } : null,
  test_loss: runs ? { q1: 0, median, q3: 1 } : null,
});

test("columns and rows are sorted, and a cell without a point is missing", () => {
  const { columns, rows, cells } = heatCells([point(0, 0.1, [4], 3, 4, 0.2), point(1, 0.03, [4, 2], 0, 4, 0.5)], RATE, HIDDEN);
  assert.deepEqual([columns, rows], [[{ value: 0.03 }, { value: 0.1 }], [{ value: [4] }, { value: [4, 2] }]]);
  assert.deepEqual(cells, [
    [null, { points: [0], runs: 4, successes: 3, loss: 0.2, rate: { rate: 0.75, low: 0, high: 1 } }],
    [{ points: [1], runs: 4, successes: 0, loss: 0.5, rate: { rate: 0, low: 0, high: 1 } }, null],
  ]);
});

test("points that differ in a third parameter share a cell: their runs add up, the lowest median stays, how sure that is has to be asked", () => {
  const { cells } = heatCells([point(0, 0.1, [4], 3, 4, 0.2), point(1, 0.1, [8], 4, 4, 0.1)], RATE, null);
  assert.deepEqual(cells, [[{ points: [0, 1], runs: 8, successes: 7, loss: 0.1, rate: null }]]);
});

test("a point without runs waits, and one without a goal has no successes", () => {
  const waiting = heatCells([point(0, 0.1, [4], 0, 0, null)], RATE, HIDDEN);
  assert.deepEqual(waiting.cells, [[{ points: [0], runs: 0, successes: null, loss: null, rate: null }]]);
  const { cells } = heatCells([{ ...point(0, 0.1, [4], 0, 4, 0.3), success: null }], RATE, HIDDEN);
  assert.deepEqual(cells, [[{ points: [0], runs: 4, successes: null, loss: 0.3, rate: null }]]);
});

test("no points have no cells", () => {
  assert.deepEqual(heatCells([], RATE, HIDDEN), { columns: [], rows: [], cells: [] });
});
