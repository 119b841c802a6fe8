/** Copy as Python, copy as curl: the code is copied at once, and shown. */
import { el } from "../core/dom.js";
import { curlCode, difference, pythonCode } from "../lib/code.js";
import { parameterChanges } from "../lib/parameters.js";
import { copyText, modal } from "../widgets/dialogs.js";

/** @param {HTMLElement} root @param {Page} page */
export function codeDialog(root, { store }) {
	const { t } = store.texts;
	const code = el("pre", { class: "code", testid: "code", tabindex: 0, "aria-label": t("code.title") });
	const said = el("p", { class: "said", role: "status", testid: "code-said" });
	const tabs = /** @type {const} */ (["python", "curl"]).map((language) =>
		el("button", { class: "tab", testid: `code-${language}`, "aria-pressed": "false", text: t(`code.${language}`), onclick: () => open(language) }));
	const note = el("p", "note");
	const dialog = modal(root, t, "code", el("div", "tabs", ...tabs), note, code, said);

	function situation() {
		const { session, frame, config, options } = store;
		const values = frame.value?.parameters;
		const needed = session.value && !session.value.pristine ? session.value : null;
		return {
			config: difference(config.value, options.defaults),
			epoch: frame.value?.epoch ?? 0,
			step: frame.value?.step ?? 0,
			parameters: needed && values ? parameterChanges(needed.structure, [...values].map(shortest)) : null,
			server: location.origin,
		};
	}

	async function open(language = "python") {
		const session = store.session.value;
		const text = language === "python" ? pythonCode(situation()) : curlCode(situation());
		code.textContent = text;
		note.textContent = t(session?.pristine === false ? "code.note.parameters" : "code.note.config");
		tabs.forEach((tab, i) => tab.setAttribute("aria-pressed", String((i === 0) === (language === "python"))));
		if (!dialog.open) dialog.showModal();
		said.textContent = t((await copyText(text, code)) ? "copied" : "copy.failed");
	}

	return () => void open();
}

/** @param {number} value */
const shortest = (value) => [6, 7, 8].map((digits) => Number(value.toPrecision(digits))).find((short) => Math.fround(short) === value) ?? value;
