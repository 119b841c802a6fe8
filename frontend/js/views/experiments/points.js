/** What the seeds of each point say together. */
import { el, setText } from "../../core/dom.js";
import { pointsInOrder, readSort } from "../../lib/experiments/points.js";
import { equals, nextSort } from "../../lib/experiments/question.js";
import { parametersOf } from "../../lib/experiments/words.js";
import { dataTable } from "../../widgets/experiments/table.js";

const FEW = 10;

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function pointsTable(root, { texts, store, actions, signal }) {
	const { t, format, plural } = texts;
	let sort = "";
	let all = false;
	const table = dataTable(texts, { title: t("points.title"), testid: "points" });
	const note = el("p", "note");
	const toggle = el("button", { class: "quiet small", testid: "all-points", onclick: () => {
		all = !all;
		draw();
	} });
	const foot = el("div", "table-foot", toggle, note);
	root.append(el("h3", { text: t("points.title"), explained: t("points.explain") }), table.box, foot);

	function draw() {
		const experiment = store.experiment.value;
		const { total, points } = store.points.value;
		root.hidden = !experiment || total < 1;
		if (!experiment) return;
		const hasGoal = experiment.succeeded !== null;
		const parameters = parametersOf(texts, experiment);
		const sorted = sort || (hasGoal ? "-success" : "test_loss");
		const ordered = pointsInOrder(points, readSort(sorted));
		table.show({
			fields: [...parameters.map(({ path }) => path), ...(hasGoal ? ["success", "epochs_to_success"] : []), "test_loss", "runs"],
			sort: sorted,
			onSort(field) {
				sort = nextSort(sorted, field);
				draw();
			},
			rows: ordered.slice(0, all ? undefined : FEW).map((point) => line(point, parameters, hasGoal)),
		});
		toggle.hidden = ordered.length <= FEW;
		foot.hidden = toggle.hidden && total <= points.length;
		setText(toggle, all ? t("points.fewer") : plural("points.all", ordered.length));
		const first = { shown: format.integer(points.length), total: format.integer(total) };
		setText(note, total > points.length ? t("points.first", first) : "");
	}

	/** @param {PointSummary} point @param {PlotParameter[]} parameters @param {boolean} hasGoal */
	function line({ point, values, runs, success, test_loss, epochs_to_success }, parameters, hasGoal) {
		const cells = parameters.map(({ path, text }) => el("td", { text: text?.(values[path]) }));
		if (hasGoal) cells.push(rate(success), quartiles(epochs_to_success, format.integer));
		return el("tr", { "data-point": point }, ...cells, quartiles(test_loss, format.loss), el("td", {}, itsRuns(point, runs)));
	}

	/** @param {number} point @param {number} runs */
	function itsRuns(point, runs) {
		return el("button", {
			class: "quiet small",
			testid: `point-${point}`,
			title: t("points.show.title"),
			"aria-label": t("points.show", { runs: plural("progress.runs", runs) }),
			text: format.integer(runs),
			onclick: () => actions.look({ filters: [equals("point", point)] }),
		});
	}

	/** A share, as a bar with its interval and in numbers. @param {Rate | null} success */
	function rate(success) {
		if (!success) return el("td", { text: "–" });
		const bar = el("span", { class: "rate", "aria-hidden": "true" });
		for (const [name, value] of Object.entries(success)) bar.style.setProperty(`--${name}`, String(value));
		const { rate: share, low, high } = success;
		return el("td", "success-cell", bar, el("b", { text: format.percent(share) }), interval(format.percent(low), format.percent(high)));
	}

	/** @param {Quartiles | null} found @param {(value: number) => string} text */
	function quartiles(found, text) {
		if (!found) return el("td", { text: "–" });
		return el("td", {}, el("b", { text: text(found.median) }), " ", interval(text(found.q1), text(found.q3)));
	}

	/** @param {string} low @param {string} high */
	const interval = (low, high) => el("span", { class: "interval", text: t("points.interval", { low, high }) });

	store.points.subscribe(draw, { signal });
	store.experiment.subscribe(draw, { signal });
}
