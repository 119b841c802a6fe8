/** The losses over the epochs of one network. */
import { fitCanvas } from "../../core/canvas.js";
import { el, listen, onResize, setText } from "../../core/dom.js";
import { watch } from "../../core/signal.js";
import { historyScales, nearestIndex } from "../../lib/history.js";
import { boxScales } from "../../lib/box.js";
import { drawDot, drawLineChart, logSwitch, strokeLine } from "./line-chart.js";

const HEIGHT = 118;
const BOX = { left: 42, right: 8, top: 10, bottom: 20 };

/** @param {HTMLElement} root @param {Pick<Mounted, "texts" | "palette" | "signal"> & {store: Pick<Store, "history">}} page */
export function lossChart(root, { texts: { t, format }, palette, store, signal }) {
	const canvas = el("canvas", { class: "loss-chart", testid: "loss-chart", role: "img", tabindex: 0 });
	const readout = el("span", { class: "chart-readout", testid: "chart-readout" });
	let isLog = false;
	root.append(
		el("div", "chart-head",
			el("h3", { text: t("chart.title"), explained: t("explain.chart") }),
			readout,
			el("span", "chart-legend", key("train", t("metrics.train")), key("test", t("metrics.test"))),
			logSwitch("log-scale", t("chart.log"), isLog, (now) => {
				isLog = now;
				draw();
			})),
		canvas);

	let context = fitCanvas(canvas, 1, HEIGHT);
	let width = 0;
	/** @type {number | null} */
	let pointer = null;

	function draw() {
		if (!width) return;
		const history = store.history.value;
		const { colors } = palette.value;
		const { across, up } = historyScales(history, isLog);
		const scales = boxScales(across, up, { width, height: HEIGHT, ...BOX });
		context.clearRect(0, 0, width, HEIGHT);
		context.font = `10px ${getComputedStyle(canvas).fontFamily}`;
		const labels = [0, 1].map((end) => ({ at: across.value(end), text: format.integer(across.value(end)), align: /** @type {const} */ (["left", "right"])[end] }));
		drawLineChart({ context, width, height: HEIGHT, palette: palette.value }, {
			scales,
			axes: { box: BOX, drop: 2.5, ticks: up.ticks, text: format.short, labels },
			lines: [
				{ xs: history.epochs, ys: history.train, color: colors.faint, width: 2 },
				{ xs: history.epochs, ys: history.test, color: colors.ink, width: 1.5 },
			],
		});
		drawPointer(history, scales, colors);
		describe();
	}

	/** @param {Series} history @param {BoxScales} scales @param {Palette["colors"]} colors */
	function drawPointer({ epochs, train, test }, { x, y, valueAt }, colors) {
		const at = pointer === null || !epochs.length ? -1 : nearestIndex(epochs, valueAt(pointer));
		setText(readout, at < 0 ? "" : t("chart.at", values(at)));
		if (at < 0) return;
		const middle = x(epochs[at]);
		strokeLine(context, Float32Array.of(middle, BOX.top, middle, HEIGHT - BOX.bottom), colors["line-strong"], 1);
		drawDot(context, middle, y(train[at]), 3, colors.faint);
		if (test[at] !== null) drawDot(context, middle, y(test[at]), 3, colors.ink);
	}

	/** What will describe it next. @type {ReturnType<typeof setTimeout> | undefined} */
	let later;
	/** @param {number} i */
	function values(i) {
		const { epochs, train, test } = store.history.value;
		return { epoch: format.integer(epochs[i]), train: format.loss(train[i]), test: format.loss(test[i]) };
	}

	/** At once; where much comes about once a second, and in the end with the newest. */
	function describe() {
		canvas.dataset.points = String(store.history.value.epochs.length);
		if (later) return;
		say();
		later = setTimeout(() => {
			later = undefined;
			say();
		}, 1000);
	}

	function say() {
		const last = store.history.value.epochs.length - 1;
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
			const middle = (width + BOX.left - BOX.right) / 2;
			point(Math.max(BOX.left, Math.min(width - BOX.right, (pointer ?? middle) + 4 * by)));
		},
		blur: () => point(null),
	}, signal);
	watch([store.history, palette], draw, signal);
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
