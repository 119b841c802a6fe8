import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DEFAULT_VIEW, writeHash } from "../../../frontend/js/lib/write-hash.js";
import { readHash } from "../../../frontend/js/lib/hash.js";
import { fitted } from "../../../frontend/js/lib/structure.js";
import { ownData } from "../../../frontend/js/lib/own-points.js";
import { DEFAULTS, OPTIONS } from "../options.js";

const read = (hash) => readHash(hash, OPTIONS);
const changed = (section, change) => ({ ...structuredClone(DEFAULTS), [section]: { ...DEFAULTS[section], ...change } });

test("the defaults need no address", () => {
  assert.equal(writeHash(DEFAULTS, DEFAULT_VIEW, OPTIONS), "");
  assert.deepEqual(read("").config, DEFAULTS);
  assert.deepEqual(read("").view, DEFAULT_VIEW);
});

test("an address is readable", () => {
  const config = { ...changed("network", { hidden: [8, 8] }), data: { ...DEFAULTS.data, dataset: "spiral" } };
  assert.equal(writeHash(config, DEFAULT_VIEW, OPTIONS), "dataset=spiral&hidden=8,8");
});

test("whatever is written is read back", () => {
  const config = {
    data: { dataset: "custom", task: "classification", samples: 90, noise: 12.5, train_percent: 70, seed: 7, points: [[0.5, -1, 1], [1, 2, -1]], sides: ["test", "train"] },
    features: ["x1^2", "sin(x2)", "r"],
    network: { hidden: [3, 5, 1], activation: ["relu", "tanh", "sin"], output: "linear", init: "zeros", dropout: 0.25, seed: 4294967295 },
    training: { ...DEFAULTS.training, loss: "hinge", optimizer: "adam", learning_rate: 1e-5, shuffle: false, clip_norm: 0.5 },
  };
  const view = { showTest: true, discretize: true, speed: null, hideText: true, hidden: ["play", "noise"] };
  const { config: again, view: seen, corrections } = read(writeHash(config, view, OPTIONS));
  assert.deepEqual(again, config);
  assert.deepEqual(seen, view);
  assert.deepEqual(corrections, []);
});

test("links of the version before give the points that it gave", () => {
  const links = JSON.parse(readFileSync(new URL("../../golden/before_points/links.json", import.meta.url), "utf-8"));
  for (const { hash, config } of links) {
    const { data, network } = read(hash).config;
    assert.deepEqual(data, config.data);
    assert.deepEqual(network.hidden, config.network.hidden);
    assert.deepEqual(read(hash).corrections.filter(({ key }) => key !== "loss"), []);
  }
  assert.equal(links.length, 4);
});

test("points of one's own are read in the order of fields in which they are told", () => {
  const own = ownData({ task: "classification", points: [[0, 0, 1], [1, 1, -1]], sides: ["train", "test"], train_percent: 70, seed: 3 });
  const { config } = read(writeHash({ ...DEFAULTS, data: own }, DEFAULT_VIEW, OPTIONS));
  assert.equal(JSON.stringify(config.data), JSON.stringify(own));
});

test("sides that do not fit the points are left out", () => {
  const points = "dataset=custom&task=regression&points=0,0,1;1,1,2";
  for (const sides of ["1", "101", "1x"]) assert.ok(!("sides" in read(`${points}&sides=${sides}`).config.data));
  assert.deepEqual(read("sides=10").config, DEFAULTS);
  assert.deepEqual(read(`${points}&sides=1x`).corrections, [{ key: "sides", given: "1x", used: null }]);
});

test("no hidden layer and no feature can be written", () => {
  const config = { ...changed("network", { hidden: [] }), features: [] };
  assert.deepEqual(read(writeHash(config, DEFAULT_VIEW, OPTIONS)).config, config);
});

test("values beyond the limits are clamped, and said to be", () => {
  const { config, corrections } = read("noise=80&hidden=64,2&learning_rate=1000&batch_size=0");
  assert.equal(config.data.noise, 50);
  assert.deepEqual(config.network.hidden, [32, 2]);
  assert.equal(config.training.learning_rate, 10);
  assert.equal(config.training.batch_size, 1);
  assert.deepEqual(corrections.map(({ key }) => key).sort(), ["batch_size", "hidden", "learning_rate", "noise"]);
});

test("what is no choice or no number is ignored, and said to be", () => {
  const { config, corrections } = read("dataset=mars&noise=lots&activation=relu,mars");
  assert.deepEqual(config, DEFAULTS);
  assert.deepEqual(corrections.map(({ used }) => used), [null, null, null]);
});

test("unknown keys are ignored in silence", () => {
  assert.deepEqual(read("colour=blue&=&%E0%A4%A=x&tutorial=one").corrections, []);
});

test("a loss that does not fit the data gives way", () => {
  const { config, corrections } = read("dataset=plane&loss=hinge");
  assert.equal(config.training.loss, null);
  assert.equal(corrections.length, 1);
});

test("numbers written in another way are no correction", () => {
  assert.deepEqual(read("learning_rate=1e-3&noise=5.0&hidden=08,4").corrections, []);
});

test("one activation for all layers is written as one", () => {
  assert.equal(fitted(["relu", "relu"], 3), "relu");
  assert.deepEqual(fitted(["relu", "tanh"], 3), ["relu", "tanh", "tanh"]);
  assert.equal(fitted(["relu", "tanh"], 0), "relu");
});
