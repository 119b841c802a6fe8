/** The fields that vary in an experiment, as the plots want them. */
import { axesOf } from "../../lib/experiments/question.js";
import { fieldLabel, valueText } from "./words.js";

/** @param {Texts} texts @param {Experiment | null} experiment @returns {PlotParameter[]} */
export function parametersOf(texts, experiment) {
	const varying = experiment ? axesOf(experiment).filter((path) => experiment.random || experiment.grid[path].length > 1) : [];
	return varying.map((path) => ({ path, label: fieldLabel(texts, path), text: (value) => valueText(texts, path, value) }));
}
