/** Links: to the settings, to this network live, and to watch it only. */
import { el } from "../../core/dom.js";
import { writeHash } from "../../lib/write-hash.js";
import { copyText, modal } from "../../widgets/forms/dialogs.js";

/** @param {HTMLElement} root @param {LivePage} page */
export function shareDialog(root, { texts: { t }, options, address, store }) {
	const said = el("p", { class: "said", role: "status", testid: "share-said" });
	const list = el("div", "links-list");
	const dialog = modal(root, t, "share", list, said);

	function links() {
		const { session, config, view } = store;
		const base = address.page();
		const hash = writeHash(config.value, view.value, options);
		const found = [{ name: "settings", url: hash ? `${base}#${hash}` : base }];
		if (session.value?.id) found.push({ name: "steer", url: `${base}?session=${session.value.id}` });
		if (session.value) found.push({ name: "watch", url: `${base}?session=${session.value.watch_id}` });
		return found;
	}

	/** @param {{name: string, url: string}} link */
	function row({ name, url }) {
		const field = el("input", { class: "text", readonly: true, value: url, testid: `share-${name}`, "aria-label": t(`share.${name}`) });
		const copy = async () => {
			field.select();
			said.textContent = t((await copyText(url)) ? "copied" : "copy.failed");
		};
		return el("div", "link-row",
			el("b", { text: t(`share.${name}`) }), el("p", { class: "note", text: t(`share.${name}.note`) }),
			el("div", "link-field", field,
				el("button", { class: "solid", testid: `copy-${name}`, "aria-label": t("share.copy", { name: t(`share.${name}`) }), text: t("copy"), onclick: copy })));
	}

	function open() {
		said.textContent = "";
		list.replaceChildren(...links().map(row));
		dialog.showModal();
	}

	return open;
}
