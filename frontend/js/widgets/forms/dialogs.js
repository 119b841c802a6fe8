/** A modal dialog with a title and a close button; a click beside it closes it. */
import { el } from "../../core/dom.js";
import { styled } from "../../core/style.js";

await styled(new URL("../../../css/dialogs.css", import.meta.url).href);

/** @param {HTMLElement} root @param {Texts["t"]} t @param {string} path of its texts @param {...(Node | string)} children */
export function modal(root, t, path, ...children) {
	const title = t(`${path}.title`);
	const name = `${path.split(".").at(-1)}-dialog`;
	const dialog = el("dialog", { class: `dialog ${name}`, "aria-label": title, testid: name,
		onpointerdown: (/** @type {Event} */ { target }) => target === dialog && dialog.close() },
		el("div", "dialog-head", el("h2", { text: title }),
			el("button", { class: "close", "aria-label": t("close"), text: "×", onclick: () => dialog.close() })),
		el("div", "dialog-body", ...children));
	root.append(dialog);
	return dialog;
}

/**
 * Copies a text; over plain HTTP the clipboard is closed, and what is selected is copied in the old way.
 * A text that is still to come is promised to the clipboard: a moment after the press it would take no other.
 * @param {string | Promise<string>} text @param {HTMLElement | null} shown what to select
 */
export async function copyText(text, shown = null) {
	try {
		await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob(text) })]);
		return true;
	} catch {
		await text;
		if (shown) getSelection()?.selectAllChildren(shown);
		return document.execCommand("copy");
	}
}

/** @param {string | Promise<string>} text */
const blob = async (text) => new Blob([await text], { type: "text/plain" });
