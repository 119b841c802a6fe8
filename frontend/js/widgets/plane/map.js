/** Draws the plane: the map, its contour, the points. Each on a canvas of its own, since each changes at its own pace. */
import { context2d, fitCanvas } from "../../core/dom.js";
import { cssColor, paint, paintWinners } from "../../lib/colors.js";
import { classMargins, smoothed, zeroContour } from "../../lib/contour.js";
import { pointColor, pointPath, pointShape } from "./points.js";

const TRAIN_OUTLINE = "#ffffff";
const TEST_OUTLINE = "#10161d";

/** @param {Canvas} mapCanvas at the resolution of the data; CSS scales it @param {Canvas} contourCanvas */
export function planeDrawing(mapCanvas, contourCanvas) {
	let buffers = buffersFor(1);

	/** @param {PlaneMap} map @param {Uint32Array | Uint32Array[]} colors */
	function drawMap({ values, side }, colors) {
		if (mapCanvas.width !== side) Object.assign(mapCanvas, { width: side, height: side });
		if (buffers.image.width !== side) buffers = buffersFor(side);
		const { image, pixels } = buffers;
		if (Array.isArray(colors)) paintWinners(pixels, values, colors);
		else paint(pixels, values, colors);
		context2d(mapCanvas).putImageData(image, 0, 0);
	}

	/** @param {PlaneMap} map @param {number} size the width there is @param {Palette} palette */
	function drawContour({ values, side, classes }, size, palette) {
		const context = fitCanvas(contourCanvas, size, size);
		context.beginPath();
		if (!classes) addZeros(context, values, side, size);
		for (let k = 0; k < classes; k++) {
			classMargins(values, side * side, k, buffers.margins);
			addZeros(context, buffers.margins, side, size);
		}
		context.lineWidth = 1.25;
		context.strokeStyle = cssColor(palette.colors.ink);
		context.stroke();
	}

	/** @param {Context} context @param {ArrayLike<number>} values @param {number} side @param {number} size */
	function addZeros(context, values, side, size) {
		const { rowwise, smooth } = buffers;
		smoothed(values, side, side, rowwise, smooth);
		addSegments(context, zeroContour(smooth, side, side), size / (side - 1));
	}

	return { drawMap, drawContour, clearContour: () => context2d(contourCanvas).clearRect(0, 0, contourCanvas.width, contourCanvas.height) };
}

/** @param {number} side */
function buffersFor(side) {
	const image = new ImageData(side, side);
	const [rowwise, smooth] = [new Float32Array(side * side), new Float32Array(side * side)];
	return { image, pixels: new Uint32Array(image.data.buffer), margins: new Int16Array(side * side), rowwise, smooth };
}

/** @param {Context} context @param {number[]} segments @param {number} scale */
function addSegments(context, segments, scale) {
	for (let i = 0; i < segments.length; i += 4) {
		context.moveTo(segments[i] * scale, segments[i + 1] * scale);
		context.lineTo(segments[i + 2] * scale, segments[i + 3] * scale);
	}
}

/** @param {Canvas} canvas @param {Points} points @param {PointStyle & {showTest: boolean}} how */
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
		pointPath(path, pointShape(label, classes), ((x1 + 6) / 12) * size, ((6 - x2) / 12) * size, radius);
	}
	return groups;
}
