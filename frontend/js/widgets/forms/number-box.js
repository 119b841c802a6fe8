/** A line of text as a field for a number: read as people write numbers, with the arrow keys of a spin button. */
import { el } from "../../core/dom.js";
import { decimalOf, isWithin, readNumber, refusal, stepOf, writeNumber } from "../../lib/number.js";

let count = 0;

/**
 * What cannot be taken changes nothing and is said; once the field is left, it shows the value in force again.
 * @param {HTMLInputElement} control @param {Texts} texts @param {NumberParts} parts
 */
export function numberBox(control, texts, { get, set, message = el("p", { class: "field-error", "aria-live": "polite" }), ...limits }) {
	const { min = -Infinity, max = Infinity, optional = false } = limits;
	const decimal = decimalOf(texts);
	const read = () => readNumber(control.value, limits, decimal);
	let shown = control.value;
	if (!message.id) message.id = `refusal-${++count}`;
	if (min < 0) control.inputMode = "text";
	if (min > -Infinity) control.ariaValueMin = String(min);
	if (max < Infinity) control.ariaValueMax = String(max);
	if (optional) control.placeholder = texts.t("choice.none");
	control.addEventListener("focus", place);
	control.addEventListener("input", take);
	control.addEventListener("change", check);
	control.addEventListener("keydown", step);
	control.addEventListener("blur", leave);

	function take() {
		const { value, why } = read();
		if (why === "empty" && optional) accept(null);
		else if (!why) accept(value);
		else say(why === "unfinished" ? "" : refusal(texts, control.value, why, limits));
	}

	/** @param {number | null} value */
	function accept(value) {
		say("");
		set(value);
		tell(value);
	}

	/** What was unfinished while it was typed remains unread. */
	function check() {
		const { why } = read();
		if (control.value !== shown && why && !(why === "empty" && optional)) say(refusal(texts, control.value, why, limits));
	}

	function leave() {
		const isKept = control.value !== shown && control.value.trim() !== "";
		check();
		const said = isKept ? (message.textContent ?? "") : "";
		show();
		say(said, false);
	}

	/** @param {KeyboardEvent} event */
	function step(event) {
		const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
		if (!by || event.ctrlKey || event.metaKey || event.altKey || control.readOnly) return;
		event.preventDefault();
		const { value, why } = read();
		const next = Number(((why ? (get() ?? 0) : value) + by * stepOf(limits)).toPrecision(12));
		const within = Math.min(max, Math.max(min, next));
		if (!isWithin(within, limits)) return;
		control.value = writeNumber(within, decimal);
		accept(within);
	}

	/** @param {string} text empty: nothing is wrong @param {boolean} isThere whether what is wrong still stands in the field */
	function say(text, isThere = text !== "") {
		if (message.textContent !== text) message.textContent = text;
		control.toggleAttribute("data-refused", text !== "");
		control.ariaInvalid = isThere ? "true" : null;
	}

	/** The message stands there before it says anything: only then is a change of it heard. */
	function place() {
		if (!message.isConnected) (control.closest("[data-control]") ?? control.parentElement)?.append(message);
		const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== message.id);
		control.setAttribute("aria-describedby", [...described, message.id].join(" "));
	}

	/** The value in force, for those who hear it. @param {number | null} value */
	function tell(value) {
		control.ariaValueNow = value === null ? null : String(value);
		control.ariaValueText = value === null ? texts.t("choice.none") : writeNumber(value, decimal);
	}

	function show() {
		const value = get();
		shown = value === null ? "" : writeNumber(value, decimal);
		control.value = shown;
		tell(value);
	}

	/** Shows the value in force, but never over what a hand is writing; of another value nothing was refused. */
	function follow() {
		if (document.activeElement === control) return;
		const before = shown;
		show();
		if (shown !== before) say("");
	}

	return {
		follow,
		/** Takes what was written while the field was not yet one for numbers. */
		takeOver() {
			const written = control.value;
			place();
			show();
			if (written === shown) return;
			control.value = written;
			take();
			if (document.activeElement !== control) leave();
		},
		clear: () => say(""),
		/** Whether nothing stands there that was refused. */
		isTaken() {
			check();
			return control.ariaInvalid === null;
		},
	};
}
