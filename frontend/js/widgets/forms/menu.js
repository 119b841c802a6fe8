/** A button that opens a small menu under it. */
import { el, icon, placeUnder } from "../../core/dom.js";

let count = 0;

/** The menu that a button opens; a string among the items is a heading. @param {HTMLElement} button @param {(MenuItem | string)[]} items */
export function menuOf(button, items) {
	const menu = el("div", { class: "menu", id: `menu-${++count}`, popover: true, ontoggle: () => placeUnder(menu, button) },
		...items.map((item) => (typeof item === "string" ? el("p", { class: "label", text: item }) : entry(item))));
	button.setAttribute("popovertarget", menu.id);
	return menu;

	/** @param {MenuItem} item */
	function entry({ text, hint, testid, run }) {
		const choose = () => {
			menu.hidePopover();
			run();
		};
		return el("button", { class: "menu-item", testid, onclick: choose }, el("span", { text }), hint && el("kbd", { text: hint }));
	}
}

/** @param {{label: string, items: MenuItem[]}} parts */
export function chevronMenu({ label, items }) {
	const button = el("button", { class: "chevron", "aria-label": label }, icon("chevron"));
	return [button, menuOf(button, items)];
}
