/** A line chart: axes with their ticks, lines over them, and a switch between a linear and a logarithmic scale. */
import { el } from "../../core/dom.js";
import { cssColor } from "../../lib/colors.js";

/**
 * Draws the axes and then the lines, the later ones on top.
 * @param {Surface} surface @param {LineChart} chart
 * @returns {Float32Array[]} where each line lies
 */
export function drawLineChart(surface, { scales, axes, lines }) {
	const { context } = surface;
	drawAxes(surface, scales, axes);
	return lines.map(({ xs, ys, color, width, alpha = 1, dashes = [], hasEnd = false }) => {
		const places = Float32Array.from(ys.flatMap((value, i) => [scales.x(xs[i]), value === null ? NaN : scales.y(value)]));
		context.globalAlpha = alpha;
		context.setLineDash(dashes);
		strokeLine(context, places, color, width);
		const [x, y] = places.slice(-2);
		if (hasEnd && x < surface.width - axes.box.right - 1) drawDot(context, x, y, 2.5, color);
		context.globalAlpha = 1;
		context.setLineDash([]);
		return places;
	});
}

/** @param {Surface} surface @param {BoxScales} scales @param {ChartAxes} axes */
function drawAxes({ context, width, height, palette: { colors } }, { x, y }, { box, drop, ticks, text, labels }) {
	context.fillStyle = cssColor(colors.soft);
	context.textAlign = "right";
	for (const value of ticks) {
		const at = Math.round(y(value)) + 0.5;
		strokeLine(context, Float32Array.of(box.left, at, width - box.right, at), colors.line, 1);
		context.fillText(text(value), box.left - 6, at + drop);
	}
	for (const { at, text: label, align } of labels) {
		context.textAlign = align;
		context.fillText(label, x(at), height - box.bottom / 2 + 6);
	}
}

/** @param {Context} context @param {Float32Array} places x and y in turn; NaN breaks the line @param {Rgb} color @param {number} width */
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

/** A pixel of the device where lines are many: sharper, and ten times as fast as two. @param {Context} context @param {number} lines */
export const lineWidth = (context, lines) => (lines > 100 ? 1 / context.getTransform().a : 1);

/** @param {Context} context @param {number} x @param {number} y @param {number} radius @param {Rgb} color */
export function drawDot(context, x, y, radius, color) {
	context.fillStyle = cssColor(color);
	context.beginPath();
	context.arc(x, y, radius, 0, 2 * Math.PI);
	context.fill();
}

/** @param {string} testid @param {string} text @param {boolean} isLog at first @param {(isLog: boolean) => void} onSwitch */
export function logSwitch(testid, text, isLog, onSwitch) {
	const button = el("button", { class: "quiet small", testid, "aria-pressed": String(isLog), text, onclick() {
		isLog = !isLog;
		button.setAttribute("aria-pressed", String(isLog));
		onSwitch(isLog);
	} });
	return button;
}
