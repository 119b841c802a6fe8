/** A number as a slider and a line to type it in. */
import { el } from "../../core/dom.js";
import { numberLine } from "./number.js";

const TICKS = 1000;
let count = 0;

/** @param {LabNumber} input @param {string} name @param {LabView} view */
export function scrubber(input, name, { lab, texts, say, signal }) {
	const { min = 0, max = 1, step = 0.01, isLog = false, marks = [] } = input;
	const [low, high] = isLog ? [Math.log(min), Math.log(max)] : [min, max];
	const rounded = (/** @type {number} */ value) => (isLog ? Number(value.toPrecision(2)) : Number((Math.round(value / step) * step).toPrecision(10)));
	const valueAt = (/** @type {number} */ place) => rounded(isLog ? Math.exp(low + (place / TICKS) * (high - low)) : low + (place / TICKS) * (high - low));
	const placeOf = (/** @type {number} */ value) => (TICKS * ((isLog ? Math.log(value) : value) - low)) / (high - low);
	const id = `scrubber-${++count}`;
	const set = (/** @type {number} */ value) => lab.set({ [name]: Math.min(max, Math.max(min, value)) });
	const moved = (/** @type {number} */ now, /** @type {number} */ by) => (isLog ? Number((now * 1.1 ** by).toPrecision(4)) : Number((now + by * step).toPrecision(10)));
	const line = numberLine({ id, testid: name, q: name, min, max, step: moved, get: () => lab.inputs.value[name], set }, texts);
	const range = el("input", { type: "range", class: "slider", min: 0, max: TICKS, step: 1, "aria-label": say(input.label), testid: `${name}-slider`, "data-q": name,
		oninput: () => set(valueAt(range.valueAsNumber)), onkeydown: key });
	const root = el("div", { class: "lab-input", "data-input": name },
		el("label", { for: id, class: "label", text: say(input.label) }), range, line.control,
		...(marks.length ? [el("span", "lab-marks", ...marks.map((mark) => el("button", { class: "lab-mark", text: texts.format.short(mark), "aria-label": `${say(input.label)} ${texts.format.short(mark)}`, onclick: () => set(mark) })))] : []));

	/** @param {KeyboardEvent} event */
	function key(event) {
		const by = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 })[event.key];
		if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		set(moved(lab.inputs.value[name], event.shiftKey ? by / 10 : by));
	}

	lab.inputs.subscribe((values) => {
		const value = values[name];
		range.value = String(placeOf(value));
		range.ariaValueText = input.meaning ? say(...input.meaning(value, values, texts)) : texts.format.setting(value);
		line.follow();
	}, { signal });
	return {
		root,
		/** @param {boolean} isOpen */
		open(isOpen) {
			for (const control of root.querySelectorAll("input, button")) /** @type {HTMLInputElement} */ (control).disabled = !isOpen;
		},
	};
}
