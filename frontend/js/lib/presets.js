/** Starting points worth looking at: what differs from the defaults. Each has a name and a sentence in the locales. */

/** @type {{name: string, config: Record<string, any>}[]} */
export const PRESETS = [
  { name: "linear", config: { data: { dataset: "gauss" }, network: { hidden: [] } } },
  { name: "one_layer", config: { data: { dataset: "circle" }, network: { hidden: [4] } } },
  { name: "two_layers", config: { data: { dataset: "xor" }, network: { hidden: [4, 4] }, training: { learning_rate: 0.1 } } },
  { name: "xor_plain", config: { data: { dataset: "xor" }, network: { hidden: [] } } },
  { name: "xor_product", config: { data: { dataset: "xor" }, features: ["x1", "x2", "x1x2"], network: { hidden: [] } } },
  {
    name: "spiral",
    config: {
      data: { dataset: "spiral" },
      features: ["x1", "x2", "sin(x1)", "sin(x2)"],
      network: { hidden: [8, 8] },
      training: { optimizer: "adam", learning_rate: 0.01 },
    },
  },
  {
    name: "dead_relu",
    config: { data: { dataset: "circle" }, network: { hidden: [6, 6], activation: "relu" }, training: { learning_rate: 1 } },
  },
  { name: "high_rate", config: { data: { dataset: "circle" }, network: { hidden: [4, 2] }, training: { learning_rate: 3 } } },
  {
    name: "overfitting",
    config: {
      data: { dataset: "gauss", samples: 60, noise: 40, train_percent: 50 },
      network: { hidden: [16, 16] },
      training: { optimizer: "adam", learning_rate: 0.01 },
    },
  },
  {
    name: "l2",
    config: {
      data: { dataset: "gauss", samples: 60, noise: 40, train_percent: 50 },
      network: { hidden: [16, 16] },
      training: { optimizer: "adam", learning_rate: 0.01, regularization: "l2", regularization_rate: 0.03 },
    },
  },
  { name: "three_classes", config: { data: { dataset: "blobs3" }, network: { hidden: [6] } } },
];
