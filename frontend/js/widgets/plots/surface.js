/** Two canvases on top of each other, drawn at most once a frame: what seldom changes, and what follows the pointer. */
import { context2d, el, fitCanvas } from "../../core/dom.js";
import { readPalette } from "../../core/theme.js";

/**
 * @param {HTMLElement} box as wide as there is room
 * @param {{
 *   size: (room: number) => {width: number, height: number},
 *   base: (surface: Surface) => void,
 *   mark: (surface: Surface) => void,
 *   signal: AbortSignal,
 * }} parts `size` in CSS pixels
 */
export function plotSurface(box, { size, base, mark, signal }) {
	const under = el("canvas", { class: "plot-canvas", "aria-hidden": "true" });
	const canvas = el("canvas", { class: "plot-canvas plot-mark", role: "slider", tabindex: 0 });
	const layers = el("div", "plot-layers", under, canvas);
	box.append(layers);
	let palette = readPalette();
	let fitted = { width: 0, height: 0 };
	let [isStale, frame] = [false, 0];

	/** @param {Canvas} layer @param {(surface: Surface) => void} draw */
	function paint(layer, draw) {
		const context = context2d(layer);
		context.clearRect(0, 0, fitted.width, fitted.height);
		context.font = `11px ${getComputedStyle(box).fontFamily}`;
		draw({ context, ...fitted, palette });
	}

	function draw() {
		frame = 0;
		const wanted = size(box.clientWidth);
		if (!box.clientWidth || signal.aborted) return;
		if (isStale || wanted.width !== fitted.width || wanted.height !== fitted.height) {
			fitted = wanted;
			for (const layer of [under, canvas]) fitCanvas(layer, wanted.width, wanted.height);
			Object.assign(layers.style, { width: `${wanted.width}px`, height: `${wanted.height}px` });
			paint(under, base);
			isStale = false;
		}
		paint(canvas, mark);
	}

	function remark() {
		frame ||= requestAnimationFrame(draw);
	}

	function redraw() {
		isStale = true;
		remark();
	}

	const observer = new ResizeObserver(remark);
	observer.observe(box);
	signal.addEventListener("abort", () => observer.disconnect());
	onTheme(() => {
		palette = readPalette();
		redraw();
	}, signal);
	return { canvas, layers, redraw, remark };
}

/** Calls whenever the page changes its theme. @param {() => void} listener @param {AbortSignal} signal */
export function onTheme(listener, signal) {
	const observer = new MutationObserver(listener);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
	signal.addEventListener("abort", () => observer.disconnect());
}
