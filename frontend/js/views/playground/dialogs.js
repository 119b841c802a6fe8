/** What the buttons of the header open: presets, code to copy, links to share, and help. */
import { failureText } from "../../core/api.js";
import { el } from "../../core/dom.js";
import { merged } from "../../lib/config.js";
import { EXPLAINED_BY } from "../../lib/labs/explained.js";
import { writeHash } from "../../lib/write-hash.js";
import { copyText, modal } from "../../widgets/forms/dialogs.js";

const KEYS = { space: "␣", step: "→", minibatch: "⇧ →", reset: "R", new: "⇧ R", escape: "Esc", arrows: "↑ ↓ ← →", help: "?" };
/** While one draws. */
const PENCIL_KEYS = { class: "1 – 8", erase: "E", undo: "Ctrl Z", redo: "Ctrl ⇧ Z", cursor: "↑ ↓ ← →", add: "⏎", remove: "⌫", carry: "M", end: "Esc" };

/** Presets: one click each, with a sentence of what to look for. @param {HTMLElement} root @param {LivePage & {presets: Preset[]}} page */
export function presetsDialog(root, { texts: { t }, options, actions, presets }) {
	const cards = presets.map((preset) =>
		el("button", { class: "preset", testid: `preset-${preset.name}`, onclick: () => choose(preset) },
			el("b", { text: t(`preset.${preset.name}`) }), el("span", { text: t(`preset.${preset.name}.look`) })));
	const dialog = modal(root, t, "presets", el("div", "preset-list", ...cards));

	/** @param {Preset} preset */
	function choose({ name, config }) {
		dialog.close();
		actions.begin(merged(options.defaults, config), name);
	}

	return () => dialog.showModal();
}

/** Copy as Python, copy as curl: the server writes the code, which is copied at once, and shown. @param {HTMLElement} root @param {LivePage} page */
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

/** Characters from which on mail and other programs may cut a link. */
const LONG = 8000;

/** Links: to the settings, to this network live, and to watch it only. @param {HTMLElement} root @param {LivePage} page */
export function shareDialog(root, { texts: { t, format }, options, address, store }) {
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
			url.length > LONG ? el("p", { class: "note", testid: `long-${name}`, text: t("share.long", { count: format.integer(url.length) }) }) : null,
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

/** The colours and the keys, and where to read on. @param {HTMLElement} root @param {LivePage} page */
export function helpDialog(root, { texts: { t } }) {
	/** @param {Record<string, string>} all @param {string} path of their texts @param {string} testid */
	const list = (all, path, testid) =>
		el("dl", { class: "keys", testid }, ...Object.entries(all).flatMap(([name, keys]) => [
			el("dt", {}, ...keys.split(" ").map((key) => (key === "–" ? key : el("kbd", { text: key })))),
			el("dd", { text: t(`${path}.${name}`) }),
		]));
	const colors = ["points", "links", "map", "bias"].map((name) => el("li", { text: t(`help.color.${name}`) }));
	const dialog = modal(root, t, "help",
		el("h3", { text: t("help.colors") }), el("ul", "plain-list", ...colors),
		el("h3", { text: t("help.keys") }), list(KEYS, "help", "keys"),
		el("h3", { text: t("help.pencil") }), list(PENCIL_KEYS, "help.pencil", "pencil-keys"),
		el("h3", { text: t("help.labs") }), el("ul", "plain-list", ...Object.entries(EXPLAINED_BY).map(([control, lab]) => el("li", {}, el("a", { href: `lab.html?lab=${lab}`, text: t(`help.lab.${control}`) })))),
		el("p", "note", el("a", { href: "docs", text: t("help.api") })));
	return () => dialog.showModal();
}
