import assert from "node:assert/strict";
import { test } from "node:test";
import { curlCode, difference, pythonCode, pythonLiteral } from "../../../frontend/js/lib/code.js";
import { merged } from "../../../frontend/js/lib/merge.js";
import { DEFAULTS } from "../options.js";

const situation = { config: {}, epoch: 0, step: 0, parameters: null, server: "http://localhost:8000" };

test("only what differs from the defaults is written", () => {
  const config = merged(DEFAULTS, { data: { dataset: "xor" }, features: ["r"], training: { shuffle: false } });
  assert.deepEqual(difference(config, DEFAULTS), { data: { dataset: "xor" }, features: ["r"], training: { shuffle: false } });
  assert.deepEqual(difference(DEFAULTS, DEFAULTS), {});
});

test("values are written as Python has them", () => {
  assert.equal(pythonLiteral({ a: null, b: true, c: [1, "x"], d: 1e-8 }), '{"a": None, "b": True, "c": [1, "x"], "d": 1e-8}');
});

test("a fresh network needs no training", () => {
  assert.match(pythonCode(situation), /config = Config\(\)\ntrainer = Trainer\(config\)\nprint/);
});

test("a trained network is trained for as many steps", () => {
  assert.match(pythonCode({ ...situation, epoch: 2, step: 50 }), /trainer\.train\(steps=50\)/);
  assert.match(curlCode({ ...situation, epoch: 2, step: 50 }), /\/step".*\n.*\{"steps":50\}/);
});

test("a changed network carries its parameters", () => {
  const parameters = [{ layer: 1, unit: 0, input: /** @type {const} */ ("bias"), value: 0.5 }];
  assert.match(pythonCode({ ...situation, parameters }), /\(1, 0, "bias", 0\.5\),\n\]\ntrainer\.set_parameters/);
  assert.match(curlCode({ ...situation, parameters }), /-X PATCH .*\/parameters"/);
});
