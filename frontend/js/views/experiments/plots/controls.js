/** What the plots' heads are made of, and how their buttons are reached by keyboard. */
import { el } from "../../../core/dom.js";
import { offer, select } from "../../../widgets/forms/fields.js";

/** A labelled select whose options change with the data. @param {string} label @param {(value: string) => void} choose */
export function chooser(label, choose) {
	const control = select(choose);
	const box = el("label", "plot-chooser", el("span", { class: "label", text: label }), control);
	return {
		box,
		/** @param {{value: string, text: string}[]} options @param {string} chosen */
		fill(options, chosen) {
			offer(control, options, chosen);
			box.hidden = options.length < 2;
		},
	};
}

/**
 * One tab stop for many buttons: arrows go on to the neighbours as they lie on the page, Home and End to the ends.
 * @param {HTMLElement} root @param {AbortSignal} signal
 */
export function arrowKeys(root, signal) {
	root.addEventListener("keydown", (event) => {
		const from = event.target instanceof HTMLButtonElement ? event.target : null;
		const to = from && neighbour([...root.querySelectorAll("button")], from, event.key);
		if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		to.focus();
	}, { signal });
	root.addEventListener("focusin", ({ target }) => target instanceof HTMLButtonElement && keepOneStop(root, target), { signal });
}

/** @param {HTMLButtonElement[]} buttons in reading order @param {HTMLButtonElement} from @param {string} key */
function neighbour(buttons, from, key) {
	if (key === "Home" || key === "End") return buttons.at(key === "Home" ? 0 : -1);
	const left = (/** @type {HTMLElement} */ button) => Math.round(button.getBoundingClientRect().left);
	const line = key === "ArrowUp" || key === "ArrowDown" ? buttons.filter((button) => left(button) === left(from)) : buttons;
	const step = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 })[key];
	return line[line.indexOf(from) + step];
}

/** @param {HTMLElement} root @param {HTMLElement | null} [wanted] else the stop that was */
export function keepOneStop(root, wanted) {
	const stop = wanted ?? root.querySelector('button[tabindex="0"]') ?? root.querySelector("button");
	for (const button of root.querySelectorAll("button")) button.tabIndex = button === stop ? 0 : -1;
}
