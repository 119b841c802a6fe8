/** Fields, values, experiments and times in the words of the page. */
import { same, valueAt } from "../config.js";
import { featureText } from "../names.js";
import { keyOf } from "../write-hash.js";
import { axesOf } from "./question.js";

const TIMES = /** @type {const} */ ([["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]]);

/** What a field, or a column of results, is called. @param {Texts} texts @param {string} field */
export function fieldLabel({ t, has }, field) {
	return has(`column.${field}`) ? t(`column.${field}`) : t(`field.${keyOf(field)}`);
}

/** @param {Texts} texts @param {string} path */
export const fieldExplanation = ({ t }, path) => t(`explain.${keyOf(path)}`);

/** @param {Texts} texts @param {string} path @param {any} value @returns {string} */
export function valueText(texts, path, value) {
	const { t, format } = texts;
	if (value === null) return t(path === "training.loss" || path === "data.samples" ? "value.default" : "choice.none");
	if (Array.isArray(value) && !value.length) return t(path === "network.hidden" ? "value.no-layer" : "choice.none");
	if (Array.isArray(value)) return value.map((each) => valueText(texts, path, each)).join(", ");
	if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
	if (typeof value === "number") return isShort(value) ? format.setting(value) : format.short(value);
	if (path === "data.dataset") return t(`dataset.${value}`);
	if (path === "data.expression") return value;
	return path === "features" ? featureText(value) : t(`choice.${value}`).split(":")[0].trim();
}

/** What somebody has chosen, rather than what was drawn. @param {number} value */
const isShort = (value) => Number.isInteger(value) || value === Number(value.toPrecision(3));

/** What varies, as plots want it. @param {Texts} texts @param {Experiment | null} experiment @returns {PlotParameter[]} */
export function parametersOf(texts, experiment) {
	const varying = experiment ? axesOf(experiment).filter((path) => experiment.random || experiment.grid[path].length > 1) : [];
	return varying.map((path) => ({ path, label: fieldLabel(texts, path), text: (value) => valueText(texts, path, value) }));
}

/** What varies; of a run, that it is one. @param {Texts} texts @param {Experiment} experiment */
export function experimentTitle(texts, experiment) {
	const labels = parametersOf(texts, experiment).map(({ label }) => label);
	if (!labels.length) return texts.t(experiment.runs > 1 ? "experiments.title.seeds" : "experiments.title.run");
	return labels.join(" × ");
}

/** What is the same in all runs and not the default. @param {Texts} texts @param {Experiment} experiment @param {Options} options */
export function baseText(texts, experiment, { fields, defaults }) {
	const { config } = experiment;
	const axes = axesOf(experiment);
	const paths = Object.keys(fields).filter((path) => !axes.includes(path) && !["data.points", "data.sides", "data.task", "network.seed"].includes(path));
	return paths
		.filter((path) => path === "data.dataset" || !same(valueAt(config, path), valueAt(defaults, path)))
		.map((path) => (path === "data.dataset" ? "" : `${fieldLabel(texts, path)} `) + valueText(texts, path, valueAt(config, path)))
		.join(" · ");
}

/** How long ago. @param {Texts} texts @param {number} at seconds since 1970 */
export function agoText({ language }, at) {
	const seconds = Math.max(0, Date.now() / 1000 - at);
	const [unit, size] = TIMES.find(([, length]) => seconds >= length) ?? TIMES[3];
	return new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }).format(-Math.floor(seconds / size), unit);
}

/** How long. @param {Texts} texts @param {number} seconds */
export function spanText({ language }, seconds) {
	const [unit, size] = TIMES.slice(1).find(([, length]) => seconds >= length) ?? TIMES[3];
	const digits = unit === "second" && seconds < 10 ? 1 : 0;
	return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits }).format(seconds / size);
}
