/**
 * Parallel coordinates: an axis for each parameter that varies, then for the best test loss, the epochs and the success;
 * a line for each run. Brushes on the axes keep only the runs that pass through all of them.
 */
import { el, setText } from "../../../core/dom.js";
import { cssColor } from "../../../lib/colors.js";
import { MISSING, passing, plotAxis } from "../../../lib/plots/axes.js";
import { runText } from "../../../lib/plots/runs.js";
import { lineWidth, strokeLine } from "../../../widgets/chart/line-chart.js";
import { linePlot } from "../../../widgets/chart/line-plot.js";
import { axisBrushes } from "./brushes.js";

const SPAN = 240;
const MARGINS = { left: 48, right: 52, top: 44, bottom: 20 };
const NARROWEST = 92;

/** @type {PlotFactory<ParallelData>} */
export function createParallel(root, { t, format, palette, signal, onPick }) {
	/** @type {Omit<ParallelData, "picked">} */
	let data = { results: [], parameters: [] };
	/** @type {PlotAxis[]} */
	let axes = [];
	/** @type {boolean[]} */
	let isKept = [];

	const count = el("p", { class: "note", role: "status", testid: "parallel-count" });
	const clear = el("button", { class: "quiet small", text: t("plots.brush.clear"), onclick: () => brushes.clear() });
	root.append(el("div", "plot-head", count, clear));
	const plot = linePlot(root, { palette, signal, onPick }, {
		testid: "parallel",
		hint: t("plots.parallel.hint"),
		size,
		draw,
		describe: (run) => runText({ t, format }, run, data),
	});
	const brushes = axisBrushes(plot.layers, { t, changed: filter });

	/** @param {number} room */
	function size(room) {
		const below = axes.some(({ places }) => places.includes(MISSING)) ? -MISSING * SPAN : 0;
		return {
			width: Math.max(room, MARGINS.left + MARGINS.right + (axes.length - 1) * NARROWEST),
			height: MARGINS.top + SPAN + below + MARGINS.bottom,
		};
	}

	function plotAxes() {
		const { results, parameters } = data;
		const yes = (/** @type {any} */ value) => t(value ? "plots.yes" : "plots.no");
		const found = parameters.map(({ path, label, text }) => plotAxis(results.map(({ values }) => values[path]), { key: path, label, text }));
		found.push(plotAxis(results.map(({ best }) => best.test_loss), { key: "best", label: t("plots.best"), text: format.short }));
		found.push(plotAxis(results.map(({ epochs }) => epochs), { key: "epochs", label: t("plots.epochs"), text: format.integer }));
		const successes = results.map(({ succeeded }) => succeeded);
		if (successes.some((one) => one !== null)) found.push(plotAxis(successes, { key: "success", label: t("plots.success"), text: yes }));
		return found;
	}

	function filter() {
		isKept = passing(axes, brushes.spans);
		const loss = (/** @type {Result} */ { best }) => best.test_loss ?? Infinity;
		const order = data.results.filter((_, i) => isKept[i]).sort((a, b) => loss(a) - loss(b)).map(({ run }) => run);
		const [kept, runs] = [order, data.results].map(({ length }) => format.integer(length));
		setText(count, t("plots.brush.count", { kept, runs }));
		clear.hidden = !brushes.spans.size;
		plot.show(order, t("plots.parallel.text", { runs: kept, axes: axes.map(({ label }) => label).join(", ") }));
	}

	/** @param {Surface} surface @returns {PlotLine[]} */
	function draw(surface) {
		const { context, width, palette: { colors } } = surface;
		const gap = (width - MARGINS.left - MARGINS.right) / Math.max(1, axes.length - 1);
		const x = (/** @type {number} */ i) => MARGINS.left + i * gap;
		const y = (/** @type {number} */ at) => MARGINS.top + (1 - at) * SPAN;
		const lines = data.results.map(({ run, succeeded }, index) => {
			const places = new Float32Array(2 * axes.length);
			axes.forEach((axis, i) => places.set([x(i), y(axis.places[index])], 2 * i));
			return { run, places, isOut: !isKept[index], hasFailed: succeeded === false };
		});
		const shown = lines.filter(({ isOut }) => !isOut);
		drawLines(context, lines.filter(({ isOut }) => isOut), colors.line, 0.6);
		drawLines(context, shown.filter(({ hasFailed }) => hasFailed), colors.neg);
		drawLines(context, shown.filter(({ hasFailed }) => !hasFailed), colors.pos);
		axes.forEach((axis, i) => drawAxis(surface, axis, x(i), y, gap));
		brushes.place(axes, x, MARGINS.top, SPAN);
		return lines;
	}

	/** @param {Surface} surface @param {PlotAxis} axis @param {number} x @param {(at: number) => number} y @param {number} gap */
	function drawAxis({ context, palette: { colors } }, { label, ticks }, x, y, gap) {
		strokeLine(context, Float32Array.of(x, y(0), x, y(1)), colors["line-strong"], 1);
		context.fillStyle = cssColor(colors.ink);
		context.strokeStyle = cssColor(colors.card);
		context.lineWidth = 3;
		context.textAlign = "center";
		const rows = rowsOf(context, label, gap - 6);
		rows.forEach((row, i) => context.fillText(row, x, MARGINS.top - 16 - 13 * (rows.length - 1 - i)));
		context.textAlign = "left";
		const longest = Math.floor((gap - 24) / 6);
		let above = Infinity;
		for (const { at, text } of ticks) {
			if (above - y(at) < 11) continue;
			above = y(at);
			const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
			context.strokeText(short, x + 12, above + 4);
			context.fillText(short, x + 12, above + 4);
		}
	}

	/** @param {Partial<ParallelData>} given */
	function show({ picked, ...given }) {
		if (picked !== undefined) plot.mark(picked);
		if (picked !== undefined && !Object.keys(given).length) return;
		data = { ...data, ...given };
		if ("results" in given || "parameters" in given) axes = data.results.length ? plotAxes() : [];
		filter();
	}

	return { show };
}

/** @param {Context} context @param {PlotLine[]} lines @param {Rgb} color @param {number} alpha fainter the more there are */
function drawLines(context, lines, color, alpha = Math.max(0.2, Math.min(0.8, 6 / Math.sqrt(lines.length)))) {
	context.globalAlpha = alpha;
	for (const { places } of lines) strokeLine(context, places, color, lineWidth(context, lines.length));
	context.globalAlpha = 1;
}

/** A label on one row or on two. @param {Context} context @param {string} text @param {number} width */
function rowsOf(context, text, width) {
	const words = text.split(" ");
	if (words.length === 1 || context.measureText(text).width <= width) return [text];
	const half = Math.ceil(words.length / 2);
	return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
}
