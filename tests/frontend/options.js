/** What a server offers, as far as the tests of links need it. */
import { readOptions } from "../../frontend/js/lib/options.js";

const number = (min, max, initial) => ({ type: "number", min, max, default: initial });
const choice = (values, initial = values[0]) => ({ type: "choice", values, default: initial });
const FEATURES = ["x1", "x2", "x1^2", "x2^2", "x1x2", "sin(x1)", "sin(x2)", "cos(x1)", "cos(x2)", "r"];
const ACTIVATIONS = ["tanh", "relu", "sigmoid", "linear", "sin"];

export const DEFAULTS = {
  data: { dataset: "circle", samples: null, noise: 0, train_percent: 50, seed: 1 },
  features: ["x1", "x2"],
  network: { hidden: [4, 2], activation: "tanh", output: "auto", init: "classic", dropout: 0, seed: 1 },
  training: {
    loss: null, optimizer: "sgd", learning_rate: 0.03, batch_size: 10, shuffle: true, momentum: 0.9, regularization: "none",
    regularization_rate: 0, clip_norm: null, schedule: "constant", schedule_epochs: 1000, engine: "auto",
  },
};

export const OPTIONS = readOptions({
  defaults: DEFAULTS,
  fields: {
    "data.dataset": choice(["circle", "xor", "gauss", "spiral", "blobs3", "plane", "multi_gauss", "formula", "custom"]),
    "data.expression": { type: "text", max_length: 200, default: null },
    "data.task": choice(["classification", "regression"], null),
    "data.samples": { type: "integer", min: 10, max: 5000, default: null },
    "data.noise": number(0, 50, 0),
    "data.train_percent": number(10, 90, 50),
    "data.seed": { type: "integer", min: 0, max: 2 ** 32 - 1, default: 1 },
    "data.points": { type: "list", max_length: 5000, items: { type: "list", items: { type: "number", min: -6, max: 6 } }, default: null },
    features: { type: "list", max_length: 10, items: { type: "choice", values: FEATURES }, default: ["x1", "x2"] },
    "network.hidden": { type: "list", max_length: 8, items: { type: "integer", min: 1, max: 32 }, default: [4, 2] },
    "network.activation": choice(ACTIVATIONS),
    "network.output": choice(["auto", "tanh", "sigmoid", "linear", "relu"]),
    "network.init": choice(["classic", "xavier_uniform", "zeros"]),
    "network.dropout": number(0, 0.9, 0),
    "network.seed": { type: "integer", min: 0, max: 2 ** 32 - 1, default: 1 },
    "training.loss": choice(["squared_error", "mse", "hinge", "cross_entropy"], null),
    "training.optimizer": choice(["sgd", "momentum", "adam"]),
    "training.learning_rate": number(1e-6, 10, 0.03),
    "training.batch_size": { type: "integer", min: 1, max: 5000, default: 10 },
    "training.shuffle": { type: "boolean", default: true },
    "training.momentum": { type: "number", min: 0, exclusive_max: 1, default: 0.9 },
    "training.regularization": choice(["none", "l1", "l2"]),
    "training.regularization_rate": number(0, 10, 0),
    "training.clip_norm": { type: "number", exclusive_min: 0, max: 1e6, default: null },
    "training.class_weight": choice(["balanced"], null),
    "training.schedule": choice(["constant", "cosine"]),
    "training.schedule_epochs": { type: "integer", min: 1, max: 1e6, default: 1000 },
    "training.engine": choice(["auto", "autograd", "fused"]),
  },
  datasets: [
    { name: "circle", task: "classification", classes: 2, samples: 500 },
    { name: "spiral", task: "classification", classes: 2, samples: 500 },
    { name: "blobs3", task: "classification", classes: 3, samples: 500 },
    { name: "plane", task: "regression", classes: 0, samples: 1200 },
    { name: "multi_gauss", task: "regression", classes: 0, samples: 1200 },
  ],
  losses: [
    { name: "squared_error", tasks: ["two_classes", "regression"], parameters: [] },
    { name: "mse", tasks: ["two_classes", "regression"], parameters: [] },
    { name: "hinge", tasks: ["two_classes"], parameters: [] },
    { name: "cross_entropy", tasks: ["two_classes", "k_classes"], parameters: [] },
  ],
  optimizers: [{ name: "sgd", parameters: [] }, { name: "momentum", parameters: ["momentum"] }],
  schedules: [{ name: "constant", parameters: [] }, { name: "cosine", parameters: ["schedule_epochs"] }],
  learning_rates: [0.001, 0.03, 1],
  regularization_rates: [0, 0.001, 0.1],
  speeds: [1, 5, 15, 60, 300, 1000, null],
});
