/** Presets: one click each, with a sentence of what to look for. */
import { el } from "../core/dom.js";
import { modal } from "../widgets/dialogs.js";

/** @param {HTMLElement} root @param {Page & {presets: Preset[]}} page */
export function presetsDialog(root, { store, actions, presets }) {
	const { t } = store.texts;
	const cards = presets.map((preset) =>
		el("button", { class: "preset", testid: `preset-${preset.name}`, onclick: () => choose(preset) },
			el("b", { text: t(`preset.${preset.name}`) }), el("span", { text: t(`preset.${preset.name}.look`) })));
	const dialog = modal({ title: t("presets.title"), close: t("close"), name: "presets-dialog", kind: "wide-dialog" },
		el("div", "preset-list", ...cards));
	root.append(dialog);

	/** @param {Preset} preset */
	function choose(preset) {
		dialog.close();
		actions.applyPreset(preset);
	}

	return () => dialog.showModal();
}
