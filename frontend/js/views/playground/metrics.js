/** Losses and accuracies of the training and the test points. */
import { el, setText } from "../../core/dom.js";

/** @type {LiveView} */
export const metrics = (root, { texts: { t, format }, store, signal }) => {
	const figures = /** @type {const} */ ([
		["train_loss", "loss-train", format.loss],
		["test_loss", "loss-test", format.loss],
		["train_accuracy", "accuracy-train", format.percent],
		["test_accuracy", "accuracy-test", format.percent],
	]).map(([name, testid, text]) => ({ name, text, value: el("b", { testid: testid }) }));
	root.append(el("dl", "metrics", ...figures.map(({ name, value }) => figure(name, value))));

	/** @param {string} name @param {HTMLElement} value */
	function figure(name, value) {
		const [set, kind] = name.split("_");
		const label = kind === "loss"
			? [el("span", { class: `key ${set}` }), t(`metrics.${name}`)]
			: [el("span", { class: "visually-hidden", text: t(`metrics.${set}`) }), " ", t("metrics.accuracy")];
		return el("div", { class: kind, "data-explain": t(`explain.${kind}_shown`) }, el("dt", "label", ...label), el("dd", {}, value));
	}

	/** @param {Metrics | undefined} now */
	function show(now) {
		if (!now) return;
		for (const { name, text, value } of figures) {
			const number = now[name];
			value.dataset.value = number === null ? "" : String(number);
			setText(value, text(number));
		}
	}

	store.session.subscribe((session) => {
		root.classList.toggle("regression", session?.task === "regression");
		if (!store.frame.value) show(session?.metrics);
	}, { signal });
	store.frame.subscribe((frame) => show(frame?.metrics), { signal });
};
