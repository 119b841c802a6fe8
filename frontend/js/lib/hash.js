/**
 * The part of the address after `#`: everything that differs from the defaults, readable. One table drives both ways.
 */
import { modernized } from "./legacy.js";

/** @type {View} */
export const DEFAULT_VIEW = { showTest: false, discretize: false, speed: 60, hideText: false, hidden: [] };

/** @type {[key: string, path: string, kind: keyof typeof CODECS][]} */
const FIELDS = [
  ["dataset", "data.dataset", "name"],
  ["task", "data.task", "name"],
  ["samples", "data.samples", "integer"],
  ["noise", "data.noise", "number"],
  ["train_percent", "data.train_percent", "number"],
  ["data_seed", "data.seed", "integer"],
  ["points", "data.points", "points"],
  ["features", "features", "names"],
  ["hidden", "network.hidden", "integers"],
  ["activation", "network.activation", "activation"],
  ["init", "network.init", "name"],
  ["dropout", "network.dropout", "number"],
  ["network_seed", "network.seed", "integer"],
  ["loss", "training.loss", "name"],
  ["optimizer", "training.optimizer", "name"],
  ["learning_rate", "training.learning_rate", "number"],
  ["batch_size", "training.batch_size", "integer"],
  ["shuffle", "training.shuffle", "boolean"],
  ["momentum", "training.momentum", "number"],
  ["beta1", "training.beta1", "number"],
  ["beta2", "training.beta2", "number"],
  ["epsilon", "training.epsilon", "number"],
  ["rho", "training.rho", "number"],
  ["weight_decay", "training.weight_decay", "number"],
  ["regularization", "training.regularization", "name"],
  ["regularization_rate", "training.regularization_rate", "number"],
  ["clip_norm", "training.clip_norm", "number"],
  ["huber_delta", "training.huber_delta", "number"],
  ["schedule", "training.schedule", "name"],
  ["schedule_epochs", "training.schedule_epochs", "integer"],
  ["schedule_factor", "training.schedule_factor", "number"],
  ["warmup_epochs", "training.warmup_epochs", "integer"],
  ["engine", "training.engine", "name"],
];

/** How each kind of value is written and read; a reader gives undefined for what it cannot read. */
const CODECS = {
  name: { write: String, read: readName },
  number: { write: String, read: readNumber },
  integer: { write: String, read: (/** @type {string} */ text, /** @type {any} */ field) => readNumber(text, field, true) },
  boolean: { write: String, read: (/** @type {string} */ text) => text !== "false" },
  names: { write: list, read: readNames },
  integers: { write: list, read: readIntegers },
  activation: {
    write: (/** @type {string | string[]} */ value) => (Array.isArray(value) ? list(value) : value),
    read: readActivation,
  },
  points: {
    write: (/** @type {number[][]} */ points) => points.map(list).join(";"),
    read: readPoints,
  },
};

/**
 * @param {Config} config
 * @param {View} view
 * @param {Config} defaults
 * @returns {string} without the `#`; empty where nothing differs
 */
export function writeHash(config, view, defaults) {
  /** @type {[string, string][]} */
  const params = [];
  for (const [key, path, kind] of FIELDS) {
    const value = valueAt(config, path);
    if (value === null || same(value, valueAt(defaults, path))) continue;
    params.push([key, /** @type {(value: any) => string} */ (CODECS[kind].write)(value)]);
  }
  if (view.speed !== DEFAULT_VIEW.speed) params.push(["speed", String(view.speed ?? "max")]);
  if (view.showTest) params.push(["show_test", "true"]);
  if (view.discretize) params.push(["discretize", "true"]);
  if (view.hideText) params.push(["hide_text", "true"]);
  for (const name of view.hidden) params.push([`${name}_hide`, "true"]);
  return params.map(([key, value]) => `${key}=${value.replace(/[%&#+\s]/g, encodeURIComponent)}`).join("&");
}

/**
 * @param {string} hash with or without the `#`
 * @param {Options} options
 * @returns {{config: Config, view: View, corrections: Correction[]}}
 */
export function readHash(hash, options) {
  const params = modernized(readParams(hash));
  const config = structuredClone(options.defaults);
  /** @type {Correction[]} */
  const corrections = [];
  for (const [key, path, kind] of FIELDS) {
    const text = params.get(key);
    if (text === undefined) continue;
    const value = /** @type {(text: string, field: any) => any} */ (CODECS[kind].read)(text, options.fields[path] ?? {});
    if (value === undefined) {
      corrections.push({ key, given: text, used: null });
      continue;
    }
    const written = /** @type {(value: any) => string} */ (CODECS[kind].write)(value);
    if (written !== text && !sameMeaning(text, written)) corrections.push({ key, given: text, used: written });
    setValueAt(config, path, value);
  }
  reconcile(config, options, corrections);
  return { config, view: readView(params, options.speeds), corrections };
}

