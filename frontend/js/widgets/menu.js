/** A button that opens a small menu under it. */
import { el, icon } from "../core/dom.js";

let count = 0;

/** @param {MenuParts} parts */
export function chevronMenu({ label, items }) {
	const id = `menu-${++count}`;
	const menu = el("div", { class: "menu", id, popover: true });
	for (const { text, hint, testid, run } of items) {
		const choose = () => {
			menu.hidePopover();
			run();
		};
		menu.append(
			el(
				"button",
				{ class: "menu-item", testid: testid, onclick: choose },
				el("span", { text }),
				hint ? el("kbd", { text: hint }) : null,
			),
		);
	}
	const button = el("button", { class: "chevron", "aria-label": label, popovertarget: id }, icon("chevron"));
	menu.addEventListener("toggle", () => place(menu, button));
	return [button, menu];
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
