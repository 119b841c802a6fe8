/** Controls of the config: built from what the server offers, following the config, changing it. */
import { valueAt } from "../../lib/config.js";
import { el, setText } from "../../core/dom.js";
import { labelled, numberBox, offer, select, slider } from "./fields.js";

/** @param {string} path */
function fieldName(path) {
	const [section, name] = path.split(".");
	if (name === "seed") return `${section}-seed`;
	return name === "task" ? "problem" : name.replaceAll("_", "-");
}

/** @param {Texts} texts @param {string} path */
function words({ t }, path) {
	const name = fieldName(path);
	const key = name.replaceAll("-", "_");
	return { name, label: t(`field.${key}`), explain: t(`explain.${key}`) };
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
		field.dataset.explain = texts.has(formula) ? `${named.explain} ${texts.t(formula)}` : named.explain;
		field.lastElementChild?.replaceChildren(field.dataset.explain);
	}, { signal });
	return field;
}

/** @param {LivePage} page @param {string} path @param {SliderOptions} how */
export function sliderField(page, path, how = {}) {
	const { texts, options, store, actions, signal } = page;
	const { min = 0, max = 1, step = 1 } = options.fields[path];
	const text = how.text ?? texts.format.setting;
	const current = how.current ?? (() => valueAt(store.config.value, path));
	const { stops } = how;
	const range = stops ? { min: 0, max: stops.length - 1, step: 1 } : { min, max, step };
	const control = slider((at) => actions.set(path, stops ? stops[at] : at), range);
	const named = words(texts, path);
	const value = el("span", "field-value");
	if (stops) {
		const box = numberInput(page, path);
		box.dataset.testid = named.name;
		box.setAttribute("aria-label", named.label);
		control.dataset.testid = `${named.name}-slider`;
		value.append(box);
	}
	store.config.subscribe(() => {
		const shown = current();
		control.value = String(stops ? nearestStop(stops, shown) : shown);
		control.setAttribute("aria-valuetext", text(shown));
		if (!stops) setText(value, text(shown));
	}, { signal });
	return labelled({ ...named, control, value, kind: "slide" });
}

/** @param {LivePage} page @param {string} path */
export function numberField(page, path) {
	return labelled({ ...words(page.texts, path), control: numberInput(page, path) });
}

/** @param {LivePage} page @param {string} path */
function numberInput({ texts, options, store, actions, signal }, path) {
	const { min, max, whole, default: initial } = options.fields[path];
	const control = numberBox((value) => (value !== null || initial === null) && actions.set(path, value), { min, max, step: whole ? 1 : "any" });
	const follow = () => (control.value = String(valueAt(store.config.value, path) ?? ""));
	if (initial === null) control.placeholder = texts.t("choice.none");
	store.config.subscribe(() => document.activeElement !== control && follow(), { signal });
	control.addEventListener("blur", follow, { signal });
	return control;
}

/** @param {number[]} stops @param {number} value */
function nearestStop(stops, value) {
	const distances = stops.map((stop) => Math.abs(stop - value));
	return distances.indexOf(Math.min(...distances));
}
