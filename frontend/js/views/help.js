/** The keys, and where to read on. */
import { element } from "../core/dom.js";
import { modal } from "../widgets/dialogs.js";

const KEYS = /** @type {const} */ ([
	["space", ["␣"]],
	["step", ["→"]],
	["minibatch", ["⇧", "→"]],
	["reset", ["R"]],
	["new", ["⇧", "R"]],
	["escape", ["Esc"]],
	["arrows", ["↑", "↓", "←", "→"]],
	["help", ["?"]],
]);

/** @param {HTMLElement} root @param {Page} page */
export function helpDialog(root, { store }) {
	const { t } = store.texts;
	const rows = KEYS.flatMap(([name, keys]) => [
		element("dt", {}, ...keys.map((key) => element("kbd", { text: key }))),
		element("dd", { text: t(`help.${name}`) }),
	]);
	const colors = ["points", "links", "map", "bias"].map((name) => element("li", { text: t(`help.color.${name}`) }));
	const dialog = modal({ title: t("help.title"), close: t("close"), name: "help-dialog" },
		element("h3", { text: t("help.colors") }), element("ul", "plain-list", ...colors),
		element("h3", { text: t("help.keys") }), element("dl", "keys", ...rows),
		element("p", "note", element("a", { href: "docs", text: t("help.api") })));
	root.append(dialog);
	return () => dialog.showModal();
}
