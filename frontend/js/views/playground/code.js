/** Copy as Python, copy as curl: the server writes the code, which is copied at once, and shown. */
import { failureText } from "../../core/api.js";
import { el } from "../../core/dom.js";
import { copyText, modal } from "../../widgets/forms/dialogs.js";

/** @param {HTMLElement} root @param {LivePage} page */
export function codeDialog(root, { texts, store, api }) {
	const { t } = texts;
	const code = el("pre", { class: "code", testid: "code", role: "group", tabindex: 0, "aria-label": t("code.title") });
	const said = el("p", { class: "said", role: "status", testid: "code-said" });
	const tabs = /** @type {const} */ (["python", "curl"]).map((language) =>
		el("button", { class: "tab", testid: `code-${language}`, "aria-pressed": "false", text: t(`code.${language}`), onclick: () => open(language) }));
	const note = el("p", "note");
	const dialog = modal(root, t, "code", el("div", "tabs", ...tabs), note, code, said);

	/** @param {"python" | "curl"} language */
	async function written(language) {
		const { id, watch_id, pristine } = /** @type {Session} */ (store.session.value);
		const text = (await api.code(id ?? watch_id))[language];
		code.textContent = text;
		note.textContent = t(pristine ? "code.note.config" : "code.note.parameters");
		tabs.forEach((tab, i) => tab.setAttribute("aria-pressed", String((i === 0) === (language === "python"))));
		return text;
	}

	/** @param {"python" | "curl"} language */
	async function open(language = "python") {
		said.textContent = "";
		if (!dialog.open) dialog.showModal();
		try {
			said.textContent = t((await copyText(written(language), code)) ? "copied" : "copy.failed");
		} catch (error) {
			code.textContent = note.textContent = "";
			said.textContent = failureText(error, texts);
		}
	}

	return () => void open();
}
