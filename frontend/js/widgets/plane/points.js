/** Points of the plane: their colours tell their labels, their shapes their classes. */
import { context2d, el, fitCanvas } from "../../core/dom.js";
import { CLASS_COLORS, cssColor } from "../../lib/colors.js";
import { pixelAt } from "../../lib/plane.js";

const TRAIN_OUTLINE = "#ffffff";
const TEST_OUTLINE = "#10161d";

/** Corners of each shape; null is a circle. */
const SHAPES = [
	null,
	[[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
	[[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
	[[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
	[[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
];

/** @param {Canvas} canvas @param {Pick<Points, "train" | "test">} points @param {PointStyle & {showTest: boolean}} how */
export function drawPoints(canvas, { train, test }, { size, classes, scale, showTest, palette }) {
	const context = fitCanvas(canvas, size, size);
	const many = train.length + (showTest ? test.length : 0);
	const radius = (many > 1500 ? 2 : many > 700 ? 2.5 : 3.1) * Math.max(0.8, size / 334);
	const sets = [{ set: train, outline: TRAIN_OUTLINE, width: 1 }];
	if (showTest) sets.unshift({ set: test, outline: TEST_OUTLINE, width: 1.2 });
	for (const { set, outline, width } of sets) {
		context.strokeStyle = outline;
		context.lineWidth = width;
		for (const [fill, path] of pointGroups(set, { size, classes, scale, palette, radius })) {
			context.fillStyle = fill;
			context.stroke(path);
			context.fill(path);
			context.stroke(path);
		}
	}
}

/** The outlines of all points of a colour, by the colour. @param {Point[]} set @param {PointStyle & {radius: number}} how */
export function pointGroups(set, { size, classes, scale, palette, radius }) {
	/** @type {Map<string, Path2D>} */
	const groups = new Map();
	for (const [x1, x2, label] of set) {
		const fill = pointColor(label, { classes, scale, palette });
		const path = groups.get(fill) ?? new Path2D();
		groups.set(fill, path);
		addPoint(path, shapeOf(label, classes), ...pixelAt(x1, x2, size), radius);
	}
	return groups;
}

/** What a class looks like, with its name. @param {number} k */
export function classKey(k, name = String(k)) {
	const canvas = el("canvas", { width: 28, height: 28, class: "class-key", "aria-hidden": "true" });
	const context = context2d(canvas);
	context.fillStyle = cssColor(CLASS_COLORS[k % CLASS_COLORS.length]);
	context.beginPath();
	addPoint(context, k, 14, 14, 10);
	context.fill();
	return el("span", "class-name", canvas, name);
}

/** @param {number} label @param {Omit<PointStyle, "size">} how classes 0 for a regression */
function pointColor(label, { classes, scale, palette }) {
	if (classes > 2) return cssColor(CLASS_COLORS[label % CLASS_COLORS.length]);
	return cssColor(palette.color(classes === 2 ? label : label / scale));
}

/** Which shape a label has. @param {number} label @param {number} classes 0 for a regression */
function shapeOf(label, classes) {
	if (classes === 0) return 0;
	return classes === 2 ? (label > 0 ? 0 : 1) : label;
}

/**
 * Adds the outline of a point to a path.
 * @param {Context | Path2D} path @param {number} shape @param {number} x @param {number} y @param {number} size half its width
 */
function addPoint(path, shape, x, y, size) {
	const corners = SHAPES[shape % SHAPES.length];
	if (!corners) {
		path.moveTo(x + size, y);
		path.arc(x, y, size, 0, 2 * Math.PI);
		return;
	}
	corners.forEach(([dx, dy], i) => path[i ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
	path.closePath();
}
