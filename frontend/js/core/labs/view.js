/** What the views of a lab are given: the page, the room, its texts and numbers, and the server's judgement. */
import { exact, figures } from "../../lib/labs/figure.js";
import { soon } from "../soon.js";
import { fetchExercise, fetchSolution, grade } from "./api.js";

/** @param {BareMounted} page @param {LabRoom} lab @returns {LabView & LabGrading} */
export function viewOf(page, lab) {
	const { texts, signal } = page;
	return {
		...page, lab, fetchExercise, fetchSolution, grade,
		texts: { ...texts, format: { ...texts.format, figure: figures(texts.language), exact: exact(texts.language) } },
		say: (key = "", values) => (texts.has(key) ? texts.t(key, values) : key),
		soon: soon(signal),
		play() {}, forward() {}, rewind() {},
	};
}
