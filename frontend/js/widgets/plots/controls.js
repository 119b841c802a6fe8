/** What the plots' heads are made of, and how their parts are reached by keyboard. */
import { el, setText } from "../../core/dom.js";

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

/** One line about what is pointed at, which leaves its room when empty. */
export function readout() {
	const line = el("p", "plot-readout");
	return { line, show: (/** @type {string} */ text) => setText(line, text) };
}

/**
 * One tab stop for many buttons: arrows go on to the neighbours, Home and End to the ends.
 * @param {HTMLElement} root @param {() => {buttons: HTMLElement[], columns: number}} grid row by row @param {AbortSignal} signal
 */
export function arrowKeys(root, grid, signal) {
	root.addEventListener("keydown", (event) => {
		const { buttons, columns } = grid();
		const from = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
		const ends = /** @type {Record<string, number>} */ ({ Home: 0, End: buttons.length - 1 });
		const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns });
		const to = buttons[ends[event.key] ?? from + (steps[event.key] ?? NaN)];
		if (from < 0 || !to || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		to.focus();
	}, { signal });
	root.addEventListener("focusin", ({ target }) => {
		if (target instanceof HTMLElement) keepOneStop(grid().buttons, target);
	}, { signal });
}

/** @param {HTMLElement[]} buttons @param {HTMLElement | undefined} [wanted] else the one that was */
export function keepOneStop(buttons, wanted = buttons.find((button) => button.tabIndex === 0)) {
	const stop = wanted && buttons.includes(wanted) ? wanted : buttons[0];
	for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}
