/** The runs that are done: a page of them, in the order of a column, as the server has it. */
import { el, setText } from "../../core/dom.js";
import { nextSort } from "../../lib/experiments/question.js";
import { parametersOf } from "../../lib/experiments/words.js";
import { dataTable } from "../../widgets/experiments/table.js";
import { offer, select } from "../../widgets/forms/fields.js";

const SIZES = [24, 48, 96, 240];

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function runsTable(root, { texts, store, actions, signal }) {
	const { t, format } = texts;
	const table = dataTable(texts, { title: t("table.title"), testid: "runs" });
	const range = el("span", { class: "note", role: "status", testid: "range" });
	const before = el("button", { class: "quiet small", testid: "page-before", text: t("table.before"), onclick: () => turn(-1) });
	const after = el("button", { class: "quiet small", testid: "page-after", text: t("table.after"), onclick: () => turn(1) });
	const size = select((chosen) => actions.look({ limit: Number(chosen) }));
	const sizes = SIZES.map((each) => ({ value: String(each), text: t("table.size", { count: format.integer(each) }) }));
	offer(size, sizes, String(store.question.value.limit));
	size.dataset.testid = "page-size";
	size.setAttribute("aria-label", t("table.size.label"));
	root.append(el("h3", { text: t("table.title"), explained: t("table.explain") }), table.box,
		el("div", "table-foot", range, el("span", "grow"), before, after, size));

	/** @param {number} by pages */
	function turn(by) {
		const { offset, limit } = store.question.value;
		actions.look({ offset: Math.max(0, offset + by * limit) });
	}

	/** What a column shows of a run. @type {Record<string, (result: Result) => Node | string>} */
	const CELLS = {
		seed: ({ seed }) => format.integer(seed),
		reason: ({ reason, succeeded }) => {
			const outcome = reason === "diverged" ? "diverged" : String(succeeded);
			return el("span", { class: "outcome", "data-outcome": outcome, text: t(`outcome.${reason}`) });
		},
		epochs: ({ epochs }) => format.integer(epochs),
		test_loss: ({ test_loss }) => format.loss(test_loss),
		best_test_loss: ({ best }) => format.loss(best.test_loss),
		train_loss: ({ train_loss }) => format.loss(train_loss),
		test_accuracy: ({ test_accuracy }) => format.percent(test_accuracy),
		seconds: ({ seconds }) => format.coordinate(seconds),
	};

	/** @param {Result} result */
	function pickButton({ run }) {
		const text = format.integer(run);
		return el("button", { class: "quiet small", testid: `run-${run}`, "aria-label": t("table.pick", { run: text }), text });
	}

	function draw() {
		const found = store.results.value;
		const experiment = store.experiment.value;
		root.hidden = !found || !experiment?.done;
		if (!found || !experiment) return;
		const { sort } = store.question.value;
		const parameters = parametersOf(texts, experiment);
		const isRegression = found.results.every(({ test_accuracy }) => test_accuracy === null);
		const shown = Object.keys(CELLS).filter((name) => name !== "test_accuracy" || !isRegression);
		const fields = ["run", ...parameters.map(({ path }) => path), ...shown];
		const rows = found.results.map((result) => el("tr", { "data-run": result.run },
			el("td", {}, pickButton(result)),
			...parameters.map(({ path, text }) => el("td", { text: text?.(result.values[path]) })),
			...shown.map((name) => el("td", {}, CELLS[name](result)))));
		if (!rows.length) rows.push(el("tr", {}, el("td", { colspan: fields.length, class: "note", text: t("table.empty") })));
		table.show({ fields, sort, onSort: (field) => actions.look({ sort: nextSort(sort, field) }), rows });
		showRange(found.results.length, found.total);
		mark();
	}

	/** @param {number} shown @param {number} total */
	function showRange(shown, total) {
		const { offset, limit } = store.question.value;
		const last = offset + shown;
		const [from, to, of] = [Math.min(offset + 1, last), last, total].map(format.integer);
		setText(range, total ? t("table.range", { first: from, last: to, total: of }) : "");
		before.disabled = offset === 0;
		after.disabled = last >= total;
		size.value = String(limit);
	}

	function mark() {
		for (const row of table.body.rows) row.classList.toggle("picked", row.dataset.run === String(store.picked.value));
	}

	table.body.addEventListener("click", ({ target }) => {
		const row = target instanceof Element ? target.closest("tr") : null;
		if (row?.dataset.run) actions.pick(Number(row.dataset.run));
	}, { signal });
	store.results.subscribe(draw, { signal });
	store.picked.subscribe(mark, { signal });
}
