/** An experiment that is being put together: rows of settings, each with its values, and what follows from them. */
import { same, valueAt } from "../config.js";
import { changeAt, merged } from "../config.js";

/** Beyond the config itself: where the seeds come from, and what only hand-drawn points have. */
const NOT_OFFERED = ["network.seed", "data.task", "data.points", "data.sides", "data.class_names", "data.units"];

/** @type {Stop} */
export const DEFAULT_STOP = { epochs: 500, test_loss_below: 0.01, accuracy_above: null, patience: null, seconds: null };
const COMMON = { search: /** @type {const} */ ("grid"), draws: 20, drawSeed: 1, seeds: 8, stop: DEFAULT_STOP, maxRuns: 10_000 };

/** @param {string} path @param {any[]} values @returns {DraftRow} */
export const row = (path, values) => ({ path, values, bad: "", distribution: "choice", low: null, high: null });

/** Something worth starting: which width and which learning rate solve XOR. @returns {Draft} */
export function exampleDraft() {
	const rows = [
		row("data.dataset", ["xor"]),
		row("training.learning_rate", [0.01, 0.03, 0.1, 0.3]),
		row("network.hidden", [[2], [4], [8]]),
	];
	return { ...COMMON, custom: {}, rows };
}

/**
 * What the playground shows: a row for each setting that differs from the default, and one for the learning rate.
 * @param {Config} config @param {Options} options @returns {Draft}
 */
export function draftOf(config, options) {
	const { fields, defaults } = options;
	const differing = Object.keys(fields).filter((path) => !NOT_OFFERED.includes(path) && !same(valueAt(config, path), valueAt(defaults, path)));
	const paths = [...new Set(["data.dataset", ...differing, "training.learning_rate", "network.hidden"])];
	const { dataset, samples, noise, ...own } = config.data;
	const accuracy = goalOf(config, options);
	return {
		...COMMON,
		stop: { ...DEFAULT_STOP, ...accuracy },
		custom: own.points ? { data: own } : {},
		rows: paths.map((path) => row(path, [valueAt(config, path)])),
	};
}

/** A regression is asked for a loss, classes too; K classes have a cross-entropy, which stays larger. @param {Config} config @param {Options} options */
function goalOf(config, { datasets }) {
	const dataset = datasets.find(({ name }) => name === config.data.dataset);
	return dataset && dataset.classes > 2 ? { test_loss_below: null, accuracy_above: 0.95 } : {};
}

/** An experiment that was there before, to be changed and started again. @param {Experiment} experiment @param {Options} options @returns {Draft} */
export function draftAgain({ config, grid, random, seeds, stop }, options) {
	const before = draftOf(config, options);
	const axes = random
		? Object.entries(random.distributions).map(([path, { distribution, low, high, values }]) =>
				({ ...row(path, values ?? []), distribution, low: low ?? null, high: high ?? null }))
		: Object.entries(grid).map(([path, values]) => row(path, values));
	const fixed = before.rows.filter(({ path }) => !axes.some((axis) => axis.path === path));
	return {
		...before,
		search: random ? "random" : "grid",
		rows: [...fixed, ...axes],
		draws: random?.points ?? COMMON.draws,
		drawSeed: random?.seed ?? COMMON.drawSeed,
		seeds: Array.isArray(seeds) ? seeds.length : seeds,
		stop,
	};
}

/** Whether a row varies; otherwise its one value holds for all runs. @param {DraftRow} row @param {Draft["search"]} search */
export const varies = ({ distribution, values }, search) => (search === "random" && distribution !== "choice") || values.length > 1;

/** Whether nothing is missing in a row. @param {DraftRow} row @param {Draft["search"]} search */
export function isComplete({ distribution, values, bad, low, high }, search) {
	if (search === "random" && distribution !== "choice") return low !== null && high !== null;
	return !bad && values.length > 0;
}

/** How many points, seeds and runs there would be. @param {Draft} draft */
export function sizeOf({ search, rows, draws, seeds }) {
	const points = search === "random" ? draws : rows.reduce((product, { values }) => product * Math.max(1, values.length), 1);
	return { points, seeds, runs: points * seeds };
}

/** The body of `POST /api/sweeps`. @param {Draft} draft @returns {Record<string, any>} */
export function bodyOf({ search, custom, rows, draws, drawSeed, seeds, stop, maxRuns }) {
	const fixed = rows.filter((each) => !varies(each, search));
	const axes = rows.filter((each) => varies(each, search));
	const isCustom = rows.some(({ path, values }) => path === "data.dataset" && values.includes("custom"));
	const config = fixed.reduce((change, { path, values }) => merged(change, changeAt(path, values[0])), isCustom ? custom : {});
	const common = { config, seeds, stop: withoutNulls(stop), max_runs: maxRuns };
	if (search === "grid") return { ...common, grid: Object.fromEntries(axes.map(({ path, values }) => [path, values])) };
	const distributions = Object.fromEntries(axes.map((axis) => [axis.path, distributionOf(axis)]));
	return { ...common, random: { points: draws, seed: drawSeed, distributions } };
}

/** @param {DraftRow} row */
function distributionOf({ distribution, values, low, high }) {
	return distribution === "choice" ? { distribution, values } : { distribution, low, high };
}

/** @param {Record<string, any>} fields */
const withoutNulls = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** The fields that a further row can vary. @param {Draft} draft @param {Options} options */
export function offeredPaths({ rows }, { fields }) {
	return Object.keys(fields).filter((path) => !NOT_OFFERED.includes(path) && !rows.some((each) => each.path === path));
}

/** Which row a refusal blames. @param {string} field as the server names it @param {DraftRow[]} rows */
export function blamedRow(field, rows) {
	const blamed = rows.filter(({ path }) => field.includes(path)).sort((a, b) => b.path.length - a.path.length);
	return blamed[0]?.path ?? "";
}
