/**
 * The losses of many runs on top of each other, coloured by a parameter, with the median of each of its values. A run that
 * ended earlier counts in the median with its last loss.
 */
import { el } from "../../core/dom.js";
import { chartScales } from "../../lib/chart.js";
import { cssColor } from "../../lib/colors.js";
import { numberFormats } from "../../lib/format.js";
import { DASHES, groupColors, isDark } from "../../lib/plots/colors.js";
import { lossRange, medianCurve, nearestLine, sharedEpochs } from "../../lib/plots/curves.js";
import { parameterLevels } from "../../lib/plots/levels.js";
import { plotTexts } from "../../lib/plots/values.js";
import { chooser, readout } from "./controls.js";
import { linePicker } from "./line-picker.js";
import { plotSurface } from "./surface.js";

const MARGINS = { left: 46, right: 12, top: 10, bottom: 22 };
const REACH = 24;
const MOST_GROUPS = 8;

/**
 * @param {HTMLElement} root @param {PlotParts} parts
 * @returns {{show: (data: Partial<CurvesData>) => void}} what is left out stays as it was
 */
export function createCurves(root, { t, signal, onPick = () => {}, format = numberFormats(document.documentElement.lang) }) {
	const texts = plotTexts({ t, format });
	/** @type {CurvesData} */
	let data = { results: [], histories: [], parameters: [], picked: null };
	let name = /** @type {LossName} */ ("test_loss");
	let isLog = true;
	let coloring = "";
	/** The group that alone is shown. @type {number | null} */
	let alone = null;
	/** @type {CurveGroup[]} */
	let groups = [];
	/** @type {{run: number, group: number, places: Float32Array}[]} */
	let lines = [];
	/** @type {Rgb[]} */
	let colors = [];

	const colorBy = chooser(t("plots.color"), (path) => ((coloring = path), (alone = null), regroup()));
	const which = chooser(t("plots.which"), (value) => ((name = /** @type {LossName} */ (value)), regroup()));
	const log = el("button", { class: "quiet small", testid: "curves-log", "aria-pressed": "true", text: t("plots.log"), onclick: toggleLog });
	const box = el("div", { class: "plot-box", testid: "curves" });
	const line = readout();
	const legend = el("div", { class: "plot-legend", role: "group", "aria-label": t("plots.color") });
	root.append(el("div", "plot-head", colorBy.box, which.box, log), box, line.line, legend);

	const surface = plotSurface(box, {
		size: (width) => ({ width, height: width < 560 ? 240 : 340 }),
		base: drawBase,
		mark: drawMarks,
		signal,
	});
	const picker = linePicker(surface.canvas, {
		nearest: (x, y) => nearestLine(lines.filter(isShown), x, y, REACH),
		order: () => order,
		text: describe,
		pick,
		changed: surface.remark,
		signal,
	});
	/** The runs from the lowest to the highest loss at the end. @type {number[]} */
	let order = [];

	function toggleLog() {
		isLog = !isLog;
		log.setAttribute("aria-pressed", String(isLog));
		surface.redraw();
	}

	/** @param {{group: number}} line */
	const isShown = ({ group }) => alone === null || group === alone;

	function regroup() {
		const parameter = data.parameters.find(({ path }) => path === coloring);
		const valueOf = new Map(data.results.map(({ run, values }) => [run, parameter ? values[parameter.path] : null]));
		const histories = data.histories.filter(({ run }) => valueOf.has(run));
		const levels = parameterLevels(histories.map(({ run }) => valueOf.get(run)), MOST_GROUPS);
		const epochs = sharedEpochs(histories);
		groups = levels.levels.map((level, i) => {
			const members = histories.filter(({ run }) => levels.indexOf(valueOf.get(run)) === i);
			const label = parameter ? texts.level(parameter, level) : t("plots.all");
			return { label, members, median: { epochs, losses: medianCurve(members, name, epochs) } };
		});
		isOrdered = levels.isOrdered;
		const last = (/** @type {RunHistory} */ history) => history[name].findLast((loss) => loss !== null) ?? Infinity;
		order = histories.filter((history) => isShown({ group: levels.indexOf(valueOf.get(history.run)) }))
			.sort((a, b) => last(a) - last(b)).map(({ run }) => run);
		surface.canvas.setAttribute("aria-label", t("plots.curves.text", { runs: format.integer(histories.length) }));
		picker.describe();
		surface.redraw();
	}
	let isOrdered = false;

	/** @param {Surface} surface */
	function drawBase({ context, width, height, palette }) {
		const shown = groups.flatMap(({ members }) => members);
		const [low, high] = lossRange(shown, name);
		const last = groups[0]?.median.epochs.at(-1) ?? 1;
		const scales = chartScales({ epochs: [0, last], train: [low, high], test: [] }, { width, height, ...MARGINS, log: isLog });
		colors = groupColors(groups.length, isOrdered, isDark(palette.colors.card));
		lines = groups.flatMap(({ members }, group) => members.map((history) => ({ run: history.run, group, places: places(history.epochs, history[name], scales) })));
		drawAxes(context, scales, width, height, palette);
		const alpha = Math.max(0.12, Math.min(0.6, 8 / Math.sqrt(shown.length + 1) / 4));
		for (const line of lines) {
			context.globalAlpha = isShown(line) ? alpha : 0.04;
			stroke(context, line.places, cssColor(colors[line.group]), 1);
		}
		context.globalAlpha = 1;
		groups.forEach(({ median }, group) => {
			if (!isShown({ group })) return;
			const path = places(median.epochs, median.losses, scales);
			stroke(context, path, cssColor(palette.colors.card), 4.5);
			context.setLineDash(DASHES[group % DASHES.length]);
			stroke(context, path, cssColor(colors[group]), 2.5);
			context.setLineDash([]);
		});
		showLegend();
	}

	/** @param {Context} context @param {Scales} scales @param {number} width @param {number} height @param {Palette} palette */
	function drawAxes(context, { x, y, xTicks, yTicks }, width, height, palette) {
		context.fillStyle = cssColor(palette.colors.soft);
		context.strokeStyle = cssColor(palette.colors.line);
		context.lineWidth = 1;
		context.textBaseline = "middle";
		context.textAlign = "right";
		context.beginPath();
		for (const value of yTicks) {
			const at = Math.round(y(value)) + 0.5;
			context.moveTo(MARGINS.left, at);
			context.lineTo(width - MARGINS.right, at);
			context.fillText(format.short(value), MARGINS.left - 6, at);
		}
		context.stroke();
		context.textBaseline = "alphabetic";
		xTicks.forEach((epoch, i) => {
			context.textAlign = i ? "right" : "left";
			const text = format.integer(epoch);
			context.fillText(i ? t("plots.epoch", { epoch: text }) : text, x(epoch), height - 5);
		});
	}

	/** @param {Surface} surface */
	function drawMarks({ context, palette }) {
		const pointed = picker.pointed();
		for (const run of new Set([data.picked, pointed])) {
			const found = lines.find((line) => line.run === run);
			if (!found) continue;
			stroke(context, found.places, cssColor(palette.colors.card), 6);
			stroke(context, found.places, cssColor(run === pointed ? palette.colors.ink : colors[found.group]), 3);
		}
		line.show(pointed !== null ? describe(pointed) : data.picked !== null ? describe(data.picked) : t("plots.curves.hint"));
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

	function showLegend() {
		const rows = groups.map(({ label, members }, group) => {
			const choose = () => {
				alone = alone === group ? null : group;
				regroup();
			};
			const key = el("canvas", { class: "plot-key", width: 56, height: 12, "aria-hidden": "true" });
			const context = /** @type {Context} */ (key.getContext("2d"));
			context.scale(2, 2);
			context.setLineDash(DASHES[group % DASHES.length]);
			stroke(context, Float32Array.of(0, 3, 28, 3), cssColor(colors[group]), 2.5);
			return el("button", { class: "quiet small", "aria-pressed": String(alone === group), onclick: choose }, key, `${label} (${format.integer(members.length)})`);
		});
		const focused = [...legend.children].indexOf(/** @type {Element} */ (document.activeElement));
		legend.replaceChildren(...rows);
		if (focused >= 0) rows[focused]?.focus();
		legend.hidden = groups.length < 2;
	}

	/** @param {Partial<CurvesData>} given */
	function show(given) {
		data = { ...data, ...given };
		if (!data.parameters.some(({ path }) => path === coloring)) coloring = data.parameters[0]?.path ?? "";
		colorBy.fill(data.parameters.map(({ path, label }) => ({ value: path, text: label })), coloring);
		which.fill([{ value: "test_loss", text: t("plots.test") }, { value: "train_loss", text: t("plots.train") }], name);
		if (Object.keys(given).every((key) => key === "picked")) surface.remark();
		else regroup();
	}

	show({});
	return { show };
}

/** @param {number[]} epochs @param {(number | null)[]} losses @param {Scales} scales */
function places(epochs, losses, { x, y }) {
	const found = new Float32Array(2 * epochs.length);
	epochs.forEach((epoch, i) => {
		const loss = losses[i];
		found[2 * i] = x(epoch);
		found[2 * i + 1] = loss === null ? NaN : y(loss);
	});
	return found;
}

/** @param {Context} context @param {Float32Array} places @param {string} color @param {number} width */
function stroke(context, places, color, width) {
	context.strokeStyle = color;
	context.lineWidth = width;
	context.lineJoin = "round";
	context.beginPath();
	let isBroken = true;
	for (let i = 0; i < places.length; i += 2) {
		if (Number.isNaN(places[i + 1])) isBroken = true;
		else if (isBroken) context.moveTo(places[i], places[i + 1]), (isBroken = false);
		else context.lineTo(places[i], places[i + 1]);
	}
	context.stroke();
}
