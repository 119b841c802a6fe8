import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterIndex, parameterOffsets } from "../../../frontend/js/lib/parameters.js";

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
