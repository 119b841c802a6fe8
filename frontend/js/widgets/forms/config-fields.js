/** Controls of the config: built from what the server offers, following the config, changing it. */
import { valueAt } from "../../lib/config.js";
import { el, setText } from "../../core/dom.js";
import { labelled, offer, select, slider } from "./fields.js";

/** @param {string} path */
function fieldName(path) {
	const [section, name] = path.split(".");
	if (name === "seed") return `${section}-seed`;
	return name === "task" ? "problem" : name.replaceAll("_", "-");
}

/** What a field is called, and what it changes. @param {Texts} texts @param {string} path */
export function words({ t }, path) {
	const name = fieldName(path);
	const key = name.replaceAll("-", "_");
	return { name, label: t(`field.${key}`), explain: t(`explain.${key}`) };
}

/** @param {HTMLElement} field @param {string} text */
function explain(field, text) {
	field.dataset.explain = text.trim();
	field.querySelector(".visually-hidden")?.replaceChildren(field.dataset.explain);
}

/**
 * A select; null is offered as the default where the field has one.
 * @param {LivePage} page @param {string} path @param {ChoiceOptions} how
 */
export function choiceField({ texts, options, store, actions, signal }, path, how = {}) {
	const { values = () => options.fields[path].values ?? [] } = how;
	const text = how.text ?? ((value) => (typeof value === "number" ? texts.format.setting(value) : texts.t(`choice.${value}`)));
	const choose = how.choose ?? ((value) => actions.set(path, value));
	const current = how.current ?? (() => valueAt(store.config.value, path));
	/** @type {any[]} */
	let offered = [];
	const control = select((_, index) => choose(offered[index]));
	const named = words(texts, path);
	const field = labelled({ ...named, control });
	store.config.subscribe(() => {
		const value = current();
		offered = values().includes(value) ? values() : [...values(), value].sort((a, b) => a - b);
		offer(control, offered.map((each) => ({ value: String(each), text: text(each) })), String(value));
		const formula = `${how.formulas ?? "formula"}.${value}`;
		explain(field, `${named.explain} ${texts.has(formula) ? texts.t(formula) : ""}`);
	}, { signal });
	return field;
}

/** @param {LivePage} page @param {string} path @param {SliderOptions} how */
export function sliderField(page, path, how = {}) {
	const { texts, options, store, actions, signal } = page;
	const { min = 0, max = 1, step = 1 } = options.fields[path];
	const text = how.text ?? texts.format.setting;
	const current = how.current ?? (() => valueAt(store.config.value, path));
	const { stops, box, isOff = () => "" } = how;
	const range = stops ? { min: 0, max: stops.length - 1, step: 1 } : { min, max, step };
	const control = slider((at) => actions.set(path, stops ? stops[at] : at), range);
	const named = words(texts, path);
	const value = el("span", "field-value");
	if (box) {
		control.dataset.testid = `${named.name}-slider`;
		value.append(box);
	}
	const field = labelled({ ...named, control, value, kind: "slide" });
	store.config.subscribe(() => {
		const shown = current();
		const reason = isOff();
		control.disabled = reason !== "";
		control.title = reason;
		explain(field, `${named.explain} ${reason}`);
		control.value = String(stops ? nearestStop(stops, shown) : shown);
		control.setAttribute("aria-valuetext", text(shown));
		if (!box) setText(value, text(shown));
		else if (document.activeElement !== box) box.value = String(shown);
	}, { signal });
	return field;
}

/** @param {number[]} stops @param {number} value */
function nearestStop(stops, value) {
	const distances = stops.map((stop) => Math.abs(stop - value));
	return distances.indexOf(Math.min(...distances));
}
