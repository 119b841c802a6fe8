/** The composition root of one experiment. */
import { keepPlace, watchExperiment } from "./core/experiments/experiment.js";
import { el } from "./core/dom.js";
import { namedPlace, openShell } from "./shell.js";
import { lossChart } from "./widgets/chart/loss-chart.js";
import { filters } from "./views/experiments/filters.js";
import { lossCurves, multiples, parallel, successMap } from "./views/experiments/plots/plots.js";
import { pointsTable } from "./views/experiments/points.js";
import { runDetails } from "./views/experiments/run.js";
import { summary } from "./views/experiments/summary.js";
import { runsTable } from "./views/experiments/table.js";

const VIEWS = /** @type {const} */ ([
	["points", pointsTable],
	["map", successMap],
	["choice", filters],
	["curves", lossCurves],
	["lines", parallel],
	["multiples", multiples],
	["runs-card", runsTable],
]);

const named = namedPlace();
if (named) await openShell(named, (main, page) => mount(main, { ...page, place: named }));
else location.replace("experiments.html");

/** @param {HTMLElement} main @param {ExperimentsPage & {place: Place}} page */
function mount(main, page) {
	keepPlace(page);
	const head = el("div");
	const aside = el("aside", { class: "card run", "aria-label": page.store.texts.t("run.label"), testid: "run" });
	const sections = VIEWS.map(([name]) => el("section", { class: `card ${name}`, hidden: true }));
	main.append(head, el("div", "experiment-columns", el("div", "experiment-main", ...sections), aside));
	summary(head, page);
	VIEWS.forEach(([, view], i) => view(sections[i], page));
	lossChart(runDetails(aside, page), page);
	watchExperiment(page);
	page.store.experiment.subscribe((experiment) => main.classList.toggle("is-single", experiment?.runs === 1), page);
}
