/** Labelled controls: what is common to all of them, and one kind of control after the other. */
import { el } from "../../core/dom.js";

let count = 0;

/** A label, its explanation, and a control. @param {FieldParts} parts */
export function labelled({ name, label, explain, control, value, kind = "field" }) {
	const id = `field-${++count}`;
	control.id = id;
	control.setAttribute("aria-describedby", `${id}-explain`);
	if (!control.dataset.testid) control.dataset.testid = name;
	return el(
		"div",
		{ class: kind, "data-control": name, "data-explain": explain },
		el("div", "field-head", el("label", { class: "label", for: id, text: label }), value),
		control,
		el("span", { id: `${id}-explain`, class: "visually-hidden", text: explain }),
	);
}

/** @param {(value: string, index: number) => void} onChoice */
export function select(onChoice) {
	const control = el("select", { class: "select", onchange: () => onChoice(control.value, control.selectedIndex) });
	return control;
}

/**
 * Offers choices in a select, and leaves it alone where they are the same.
 * @param {HTMLSelectElement} control @param {{value: string, text: string}[]} choices @param {string} value
 */
export function offer(control, choices, value) {
	const key = JSON.stringify(choices);
	if (control.dataset.choices !== key) {
		control.replaceChildren(...choices.map((choice) => el("option", { value: choice.value, text: choice.text })));
		control.dataset.choices = key;
	}
	if (control.value !== value) control.value = value;
}

/** @param {(value: number) => void} onInput @param {Bounds} range */
export function slider(onInput, { min, max, step }) {
	const control = el("input", { type: "range", class: "slider", min, max, step, oninput: () => onInput(control.valueAsNumber) });
	return control;
}

/** A line for a number, which number-box.js reads. @param {Record<string, any>} [more] properties */
export const numberLine = (more) => el("input", { class: "number", role: "spinbutton", inputmode: "decimal", autocomplete: "off", ...more });

/** @param {CheckboxParts} parts */
export function checkbox({ name, label, explain, onChange }) {
	const control = el("input", { type: "checkbox", onchange: () => onChange(control.checked) });
	return { box: labelled({ name, label, explain, control, kind: "check" }), control };
}
