/** Which runs all plots and the table below show. */
import { el, setText } from "../../core/dom.js";
import { choicesOf, equals, readFilter } from "../../lib/experiments/question.js";
import { same } from "../../lib/write-hash.js";
import { offer, select } from "../../widgets/fields.js";
import { fieldLabel, notationOf, valueText } from "../../widgets/experiments/words.js";
import { parametersOf } from "../../widgets/experiments/parameters.js";

const COMPARISONS = { lt: "<", le: "≤", gt: ">", ge: "≥", eq: "=", ne: "≠" };
const NUMBERS = ["test_loss", "train_loss", "best_test_loss", "epochs", "test_accuracy", "seed", "seconds"];

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function filters(root, { store, actions, signal }) {
	const { texts } = store;
	const { t, format, plural } = texts;
	const quick = el("div", "filter-fields");
	const chips = el("div", { class: "chips", role: "group", "aria-label": t("filter.title"), testid: "filters" });
	const count = el("span", { class: "note", role: "status", testid: "count" });
	const clear = el("button", { class: "quiet small", testid: "clear-filters", text: t("filter.clear"), onclick: () => actions.look({ filters: [] }) });
	const field = select(() => undefined);
	const comparison = select(() => undefined);
	const value = el("input", { class: "text", testid: "filter-value", inputmode: "decimal", "aria-label": t("filter.value"), placeholder: t("filter.value"), autocomplete: "off" });
	field.setAttribute("aria-label", t("filter.field"));
	comparison.setAttribute("aria-label", t("filter.comparison"));
	Object.assign(field.dataset, { testid: "filter-field" });
	Object.assign(comparison.dataset, { testid: "filter-comparison" });
	offer(comparison, Object.entries(COMPARISONS).map(([name, sign]) => ({ value: name, text: sign })), "lt");
	const add = el("form", "filter-form", field, comparison, value, el("button", { class: "wide", testid: "filter-add", text: t("filter.add") }));
	add.lastElementChild?.setAttribute("type", "submit");
	add.addEventListener("submit", (event) => {
		event.preventDefault();
		const number = Number(value.value.replace(notationOf(texts).decimal, "."));
		if (value.value.trim() === "" || !Number.isFinite(number)) return value.focus();
		change([...store.question.value.filters, `${field.value}:${comparison.value}:${number}`]);
		value.value = "";
	});
	root.append(el("h3", { text: t("filter.title"), explained: t("filter.explain") }), quick, add, chips, el("div", "table-foot", count, clear));

	/** @param {string[]} filters */
	const change = (filters) => actions.look({ filters: [...new Set(filters)] });

	/** A select for one field: at most one of its filters holds. @param {string} label @param {string} testid @param {{value: string, text: string}[]} choices */
	function quickFilter(label, testid, choices) {
		const control = select((chosen) => change([...store.question.value.filters.filter((each) => !choices.some((choice) => choice.value === each)), ...(chosen ? [chosen] : [])]));
		control.dataset.testid = testid;
		offer(control, [{ value: "", text: t("filter.all") }, ...choices], store.question.value.filters.find((each) => choices.some((choice) => choice.value === each)) ?? "");
		return el("label", "field", el("span", { class: "label", text: label }), control);
	}

	let known = "";
	store.experiment.subscribe((experiment) => {
		root.hidden = !experiment || !experiment.done;
		if (experiment) draw(experiment);
	}, { signal });
	store.question.subscribe(() => {
		known = "";
		if (store.experiment.value) draw(store.experiment.value);
	}, { signal });

	/** @param {Experiment} experiment */
	function draw(experiment) {
		const key = `${experiment.id} ${experiment.diverged > 0}`;
		if (key === known) return;
		known = key;
		const active = document.activeElement instanceof HTMLElement && quick.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
		const { filters } = store.question.value;
		const parameters = parametersOf(texts, experiment);
		const outcomes = [
			...(experiment.succeeded === null ? [] : [{ value: equals("succeeded", true), text: t("outcome.goal") }, { value: equals("succeeded", false), text: t("filter.missed") }]),
			{ value: equals("reason", "diverged"), text: t("outcome.diverged") },
		];
		const choices = parameters.map(({ path, label }) => ({ path, label, values: choicesOf(experiment, path) }));
		quick.replaceChildren(
			quickFilter(t("column.reason"), "filter-outcome", outcomes),
			...choices.flatMap(({ path, label, values }) =>
				values ? [quickFilter(label, `filter-${path}`, values.map((each) => ({ value: equals(path, each), text: valueText(texts, path, each) })))] : []),
		);
		const numeric = choices.filter(({ values }) => !values || values.every((each) => typeof each === "number")).map(({ path }) => path);
		offer(field, [...NUMBERS, ...numeric].map((name) => ({ value: name, text: fieldLabel(texts, name) })), field.value || NUMBERS[0]);
		chips.replaceChildren(...filters.map((filter) => chip(filter)));
		chips.hidden = clear.hidden = !filters.length;
		const back = active ? quick.querySelector(`[data-testid="${active}"]`) : null;
		if (back instanceof HTMLElement) back.focus();
	}

	/** @param {string} filter */
	function chip(filter) {
		const text = filterText(filter);
		return el("button", { class: "chip", "aria-label": t("filter.remove", { filter: text }), "data-filter": filter, text: `${text} ×`,
			onclick: () => change(store.question.value.filters.filter((each) => !same(each, filter))) });
	}

	/** @param {string} filter */
	function filterText(filter) {
		const { field: name, comparison: word, value: written } = readFilter(filter);
		if (name === "succeeded") return t(written === "true" ? "outcome.goal" : "filter.missed");
		if (name === "reason") return t(`outcome.${written}`);
		const sign = COMPARISONS[/** @type {keyof typeof COMPARISONS} */ (word)] ?? word;
		return `${fieldLabel(texts, name)} ${sign} ${valueText(texts, name, parsed(written))}`;
	}

	store.results.subscribe((results) => {
		const total = store.experiment.value?.done ?? 0;
		if (results) setText(count, results.total === total ? plural("filter.count", total) : t("filter.some", { shown: format.integer(results.total), total: format.integer(total) }));
	}, { signal });
}

/** @param {string} text */
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
