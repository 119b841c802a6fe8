/** Losses and accuracies, and one click away the confusion matrices. */
import { el, setText } from "../../../core/dom.js";
import { tool } from "../../../core/page/tool.js";
import { watch } from "../../../core/signal.js";

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

	function show() {
		const now = (store.frame.value ?? store.session.value)?.metrics;
		if (!now) return;
		const { train, test } = store.points.value;
		const untested = !test.length && train.length > 0;
		root.classList.toggle("untested", untested);
		for (const { name, text, value } of figures) {
			const number = now[name];
			value.dataset.value = number === null ? "" : String(number);
			setText(value, untested && name === "test_loss" ? t("metrics.untested") : text(number));
		}
	}

	store.session.subscribe((session) => {
		root.classList.toggle("regression", session?.task === "regression");
		show();
	}, { signal });
	watch([store.frame, store.points], show, signal);
};

/** @type {LiveView} */
export const confusion = (root, page) => {
	const { texts: { t }, store, signal } = page;
	const box = el("details", { class: "confusion", testid: "confusion", ontoggle: () => box.open && open() },
		el("summary", { text: t("confusion.title"), explained: t("explain.confusion") }));
	const { open } = tool(page, () => import("./confusion.js"), ({ confusionMatrices }) => confusionMatrices(box, page));
	root.append(box);
	store.session.subscribe((session) => (box.hidden = session?.task === "regression"), { signal });
};
