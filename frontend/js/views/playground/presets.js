/** Presets: one click each, with a sentence of what to look for. */
import { el } from "../../core/dom.js";
import { merged } from "../../lib/config.js";
import { modal } from "../../widgets/forms/dialogs.js";

/** @param {HTMLElement} root @param {LivePage & {presets: Preset[]}} page */
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
