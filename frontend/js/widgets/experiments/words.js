/** Fields, values and experiments in the words of the page. */
import { axesOf } from "../../lib/experiments/question.js";
import { keyOf, same, valueAt } from "../../lib/write-hash.js";
import { featureText } from "../network/names.js";

/** What a field of the config, or a column of the results, is called. @param {Texts} texts @param {string} field */
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
	return path === "features" ? featureText(value) : t(`choice.${value}`).split(":")[0].trim();
}

/** What somebody has chosen, rather than what was drawn. @param {number} value */
const isShort = (value) => Number.isInteger(value) || value === Number(value.toPrecision(3));

/** What an experiment varies; of a run, that it is one. @param {Texts} texts @param {Experiment} experiment */
export function experimentTitle(texts, experiment) {
	const axes = axesOf(experiment).filter((path) => experiment.random || experiment.grid[path].length > 1);
	if (!axes.length) return texts.t(experiment.runs > 1 ? "experiments.title.seeds" : "experiments.title.run");
	return axes.map((path) => fieldLabel(texts, path)).join(" × ");
}

/** What is the same in all runs and not the default, the data set first. @param {Texts} texts @param {Experiment} experiment @param {Options} options */
export function baseText(texts, experiment, { fields, defaults }) {
	const { config } = experiment;
	const axes = axesOf(experiment);
	const paths = Object.keys(fields).filter((path) => !axes.includes(path) && !["data.points", "data.task", "network.seed"].includes(path));
	return paths
		.filter((path) => path === "data.dataset" || !same(valueAt(config, path), valueAt(defaults, path)))
		.map((path) => (path === "data.dataset" ? "" : `${fieldLabel(texts, path)} `) + valueText(texts, path, valueAt(config, path)))
		.join(" · ");
}

/** How a language writes numbers that are typed. @param {Texts} texts @returns {Notation} */
export function notationOf({ t, format }) {
	return { decimal: format.setting(0.5).charAt(1), none: t("choice.none") };
}
