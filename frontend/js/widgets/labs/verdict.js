/** What PyTorch says of the numbers of the page. */
import { el } from "../../core/dom.js";
import { symbol } from "../../lib/labs/symbols.js";

const MARKS = { yes: "✓", no: "≠", away: "○" };

/** @param {HTMLElement} root @param {Signal<LabCheck>} check @param {LabView} view */
export function verdict(root, check, view) {
	const { texts, say, signal } = view;
	const { setting } = texts.format;
	const text = el("span");
	const mark = el("span", { class: "lab-verdict-mark", "aria-hidden": "true" });
	const button = el("button", { class: "lab-verdict", testid: "verdict", onclick: async () => (await import("./numbers.js")).numbersOf(root, check.value, view) }, mark, text);
	text.textContent = say("verified.yes", { count: "00" });
	root.append(button);

	check.subscribe(({ state, numbers, wrong }) => {
		button.dataset.state = state;
		if (state === "none") return;
		mark.textContent = MARKS[state];
		text.textContent = state === "yes" ? say(numbers.length === 1 ? "verified.one" : "verified.yes", { count: texts.format.integer(numbers.length) })
			: state === "no" ? say("verified.no", { name: symbol(wrong?.name ?? ""), truth: setting(wrong?.truth), shown: setting(wrong?.shown) })
			: say("verified.away");
	}, { signal });
}
