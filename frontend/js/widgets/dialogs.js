/** A modal dialog with a title and a close button; a click beside it closes it. */
import { el } from "../core/dom.js";

/** @param {ModalParts} parts @param {...(Node | string)} children */
export function modal({ title, close, name, kind = "" }, ...children) {
	const heading = el("h2", { text: title });
	const dialog = el("dialog", { class: `dialog ${kind}`, "aria-label": title, testid: name },
		el("div", "dialog-head", heading,
			el("button", { class: "close", "aria-label": close, text: "×", onclick: () => dialog.close() })),
		el("div", "dialog-body", ...children));
	dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
	return dialog;
}

/**
 * Copies a text; over plain HTTP the clipboard is closed, and what is selected is copied in the old way.
 * @param {string} text @param {HTMLElement | null} shown what to select @returns {Promise<boolean>}
 */
export async function copyText(text, shown = null) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		if (shown) getSelection()?.selectAllChildren(shown);
		return document.execCommand("copy");
	}
}
