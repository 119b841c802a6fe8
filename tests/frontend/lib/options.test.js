import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "../../../frontend/js/lib/options.js";
import { OPTIONS } from "../options.js";

/** What the page makes of one field. */
const field = (described) =>
  readOptions({
    defaults: {},
    fields: { one: described, features: { type: "list" }, "training.learning_rate": {}, "training.regularization_rate": {} },
    datasets: [], losses: [], optimizers: [], schedules: [],
  }).fields.one;

test("a field keeps its kind, range, step and default", () => {
  assert.deepEqual(field({ type: "integer", min: 1, max: 9, step: 2, default: 3 }), {
    default: 3, min: 1, max: 9, excluded: [], step: 2, values: undefined, max_length: undefined, kind: "integer", whole: true,
  });
  assert.equal(field({ type: "number", default: 0.5 }).whole, false);
});

test("a bound that is itself excluded is a bound all the same, one that is included wins", () => {
  const { min, max, excluded } = field({ type: "number", exclusive_min: 0, exclusive_max: 1, default: 0.9 });
  assert.deepEqual([min, max, excluded], [0, 1, [0, 1]]);
  assert.equal(field({ type: "number", min: 0, exclusive_min: -1, default: 0 }).min, 0);
});

test("a list is called by its items, whose range and values it takes over", () => {
  const names = field({ type: "list", max_length: 10, items: { type: "choice", values: ["a", "b"] }, default: [] });
  assert.deepEqual([names.kind, names.values, names.max_length], ["names", ["a", "b"], 10]);
  const numbers = field({ type: "list", max_length: 8, items: { type: "integer", min: 1, max: 32 }, default: [] });
  assert.deepEqual([numbers.kind, numbers.min, numbers.max, numbers.whole], ["numbers", 1, 32, true]);
  assert.equal(field({ type: "list", items: { type: "list", items: { type: "number" } }, default: null }).kind, "points");
});

test("the everyday choices of the rates are values of their fields", () => {
  assert.deepEqual(OPTIONS.fields["training.learning_rate"].values, [0.001, 0.03, 1]);
  assert.deepEqual(OPTIONS.fields["training.regularization_rate"].values, [0, 0.001, 0.1]);
  assert.deepEqual(OPTIONS.speeds, [1, 5, 15, 60, 300, 1000, null]);
});

test("a data set is found by its name, points of one's own are none", () => {
  assert.equal(OPTIONS.dataset("spiral").samples, 500);
  assert.equal(OPTIONS.dataset("custom"), undefined);
});

test("the losses are those of the problem that a data set poses", () => {
  const losses = (name) => OPTIONS.losses(OPTIONS.dataset(name));
  assert.deepEqual(losses("circle"), ["squared_error", "mse", "hinge", "cross_entropy"]);
  assert.deepEqual(losses("blobs3"), ["cross_entropy"]);
  assert.deepEqual(losses("plane"), ["squared_error", "mse"]);
});

test("a parameter applies where the optimizer, the loss or the schedule has it", () => {
  const training = { optimizer: "sgd", loss: null, schedule: "constant" };
  assert.ok(!OPTIONS.applies("momentum", training));
  assert.ok(OPTIONS.applies("momentum", { ...training, optimizer: "momentum" }));
  assert.ok(!OPTIONS.applies("schedule_epochs", training));
  assert.ok(OPTIONS.applies("schedule_epochs", { ...training, schedule: "cosine" }));
});
