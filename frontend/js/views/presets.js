/** Presets: one click each, with a sentence of what to look for. */
import { element } from "../core/dom.js";
import { PRESETS } from "../lib/presets.js";
import { modal } from "../widgets/dialogs.js";

/**
 * @param {HTMLElement} root
 * @param {{store: Store, applyPreset: (preset: typeof PRESETS[number]) => void}} page
 * @returns {{dispose: () => void, open: () => void}}
 */
export function presetsDialog(root, { store, applyPreset }) {
  const { t } = store.texts;
  const cards = PRESETS.map((preset) =>
    element("button", { type: "button", class: "preset", "data-testid": `preset-${preset.name}`, onclick: () => choose(preset) },
      element("b", { text: t(`preset.${preset.name}`) }), element("span", { text: t(`preset.${preset.name}.look`) })));
  const dialog = modal({ title: t("presets.title"), close: t("close"), name: "presets-dialog", kind: "wide-dialog" },
    element("div", { class: "preset-list" }, ...cards));
  root.append(dialog);

  /** @param {typeof PRESETS[number]} preset */
  function choose(preset) {
    dialog.close();
    applyPreset(preset);
  }

  return { dispose: () => dialog.remove(), open: () => dialog.showModal() };
}
