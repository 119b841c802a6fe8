/** All numbers that were compared, as the page had them and as PyTorch has. */
import { el } from "../../core/dom.js";
import { symbol } from "../../lib/labs/symbols.js";

const MOST = 200;

/** @param {HTMLElement} root @param {LabCheck} check @param {LabView} view */
export function numbersOf(root, { numbers }, { say, texts: { format: { exact } } }) {
	const list = el("div", { class: "menu lab-numbers", popover: "auto", testid: "numbers", ontoggle: () => list.matches(":popover-open") || list.remove() },
		el("table", "lab-table",
			el("thead", {}, el("tr", {}, ...["labs.number", "labs.page", "PyTorch"].map((key) => el("th", { scope: "col", text: say(key) })))),
			el("tbody", {}, ...numbers.slice(0, MOST).map(({ name, shown, truth }) => el("tr", {},
				el("th", { scope: "row", text: symbol(name) }), el("td", { text: exact(shown) }), el("td", { text: exact(truth) }))))));
	root.append(list);
	if (numbers.length) list.showPopover();
}
