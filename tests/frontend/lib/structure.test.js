import assert from "node:assert/strict";
import { test } from "node:test";
import { changeAt, merged } from "../../../frontend/js/lib/config.js";
import { layerActivations, withDataset, withFeature, withHidden, withLayerActivation } from "../../../frontend/js/lib/structure.js";
import { DEFAULTS, OPTIONS } from "../options.js";

const mixed = merged(DEFAULTS, { network: { activation: ["relu", "tanh"] } });

test("a change of one field leaves the others alone", () => {
  const change = changeAt("data.noise", 5);
  assert.deepEqual(change, { data: { noise: 5 } });
  assert.deepEqual(merged(DEFAULTS, change).data, { ...DEFAULTS.data, noise: 5 });
  assert.equal(DEFAULTS.data.noise, 0);
});

test("lists are replaced, not merged", () => {
  assert.deepEqual(merged(DEFAULTS, { network: { hidden: [1] } }).network.hidden, [1]);
});

test("every layer has an activation", () => {
  assert.deepEqual(layerActivations(DEFAULTS), ["tanh", "tanh"]);
  assert.deepEqual(layerActivations(mixed), ["relu", "tanh"]);
});

test("a new layer takes the activation of the last", () => {
  assert.deepEqual(withHidden(mixed, [4, 2, 2]), { network: { hidden: [4, 2, 2], activation: ["relu", "tanh", "tanh"] } });
  assert.deepEqual(withHidden(mixed, [4]), { network: { hidden: [4], activation: "relu" } });
  assert.deepEqual(withHidden(DEFAULTS, [4]), { network: { hidden: [4] } });
});

test("one layer's activation can change, and agree again", () => {
  assert.deepEqual(withLayerActivation(DEFAULTS, 2, "relu"), { network: { activation: ["tanh", "relu"] } });
  assert.deepEqual(withLayerActivation(mixed, 1, "tanh"), { network: { activation: "tanh" } });
});

test("features keep the order of the page", () => {
  assert.deepEqual(withFeature(DEFAULTS, "x1^2", OPTIONS.features), { features: ["x1", "x2", "x1^2"] });
  assert.deepEqual(withFeature(DEFAULTS, "x1", OPTIONS.features), { features: ["x2"] });
});

test("a loss that does not fit another data set gives way", () => {
  const [circle, , blobs] = OPTIONS.datasets;
  const hinge = merged(DEFAULTS, { training: { loss: "hinge" } });
  assert.deepEqual(withDataset(hinge, blobs, OPTIONS).training, { loss: null });
  assert.equal(withDataset(hinge, circle, OPTIONS).training, undefined);
});
