import assert from "node:assert/strict";
import { test } from "node:test";
import { readHash } from "../../../frontend/js/lib/hash.js";
import { modernized } from "../../../frontend/js/lib/legacy.js";
import { DEFAULTS, OPTIONS } from "../options.js";

const LINK =
  "activation=relu&regularization=L2&batchSize=25&dataset=spiral&regDataset=reg-gauss&learningRate=0.1&regularizationRate=0.01" +
  "&noise=15&networkShape=8,6,3&seed=0.51234&showTestData=true&discretize=true&percTrainData=70&x=true&y=false&xTimesY=true" +
  "&xSquared=true&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=false&collectStats=false&problem=classification" +
  "&initZero=true&hideText=true&playButton_hide=true&learningRate_hide=true&noise_hide=false";
const read = (hash) => readHash(modernized(hash), OPTIONS);

test("a link with all keys opens with the same settings", () => {
  const { config, view, corrections } = read(LINK);
  assert.deepEqual(config, {
    data: { ...DEFAULTS.data, dataset: "spiral", noise: 15, train_percent: 70, seed: 51234 },
    features: ["x1", "x1^2", "x1x2", "sin(x1)"],
    network: { ...DEFAULTS.network, hidden: [8, 6, 3], activation: "relu", init: "zeros", seed: 51234 },
    training: { ...DEFAULTS.training, batch_size: 25, learning_rate: 0.1, regularization: "l2", regularization_rate: 0.01 },
  });
  assert.deepEqual(view, { showTest: true, discretize: true, speed: 60, hideText: true, hidden: ["play", "learning-rate"] });
  assert.deepEqual(corrections, []);
});

test("the order of the keys does not matter", () => {
  const reversed = LINK.split("&").reverse().join("&");
  const sorted = ({ view, ...rest }) => ({ ...rest, view: { ...view, hidden: [...view.hidden].sort() } });
  assert.deepEqual(sorted(read(reversed)), sorted(read(LINK)));
});

test("a regression takes its own data set", () => {
  assert.equal(read("problem=regression&regDataset=reg-gauss&dataset=xor").config.data.dataset, "multi_gauss");
  assert.equal(read("problem=regression&dataset=xor").config.data.dataset, "plane");
  assert.equal(read("problem=classification&regDataset=reg-gauss").config.data.dataset, "circle");
});

test("the two coordinates are used unless the link says otherwise", () => {
  assert.deepEqual(read("xSquared=true").config.features, ["x1", "x2", "x1^2"]);
  assert.deepEqual(read("x=false&y=false").config.features, []);
  assert.deepEqual(read("x_hide=true&sinY=true").config.features, ["x2", "sin(x2)"]);
});

test("anything but false is true", () => {
  assert.deepEqual(read("xTimesY=yes").config.features, ["x1", "x2", "x1x2"]);
});

test("values beyond our limits are clamped, and said to be", () => {
  const { config, corrections } = read("networkShape=100,2,2,2,2,2,2,2,2,2&regularizationRate=-1&percTrainData=99&noise=70");
  assert.deepEqual(config.network.hidden, [32, 2, 2, 2, 2, 2, 2, 2]);
  assert.equal(config.training.regularization_rate, 0);
  assert.equal(config.data.train_percent, 90);
  assert.equal(config.data.noise, 50);
  assert.equal(corrections.length, 4);
});

test("an empty shape is a network without hidden layers", () => {
  assert.deepEqual(read("networkShape=&batchSize=5").config.network.hidden, []);
});

test("controls can be hidden in our own links as well", () => {
  assert.deepEqual(read("features=r&numHiddenLayers_hide=true&batch-size_hide=true").view.hidden, ["layers", "batch-size"]);
  assert.deepEqual(read("features=r&numHiddenLayers_hide=true").config.features, ["r"]);
});
