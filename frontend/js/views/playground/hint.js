/** One line that says what to do next, or what to look for. */
import { el } from "../../core/dom.js";
import { watch } from "../../core/signal.js";

/** @type {PageView} */
export const hint = (root, { store, signal }) => {
	const { t } = store.texts;
	const text = el("p", { class: "hint", testid: "hint" });
	root.append(text);

	function sentence() {
		const { preset, session } = store;
		if (preset.value) return t(`preset.${preset.value}.look`);
		if (!session.value || session.value.id === undefined) return t("hint.watching");
		const { status, epoch } = session.value;
		return t(`hint.${status === "paused" && epoch === 0 ? "start" : status}`);
	}

	const show = () => (text.textContent = store.session.value ? sentence() : "");
	watch([store.session, store.preset], show, signal);
};
