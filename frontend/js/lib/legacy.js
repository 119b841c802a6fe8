/** Links made for TensorFlow Playground, rewritten in our own keys. */
import { readParams } from "./hash.js";

/** Our key for each of its keys that needs no more than another name. */
const RENAMED = /** @type {Record<string, string>} */ ({
	batchSize: "batch_size",
	learningRate: "learning_rate",
	networkShape: "hidden",
	percTrainData: "train_percent",
	regularizationRate: "regularization_rate",
	showTestData: "show_test",
	hideText: "hide_text",
});

/** Its keys for features; the first two are used where the link does not say. */
const FEATURES = { x: "x1", y: "x2", xSquared: "x1^2", ySquared: "x2^2", xTimesY: "x1x2", sinX: "sin(x1)", sinY: "sin(x2)" };

const DATASETS = /** @type {Record<string, string>} */ ({ "reg-plane": "plane", "reg-gauss": "multi_gauss" });

/** Its other names for controls that a link can hide, and ours. */
const HIDDEN_CONTROLS = /** @type {Record<string, string>} */ ({
	playButton: "play",
	stepButton: "step",
	resetButton: "reset",
	numHiddenLayers: "layers",
});

/** A link in our keys, whether it is ours or an old one; ours are left as they are. @param {string} hash without the `#` */
export function modernized(hash) {
	const params = readParams(hash);
	/** @type {Params} */
	const modern = new Map();
	for (const [key, value] of params) {
		const name = hiddenName(key);
		if (name) modern.set(`${HIDDEN_CONTROLS[name] ?? (RENAMED[name] ?? name).replaceAll("_", "-")}_hide`, value);
		else modern.set(RENAMED[key] ?? key, value);
	}
	const regularization = params.get("regularization");
	if (regularization) modern.set("regularization", regularization.toLowerCase());
	if (isTrue(params.get("initZero"))) modern.set("init", "zeros");
	if (params.has("problem") || params.has("regDataset")) modern.set("dataset", dataset(params));
	if (Object.keys(FEATURES).some((key) => params.has(key) || params.has(`${key}_hide`))) {
		modern.set("features", features(params));
	}
	setSeeds(modern, params.get("seed"));
	return [...modern].map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
}

/** @param {string} key */
const hiddenName = (key) => (key.endsWith("_hide") ? key.slice(0, -"_hide".length) : null);

/** @param {string | undefined} value */
const isTrue = (value) => value !== undefined && value !== "false";

/** @param {Params} params */
function dataset(params) {
	if (params.get("problem") !== "regression") return params.get("dataset") ?? "circle";
	const name = params.get("regDataset") ?? "reg-plane";
	return DATASETS[name] ?? "plane";
}

/** @param {Params} params */
function features(params) {
	return Object.entries(FEATURES)
		.filter(([key], i) => (params.has(key) ? isTrue(params.get(key)) : i < 2) && !isTrue(params.get(`${key}_hide`)))
		.map(([, feature]) => feature)
		.join(",");
}

/** @param {Params} modern @param {string | undefined} seed */
function setSeeds(modern, seed) {
	const digits = (seed ?? "").replace(/\D/g, "").slice(0, 9);
	if (!digits) return;
	modern.set("data_seed", String(Number(digits)));
	modern.set("network_seed", String(Number(digits)));
}
