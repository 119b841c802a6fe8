/**
 * A plot with a line for each run, on two canvases: the lines, and above them what follows the pointer. Each is drawn at most
 * once a frame. The nearest line is pointed at; arrow keys go from run to run; a press picks.
 */
import { context2d, el, fitCanvas, onResize, setText } from "../../core/dom.js";
import { readPalette } from "../../core/page/theme.js";
import { cssColor } from "../../lib/colors.js";
import { nearestRun } from "../../lib/plots/nearest.js";

const REACH = 20;
/** @type {Record<string, number>} */
const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };

/** @param {HTMLElement} root @param {Pick<PlotParts<number>, "signal" | "onPick">} parts @param {LinePlotParts} plot */
export function linePlot(root, { signal, onPick }, { testid, hint, size, draw, describe }) {
	const under = el("canvas", { "aria-hidden": "true" });
	const canvas = el("canvas", { class: "plot-marks", role: "slider", tabindex: 0 });
	const layers = el("div", "plot-layers", under, canvas);
	const box = el("div", { class: "plot-scroll", testid }, layers);
	const readout = el("p", { class: "plot-readout", testid: `${testid}-readout` });
	root.append(box, readout);
	let palette = readPalette();
	let fitted = { width: 0, height: 0 };
	let [isStale, frame] = [true, 0];
	/** @type {PlotLine[]} */
	let lines = [];
	/** @type {number[]} */
	let order = [];
	/** @type {(number | null)[]} */
	let [pointed, picked] = [null, null];

	/** @param {Canvas} layer @returns {Surface} */
	function cleared(layer) {
		const context = context2d(layer);
		context.clearRect(0, 0, fitted.width, fitted.height);
		context.font = `11px ${getComputedStyle(box).fontFamily}`;
		return { context, ...fitted, palette };
	}

	function drawAll() {
		frame = 0;
		const wanted = size(box.clientWidth);
		if (!box.clientWidth || signal.aborted) return;
		if (wanted.width !== fitted.width || wanted.height !== fitted.height) {
			for (const layer of [under, canvas]) fitCanvas(layer, wanted.width, wanted.height);
			Object.assign(layers.style, { width: `${wanted.width}px`, height: `${wanted.height}px` });
			[fitted, isStale] = [wanted, true];
		}
		if (isStale) lines = draw(cleared(under));
		isStale = false;
		drawMarks(cleared(canvas));
	}

	/** @param {Surface} surface */
	function drawMarks({ context }) {
		for (const run of new Set([picked, pointed])) {
			const line = lines.find((one) => one.run === run);
			if (!line) continue;
			strokeLine(context, line.places, palette.colors.card, 6);
			strokeLine(context, line.places, palette.colors.ink, run === pointed ? 3 : 2);
		}
	}

	function redraw() {
		isStale = true;
		remark();
	}

	function remark() {
		frame ||= requestAnimationFrame(drawAll);
	}

	/** @param {number | null} run */
	function point(run) {
		if (run === pointed) return;
		pointed = run;
		announce();
	}

	/** @param {number | null} run */
	function mark(run) {
		picked = run;
		announce();
	}

	function announce() {
		const run = pointed ?? picked;
		const text = run === null ? hint : describe(run);
		const first = Math.min(1, order.length);
		const values = { min: first, max: order.length, now: order.indexOf(run ?? -1) + 1 || first, text };
		for (const [name, value] of Object.entries(values)) canvas.setAttribute(`aria-value${name}`, String(value));
		setText(readout, text);
		remark();
	}

	/** @param {number | null} run */
	function pick(run) {
		if (run === null) return;
		mark(run);
		onPick(run);
	}

	/** @param {KeyboardEvent} event */
	function press(event) {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const from = order.indexOf(pointed ?? picked ?? -1);
		const to = from < 0 ? 0 : from + STEPS[event.key];
		if (event.key in STEPS) point(order[Math.max(0, Math.min(order.length - 1, to))] ?? null);
		else if (event.key === "Enter" || event.key === " ") pick(pointed);
		else return;
		event.preventDefault();
	}

	const near = (/** @type {MouseEvent} */ { offsetX, offsetY }) => nearestRun(lines, offsetX, offsetY, REACH);
	const options = { signal };
	canvas.addEventListener("pointermove", (event) => point(near(event)), options);
	canvas.addEventListener("pointerleave", () => point(null), options);
	canvas.addEventListener("blur", () => point(null), options);
	canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && point(picked ?? order[0] ?? null), options);
	canvas.addEventListener("click", (event) => pick(near(event)), options);
	canvas.addEventListener("keydown", press, options);
	onResize(box, remark, signal);
	onTheme(() => {
		palette = readPalette();
		redraw();
	}, signal);

	return {
		layers,
		redraw,
		mark,
		/** Other lines. @param {number[]} runs in the order of the keys @param {string} text what all lines say */
		show(runs, text) {
			order = runs;
			if (pointed !== null && !order.includes(pointed)) pointed = null;
			canvas.setAttribute("aria-label", text);
			announce();
			redraw();
		},
	};
}

/** Calls whenever the page changes its theme. @param {() => void} run @param {AbortSignal} signal */
export function onTheme(run, signal) {
	const observer = new MutationObserver(run);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
	signal.addEventListener("abort", () => observer.disconnect());
}

/** A pixel of the device where lines are many: sharper, and ten times as fast as two. @param {Context} context @param {number} lines */
export const lineWidth = (context, lines) => (lines > 100 ? 1 / context.getTransform().a : 1);

/** @param {Context} context @param {Float32Array} places @param {Rgb} color @param {number} width */
export function strokeLine(context, places, color, width) {
	context.strokeStyle = cssColor(color);
	context.lineWidth = width;
	context.lineJoin = "round";
	context.beginPath();
	for (let i = 0; i < places.length; i += 2) {
		if (Number.isNaN(places[i + 1])) continue;
		if (i === 0 || Number.isNaN(places[i - 1])) context.moveTo(places[i], places[i + 1]);
		else context.lineTo(places[i], places[i + 1]);
	}
	context.stroke();
}
