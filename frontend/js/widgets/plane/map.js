/** Draws a map of the plane and its contour, each on a canvas of its own, since each changes at its own pace. */
import { context2d, fitCanvas } from "../../core/canvas.js";
import { cssColor, paint, paintWinners } from "../../lib/colors.js";
import { classMargins, smoothed, zeroContour } from "../../lib/contour.js";
import { cellSize } from "../../lib/plane.js";

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
		addSegments(context, zeroContour(smooth, side, side), cellSize(side, size));
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
