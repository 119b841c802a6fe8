/** Small static maps and scatter plots. */
import { context2d } from "../../core/dom.js";
import { CLASS_COLORS, cssColor, paint } from "../../lib/colors.js";

/** A map of real values, scaled to its largest one. @param {number[][]} rows */
export function quantized(rows) {
	const values = rows.flat();
	const scale = Math.max(...values.map(Math.abs)) || 1;
	return { data: Int8Array.from(values, (value) => Math.round((value / scale) * 127)), shape: [rows.length, rows[0].length], scale };
}

/** @param {Canvas} canvas @param {{data: Bytes, shape: number[]}} map @param {Uint32Array} table */
export function drawMap(canvas, { data, shape: [rows, columns] }, table) {
	if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
	const image = new ImageData(columns, rows);
	paint(new Uint32Array(image.data.buffer), data, table);
	context2d(canvas).putImageData(image, 0, 0);
}

/** The colour of a point. @param {number} label @param {Omit<PointStyle, "size">} how classes 0 for a regression */
export function pointColor(label, { classes, scale, palette }) {
	if (classes > 2) return cssColor(CLASS_COLORS[label % CLASS_COLORS.length]);
	return cssColor(palette.color(classes === 2 ? label : label / scale));
}

/**
 * Adds the outline of a point to the path: its shape tells its class too.
 * @param {Context | Path2D} context @param {number} shape @param {number} x @param {number} y
 * @param {number} size half its width
 */
export function pointPath(context, shape, x, y, size) {
	const corners = POINT_SHAPES[shape % POINT_SHAPES.length];
	if (!corners) {
		context.moveTo(x + size, y);
		context.arc(x, y, size, 0, 2 * Math.PI);
		return;
	}
	corners.forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
	context.closePath();
}

/** Corners of each shape; null is a circle. */
const POINT_SHAPES = [
	null,
	[[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
	[[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
	[[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
	[[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
];

/** Which shape a label has. @param {number} label @param {number} classes 0 for a regression */
export function pointShape(label, classes) {
	if (classes === 0) return 0;
	return classes === 2 ? (label > 0 ? 0 : 1) : label;
}
