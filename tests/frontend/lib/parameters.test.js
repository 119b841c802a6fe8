import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterChanges, parameterIndex, parameterOffsets } from "../../../frontend/js/lib/parameters.js";

const structure = { features: ["x1", "x2"], layers: [{ units: 3, activation: "tanh" }], outputs: 1, parameters: 13 };
const offsets = parameterOffsets(structure);

test("weights come row by row, then biases, layer by layer", () => {
  assert.equal(parameterIndex(offsets, { layer: 1, unit: 0, input: 1 }), 1);
  assert.equal(parameterIndex(offsets, { layer: 1, unit: 2, input: 0 }), 4);
  assert.equal(parameterIndex(offsets, { layer: 1, unit: 1, input: "bias" }), 7);
  assert.equal(parameterIndex(offsets, { layer: 2, unit: 0, input: 2 }), 11);
  assert.equal(parameterIndex(offsets, { layer: 2, unit: 0, input: "bias" }), 12);
});

test("a parameter that is not there has no index", () => {
  assert.equal(parameterIndex(offsets, { layer: 3, unit: 0, input: 0 }), -1);
  assert.equal(parameterIndex(offsets, { layer: 1, unit: 3, input: 0 }), -1);
  assert.equal(parameterIndex(offsets, { layer: 1, unit: 0, input: 2 }), -1);
});

test("all parameters are written as changes, each once", () => {
  const changes = parameterChanges(structure, [...Array(13).keys()]);
  assert.deepEqual(changes.map((change) => change.value).sort((a, b) => a - b), [...Array(13).keys()]);
  assert.ok(changes.every((change) => parameterIndex(offsets, change) === change.value));
});

test("a network without features or hidden layers has its output's bias alone", () => {
  const smallest = { features: [], layers: [], outputs: 1, parameters: 1 };
  assert.deepEqual(parameterChanges(smallest, [0.1]), [{ layer: 1, unit: 0, input: "bias", value: 0.1 }]);
});
