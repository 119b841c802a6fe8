/** One of several, as radio buttons. */
import { el } from "../../core/dom.js";

let count = 0;

/**
 * @param {{legend: string, options: {value: string, text: string}[], chosen?: string, disabled?: boolean, inline?: boolean, testid: string, onChoose: (value: string) => void}} parts
 */
export function choice({ legend, options, chosen, disabled = false, inline = false, testid, onChoose }) {
	const name = `choice-${++count}`;
	return el("fieldset", { class: inline ? "lab-choice inline" : "lab-choice", testid, disabled },
		el("legend", { class: inline ? "label" : "visually-hidden", text: legend }),
		...options.map(({ value, text }) => el("label", "lab-option",
			el("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onChoose(value) }), el("span", { text }))));
}
