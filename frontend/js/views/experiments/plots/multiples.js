/**
 * Small multiples: the boundary of each run on a tile, with what tells it from the others. Shown again with new data, tiles
 * stay where they are; each is painted once it comes near the window.
 */
import { el, setText } from "../../../core/dom.js";
import { mapColors, planeMap } from "../../../lib/plane.js";
import { runText } from "../../../lib/plots/runs.js";
import { planeDrawing } from "../../../widgets/plane/map.js";
import { arrowKeys, keepOneStop } from "./controls.js";

/** @type {PlotFactory<MultiplesData>} */
export function createMultiples(root, { t, format, palette, signal, onPick }) {
	const list = el("ul", { class: "tiles", testid: "multiples", "aria-label": t("plots.multiples") });
	root.append(list);
	/** @type {MultiplesData} */
	let data = { results: [], boundaries: {}, parameters: [], picked: null };
	/** @type {Map<number, ReturnType<typeof createTile>>} */
	const tiles = new Map();
	const seen = new IntersectionObserver((entries) => {
		for (const { target, isIntersecting } of entries) {
			const tile = tiles.get(Number(/** @type {HTMLElement} */ (target).dataset.run));
			if (tile) paint(Object.assign(tile, { isNear: isIntersecting }));
		}
	}, { rootMargin: "200px" });
	signal.addEventListener("abort", () => seen.disconnect());

	/** @param {number} run */
	function createTile(run) {
		const canvas = el("canvas", { class: "tile-map", "aria-hidden": "true" });
		const [loss, mark, caption] = [el("span"), el("span"), el("span", "tile-caption")];
		const parts = { class: "tile", "data-run": run, testid: `tile-${run}`, onclick: () => (show({ picked: run }), onPick(run)) };
		const button = el("button", parts, canvas, el("span", "tile-ending", loss, mark), caption);
		seen.observe(button);
		const painted = /** @type {unknown} */ (null);
		return { run, item: el("li", {}, button), button, loss, mark, caption, drawing: planeDrawing(canvas, canvas), isNear: false, painted };
	}

	/** @param {ReturnType<typeof createTile>} tile */
	function paint(tile) {
		const boundary = data.boundaries[tile.run];
		if (!boundary || !tile.isNear || tile.painted === boundary.values) return;
		const map = planeMap(boundary);
		tile.drawing.drawMap(map, mapColors(map, palette.value.large));
		tile.painted = map.values;
	}

	/** @param {ReturnType<typeof createTile>} tile @param {Result} result */
	function describe({ button, loss, mark, caption }, result) {
		const { run, seed, test_loss, succeeded, reason } = result;
		const values = data.parameters.map(({ path, text }) => text(result.values[path]));
		setText(loss, format.loss(test_loss));
		setText(mark, reason === "diverged" ? "↯" : succeeded === null ? "" : succeeded ? "✓" : "✗");
		setText(caption, values.join(" · ") || t("plots.seed", { seed }));
		button.title = runText({ t, format }, run, data);
		button.setAttribute("aria-pressed", String(run === data.picked));
	}

	/** @param {Partial<MultiplesData>} given */
	function show(given) {
		data = { ...data, ...given };
		const runs = new Set(data.results.map(({ run }) => run));
		for (const [run, { item, button }] of tiles) {
			if (runs.has(run)) continue;
			seen.unobserve(button);
			item.remove();
			tiles.delete(run);
		}
		data.results.forEach((result, i) => {
			const tile = tiles.get(result.run) ?? createTile(result.run);
			tiles.set(result.run, tile);
			if (list.children[i] !== tile.item) list.insertBefore(tile.item, list.children[i] ?? null);
			describe(tile, result);
			paint(tile);
		});
		keepOneStop(list);
	}

	arrowKeys(list, signal);
	palette.subscribe(() => {
		for (const tile of tiles.values()) paint(Object.assign(tile, { painted: null }));
	}, { signal });
	return { show };
}
