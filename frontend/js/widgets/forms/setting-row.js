/** One setting of an experiment that is being put together: its values, or the range they are drawn from. */
import { el } from "../../core/dom.js";
import { same } from "../../lib/config.js";
import { readValues, writeValues } from "../../lib/experiments/values.js";
import { fieldExplanation, fieldLabel, valueText } from "../../lib/experiments/words.js";
import { decimalOf, readNumber, refusal } from "../../lib/number.js";
import { numberLine, offer, select } from "./fields.js";
import { numberBox } from "./number-box.js";

/**
 * @param {DraftRow} row as it is at first
 * @param {{texts: Texts, options: Options, search: Draft["search"], onChange: (change: Partial<DraftRow>) => void, onRemove: () => void}} how
 */
export function settingRow(row, { texts, options, search, onChange, onRemove }) {
	const { t } = texts;
	const { path } = row;
	const field = options.fields[path];
	const label = fieldLabel(texts, path);
	const id = `row-${path.replace(/\W/g, "-")}`;
	const isNumber = field.kind === "number" || field.kind === "integer";
	const error = el("p", { class: "field-error", "aria-live": "polite", id: `${id}-error`, testid: `error-${path}` });
	const place = el("div", "row-control");
	const described = { "aria-labelledby": id, "aria-describedby": `${id}-explain ${error.id}` };
	let now = row;

	/** @param {Partial<DraftRow>} change */
	function change(change) {
		now = { ...now, ...change };
		onChange(change);
	}

	function draw() {
		const ranged = search === "random" && now.distribution !== "choice";
		place.replaceChildren(ranged ? range() : field.kind === "choice" || field.kind === "boolean" ? chips() : list());
	}

	function chips() {
		const values = path === "data.dataset" ? options.datasets.map(({ name }) => name) : (field.values ?? []);
		const offered = field.kind === "boolean" ? [true, false] : values;
		const others = now.values.filter((value) => value !== null && !offered.includes(value));
		const all = [...(field.default === null ? [null] : []), ...offered, ...others];
		const isChosen = (/** @type {any} */ value) => now.values.some((each) => same(each, value));
		/** @param {any} value */
		function chip(value) {
			const made = el("button", { class: "chip", "aria-pressed": String(isChosen(value)), text: valueText(texts, path, value) });
			made.addEventListener("click", () => {
				const on = !isChosen(value);
				if (!on && now.values.length === 1) return;
				made.setAttribute("aria-pressed", String(on));
				change({ values: all.filter((each) => (same(each, value) ? on : isChosen(each))) });
			});
			return made;
		}
		return el("div", { class: "chips", role: "group", ...described, testid: `values-${path}` }, ...all.map(chip));
	}

	function list() {
		const notation = { decimal: decimalOf(texts), none: t("choice.none") };
		const named = { ...described, "aria-describedby": `${id}-hint ${id}-explain ${error.id}`, testid: `values-${path}` };
		const value = writeValues(now.values, field, notation);
		const control = el("input", { class: "text", value, autocomplete: "off", spellcheck: "false", ...named });
		control.addEventListener("input", () => {
			const { values, bad } = readValues(control.value, field, notation);
			change({ values, bad });
			control.setAttribute("aria-invalid", String(bad !== ""));
			error.textContent = bad && whyNot(bad, notation);
		});
		const shape = path === "network.hidden" ? "layers" : field.kind === "number" || field.kind === "integer" ? "numbers" : field.kind;
		const hint = el("span", { class: "hint-text", id: `${id}-hint`, text: t(`form.hint.${shape}`) });
		return el("div", "row-list", control, hint);
	}

	/** @param {string} bad a part of the list @param {Notation} notation */
	function whyNot(bad, { decimal }) {
		const { why } = readNumber(bad, field, decimal);
		return why && field.kind !== "names" ? refusal(texts, bad, why, field) : t("form.bad-value", { value: bad });
	}

	function range() {
		const box = (/** @type {"low" | "high"} */ end) => {
			const control = numberLine({ testid: `${end}-${path}`, "aria-label": t(`form.${end}`, { field: label }) });
			const set = (/** @type {number | null} */ value) => change({ [end]: value });
			numberBox(control, texts, { ...field, get: () => now[end], set, message: error }).follow();
			return control;
		};
		return el("div", "row-range", box("low"), el("span", { text: t("form.to") }), box("high"));
	}

	/** How the values of a random search are found. */
	function distribution() {
		const control = select((value) => {
			change({ distribution: /** @type {DistributionName} */ (value), ...(now.low === null && bounds(field)) });
			draw();
		});
		control.classList.add("row-kind");
		control.dataset.testid = `distribution-${path}`;
		control.setAttribute("aria-label", t("form.distribution", { field: label }));
		const names = field.whole ? ["choice", "integer"] : ["choice", "uniform", "log_uniform"];
		offer(control, names.map((value) => ({ value, text: t(`form.distribution.${value}`) })), now.distribution);
		return control;
	}

	draw();
	const explain = fieldExplanation(texts, path);
	return el("div", { class: "setting-row", "data-path": path },
		el("div", "row-head",
			el("span", { class: "label", id, "data-explain": explain, text: label }),
			search === "random" && isNumber ? distribution() : null,
			el("button", { class: "close small-close", testid: `remove-${path}`, "aria-label": t("form.remove", { field: label }), text: "×", onclick: onRemove })),
		place, error, el("span", { class: "visually-hidden", id: `${id}-explain`, text: explain }));
}

/** A range to begin with. @param {FieldOptions} field */
function bounds({ values, min = 0, max = 1, excluded }) {
	const [low, high] = [[min, 0.001], [max, -0.001]].map(([bound, inwards]) => (excluded.includes(bound) ? bound + inwards : bound));
	return { low: values?.find((value) => value >= 0.001) ?? low, high: values?.findLast((value) => value <= 1) ?? high };
}
