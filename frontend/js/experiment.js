/** The composition root of one experiment. */
import { el } from "./core/dom.js";
import { experimentsOn } from "./core/experiments/actions.js";
import { watchExperiment } from "./core/experiments/experiment.js";
import { header } from "./core/page/header.js";
import { openNetworks } from "./core/page/networks.js";
import { placeIn, readPlace, writePlace } from "./lib/experiments/question.js";
import { filters } from "./views/experiments/filters.js";
import { lossCurves, multiples, parallel, successMap } from "./views/experiments/plots/plots.js";
import { pointsTable } from "./views/experiments/points.js";
import { runDetails } from "./views/experiments/run.js";
import { summary } from "./views/experiments/summary.js";
import { runsTable } from "./views/experiments/table.js";
import { lossChart } from "./widgets/chart/loss-chart.js";

const VIEWS = /** @type {const} */ ([
	["points", pointsTable],
	["map", successMap],
	["choice", filters],
	["curves", lossCurves],
	["lines", parallel],
	["multiples", multiples],
	["runs-card", runsTable],
]);

const named = placeIn(location.search);
if (named) await openNetworks({ texts: ["", "experiments.", "plots."], title: "header.experiments" }, (page) => begin(page, named));
else location.replace("experiments.html");

/** @param {Page} page @param {Place} experiment @returns {Mount} */
function begin(page, experiment) {
	const { address } = page;
	const room = experimentsOn(page, experiment);
	const { store, actions } = room;
	actions.visit(readPlace(address.hash()));
	address.follow([store.question, store.picked], {
		write: () => writePlace(store.question.value, store.picked.value),
		read: (hash) => actions.visit(readPlace(hash)),
	});
	watchExperiment({ ...page, ...room, place: experiment });

	return (place, mounted) => {
		const here = { ...mounted, ...room, place: experiment };
		const main = place("content");
		const head = el("div");
		const aside = el("aside", { class: "card run", "aria-label": here.texts.t("run.label"), testid: "run" });
		const sections = VIEWS.map(([name]) => el("section", { class: `card ${name}`, hidden: true }));
		header(place("header"), here, "experiments");
		main.append(head, el("div", "experiment-columns", el("div", "experiment-main", ...sections), aside));
		summary(head, here);
		VIEWS.forEach(([, view], i) => view(sections[i], here));
		lossChart(runDetails(aside, here), here);
		store.experiment.subscribe((found) => main.classList.toggle("is-single", found?.runs === 1), here);
	};
}
