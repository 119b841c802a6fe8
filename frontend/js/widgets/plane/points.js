/** Points of the plane: their colours tell their labels, their shapes their classes. */
import { context2d, fitCanvas } from "../../core/canvas.js";
import { el } from "../../core/dom.js";
import { CLASS_COLORS, cssColor } from "../../lib/colors.js";
import { pixelAt } from "../../lib/plane.js";
import { placed } from "../../lib/units.js";

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

/** So many points that come, go or move are drawn for themselves, with what lies around them. */
const FEW = 100;

/** Draws points on a canvas: all of them, or of thousands no more than where something has changed. @param {Canvas} canvas */
export function pointDrawing(canvas) {
	/** What is drawn there. @type {{style: any[], rows: Set<Point>[]}} */
	let drawn = { style: [], rows: [] };

	/** @param {Pick<Points, "train" | "test" | "units">} points @param {PointStyle & {showTest: boolean}} how */
	return function draw({ train, test, units }, how) {
		const { size, showTest, palette } = how;
		const sets = showTest ? [test, train] : [train];
		const many = sets.reduce((sum, set) => sum + set.length, 0);
		const radius = (many > 1500 ? 2 : many > 700 ? 2.5 : 3.1) * Math.max(0.8, size / 334);
		const before = drawn;
		drawn = { style: [size, how.classes, how.scale, showTest, palette, units, radius, devicePixelRatio], rows: sets.map((set) => new Set(set)) };
		const isSame = drawn.style.every((part, i) => part === before.style[i]);
		const changes = isSame ? differences(drawn.rows, before.rows) : null;
		const all = sets.map((set) => placed(set, units));
		if (!changes || changes.length > FEW) return drawSets(fitCanvas(canvas, size, size), all, { ...how, radius });
		const reach = Math.ceil(1.3 * radius + 2);
		const boxes = placed(changes, units).map(([x1, x2]) => pixelAt(x1, x2, size).map((at) => Math.floor(at) - reach));
		const isNear = (/** @type {Point} */ [x1, x2]) => {
			const [x, y] = pixelAt(x1, x2, size);
			return boxes.some(([left, top]) => x > left - reach && x < left + 3 * reach && y > top - reach && y < top + 3 * reach);
		};
		const context = context2d(canvas);
		context.save();
		context.beginPath();
		for (const [left, top] of boxes) context.rect(left, top, 2 * reach, 2 * reach);
		context.clip();
		context.clearRect(0, 0, size, size);
		drawSets(context, all.map((set) => set.filter(isNear)), { ...how, radius });
		context.restore();
	};
}

/** What is in one of two, set by set. @param {Set<Point>[]} some @param {Set<Point>[]} others */
const differences = (some, others) =>
	some.flatMap((rows, i) => [...rows].filter((row) => !others[i].has(row)).concat([...others[i]].filter((row) => !rows.has(row))));

/** @param {Context} context @param {Point[][]} sets for training, before them for testing @param {PointStyle & {radius: number}} how */
function drawSets(context, sets, how) {
	for (const set of sets) {
		const isTrain = set === sets.at(-1);
		context.strokeStyle = isTrain ? TRAIN_OUTLINE : TEST_OUTLINE;
		context.lineWidth = isTrain ? 1 : 1.2;
		for (const [fill, path] of pointGroups(set, how)) {
			context.fillStyle = fill;
			context.stroke(path);
			context.fill(path);
			context.stroke(path);
		}
	}
}

/** The outlines of all points of a colour, by the colour; always in the same order, whichever points there are. @param {Point[]} set @param {PointStyle & {radius: number}} how */
export function pointGroups(set, { size, classes, scale, palette, radius }) {
	/** @type {Map<string, Path2D>} */
	const groups = new Map();
	for (const [x1, x2, label] of set) {
		const fill = pointColor(label, { classes, scale, palette });
		const path = groups.get(fill) ?? new Path2D();
		groups.set(fill, path);
		addPoint(path, shapeOf(label, classes), ...pixelAt(x1, x2, size), radius);
	}
	return [...groups].sort(([fill], [other]) => (fill < other ? -1 : 1));
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
