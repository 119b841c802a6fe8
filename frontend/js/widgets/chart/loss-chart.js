/** The losses over the epochs. */
import { el, fitCanvas, listen, onResize, setText } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { chartScales } from "../../lib/chart.js";
import { cssColor } from "../../lib/colors.js";
import { nearestIndex } from "../../lib/history.js";

const HEIGHT = 118;
const MARGINS = { left: 42, right: 8, top: 10, bottom: 20 };

/** @param {HTMLElement} root @param {ChartPage} page */
export function lossChart(root, { store, signal }) {
	const { t, format } = store.texts;
	const canvas = el("canvas", { class: "loss-chart", testid: "loss-chart", role: "img", tabindex: 0 });
	const readout = el("span", { class: "chart-readout", testid: "chart-readout" });
	const scale = el("button", { class: "quiet small", testid: "log-scale", "aria-pressed": "false", text: t("chart.log") });
	root.append(
		el("div", "chart-head",
			el("h3", { text: t("chart.title"), explained: t("explain.chart") }),
			readout,
			el("span", "chart-legend", key("train", t("metrics.train")), key("test", t("metrics.test"))),
			scale),
		canvas);

	let log = false;
	let context = fitCanvas(canvas, 1, HEIGHT);
	let width = 0;
	/** @type {number | null} */
	let pointer = null;

	function draw() {
		if (!width) return;
		const { history: { value: history }, palette: { value: { colors } } } = store;
		const scales = chartScales(history, { width, height: HEIGHT, ...MARGINS, log });
		context.clearRect(0, 0, width, HEIGHT);
		drawAxes(scales, colors);
		drawLine(history.epochs, history.train, scales, colors.faint, 2);
		drawLine(history.epochs, history.test, scales, colors.ink, 1.5);
		drawPointer(history, scales, colors);
		describe(history);
	}

	/** @param {Scales} scales @param {Palette["colors"]} colors */
	function drawAxes({ x, y, xTicks, yTicks }, colors) {
		context.font = `10px ${getComputedStyle(canvas).fontFamily}`;
		context.fillStyle = cssColor(colors.soft);
		context.strokeStyle = cssColor(colors.line);
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
			context.fillText(format.integer(epoch), x(epoch), HEIGHT - 4);
		});
	}

	/**
	 * @param {number[]} epochs @param {number[]} values @param {Scales} scales
	 * @param {Rgb} color @param {number} lineWidth
	 */
	function drawLine(epochs, values, { x, y }, color, lineWidth) {
		context.strokeStyle = cssColor(color);
		context.lineWidth = lineWidth;
		context.lineJoin = "round";
		context.beginPath();
		for (let i = 0; i < epochs.length; i++) context.lineTo(x(epochs[i]), y(values[i]));
		context.stroke();
	}

	/** @param {Series} history @param {Scales} scales @param {Palette["colors"]} colors */
	function drawPointer({ epochs, train, test }, { x, y, epochAt }, colors) {
		const at = pointer === null || !epochs.length ? -1 : nearestIndex(epochs, epochAt(pointer));
		setText(readout, at < 0 ? "" : t("chart.at", values(at)));
		if (at < 0) return;
		context.strokeStyle = cssColor(colors["line-strong"]);
		context.lineWidth = 1;
		context.beginPath();
		context.moveTo(x(epochs[at]), MARGINS.top);
		context.lineTo(x(epochs[at]), HEIGHT - MARGINS.bottom);
		context.stroke();
		for (const [value, color] of /** @type {const} */ ([[train[at], colors.faint], [test[at], colors.ink]])) {
			context.fillStyle = cssColor(color);
			context.beginPath();
			context.arc(x(epochs[at]), y(value), 3, 0, 2 * Math.PI);
			context.fill();
		}
	}

	let described = 0;
	/** @param {number} i */
	function values(i) {
		const { epochs, train, test } = store.history.value;
		return { epoch: format.integer(epochs[i]), train: format.loss(train[i]), test: format.loss(test[i]) };
	}

	/** @param {Series} history */
	function describe({ epochs }) {
		canvas.dataset.points = String(epochs.length);
		const now = performance.now();
		if (now - described < 1000 && canvas.hasAttribute("aria-label")) return;
		described = now;
		const last = epochs.length - 1;
		canvas.setAttribute("aria-label", last < 0 ? t("chart.empty") : t("chart.text", values(last)));
	}

	/** @param {number | null} at */
	function point(at) {
		pointer = at;
		draw();
	}

	listen(canvas, {
		pointermove: (event) => point(event.offsetX),
		pointerleave: () => point(null),
		keydown(event) {
			const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
			if (!by) return;
			event.preventDefault();
			const middle = (width + MARGINS.left - MARGINS.right) / 2;
			point(Math.max(MARGINS.left, Math.min(width - MARGINS.right, (pointer ?? middle) + 4 * by)));
		},
		blur: () => point(null),
	}, signal);
	scale.addEventListener("click", () => {
		log = !log;
		scale.setAttribute("aria-pressed", String(log));
		draw();
	});
	watch([store.history, store.palette], draw, signal);
	onResize(root, () => {
		width = root.clientWidth;
		context = fitCanvas(canvas, width, HEIGHT);
		draw();
	}, signal);
}

/** @param {string} name @param {string} text */
function key(name, text) {
	return el("span", "label", el("span", { class: `key ${name}` }), text);
}
