/**
 * The losses of many runs on top of each other, coloured by a parameter, with the median of each of its values. A run that
 * ended earlier counts in the median with its last loss.
 */
import { context2d, el, setText } from "../../../core/dom.js";
import { cssColor } from "../../../lib/colors.js";
import { DASHES, groupColors, isDark } from "../../../lib/plots/colors.js";
import { lossRange, medianCurve, sharedEpochs } from "../../../lib/plots/curves.js";
import { parameterLevels } from "../../../lib/plots/levels.js";
import { numberScale } from "../../../lib/scale.js";
import { levelText, runText } from "../../../lib/plots/values.js";
import { chooser } from "./controls.js";
import { linePlot, lineWidth, strokeLine } from "../../../widgets/chart/line-plot.js";

const MARGINS = { left: 46, right: 12, top: 8, bottom: 22 };
const NARROW = 560;
const MOST_GROUPS = 8;

/** @type {PlotFactory<CurvesData>} */
export function createCurves(root, { t, format, signal, onPick }) {
	/** @type {Omit<CurvesData, "picked">} */
	let data = { results: [], histories: [], parameters: [] };
	let name = /** @type {LossName} */ ("test_loss");
	let [isLog, isOrdered, coloring] = [true, false, ""];
	/** The label of the group that alone is shown. @type {string | null} */
	let alone = null;
	let epochs = sharedEpochs([]);
	/** @type {{label: string, members: RunHistory[], median: number[]}[]} */
	let groups = [];

	const colorBy = chooser(t("plots.color"), (path) => ((coloring = path), (alone = null), show({})));
	const which = chooser(t("plots.which"), (value) => ((name = /** @type {LossName} */ (value)), show({})));
	const log = el("button", { class: "quiet small", testid: "curves-log", "aria-pressed": "true", text: t("plots.log"), onclick: toggleLog });
	const legend = el("div", { class: "plot-legend", role: "group", "aria-label": t("plots.color") });
	root.append(el("div", "plot-head", colorBy.box, which.box, log));
	const plot = linePlot(root, { signal, onPick }, {
		testid: "curves",
		hint: t("plots.curves.hint"),
		size: (width) => ({ width, height: width < NARROW ? 240 : 340 }),
		draw,
		describe: (run) => runText({ t, format }, run, data),
	});
	root.append(legend);

	function toggleLog() {
		isLog = !isLog;
		log.setAttribute("aria-pressed", String(isLog));
		plot.redraw();
	}

	const isShown = (/** @type {{label: string}} */ { label }) => alone === null || label === alone;

	/** @param {Surface} surface @returns {PlotLine[]} */
	function draw(surface) {
		const { context, palette } = surface;
		const colors = groupColors(groups.length, isOrdered, isDark(palette.colors.card));
		showLegend(colors);
		if (!groups.length) return [];
		const scales = drawAxes(surface);
		const count = groups.filter(isShown).reduce((sum, { members }) => sum + members.length, 1);
		const lines = groups.flatMap((group, i) => {
			const isOut = !isShown(group);
			context.globalAlpha = isOut ? 0.06 : Math.max(0.25, Math.min(0.7, 4 / Math.sqrt(count)));
			return group.members.map((history) => {
				const places = linePlaces(history.epochs, history[name], scales);
				strokeLine(context, places, colors[i], lineWidth(context, count));
				markEnd(context, places, scales.end);
				return { run: history.run, places, isOut };
			});
		});
		context.globalAlpha = 1;
		groups.forEach((group, i) => {
			const places = linePlaces(epochs, isShown(group) ? group.median : [], scales);
			strokeLine(context, places, palette.colors.card, 5);
			context.setLineDash(DASHES[i % DASHES.length]);
			strokeLine(context, places, colors[i], 2.5);
			context.setLineDash([]);
		});
		return lines;
	}

	/** @param {Surface} surface */
	function drawAxes({ context, width, height, palette }) {
		const last = epochs[epochs.length - 1];
		const [low, high] = lossRange(groups.flatMap(({ members }) => members), name);
		const level = numberScale([isLog ? low : 0, high], isLog);
		const time = numberScale([0, last], false);
		const x = (/** @type {number} */ epoch) => MARGINS.left + time.position(epoch) * (width - MARGINS.left - MARGINS.right);
		const y = (/** @type {number} */ loss) => height - MARGINS.bottom - Math.max(0, level.position(loss)) * (height - MARGINS.top - MARGINS.bottom);
		context.fillStyle = cssColor(palette.colors.soft);
		context.textAlign = "right";
		for (const loss of level.ticks) {
			const at = Math.round(y(loss)) + 0.5;
			strokeLine(context, Float32Array.of(MARGINS.left, at, width - MARGINS.right, at), palette.colors.line, 1);
			context.fillText(format.short(loss), MARGINS.left - 6, at + 4);
		}
		context.fillText(t("plots.epoch", { epoch: format.integer(last) }), x(last), height - 5);
		context.textAlign = "center";
		for (const epoch of width < NARROW ? [0] : time.ticks) {
			if (epoch < 0.9 * last) context.fillText(format.integer(epoch), x(epoch), height - 5);
		}
		return { x, y, end: x(last) };
	}

	/** A button for each group; they stay while only what they say changes. @param {Rgb[]} colors */
	function showLegend(colors) {
		if (legend.children.length !== groups.length) legend.replaceChildren(...groups.map((_, i) => legendButton(i)));
		groups.forEach(({ label, members, median }, i) => {
			const [key, text] = legend.children[i].children;
			setText(text, t("plots.group", { group: label, runs: format.integer(members.length), loss: format.loss(median[median.length - 1]) }));
			legend.children[i].setAttribute("aria-pressed", String(alone === label));
			drawKey(/** @type {Canvas} */ (key), colors[i], DASHES[i % DASHES.length]);
		});
		legend.hidden = groups.length < 2;
	}

	/** @param {number} i */
	function legendButton(i) {
		const toggle = () => ((alone = alone === groups[i].label ? null : groups[i].label), show({}));
		return el("button", { class: "quiet small", onclick: toggle }, el("canvas", { class: "plot-key", width: 68, height: 12, "aria-hidden": "true" }), el("span"));
	}

	/** @param {Partial<CurvesData>} given */
	function show({ picked, ...given }) {
		if (picked !== undefined) plot.mark(picked);
		if (picked !== undefined && !Object.keys(given).length) return;
		data = { ...data, ...given };
		const options = data.parameters.map(({ path, label }) => ({ value: path, text: label }));
		if (!options.some(({ value }) => value === coloring)) coloring = options[0]?.value ?? "";
		colorBy.fill(options, coloring);
		which.fill([{ value: "test_loss", text: t("plots.test") }, { value: "train_loss", text: t("plots.train") }], name);
		regroup(data.parameters.find(({ path }) => path === coloring));
		const last = (/** @type {RunHistory} */ history) => history[name].findLast((loss) => loss !== null) ?? Infinity;
		const order = groups.filter(isShown).flatMap(({ members }) => members).sort((a, b) => last(a) - last(b)).map(({ run }) => run);
		plot.show(order, t("plots.curves.text", { runs: format.integer(order.length) }));
	}

	/** @param {PlotParameter | undefined} parameter */
	function regroup(parameter) {
		const values = new Map(data.results.map((result) => [result.run, parameter && result.values[parameter.path]]));
		const histories = data.histories.filter(({ run }) => values.has(run));
		const found = parameterLevels(histories.map(({ run }) => values.get(run)), MOST_GROUPS);
		isOrdered = found.isOrdered;
		epochs = sharedEpochs(histories);
		groups = found.levels.map((level, i) => {
			const members = histories.filter(({ run }) => found.indexOf(values.get(run)) === i);
			return { label: parameter ? levelText(parameter, level) : t("plots.all"), members, median: medianCurve(members, name, epochs) };
		});
		if (!groups.some(isShown)) alone = null;
	}

	return { show };
}

/** @param {number[]} epochs @param {(number | null)[]} losses @param {{x: (epoch: number) => number, y: (loss: number) => number}} scales */
const linePlaces = (epochs, losses, { x, y }) => Float32Array.from(losses.flatMap((loss, i) => [x(epochs[i]), loss === null ? NaN : y(loss)]));

/** A dot where a run ended before the others. @param {Context} context @param {Float32Array} places @param {number} end */
function markEnd(context, places, end) {
	const [x, y] = places.slice(-2);
	if (x > end - 1) return;
	context.fillStyle = context.strokeStyle;
	context.beginPath();
	context.arc(x, y, 2.5, 0, 2 * Math.PI);
	context.fill();
}

/** A piece of a line. @param {Canvas} key twice as large as it is shown @param {Rgb} color @param {number[]} dashes */
function drawKey(key, color, dashes) {
	const context = context2d(key);
	context.clearRect(0, 0, 68, 12);
	context.setLineDash(dashes.map((length) => 2 * length));
	strokeLine(context, Float32Array.of(0, 6, 68, 6), color, 5);
}
