/** One run that was picked anywhere: how it ended, its boundary and losses, and the ways on from it. */
import { el, onResize, setText } from "../../core/dom.js";
import { baseText, fieldLabel, valueText } from "../../lib/experiments/words.js";
import { mapColors, planeMap } from "../../lib/plane.js";
import { DEFAULT_VIEW, writeHash } from "../../lib/write-hash.js";
import { planeDrawing } from "../../widgets/plane/map.js";

const FORMATS = ["pytorch", "notebook", "safetensors", "onnx", "config", "csv"];

/**
 * @param {HTMLElement} root @param {ExperimentsPage & {place: Place}} page
 * @returns {HTMLElement} the place for the chart of its losses
 */
export function runDetails(root, { texts, options, palette, store, actions, place, signal }) {
	const { t, format } = texts;
	const chart = el("div", "chart");
	const title = el("h3", { testid: "picked" });
	const map = el("canvas", { class: "run-map", role: "img" });
	const contour = el("canvas", { class: "run-contour", "aria-hidden": "true" });
	const facts = el("dl", "facts");
	const settings = el("p", "note");
	const plane = el("div", "run-plane", map, contour);
	const drawing = planeDrawing(map, contour);
	const picked = (/** @type {(run: number) => void} */ run) => () => store.picked.value !== null && run(store.picked.value);
	const openLive = picked((run) => actions.open(place, run));
	const open = el("button", { class: "solid", testid: "open-live", text: t("run.open"), onclick: openLive });
	const tinker = el("a", { class: "quiet", testid: "run-settings", text: t("run.settings") });
	const exports = el("div", { class: "chips", role: "group", "aria-label": t("run.export"), testid: "exports" }, ...FORMATS.map((name) => {
		const save = picked((run) => actions.save(place, `/${run}/export/${name}`));
		return el("button", { class: "chip", testid: `export-${name}`, text: t(`run.export.${name}`), onclick: save });
	}));
	const close = el("button", { class: "close", testid: "close-run", "aria-label": t("run.close"), text: "×", onclick: () => actions.pick(null) });
	const hint = el("div", "empty", el("h3", { text: t("run.none") }), el("p", { class: "note", text: t("run.none.note") }));
	const box = el("div", "run-box",
		el("div", "run-head", title, close),
		el("div", "run-tools", open, tinker),
		plane,
		facts, settings, chart,
		el("div", {}, el("p", { class: "label", text: t("run.export") }), exports));
	root.append(hint, box);

	/** @param {ResultDetails} result */
	function describe(result) {
		setText(title, t("run.title", { run: format.integer(result.run), seed: format.integer(result.seed) }));
		const { values, reason, epochs, test_loss, train_loss, test_accuracy, best } = result;
		/** @type {[string, string][]} */
		const shown = [
			...Object.entries(values).map(([path, value]) => /** @type {[string, string]} */ ([path, valueText(texts, path, value)])),
			["reason", t(`outcome.${reason}`)],
			["epochs", format.integer(epochs)],
			["test_loss", format.loss(test_loss)],
			["train_loss", format.loss(train_loss)],
			["test_accuracy", format.percent(test_accuracy)],
			["best_test_loss", t("run.best", { loss: format.loss(best.test_loss), epoch: format.integer(best.epoch) })],
		];
		const fitting = shown.filter(([field]) => field !== "test_accuracy" || test_accuracy !== null);
		facts.replaceChildren(...fitting.map(([field, text]) =>
			el("div", {}, el("dt", { class: "label", text: fieldLabel(texts, field) }), el("dd", { text }))));
		const { experiment } = store;
		setText(settings, experiment.value ? baseText(texts, experiment.value, options) : "");
		tinker.href = `./#${writeHash(result.config, DEFAULT_VIEW, options)}`;
		map.setAttribute("aria-label", t("run.map", { loss: format.loss(test_loss) }));
	}

	function paint() {
		const picture = store.picture.value;
		if (!picture) return;
		const shown = planeMap(picture);
		drawing.drawMap(shown, mapColors(shown, palette.value.large));
		drawing.drawContour(shown, plane.clientWidth, palette.value);
	}

	/** What had the focus before the run lay over the page. @type {Element | null} */
	let before = null;
	store.picked.subscribe((run) => {
		hint.hidden = run !== null;
		box.hidden = run === null;
		root.classList.toggle("has-run", run !== null);
		if (run === null) {
			if (before instanceof HTMLElement) before.focus({ preventScroll: true });
			before = null;
		} else if (!before && getComputedStyle(root).position === "fixed") {
			before = document.activeElement;
			open.focus();
		}
	}, { signal });
	store.details.subscribe((result) => {
		box.classList.toggle("is-loading", !result);
		if (result) describe(result);
	}, { signal });
	store.picture.subscribe(paint, { signal });
	palette.subscribe(paint, { signal });
	onResize(contour, paint, signal);
	addEventListener("keydown", (event) => {
		if (event.key === "Escape" && !document.querySelector("dialog[open]")) actions.pick(null);
	}, { signal });
	return chart;
}