/**
 * What no single field can see: parts that do not go together.
 *
 * @param {Config} config
 * @param {Options} options
 * @param {Correction[]} corrections
 */
function reconcile(config, options, corrections) {
  const { data, network, training } = config;
  if (data.dataset === "custom" && (!data.points || !data.task)) {
    corrections.push({ key: "dataset", given: "custom", used: options.defaults.data.dataset });
    data.dataset = options.defaults.data.dataset;
  }
  if (data.dataset !== "custom") data.points = data.task = null;
  const dataset = options.datasets.find(({ name }) => name === data.dataset);
  if (training.loss && dataset && !options.losses(dataset).includes(training.loss)) {
    corrections.push({ key: "loss", given: training.loss, used: null });
    training.loss = null;
  }
  if (Array.isArray(network.activation)) network.activation = fitted(network.activation, network.hidden.length);
}

/**
 * One activation per layer: the last is repeated where there are too few; one name where all are the same.
 *
 * @param {string[]} activations
 * @param {number} layers
 * @returns {string | string[]}
 */
export function fitted(activations, layers) {
  const each = Array.from({ length: layers }, (_, i) => activations[Math.min(i, activations.length - 1)]);
  return new Set(each).size > 1 ? each : (each[0] ?? activations[0]);
}

/** @param {Map<string, string>} params @param {(number | null)[]} speeds @returns {View} */
function readView(params, speeds) {
  const speed = params.get("speed");
  const chosen = speed === "max" ? null : Number(speed ?? DEFAULT_VIEW.speed);
  const flag = (/** @type {string} */ key) => params.has(key) && params.get(key) !== "false";
  return {
    showTest: flag("show_test"),
    discretize: flag("discretize"),
    speed: speeds.includes(chosen) ? chosen : DEFAULT_VIEW.speed,
    hideText: flag("hide_text"),
    hidden: [...params].filter(([key, value]) => key.endsWith("_hide") && value !== "false").map(([key]) => key.slice(0, -5)),
  };
}

/** @param {string} hash */
function readParams(hash) {
  /** @type {Map<string, string>} */
  const params = new Map();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [key, ...rest] = part.split("=");
    if (key) params.set(decoded(key), decoded(rest.join("=")));
  }
  return params;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {unknown[]} values */
function list(values) {
  return values.join(",");
}

/** @param {string} text @param {FieldOptions} field */
function readName(text, field) {
  return !field.values || field.values.includes(text) ? text : undefined;
}

/** @param {string} text @param {FieldOptions} field */
function readNumber(text, field, whole = false) {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) return undefined;
  const clamped = Math.min(field.max ?? Infinity, Math.max(field.min ?? -Infinity, number));
  return whole ? Math.round(clamped) : clamped;
}

/** @param {string} text @param {FieldOptions} field */
function readNames(text, field) {
  return [...new Set(text.split(","))].filter((name) => name && (field.values ?? [name]).includes(name));
}

/** @param {string} text @param {any} field */
function readIntegers(text, field) {
  const numbers = text.split(",").filter(Boolean).map(Number);
  if (numbers.some((number) => !Number.isFinite(number))) return undefined;
  const clamp = (/** @type {number} */ number) => Math.min(field.max ?? 32, Math.max(field.min ?? 1, Math.round(number)));
  return numbers.slice(0, field.max_length ?? 8).map(clamp);
}

/** @param {string} text @param {FieldOptions} field */
function readActivation(text, field) {
  const names = text.split(",");
  if (names.some((name) => field.values && !field.values.includes(name))) return undefined;
  return names.length > 1 ? names : names[0];
}

/** @param {string} text */
function readPoints(text) {
  const points = text.split(";").map((point) => point.split(",").map(Number));
  return points.every((point) => point.length === 3 && point.every(Number.isFinite)) ? points : undefined;
}

/** @param {unknown} a @param {unknown} b */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Numbers written in another way are no correction. @param {string} given @param {string} used */
const sameMeaning = (given, used) => {
  const numbers = (/** @type {string} */ text) => text.split(",").filter(Boolean).map(Number);
  const [a, b] = [numbers(given), numbers(used)];
  return given === "" || used === "true" || (a.length > 0 && a.every((number, i) => number === b[i]) && a.length === b.length);
};

/** @param {any} config @param {string} path @returns {any} */
export function valueAt(config, path) {
  return path.split(".").reduce((value, key) => value?.[key], config);
}

/** @param {any} config @param {string} path @param {unknown} value */
function setValueAt(config, path, value) {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  keys.reduce((section, key) => section[key], config)[last] = value;
}
