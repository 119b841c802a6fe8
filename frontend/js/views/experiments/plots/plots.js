/** The plots of an experiment. */
import { el } from "../../../core/dom.js";
import { sharedFilters } from "../../../lib/experiments/question.js";
import { parametersOf } from "../../../lib/experiments/words.js";
import { createCurves } from "./curves.js";
import { createHeatMap } from "./heat-map.js";
import { createMultiples } from "./multiples.js";
import { createParallel } from "./parallel.js";

/** A heading that explains, and a place. @param {HTMLElement} root @param {Texts} texts @param {string} name */
function place(root, { t }, name) {
	const box = el("div");
	root.append(el("h3", { text: t(`plot.${name}`), explained: t(`plot.${name}.explain`) }), box);
	return box;
}

/** What all plots of runs show. @param {ExperimentsPage} page */
const about = ({ texts, store: { experiment, picked } }) => ({ parameters: parametersOf(texts, experiment.value), picked: picked.value });

/** @param {ExperimentsPage} page */
const parts = ({ texts: { t, format }, palette, actions, signal }) => ({ t, format, palette, signal, onPick: actions.pick });

/** Success over two parameters; a press on a cell shows its runs. @param {HTMLElement} root @param {ExperimentsPage} page */
export function successMap(root, page) {
	const { store, actions, api, signal } = page;
	/** @param {number[]} points */
	const runsOf = (points) => {
		const { points: all } = store.points.value;
		return { filters: sharedFilters(all.filter(({ point }) => points.includes(point)), all) };
	};
	const map = createHeatMap(place(root, page.texts, "map"), {
		...parts(page),
		onPick: ({ points }) => actions.look(runsOf(points)),
		rateOf: async (points) => (await api.results(/** @type {Place} */ (store.place), { ...runsOf(points), limit: 1 })).success,
	});
	store.points.subscribe(({ points }) => {
		const parameters = parametersOf(page.texts, store.experiment.value);
		root.hidden = !parameters.length || !store.experiment.value?.done;
		if (!root.hidden) map.show({ points, parameters });
	}, { signal });
}

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function lossCurves(root, page) {
	const { store, signal } = page;
	const curves = createCurves(place(root, page.texts, "curves"), parts(page));
	store.histories.subscribe(({ histories }) => {
		root.hidden = !store.experiment.value?.done;
		if (root.hidden) return;
		curves.show({ results: store.sample.value.results, histories, ...about(page) });
	}, { signal });
	store.picked.subscribe((picked) => root.hidden || curves.show({ picked }), { signal });
}

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function parallel(root, page) {
	const { store, signal } = page;
	const lines = createParallel(place(root, page.texts, "parallel"), parts(page));
	store.sample.subscribe(({ results }) => {
		root.hidden = !store.experiment.value?.done;
		if (!root.hidden) lines.show({ results, ...about(page) });
	}, { signal });
	store.picked.subscribe((picked) => root.hidden || lines.show({ picked }), { signal });
}

/** Boundaries of the runs in the table. @param {HTMLElement} root @param {ExperimentsPage} page */
export function multiples(root, page) {
	const { store, signal } = page;
	const tiles = createMultiples(place(root, page.texts, "multiples"), parts(page));
	store.results.subscribe((found) => {
		root.hidden = !found || !store.experiment.value?.done;
		if (found) tiles.show({ results: found.results, boundaries: store.boundaries.value, ...about(page) });
	}, { signal });
	store.boundaries.subscribe((boundaries) => tiles.show({ boundaries }), { signal });
	store.picked.subscribe((picked) => tiles.show({ picked }), { signal });
}
