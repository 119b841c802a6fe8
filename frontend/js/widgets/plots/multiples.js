/**
 * Small multiples: the boundary of each run on a tile, with what tells it from the others. Shown again with new data, tiles
 * stay where they are; each is painted once it comes near the window.
 */
import { el, setText } from "../../core/dom.js";
import { readPalette } from "../../core/theme.js";
import { numberFormats } from "../../lib/format.js";
import { plotTexts } from "../../lib/plots/values.js";
import { planeDrawing } from "../plane.js";
import { arrowKeys, keepOneStop } from "./controls.js";
import { onTheme } from "./line-plot.js";

const NEAR = "200px";

/**
 * @param {HTMLElement} root @param {PlotParts} parts
 * @returns {{show: (data: Partial<MultiplesData>) => void}} what is left out stays as it was
 */
export function createMultiples(root, { t, signal, onPick = () => {}, format = numberFormats(document.documentElement.lang) }) {
	const texts = plotTexts({ t, format });
	const list = el("ul", { class: "tiles", testid: "multiples", "aria-label": t("plots.multiples") });
	const empty = el("p", { class: "note", text: t("plots.empty") });
	root.append(list, empty);
	/** @type {MultiplesData} */
	let data = { results: [], boundaries: {}, parameters: [], picked: null };
	/** @type {Map<number, ReturnType<typeof createTile>>} */
	const tiles = new Map();
	let palette = readPalette();
	const seen = new IntersectionObserver((entries) => {
		for (const { target, isIntersecting } of entries) {
			const tile = tiles.get(Number(/** @type {HTMLElement} */ (target).dataset.run));
			if (tile) Object.assign(tile, { isNear: isIntersecting });
			if (tile && isIntersecting) paint(tile);
		}
	}, { rootMargin: NEAR });
	signal.addEventListener("abort", () => seen.disconnect());

	/** @param {number} run */
	function createTile(run) {
		const canvas = el("canvas", { class: "tile-map", "aria-hidden": "true" });
		const caption = el("span", "tile-caption");
		const loss = el("span", "tile-loss");
		const mark = el("span", "tile-mark");
		const button = el(
			"button",
			{ class: "tile", "data-run": run, testid: `tile-${run}`, "aria-pressed": "false", onclick: () => pick(run) },
			canvas,
			el("span", "tile-ending", loss, mark),
			caption,
		);
		seen.observe(button);
		const drawing = planeDrawing(canvas, canvas);
		return { run, item: el("li", {}, button), button, caption, loss, mark, drawing, isNear: false, painted: /** @type {unknown} */ (null) };
	}

	/** @param {ReturnType<typeof createTile>} tile */
	function paint(tile) {
		const boundary = data.boundaries[tile.run];
		if (!boundary || !tile.isNear || tile.painted === boundary.values) return;
		const { values, shape } = boundary;
		const classes = shape.length === 3 ? shape[0] : 0;
		const map = { values: /** @type {Bytes} */ (values), side: shape[shape.length - 1], classes };
		tile.drawing.drawMap(map, classes ? palette.large.winners : palette.large.smooth);
		tile.painted = values;
	}

	/** @param {ReturnType<typeof createTile>} tile @param {Result} result */
	function describe(tile, result) {
		const { succeeded, reason } = result;
		const values = data.parameters.map((parameter) => texts.value(parameter, result.values[parameter.path]));
		setText(tile.loss, format.loss(result.test_loss));
		setText(tile.mark, reason === "diverged" ? "↯" : succeeded === null ? "" : succeeded ? "✓" : "✗");
		setText(tile.caption, values.join(" · ") || t("plots.seed", { seed: result.seed }));
		tile.button.title = texts.run(result, data.parameters);
		tile.button.setAttribute("aria-pressed", String(result.run === data.picked));
	}

	/** @param {number} run */
	function pick(run) {
		show({ picked: run });
		onPick(run);
	}

	/** @param {Partial<MultiplesData>} given */
	function show(given) {
		data = { ...data, ...given };
		const runs = new Set(data.results.map(({ run }) => run));
		for (const [run, tile] of tiles) {
			if (runs.has(run)) continue;
			seen.unobserve(tile.button);
			tile.item.remove();
			tiles.delete(run);
		}
		data.results.forEach((result, i) => {
			const tile = tiles.get(result.run) ?? createTile(result.run);
			tiles.set(result.run, tile);
			if (list.children[i] !== tile.item) list.insertBefore(tile.item, list.children[i] ?? null);
			describe(tile, result);
			paint(tile);
		});
		keepOneStop([...list.querySelectorAll("button")]);
		empty.hidden = data.results.length > 0;
	}

	arrowKeys(list, signal);
	onTheme(() => {
		palette = readPalette();
		for (const tile of tiles.values()) {
			tile.painted = null;
			paint(tile);
		}
	}, signal);
	return { show };
}
