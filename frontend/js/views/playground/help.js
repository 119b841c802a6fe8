/** The colours and the keys, and where to read on. */
import { el } from "../../core/dom.js";
import { modal } from "../../widgets/forms/dialogs.js";

const KEYS = { space: "␣", step: "→", minibatch: "⇧ →", reset: "R", new: "⇧ R", escape: "Esc", arrows: "↑ ↓ ← →", help: "?" };

/** @param {HTMLElement} root @param {LivePage} page */
export function helpDialog(root, { texts: { t } }) {
	const rows = Object.entries(KEYS).flatMap(([name, keys]) => [
		el("dt", {}, ...keys.split(" ").map((key) => el("kbd", { text: key }))),
		el("dd", { text: t(`help.${name}`) }),
	]);
	const colors = ["points", "links", "map", "bias"].map((name) => el("li", { text: t(`help.color.${name}`) }));
	const dialog = modal(root, t, "help",
		el("h3", { text: t("help.colors") }), el("ul", "plain-list", ...colors),
		el("h3", { text: t("help.keys") }), el("dl", "keys", ...rows),
		el("p", "note", el("a", { href: "docs", text: t("help.api") })));
	return () => dialog.showModal();
}
