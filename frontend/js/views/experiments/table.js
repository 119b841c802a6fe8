/** The runs that are done: a page of them, in the order of a column, as the server has it. */
import { el, setText } from "../../core/dom.js";
import { nextSort } from "../../lib/experiments/question.js";
import { columnHead } from "../../widgets/experiments/column-head.js";
import { parametersOf } from "../../widgets/experiments/parameters.js";
import { offer, select } from "../../widgets/fields.js";

const SIZES = [24, 48, 96, 240];

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function runsTable(root, { store, actions, signal }) {
	const { texts } = store;
	const { t, format } = texts;
	const heads = el("tr");
	const body = el("tbody");
	const range = el("span", { class: "note", role: "status", testid: "range" });
	const before = el("button", { class: "quiet small", testid: "page-before", text: t("table.before"), onclick: () => turn(-1) });
	const after = el("button", { class: "quiet small", testid: "page-after", text: t("table.after"), onclick: () => turn(1) });
	const size = select((chosen) => actions.look({ limit: Number(chosen) }));
	size.dataset.testid = "page-size";
	offer(size, SIZES.map((each) => ({ value: String(each), text: t("table.size", { count: format.integer(each) }) })), String(store.question.value.limit));
	size.setAttribute("aria-label", t("table.size.label"));
	root.append(el("h3", { text: t("table.title"), explained: t("table.explain") }),
		el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": t("table.title") }, el("table", { class: "table runs", testid: "runs" }, el("thead", {}, heads), body)),
		el("div", "table-foot", range, el("span", "grow"), before, after, size));

	/** @param {number} by pages */
	function turn(by) {
		const { offset, limit } = store.question.value;
		actions.look({ offset: Math.max(0, offset + by * limit) });
	}

	/** What a column shows of a run. @type {Record<string, (result: Result) => Node | string>} */
	const CELLS = {
		run: ({ run }) => el("button", { class: "quiet small", testid: `run-${run}`, "aria-label": t("table.pick", { run: format.integer(run) }), text: format.integer(run) }),
		seed: ({ seed }) => format.integer(seed),
		reason: ({ reason, succeeded }) => el("span", { class: "outcome", "data-outcome": reason === "diverged" ? "diverged" : String(succeeded), text: t(`outcome.${reason}`) }),
		epochs: ({ epochs }) => format.integer(epochs),
		test_loss: ({ test_loss }) => format.loss(test_loss),
		best_test_loss: ({ best }) => format.loss(best.test_loss),
		train_loss: ({ train_loss }) => format.loss(train_loss),
		test_accuracy: ({ test_accuracy }) => format.percent(test_accuracy),
		seconds: ({ seconds }) => format.coordinate(seconds),
	};

	function draw() {
		const found = store.results.value;
		const experiment = store.experiment.value;
		root.hidden = !found || !experiment?.done;
		if (!found || !experiment) return;
		const { sort, offset, limit } = store.question.value;
		const parameters = parametersOf(texts, experiment);
		const isRegression = found.results.every(({ test_accuracy }) => test_accuracy === null);
		const fields = ["run", ...parameters.map(({ path }) => path), ...Object.keys(CELLS).filter((name) => name !== "run" && !(name === "test_accuracy" && isRegression))];
		const focused = document.activeElement instanceof HTMLElement && root.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
		heads.replaceChildren(...fields.map((field) => columnHead(texts, { field, sort, onSort: () => actions.look({ sort: nextSort(store.question.value.sort, field) }) })));
		body.replaceChildren(...found.results.map((result) => {
			const cells = fields.map((field) => {
				const parameter = parameters.find(({ path }) => path === field);
				return el("td", {}, parameter ? (parameter.text?.(result.values[field]) ?? "") : CELLS[field](result));
			});
			return el("tr", { "data-run": result.run, "aria-selected": null }, ...cells);
		}));
		if (!found.results.length) body.append(el("tr", {}, el("td", { colspan: fields.length, class: "note", text: t("table.empty") })));
		const last = offset + found.results.length;
		setText(range, found.total ? t("table.range", { first: format.integer(Math.min(offset + 1, last)), last: format.integer(last), total: format.integer(found.total) }) : "");
		before.disabled = offset === 0;
		after.disabled = last >= found.total;
		size.value = String(limit);
		mark();
		const back = focused ? root.querySelector(`[data-testid="${focused}"]`) : null;
		if (back instanceof HTMLElement) back.focus({ preventScroll: true });
	}

	function mark() {
		for (const row of body.rows) row.classList.toggle("picked", row.dataset.run === String(store.picked.value));
	}

	body.addEventListener("click", ({ target }) => {
		const row = target instanceof Element ? target.closest("tr") : null;
		if (row?.dataset.run) actions.pick(Number(row.dataset.run));
	}, { signal });
	store.results.subscribe(draw, { signal });
	store.picked.subscribe(mark, { signal });
}
