import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_QUESTION, axesOf, choicesOf, equals, nextSort, questionQuery, readFilter, readPlace, sharedFilters, writePlace } from "../../../../frontend/js/lib/experiments/question.js";
import { pointsInOrder, readSort } from "../../../../frontend/js/lib/experiments/points.js";

const point = (number, values, rate, loss) => ({
  point: number, values, runs: 4,
  success: rate === null ? null : { rate, low: 0, high: 1 },
  test_loss: { q1: loss, median: loss, q3: loss },
  epochs_to_success: null,
});

test("a question is written as the server reads it", () => {
  const question = { filters: ["network.hidden:eq:[4,2]", "test_loss:lt:0.1"], sort: "-epochs", offset: 24, limit: 24 };
  assert.equal(questionQuery(question), "filter=network.hidden%3Aeq%3A%5B4%2C2%5D&filter=test_loss%3Alt%3A0.1&sort=-epochs&offset=24&limit=24");
});

test("the address holds what differs from the first look, both ways", () => {
  const question = { filters: ["data.dataset:eq:xor"], sort: "-test_loss", offset: 48, limit: 96 };
  assert.equal(writePlace(DEFAULT_QUESTION, null), "");
  assert.deepEqual(readPlace(writePlace(question, 17)), { question, picked: 17 });
  assert.deepEqual(readPlace("#"), { question: DEFAULT_QUESTION, picked: null });
});

test("nonsense in the address is left aside", () => {
  assert.deepEqual(readPlace("#offset=-3&limit=1e9&run=x"), { question: DEFAULT_QUESTION, picked: null });
  assert.equal(readPlace("#limit=999").question.limit, 250);
});

test("a filter for a value is written as the server compares it", () => {
  assert.equal(equals("network.hidden", [4, 2]), "network.hidden:eq:[4,2]");
  assert.equal(equals("data.dataset", "xor"), "data.dataset:eq:xor");
  assert.equal(equals("training.clip_norm", null), "training.clip_norm:eq:null");
  assert.deepEqual(readFilter("a:eq:b:c"), { field: "a", comparison: "eq", value: "b:c" });
});

test("a press on a column sorts by it, another one turns it around", () => {
  assert.equal(nextSort("run", "epochs"), "epochs");
  assert.equal(nextSort("epochs", "epochs"), "-epochs");
  assert.equal(nextSort("-epochs", "epochs"), "epochs");
});

test("axes and their values come from the grid or the random search", () => {
  const grid = { grid: { a: [1, 2] }, random: null };
  const random = { grid: {}, random: { points: 3, seed: 1, distributions: { a: { distribution: "uniform", low: 0, high: 1 }, b: { distribution: "choice", values: [1] } } } };
  assert.deepEqual([axesOf(grid), choicesOf(grid, "a")], [["a"], [1, 2]]);
  assert.deepEqual([axesOf(random), choicesOf(random, "a"), choicesOf(random, "b")], [["a", "b"], null, [1]]);
});

test("points that are looked at together are found by what they share", () => {
  const points = [point(3, { a: 1, b: 2 }, 1, 0), point(4, { a: 1, b: 3 }, 1, 0), point(5, { a: 2, b: 3 }, 1, 0)];
  assert.deepEqual(sharedFilters(points.slice(0, 1), points), ["point:eq:3"]);
  assert.deepEqual(sharedFilters(points.slice(0, 2), points), ["a:eq:1"]);
});

test("points of a cell that spans numbers are found by where they lie", () => {
  const points = [0.1, 0.2, 0.3, 0.4].map((rate, i) => point(i, { rate, hidden: [4] }, 1, 0));
  assert.deepEqual(sharedFilters(points.slice(1, 3), points), ["rate:ge:0.2", "rate:le:0.3", "hidden:eq:[4]"]);
  assert.deepEqual(sharedFilters(points.slice(0, 2), points), ["rate:le:0.2", "hidden:eq:[4]"]);
});

test("points are sorted by a column, those without it last, ties by loss", () => {
  const points = [point(0, { a: 3 }, 0.5, 0.2), point(1, { a: 1 }, null, 0.1), point(2, { a: 2 }, 0.5, 0.1), point(3, { a: 10 }, 1, 0.3)];
  const order = (sort) => pointsInOrder(points, readSort(sort)).map((each) => each.point);
  assert.deepEqual(order("-success"), [3, 2, 0, 1]);
  assert.deepEqual(order("success"), [2, 0, 3, 1]);
  assert.deepEqual(order("a"), [1, 2, 0, 3]);
});
