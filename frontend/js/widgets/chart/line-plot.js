/**
 * A plot with a line for each run, on two canvases: the lines, and above them what follows the pointer. Each is drawn at most
 * once a frame. The nearest line is pointed at; arrow keys go from run to run; a press picks.
 */
import { context2d, fitCanvas } from "../../core/canvas.js";
import { el, listen, onResize, setText } from "../../core/dom.js";
import { nearestRun } from "../../lib/plots/runs.js";
import { strokeLine } from "./line-chart.js";

const REACH = 20;
/** @type {Record<string, number>} */
const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };

/** @param {HTMLElement} root @param {Pick<PlotParts<number>, "palette" | "signal" | "onPick">} parts @param {LinePlotParts} plot */
export function linePlot(root, { palette, signal, onPick }, { testid, hint, size, draw, describe }) {
	const under = el("canvas", { "aria-hidden": "true" });
	const canvas = el("canvas", { class: "plot-marks", role: "slider", tabindex: 0 });
	const layers = el("div", "plot-layers", under, canvas);
	const box = el("div", { class: "plot-scroll", testid }, layers);
	const readout = el("p", { class: "plot-readout", testid: `${testid}-readout` });
	root.append(box, readout);
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
		return { context, ...fitted, palette: palette.value };
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
	function drawMarks({ context, palette: { colors } }) {
		for (const run of new Set([picked, pointed])) {
			const line = lines.find((one) => one.run === run);
			if (!line) continue;
			strokeLine(context, line.places, colors.card, 6);
			strokeLine(context, line.places, colors.ink, run === pointed ? 3 : 2);
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
	listen(canvas, {
		pointermove: (event) => point(near(event)),
		pointerleave: () => point(null),
		blur: () => point(null),
		focus: () => canvas.matches(":focus-visible") && point(picked ?? order[0] ?? null),
		click: (event) => pick(near(event)),
		keydown: press,
	}, signal);
	onResize(box, remark, signal);
	palette.subscribe(redraw, { signal });

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
