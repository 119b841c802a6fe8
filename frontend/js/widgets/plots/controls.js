/** What the plots' heads are made of, and how their parts are reached by keyboard. */
import { el } from "../../core/dom.js";

/**
 * A labelled select whose options change with the data.
 * @param {string} label @param {(value: string) => void} choose
 */
export function chooser(label, choose) {
	const select = el("select", { class: "select", onchange: () => choose(select.value) });
	const box = el("label", "plot-chooser", el("span", { class: "label", text: label }), select);
	let filled = "";
	return {
		box,
		/** @param {{value: string, text: string}[]} options @param {string} chosen */
		fill(options, chosen) {
			const key = JSON.stringify(options);
			if (key !== filled) select.replaceChildren(...options.map(({ value, text }) => el("option", { value, text })));
			filled = key;
			select.value = chosen;
			box.hidden = options.length < 2;
		},
	};
}

/**
 * One tab stop for many buttons: arrows go on to the neighbours as they lie on the page, Home and End to the ends.
 * @param {HTMLElement} root @param {AbortSignal} signal
 */
export function arrowKeys(root, signal) {
	const buttons = () => [...root.querySelectorAll("button")];
	root.addEventListener("keydown", (event) => {
		const from = event.target instanceof HTMLButtonElement ? event.target : null;
		const to = from && neighbour(buttons(), from, event.key);
		if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		to.focus();
	}, { signal });
	root.addEventListener("focusin", ({ target }) => {
		if (target instanceof HTMLButtonElement) keepOneStop(buttons(), target);
	}, { signal });
}

/** @param {HTMLButtonElement[]} buttons in reading order @param {HTMLButtonElement} from @param {string} key */
function neighbour(buttons, from, key) {
	const at = buttons.indexOf(from);
	const { left, top } = from.getBoundingClientRect();
	const isAbove = (/** @type {HTMLElement} */ button) => Math.abs(button.getBoundingClientRect().left - left) < 2;
	if (key === "ArrowLeft") return buttons[at - 1];
	if (key === "ArrowRight") return buttons[at + 1];
	if (key === "ArrowUp") return buttons.slice(0, at).findLast(isAbove);
	if (key === "ArrowDown") return buttons.slice(at + 1).find((button) => isAbove(button) && button.getBoundingClientRect().top > top);
	return key === "Home" ? buttons[0] : key === "End" ? buttons.at(-1) : undefined;
}

/** @param {HTMLElement[]} buttons @param {HTMLElement | undefined} [wanted] else the one that was */
export function keepOneStop(buttons, wanted) {
	const stop = wanted ?? buttons.find((button) => button.tabIndex === 0 && button.hasAttribute("tabindex")) ?? buttons[0];
	for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}
