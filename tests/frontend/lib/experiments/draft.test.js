import assert from "node:assert/strict";
import { test } from "node:test";
import { blamedRow, bodyOf, draftAgain, draftOf, exampleDraft, isComplete, offeredPaths, row, sizeOf, varies } from "../../../../frontend/js/lib/experiments/draft.js";
import { merged } from "../../../../frontend/js/lib/config.js";
import { DEFAULTS, OPTIONS } from "../../options.js";

const draft = (change) => ({ ...exampleDraft(), ...change });

test("settings with one value are the config, those with several the grid", () => {
  const body = bodyOf(exampleDraft());
  assert.deepEqual(body.config, { data: { dataset: "xor" } });
  assert.deepEqual(body.grid, { "training.learning_rate": [0.01, 0.03, 0.1, 0.3], "network.hidden": [[2], [4], [8]] });
  assert.deepEqual(body.stop, { epochs: 500, test_loss_below: 0.01 });
  assert.equal(body.seeds, 8);
  assert.ok(!("random" in body));
});

test("points are the product of the values, runs that of points and seeds", () => {
  assert.deepEqual(sizeOf(exampleDraft()), { points: 12, seeds: 8, runs: 96 });
  assert.deepEqual(sizeOf(draft({ search: "random", draws: 5, seeds: 3 })), { points: 5, seeds: 3, runs: 15 });
});

test("a random search draws from ranges and from values", () => {
  const rate = { ...row("training.learning_rate", [0.03]), distribution: "log_uniform", low: 0.001, high: 1 };
  const body = bodyOf(draft({ search: "random", rows: [rate, row("network.hidden", [[4], [8]]), row("data.noise", [10])], draws: 7, drawSeed: 3 }));
  assert.deepEqual(body.config, { data: { noise: 10 } });
  assert.deepEqual(body.random, {
    points: 7,
    seed: 3,
    distributions: {
      "training.learning_rate": { distribution: "log_uniform", low: 0.001, high: 1 },
      "network.hidden": { distribution: "choice", values: [[4], [8]] },
    },
  });
  assert.ok(!("grid" in body));
});

test("a range only counts in a random search", () => {
  const ranged = { ...row("data.noise", [10]), distribution: "uniform", low: 0, high: null };
  assert.ok(varies(ranged, "random") && !varies(ranged, "grid"));
  assert.ok(!isComplete(ranged, "random") && isComplete(ranged, "grid"));
  assert.ok(!isComplete(row("data.noise", []), "grid"));
});

test("the playground's settings become rows, points of one's own stay beside them", () => {
  const points = [[0, 0, 1], [1, 1, -1]];
  const sides = ["test", "train"];
  const config = merged(DEFAULTS, { data: { dataset: "custom", task: "classification", points, sides }, network: { hidden: [8, 8], seed: 5 }, training: { learning_rate: 0.1 } });
  const made = draftOf(config, OPTIONS);
  assert.deepEqual(made.rows.map(({ path, values }) => [path, values]), [
    ["data.dataset", ["custom"]], ["network.hidden", [[8, 8]]], ["training.learning_rate", [0.1]],
  ]);
  assert.deepEqual(bodyOf(made).config, { data: { dataset: "custom", task: "classification", points, sides, train_percent: 50, seed: 1 }, network: { hidden: [8, 8] }, training: { learning_rate: 0.1 } });
});

test("points of one's own are left out where their data set is not chosen", () => {
  const own = { data: { task: "classification", points: [[0, 0, 1], [1, 1, -1]] } };
  assert.deepEqual(bodyOf(draft({ custom: own })).config, { data: { dataset: "xor" } });
});

test("more than two classes have their accuracy as the goal", () => {
  const { stop } = draftOf(merged(DEFAULTS, { data: { dataset: "blobs3" } }), OPTIONS);
  assert.deepEqual([stop.test_loss_below, stop.accuracy_above], [null, 0.95]);
});

test("an experiment can be started again as it was", () => {
  for (const search of ["grid", "random"]) {
    const first = draft({ search, rows: [row("data.dataset", ["xor"]), row("training.learning_rate", [0.01, 0.1])] });
    const { grid = {}, random = null, seeds, config, stop } = bodyOf(first);
    const experiment = { config: merged(DEFAULTS, config), grid, random, seeds, stop };
    const again = bodyOf(draftAgain(experiment, OPTIONS));
    assert.deepEqual([again.grid, again.random, again.stop, again.seeds], [bodyOf(first).grid, bodyOf(first).random, stop, seeds]);
    assert.equal(again.config.data.dataset, "xor");
  }
});

test("a refusal blames the row it names, the longest where several fit", () => {
  const rows = [row("training.regularization", ["l1"]), row("training.regularization_rate", [0.1])];
  assert.equal(blamedRow("grid.training.regularization_rate", rows), "training.regularization_rate");
  assert.equal(blamedRow("random.distributions.training.regularization", rows), "training.regularization");
  assert.equal(blamedRow("stop.epochs", rows), "");
});

test("seeds and what only belongs to drawn points are never offered, nor what is there already", () => {
  const offered = offeredPaths(exampleDraft(), OPTIONS);
  for (const path of ["network.seed", "data.task", "data.points", "network.hidden"]) assert.ok(!offered.includes(path), path);
  assert.ok(offered.includes("data.noise"));
});
