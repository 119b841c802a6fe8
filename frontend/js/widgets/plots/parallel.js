/**
 * Parallel coordinates: an axis for each parameter that varies, then for the best test loss, the epochs and the success;
 * a line for each run. Brushes on the axes keep only the runs that pass through all of them.
 */
import { el } from "../../core/dom.js";
import { cssColor } from "../../lib/colors.js";
import { numberFormats } from "../../lib/format.js";
import { brushed, plotAxes } from "../../lib/plots/axes.js";
import { nearestLine } from "../../lib/plots/curves.js";
import { plotTexts } from "../../lib/plots/values.js";
import { axisBrushes } from "./brushes.js";
import { readout } from "./controls.js";
import { linePicker } from "./line-picker.js";
import { plotSurface } from "./surface.js";

const HEIGHT = 320;
const MARGINS = { side: 44, top: 40, bottom: 40 };
const NARROWEST = 92;
const REACH = 16;

/**
 * @param {HTMLElement} root @param {PlotParts} parts
 * @returns {{show: (data: Partial<ParallelData>) => void}} what is left out stays as it was
 */
export function createParallel(root, { t, signal, onPick = () => {}, format = numberFormats(document.documentElement.lang) }) {
	const texts = plotTexts({ t, format });
	/** @type {ParallelData} */
	let data = { results: [], parameters: [], picked: null };
	/** @type {PlotAxis[]} */
	let axes = [];
	/** @type {boolean[]} */
	let kept = [];
	/** Those that pass the brushes. @type {{run: number, index: number, places: Float32Array}[]} */
	let lines = [];
	/** @type {number[]} */
	let order = [];

	const counts = el("p", { class: "note", role: "status", testid: "parallel-count" });
	const clear = el("button", { class: "quiet small", text: t("plots.brush.clear"), onclick: () => brushes.clear() });
	const box = el("div", { class: "plot-box plot-scroll", testid: "parallel" });
	const line = readout();
	root.append(el("div", "plot-head", counts, clear), box, line.line);

	const surface = plotSurface(box, { size, base: drawBase, mark: drawMarks, signal });
	const brushes = axisBrushes(surface.layers, { t, changed: filter, signal });
	const picker = linePicker(surface.canvas, {
		nearest: (x, y) => nearestLine(lines, x, y, REACH),
		order: () => order,
		text: describe,
		pick,
		changed: surface.remark,
		signal,
	});

	/** @param {number} room */
	function size(room) {
		return { width: Math.max(room, 2 * MARGINS.side + (axes.length - 1) * NARROWEST), height: HEIGHT };
	}

	/** @param {Surface} surface */
	function geometry({ width, height }) {
		const gap = (width - 2 * MARGINS.side) / Math.max(1, axes.length - 1);
		const span = height - MARGINS.top - MARGINS.bottom;
		return { x: (/** @type {number} */ i) => MARGINS.side + i * gap, y: (/** @type {number} */ at) => MARGINS.top + (1 - at) * span, gap, span };
	}

	function columns() {
		const hasGoal = data.results.some(({ succeeded }) => succeeded !== null);
		const parameters = data.parameters.map((parameter) => ({
			key: parameter.path,
			label: parameter.label,
			value: (/** @type {Result} */ { values }) => values[parameter.path] ?? null,
			text: (/** @type {any} */ value) => texts.value(parameter, value),
		}));
		const outcomes = [
			{ key: "best", label: t("plots.best"), value: (/** @type {Result} */ { best }) => best.test_loss, text: format.short },
			{ key: "epochs", label: t("plots.epochs"), value: (/** @type {Result} */ { epochs }) => epochs, text: format.integer },
		];
		const success = { key: "succeeded", label: t("plots.success"), value: (/** @type {Result} */ { succeeded }) => succeeded, text: (/** @type {any} */ value) => t(value ? "plots.yes" : "plots.no") };
		return [...parameters, ...outcomes, ...(hasGoal ? [success] : [])];
	}

	function filter() {
		kept = brushed(axes, brushes.brushes);
		const loss = (/** @type {Result} */ { best }) => best.test_loss ?? Infinity;
		const passing = data.results.filter((_, i) => kept[i]);
		order = passing.sort((a, b) => loss(a) - loss(b)).map(({ run }) => run);
		counts.textContent = t("plots.brush.count", { kept: format.integer(order.length), runs: format.integer(data.results.length) });
		clear.hidden = !brushes.brushes.size;
		surface.canvas.setAttribute("aria-label", t("plots.parallel.text", { runs: format.integer(order.length), axes: axes.map(({ label }) => label).join(", ") }));
		picker.describe();
		surface.redraw();
	}

	/** @param {Surface} surface */
	function drawBase(surface) {
		const { context, palette } = surface;
		const { x, y, gap, span } = geometry(surface);
		const all = data.results.map(({ run }, index) => {
			const places = new Float32Array(2 * axes.length);
			axes.forEach((axis, i) => places.set([x(i), y(axis.places[index])], 2 * i));
			return { run, index, places };
		});
		lines = all.filter(({ index }) => kept[index]);
		const alpha = Math.max(0.18, Math.min(0.8, 6 / Math.sqrt(lines.length + 1)));
		const { neg, pos, line: faint } = palette.colors;
		drawLines(context, all.filter(({ index }) => !kept[index]), cssColor(faint), 0.5);
		const failed = (/** @type {{index: number}} */ { index }) => data.results[index].succeeded === false;
		drawLines(context, lines.filter(failed), cssColor(neg), alpha);
		drawLines(context, lines.filter((one) => !failed(one)), cssColor(pos), alpha);
		drawAxes(surface, x, y, gap);
		brushes.place(axes, x, MARGINS.top, span);
	}

	/** @param {Surface} surface @param {(i: number) => number} x @param {(at: number) => number} y @param {number} gap */
	function drawAxes({ context, palette }, x, y, gap) {
		context.textAlign = "center";
		context.lineWidth = 1;
		axes.forEach(({ label, ticks }, i) => {
			context.strokeStyle = cssColor(palette.colors["line-strong"]);
			context.beginPath();
			context.moveTo(x(i), y(0));
			context.lineTo(x(i), y(1));
			context.stroke();
			context.fillStyle = cssColor(palette.colors.ink);
			wrapped(context, label, gap - 8).forEach((text, row, rows) => context.fillText(text, x(i), MARGINS.top - 12 - 13 * (rows.length - 1 - row)));
			context.strokeStyle = cssColor(palette.colors.card);
			context.lineWidth = 3;
			for (const { at, text } of ticks) {
				context.strokeText(text, x(i), y(at) + 4);
				context.fillText(text, x(i), y(at) + 4);
			}
			context.lineWidth = 1;
		});
	}

	/** @param {Surface} surface */
	function drawMarks({ context, palette }) {
		const pointed = picker.pointed();
		for (const run of new Set([data.picked, pointed])) {
			const found = lines.find((one) => one.run === run);
			if (!found) continue;
			context.lineWidth = 6;
			drawLines(context, [found], cssColor(palette.colors.card), 1);
			context.lineWidth = 3;
			drawLines(context, [found], cssColor(palette.colors.ink), 1);
			context.lineWidth = 1;
		}
		line.show(pointed !== null ? describe(pointed) : data.picked !== null ? describe(data.picked) : t("plots.parallel.hint"));
	}

	/** @param {number} run */
	function describe(run) {
		const result = data.results.find((one) => one.run === run);
		return result ? texts.run(result, data.parameters) : "";
	}

	/** @param {number} run */
	function pick(run) {
		show({ picked: run });
		onPick(run);
	}

	/** @param {Partial<ParallelData>} given */
	function show(given) {
		data = { ...data, ...given };
		if (Object.keys(given).every((key) => key === "picked")) return surface.remark();
		axes = data.results.length ? plotAxes(data.results, columns()) : [];
		filter();
	}

	filter();
	return { show };
}

/** @param {Context} context @param {{places: Float32Array}[]} lines @param {string} color @param {number} alpha */
function drawLines(context, lines, color, alpha) {
	context.strokeStyle = color;
	context.globalAlpha = alpha;
	for (const { places } of lines) {
		context.beginPath();
		for (let i = 0; i < places.length; i += 2) context.lineTo(places[i], places[i + 1]);
		context.stroke();
	}
	context.globalAlpha = 1;
}

/** A label on one or two lines. @param {Context} context @param {string} text @param {number} width */
function wrapped(context, text, width) {
	if (context.measureText(text).width <= width) return [text];
	const words = text.split(" ");
	const breaks = words.map((_, i) => [words.slice(0, i).join(" "), words.slice(i).join(" ")]).slice(1);
	const longest = (/** @type {string[]} */ rows) => Math.max(...rows.map((row) => context.measureText(row).width));
	return breaks.sort((a, b) => longest(a) - longest(b))[0] ?? [text];
}
