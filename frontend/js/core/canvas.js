/** Canvases. */

/** One pixel per device pixel, empty, the context scaled to CSS pixels. @param {Canvas} canvas @param {number} width @param {number} height */
export function fitCanvas(canvas, width, height) {
	const ratio = Math.min(2, devicePixelRatio || 1);
	const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
	if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
	Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
	const context = context2d(canvas);
	context.setTransform(ratio, 0, 0, ratio, 0, 0);
	context.clearRect(0, 0, width, height);
	return context;
}

/** @param {Canvas} canvas */
export function context2d(canvas) {
	const context = canvas.getContext("2d");
	if (!context) throw new Error("this browser cannot draw on a canvas");
	return context;
}
