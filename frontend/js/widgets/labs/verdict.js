/** What PyTorch says of the numbers of the page. */
import { el } from "../../core/dom.js";
import { symbol } from "../../lib/labs/symbols.js";

const MARKS = { yes: "✓", no: "≠", away: "○" };
const MOST = 200;

/** @param {HTMLElement} root @param {Signal<LabCheck>} check @param {LabView} view */
export function verdict(root, check, { texts, say, signal }) {
	const { setting } = texts.format;
	const list = el("div", { class: "menu lab-numbers", popover: "auto" });
	const text = el("span");
	const mark = el("span", { class: "lab-verdict-mark", "aria-hidden": "true" });
	const button = el("button", { class: "lab-verdict", testid: "verdict", onclick: open }, mark, text);
	root.append(button, list);

	function open() {
		const { numbers } = check.value;
		if (!numbers.length) return;
		list.replaceChildren(el("table", "lab-table",
			el("thead", {}, el("tr", {}, ...["labs.number", "labs.page", "PyTorch"].map((key) => el("th", { scope: "col", text: say(key) })))),
			el("tbody", {}, ...numbers.slice(0, MOST).map(({ name, shown, truth }) => el("tr", {},
				el("th", { scope: "row", text: symbol(name) }), el("td", { text: setting(shown) }), el("td", { text: setting(truth) }))))));
		list.showPopover();
	}

	check.subscribe(({ state, numbers, wrong }) => {
		button.dataset.state = state;
		button.hidden = state === "none";
		if (state === "none") return;
		mark.textContent = MARKS[state];
		text.textContent = state === "yes" ? say(numbers.length === 1 ? "verified.one" : "verified.yes", { count: texts.format.integer(numbers.length) })
			: state === "no" ? say("verified.no", { name: symbol(wrong?.name ?? ""), truth: setting(wrong?.truth), shown: setting(wrong?.shown) })
			: say("verified.away");
	}, { signal });
}
