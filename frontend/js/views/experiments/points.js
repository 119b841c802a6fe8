/** What the seeds of each point say together. */
import { el, setText } from "../../core/dom.js";
import { equals, nextSort } from "../../lib/experiments/question.js";
import { isAtSort, pointsInOrder } from "../../lib/experiments/points.js";
import { parametersOf } from "../../widgets/experiments/parameters.js";
import { columnHead } from "../../widgets/experiments/column-head.js";

const FEW = 10;

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function pointsTable(root, { store, actions, signal }) {
	const { texts } = store;
	const { t, format } = texts;
	let sort = "";
	let all = false;
	const body = el("tbody");
	const heads = el("tr");
	const note = el("p", "note");
	const foot = el("div", "table-foot");
	const toggle = el("button", { class: "quiet small", testid: "all-points", onclick: () => {
		all = !all;
		draw();
	} });
	foot.append(toggle, note);
	root.append(el("h3", { text: t("points.title"), explained: t("points.explain") }),
		el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": t("points.title") }, el("table", { class: "table", testid: "points" }, el("thead", {}, heads), body)),
		foot);

	function draw() {
		const experiment = store.experiment.value;
		const { total, points } = store.points.value;
		root.hidden = !experiment || total < 1;
		if (!experiment) return;
		const parameters = parametersOf(texts, experiment);
		const hasGoal = experiment.succeeded !== null;
		const columns = [...parameters.map(({ path }) => path), ...(hasGoal ? ["success", "epochs_to_success"] : []), "test_loss", "runs"];
		const { key, sign } = isAtSort(sort || (hasGoal ? "-success" : "test_loss"));
		heads.replaceChildren(...columns.map((column) =>
			columnHead(texts, { field: column, sort: `${sign < 0 ? "-" : ""}${key}`, onSort: () => {
				sort = nextSort(sign < 0 ? `-${key}` : key, column);
				draw();
			} })));
		const ordered = pointsInOrder(points, key, sign);
		body.replaceChildren(...ordered.slice(0, all ? undefined : FEW).map((point) => line(point, parameters, hasGoal)));
		toggle.hidden = ordered.length <= FEW;
		setText(toggle, all ? t("points.fewer") : texts.plural("points.all", ordered.length));
		foot.hidden = toggle.hidden && total <= points.length;
		setText(note, total > points.length ? t("points.first", { shown: format.integer(points.length), total: format.integer(total) }) : "");
	}

	/** @param {PointSummary} point @param {PlotParameter[]} parameters @param {boolean} hasGoal */
	function line({ point, values, runs, success, test_loss, epochs_to_success }, parameters, hasGoal) {
		const cells = parameters.map(({ path, text }) => el("td", { text: text?.(values[path]) }));
		if (hasGoal) cells.push(el("td", "success-cell", ...rate(success)), quartiles(epochs_to_success, format.integer));
		return el("tr", { "data-point": point }, ...cells, quartiles(test_loss, format.loss),
			el("td", {}, el("button", { class: "quiet small", title: t("points.show.title"), "aria-label": t("points.show", { runs: texts.plural("progress.runs", runs) }), text: format.integer(runs), testid: `point-${point}`,
				onclick: () => actions.look({ filters: [equals("point", point)] }) })));
	}

	/** A share, as a bar with its interval and in numbers. @param {Rate | null} success */
	function rate(success) {
		if (!success) return ["–"];
		const bar = el("span", { class: "rate", "aria-hidden": "true" });
		for (const [name, value] of Object.entries(success)) bar.style.setProperty(`--${name}`, String(value));
		return [bar, el("b", { text: format.percent(success.rate) }), el("span", { class: "interval", text: t("points.interval", { low: format.percent(success.low), high: format.percent(success.high) }) })];
	}

	/** @param {Quartiles | null} found @param {(value: number) => string} text */
	function quartiles(found, text) {
		if (!found) return el("td", { text: "–" });
		return el("td", {}, el("b", { text: text(found.median) }), " ", el("span", { class: "interval", text: t("points.interval", { low: text(found.q1), high: text(found.q3) }) }));
	}

	store.points.subscribe(draw, { signal });
	store.experiment.subscribe(draw, { signal });
}
