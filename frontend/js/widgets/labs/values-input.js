/** A number for each name that a program leaves open. */
import { el } from "../../core/dom.js";
import { symbol } from "../../lib/labs/symbols.js";
import { numberLine } from "./number.js";

const LIMIT = 100;
const STEP = 0.1;
let count = 0;

/** @param {string} name @param {LabValuesInput} input @param {LabView} view */
export function valuesInput(name, input, { lab, texts, say, signal }) {
	const root = el("div", { class: "lab-input lab-values", role: "group", "aria-label": say(input.label), "data-input": name });
	const act = input.act && el("button", { class: "lab-mark", testid: `${name}-act`, text: say(input.act.label), onclick: () => lab.set(input.act?.run(lab.inputs.value, lab.computed.value) ?? {}) });
	let isOpen = true;
	/** @type {string[]} */
	let shown = [];
	/** @type {ReturnType<typeof numberLine>[]} */
	let lines = [];
	lab.inputs.subscribe((values) => {
		const names = (input.names?.(values) ?? []);
		if (names.join() !== shown.join()) {
			shown = names;
			lines = [];
			root.replaceChildren(...names.map((each) => field(each)), ...(act ? [act] : []));
			open(isOpen);
		}
		for (const line of lines) line.follow();
	}, { signal });

	/** @param {string} each */
	function field(each) {
		const id = `value-${++count}`;
		const line = numberLine({
			id, testid: `value-${each}`, q: each, min: -LIMIT, max: LIMIT, step: (now, by) => Number((now + by * STEP).toPrecision(10)),
			get: () => lab.inputs.value[name][each] ?? 1, set: (value) => lab.set({ [name]: { ...lab.inputs.value[name], [each]: value } }),
		}, texts);
		lines.push(line);
		return el("span", { class: "lab-value","data-value": each }, el("label", { for: id, text: `${symbol(each)} =` }), line.control);
	}

	/** @param {boolean} now */
	function open(now) {
		isOpen = now;
		for (const each of root.querySelectorAll("input, button")) /** @type {HTMLInputElement} */ (each).disabled = !now;
	}
	return { root, open };
}
