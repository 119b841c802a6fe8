/** Which runs all plots and the table below show. */
import { el, setText } from "../../core/dom.js";
import { choicesOf, equals, readFilter } from "../../lib/experiments/question.js";
import { fieldLabel, parametersOf, valueText } from "../../lib/experiments/words.js";
import { redraw } from "../../widgets/experiments/table.js";
import { offer, select } from "../../widgets/forms/fields.js";

const COMPARISONS = /** @type {Record<string, string>} */ ({ lt: "<", le: "≤", gt: ">", ge: "≥", eq: "=", ne: "≠" });
const WHOLE = ["epochs", "seed"];
const NUMBERS = ["test_loss", "train_loss", "best_test_loss", "epochs", "test_accuracy", "seed", "seconds"];

/** @param {HTMLElement} root @param {ExperimentsPage} page */
export function filters(root, page) {
	const { texts, store, actions, signal } = page;
	const { t, format, plural } = texts;
	const quick = el("div", "filter-fields");
	const chips = el("div", { class: "chips", role: "group", "aria-label": t("filter.title"), testid: "filters" });
	const count = el("span", { class: "note", role: "status", testid: "count" });
	const clear = el("button", { class: "quiet small", testid: "clear-filters", text: t("filter.clear"), onclick: () => change([]) });
	const byNumber = numberFilter(page, (filter) => change([...store.question.value.filters, filter]));
	root.append(el("h3", { text: t("filter.title"), explained: t("filter.explain") }),
		quick, byNumber.form, chips, el("div", "table-foot", count, clear));

	/** @param {string[]} filters */
	const change = (filters) => actions.look({ filters: [...new Set(filters)] });

	/**
	 * A select for one field: at most one of its filters holds.
	 * @param {string} label @param {string} testid @param {{value: string, text: string}[]} choices
	 */
	function quickFilter(label, testid, choices) {
		const isOwn = (/** @type {string} */ filter) => choices.some(({ value }) => value === filter);
		const { filters } = store.question.value;
		const control = select((chosen) => change([...filters.filter((each) => !isOwn(each)), ...(chosen ? [chosen] : [])]));
		control.dataset.testid = testid;
		offer(control, [{ value: "", text: t("filter.all") }, ...choices], filters.find(isOwn) ?? "");
		return el("label", "field", el("span", { class: "label", text: label }), control);
	}

	/** @param {Experiment} experiment */
	function outcomes({ succeeded }) {
		const goals = [{ value: equals("succeeded", true), text: t("outcome.goal") }, { value: equals("succeeded", false), text: t("filter.missed") }];
		return [...(succeeded === null ? [] : goals), { value: equals("reason", "diverged"), text: t("outcome.diverged") }];
	}

	/** @param {Experiment} experiment */
	function draw(experiment) {
		const axes = parametersOf(texts, experiment).map(({ path, label }) => ({ path, label, values: choicesOf(experiment, path) }));
		const fields = axes.map(({ path, label, values }) => values && quickFilter(label, `filter-${path}`,
			values.map((value) => ({ value: equals(path, value), text: valueText(texts, path, value) }))));
		redraw(quick, () => quick.replaceChildren(
			quickFilter(t("column.reason"), "filter-outcome", outcomes(experiment)),
			...fields.filter((field) => field !== null)));
		const numeric = axes.filter(({ values }) => !values || values.every((value) => typeof value === "number"));
		byNumber.offer([...NUMBERS, ...numeric.map(({ path }) => path)]);
		const { filters } = store.question.value;
		chips.replaceChildren(...filters.map(chip));
		chips.hidden = clear.hidden = !filters.length;
	}

	/** @param {string} filter */
	function chip(filter) {
		const text = filterText(texts, filter);
		const remove = () => change(store.question.value.filters.filter((each) => each !== filter));
		return el("button", { class: "chip", "aria-label": t("filter.remove", { filter: text }), text: `${text} ×`, onclick: remove });
	}

	let drawn = "";
	store.experiment.subscribe((experiment) => {
		root.hidden = !experiment?.done;
		if (experiment && experiment.id !== drawn) draw(experiment);
		drawn = experiment?.id ?? "";
	}, { signal });
	store.question.subscribe(() => store.experiment.value && draw(store.experiment.value), { signal });
	store.results.subscribe((results) => {
		if (!results) return;
		const all = store.experiment.value?.done ?? 0;
		const counts = { shown: format.integer(results.total), total: format.integer(all) };
		setText(count, results.total === all ? plural("filter.count", all) : t("filter.some", counts));
	}, { signal });
}

/** A filter that compares with a number. @param {ExperimentsPage} page @param {(filter: string) => void} onAdd */
function numberFilter(page, onAdd) {
	const { texts, options, actions } = page;
	const { t } = texts;
	const control = (/** @type {string} */ name) => {
		const made = select(() => undefined);
		made.dataset.testid = `filter-${name}`;
		made.setAttribute("aria-label", t(`filter.${name}`));
		return made;
	};
	const [field, comparison] = ["field", "comparison"].map(control);
	const named = { "aria-label": t("filter.value"), placeholder: t("filter.value") };
	const error = el("p", { class: "field-error", "aria-live": "polite", id: "filter-error", testid: "error-filter" });
	const value = el("input", { class: "text", testid: "filter-value", inputmode: "decimal", autocomplete: "off", "aria-describedby": error.id,
		oninput: () => say(""), ...named });
	const add = el("button", { class: "wide", testid: "filter-add", text: t("filter.add") });
	add.type = "submit";
	const form = el("form", "filter-form", field, comparison, value, add, error);

	/** What reads numbers is fetched for the first of them. */
	async function submit() {
		const { decimalOf, readNumber, refusal } = await import("../../lib/number.js");
		const limits = { whole: WHOLE.includes(field.value) || options.fields[field.value]?.whole };
		const { value: number, why } = readNumber(value.value, limits, decimalOf(texts));
		say(why && refusal(texts, value.value, why, limits));
		if (why) return value.focus();
		onAdd(`${field.value}:${comparison.value}:${number}`);
		value.value = "";
	}

	/** @param {string} refused */
	function say(refused) {
		setText(error, refused);
		value.ariaInvalid = refused ? "true" : null;
	}

	offer(comparison, Object.entries(COMPARISONS).map(([name, sign]) => ({ value: name, text: sign })), "lt");
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		submit().catch(actions.report);
	});
	return {
		form,
		/** @param {string[]} names */
		offer: (names) => offer(field, names.map((name) => ({ value: name, text: fieldLabel(texts, name) })), field.value || names[0]),
	};
}

/** @param {Texts} texts @param {string} filter */
function filterText(texts, filter) {
	const { field, comparison, value } = readFilter(filter);
	if (field === "succeeded") return texts.t(value === "true" ? "outcome.goal" : "filter.missed");
	if (field === "reason") return texts.t(`outcome.${value}`);
	return `${fieldLabel(texts, field)} ${COMPARISONS[comparison] ?? comparison} ${valueText(texts, field, parsed(value))}`;
}

/** @param {string} text */
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
