/** A line for a number, read by the grammar of the labs: `0.5`, `0,5` and `3/14` are numbers. */
import { el } from "../../core/dom.js";
import { parsed } from "../../lib/expressions/parse.js";
import { constant } from "../../lib/expressions/tree.js";

/** @param {string} text */
function numberIn(text) {
	try {
		return constant(parsed(text.trim(), []));
	} catch {
		return NaN;
	}
}

/** What cannot be read, or lies beyond the limits, changes nothing and is marked. @type {NumberLine} */
export function numberLine({ id, testid, q, min, max, step, get, set }, texts) {
	const control = el("input", { class: "number", id, role: "spinbutton", inputmode: "text", autocomplete: "off", testid, "data-q": q, "aria-valuemin": min, "aria-valuemax": max, oninput: take, onblur: show, onkeydown: key });

	const said = el("span", { class: "field-error", role: "status" });

	function take() {
		const value = numberIn(control.value);
		const isTaken = value >= min && value <= max;
		control.ariaInvalid = isTaken ? null : "true";
		said.textContent = isTaken ? "" : texts.t("number.limits", { min: texts.format.figure(min), max: texts.format.figure(max) });
		if (!isTaken) control.after(said);
		else said.remove();
		if (isTaken) set(value);
	}

	/** @param {KeyboardEvent} event */
	function key(event) {
		const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
		if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		set(Math.min(max, Math.max(min, step(get(), event.shiftKey ? by / 10 : by))));
		show();
	}

	function show() {
		const value = get();
		control.value = texts.format.exact(value).replace("−", "-");
		control.ariaValueNow = String(value);
		control.ariaInvalid = null;
		said.remove();
	}

	return { control, follow: () => document.activeElement !== control && show() };
}
