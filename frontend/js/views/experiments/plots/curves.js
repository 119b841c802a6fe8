/**
 * The losses of many runs on top of each other, coloured by a parameter, with the median of each of its values. A run that
 * ended earlier counts in the median with its last loss.
 */
import { context2d } from "../../../core/canvas.js";
import { el, setText } from "../../../core/dom.js";
import { DASHES, groupColors, isDark } from "../../../lib/plots/colors.js";
import { lossRange, medianCurve, sharedEpochs } from "../../../lib/plots/curves.js";
import { parameterLevels } from "../../../lib/plots/levels.js";
import { levelText, runText } from "../../../lib/plots/runs.js";
import { roundTicks } from "../../../lib/plots/ticks.js";
import { boxScales } from "../../../lib/box.js";
import { numberScale } from "../../../lib/scale.js";
import { drawLineChart, lineWidth, logSwitch, strokeLine } from "../../../widgets/chart/line-chart.js";
import { linePlot } from "../../../widgets/chart/line-plot.js";
import { chooser } from "./controls.js";

const BOX = { left: 46, right: 12, top: 8, bottom: 22 };
const NARROW = 560;
const MOST_GROUPS = 8;

/** @type {PlotFactory<CurvesData>} */
export function createCurves(root, { t, format, palette, signal, onPick }) {
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
	const log = logSwitch("curves-log", t("plots.log"), isLog, (now) => {
		isLog = now;
		plot.redraw();
	});
	const legend = el("div", { class: "plot-legend", role: "group", "aria-label": t("plots.color") });
	root.append(el("div", "plot-head", colorBy.box, which.box, log));
	const plot = linePlot(root, { palette, signal, onPick }, {
		testid: "curves",
		hint: t("plots.curves.hint"),
		size: (width) => ({ width, height: width < NARROW ? 240 : 340 }),
		draw,
		describe: (run) => runText({ t, format }, run, data),
	});
	root.append(legend);

	const isShown = (/** @type {{label: string}} */ { label }) => alone === null || label === alone;

	/** @param {Surface} surface @returns {PlotLine[]} */
	function draw(surface) {
		const { context, width, palette } = surface;
		const colors = groupColors(groups.length, isOrdered, isDark(palette.colors.card));
		showLegend(colors);
		if (!groups.length) return [];
		const members = groups.flatMap((group, i) => group.members.map((history) => ({ history, color: colors[i], isOut: !isShown(group) })));
		const count = 1 + members.filter(({ isOut }) => !isOut).length;
		const [alpha, thin] = [Math.max(0.25, Math.min(0.7, 4 / Math.sqrt(count))), lineWidth(context, count)];
		const runs = members.map(({ history, color, isOut }) =>
			({ xs: history.epochs, ys: history[name], color, width: thin, alpha: isOut ? 0.06 : alpha, hasEnd: true }));
		const medians = groups.flatMap((group, i) => {
			const line = { xs: epochs, ys: isShown(group) ? group.median : [] };
			return [{ ...line, color: palette.colors.card, width: 5 }, { ...line, color: colors[i], width: 2.5, dashes: DASHES[i % DASHES.length] }];
		});
		const places = drawLineChart(surface, { ...frame(surface, width < NARROW), lines: [...runs, ...medians] });
		return members.map(({ history: { run }, isOut }, i) => ({ run, places: places[i], isOut }));
	}

	/** The scales, and what stands beside them. @param {Surface} surface @param {boolean} isNarrow */
	function frame({ width, height }, isNarrow) {
		const last = epochs[epochs.length - 1];
		const [low, high] = lossRange(groups.flatMap(({ members }) => members), name);
		const up = numberScale([isLog ? low : 0, high], isLog);
		const across = numberScale([0, last], false);
		const early = (isNarrow ? [0] : roundTicks(across)).filter((epoch) => epoch < 0.9 * last);
		const labels = early.map((epoch) => ({ at: epoch, text: format.integer(epoch), align: /** @type {CanvasTextAlign} */ ("center") }));
		labels.push({ at: last, text: t("plots.epoch", { epoch: format.integer(last) }), align: "right" });
		return { scales: boxScales(across, up, { width, height, ...BOX }), axes: { box: BOX, drop: 4, ticks: roundTicks(up), text: format.short, labels } };
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

/** A piece of a line. @param {Canvas} key twice as large as it is shown @param {Rgb} color @param {number[]} dashes */
function drawKey(key, color, dashes) {
	const context = context2d(key);
	context.clearRect(0, 0, 68, 12);
	context.setLineDash(dashes.map((length) => 2 * length));
	strokeLine(context, Float32Array.of(0, 6, 68, 6), color, 5);
}
