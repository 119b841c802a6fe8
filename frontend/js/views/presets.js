/** Presets: one click each, with a sentence of what to look for. */
import { element } from "../core/dom.js";
import { modal } from "../widgets/dialogs.js";

/** @param {HTMLElement} root @param {Page & {presets: Preset[]}} page */
export function presetsDialog(root, { store, actions, presets }) {
	const { t } = store.texts;
	const cards = presets.map((preset) =>
		element("button", { class: "preset", testid: `preset-${preset.name}`, onclick: () => choose(preset) },
			element("b", { text: t(`preset.${preset.name}`) }), element("span", { text: t(`preset.${preset.name}.look`) })));
	const dialog = modal({ title: t("presets.title"), close: t("close"), name: "presets-dialog", kind: "wide-dialog" },
		element("div", "preset-list", ...cards));
	root.append(dialog);

	/** @param {Preset} preset */
	function choose(preset) {
		dialog.close();
		actions.applyPreset(preset);
	}

	return () => dialog.showModal();
}
