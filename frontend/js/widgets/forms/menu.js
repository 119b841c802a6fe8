/** A button that opens a small menu under it. */
import { el, icon } from "../../core/dom.js";

let count = 0;

/** The menu that a button opens; a string among the items is a heading. @param {HTMLElement} button @param {(MenuItem | string)[]} items */
export function menuOf(button, items) {
	const menu = el("div", { class: "menu", id: `menu-${++count}`, popover: true, ontoggle: () => place(menu, button) },
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

/**
 * Puts an open popover under what opened it, inside the window.
 * @param {HTMLElement} menu @param {HTMLElement} anchor
 */
export function place(menu, anchor) {
	if (!menu.matches(":popover-open")) return;
	const box = anchor.getBoundingClientRect();
	const above = box.bottom + menu.offsetHeight + 12 > innerHeight;
	menu.style.left = `${Math.max(8, Math.min(innerWidth - menu.offsetWidth - 8, box.left - 8))}px`;
	menu.style.top = `${above ? Math.max(8, box.top - menu.offsetHeight - 6) : box.bottom + 6}px`;
}
