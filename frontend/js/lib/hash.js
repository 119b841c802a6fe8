/** Reads the part of the address after `#`, by the same table of fields that writes it. */
import { changeAt, merged } from "./config.js";
import { parsed } from "./expressions/parse.js";
import { Unreadable, isCondition } from "./expressions/tree.js";
import { fitted } from "./structure.js";
import { DEFAULT_VIEW, SIDES, keyOf, written } from "./write-hash.js";

/** The tree of a data set by formula. @param {string} text */
const formula = (text) => parsed(text, ["x1", "x2"], { conditions: true });

/**
 * How each kind of field is read; undefined: the text makes no sense. A formula that cannot be read says why, as `Unreadable`.
 * @type {Record<string, (text: string, field: FieldOptions) => any>}
 */
const READERS = {
	boolean: (text) => text !== "false",
	choice(text, { values = [] }) {
		const names = text.split(",");
		if (names.some((name) => !values.includes(name))) return undefined;
		return names.length > 1 && values.includes("tanh") ? names : names[0];
	},
	names: (text, { values = [] }) => [...new Set(text.split(","))].filter((name) => values.includes(name)),
	number(text, { min = -Infinity, max = Infinity, excluded, whole }) {
		const number = Number(text);
		if (text.trim() === "" || !Number.isFinite(number)) return undefined;
		const clamped = Math.min(max, Math.max(min, number));
		if (excluded.includes(clamped)) return undefined;
		return whole ? Math.round(clamped) : clamped;
	},
	numbers(text, field) {
		const numbers = text.split(",").filter(Boolean).map((part) => READERS.number(part, field));
		return numbers.includes(undefined) ? undefined : numbers.slice(0, field.max_length);
	},
	text: (text) => formula(text) && text.trim(),
	sides: (text) => (/^[01]+$/.test(text) ? [...text].map((digit) => SIDES[Number(digit)]) : undefined),
	points(text) {
		const points = text.split(";").map((point) => point.split(",").map(Number));
		return points.every((point) => point.length === 3 && point.every(Number.isFinite)) ? points : undefined;
	},
};

/**
 * @param {string} hash with or without the `#` @param {Options} options
 * @returns {{config: Config, view: View, corrections: Correction[]}}
 */
export function readHash(hash, options) {
	const params = readParams(hash);
	let config = structuredClone(options.defaults);
	/** @type {Correction[]} */
	const corrections = [];
	for (const [path, field] of Object.entries(options.fields)) {
		const key = keyOf(path);
		const given = params.get(key);
		if (given === undefined) continue;
		const { value, why } = readField(given, field);
		const used = value === undefined ? null : written(value);
		if (used === null || (given.trim() !== used && !sameMeaning(given, used))) corrections.push({ key, given, used, ...(why && { why }) });
		if (used !== null) config = merged(config, changeAt(path, value));
	}
	reconcile(config, options, corrections);
	return { config, view: readView(params, options.speeds), corrections };
}

/** @param {string} text @param {FieldOptions} field @returns {{value?: any, why?: Unreadable}} */
function readField(text, field) {
	try {
		return { value: (READERS[field.kind] ?? READERS.number)(text, field) };
	} catch (reason) {
		if (reason instanceof Unreadable) return { why: reason };
		throw reason;
	}
}

/** @param {DataConfig} data @param {Options} options @returns {{classes: number} | undefined} */
function datasetOf({ dataset, expression, task, points }, options) {
	if (expression) return { classes: isCondition(formula(expression)) ? 2 : 0 };
	if (points) return { classes: task === "regression" ? 0 : points.reduce((most, [, , label]) => Math.max(most, label + 1), 2) };
	return options.dataset(dataset);
}

/** @param {Config} config @param {Options} options @param {Correction[]} corrections */
function reconcile(config, options, corrections) {
	const { data, network, training } = config;
	if (data.dataset === "custom" ? !data.points || !data.task : data.dataset === "formula" && !data.expression) {
		corrections.push({ key: "dataset", given: data.dataset, used: options.defaults.data.dataset });
		data.dataset = options.defaults.data.dataset;
	}
	if (data.dataset !== "custom") {
		delete data.task;
		delete data.points;
	}
	if (data.dataset !== "formula") delete data.expression;
	if (data.sides?.length !== data.points?.length) delete data.sides;
	const dataset = datasetOf(data, options);
	/** @param {"loss" | "class_weight"} key */
	const drop = (key) => {
		corrections.push({ key, given: String(training[key]), used: null });
		training[key] = null;
	};
	if (training.loss && dataset && !options.losses(dataset).includes(training.loss)) drop("loss");
	if (dataset?.classes === 0 && training.class_weight) drop("class_weight");
	const { loss } = training;
	const fits = loss === "hinge" ? network.output !== "sigmoid" && network.output !== "relu" : loss !== "cross_entropy" && !((dataset?.classes ?? 0) > 2);
	if (!fits && network.output !== "auto" && network.output !== "linear") {
		corrections.push({ key: "output", given: network.output, used: "auto" });
		network.output = "auto";
	}
	if (network.hidden.length > 3 && network.hidden.some((units) => units > 32)) {
		const hidden = network.hidden.slice(0, 3);
		corrections.push({ key: "hidden", given: network.hidden.join(), used: hidden.join() });
		network.hidden = hidden;
	}
	if (Array.isArray(network.activation)) network.activation = fitted(network.activation, network.hidden.length);
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
export function readParams(hash) {
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

/** @param {string} given @param {string} used */
const sameMeaning = (given, used) => {
	const numbers = (/** @type {string} */ text) => text.split(",").filter(Boolean).map(Number);
	const [a, b] = [numbers(given), numbers(used)];
	return given === "" || used === "true" || (a.length > 0 && a.every((number, i) => number === b[i]) && a.length === b.length);
};
