/**
 * The plane of x1 and x2, both from -6 to 6, as it lies on a square of pixels and on a grid, in both directions, x2 = 6 on top;
 * and maps over it: what the cells of a grid hold, row by row.
 */

const EDGE = 6;

/** How far a place lies from the left edge, as a share of the width. @param {number} x1 */
export const fromLeft = (x1) => (x1 + EDGE) / (2 * EDGE);

/** How far it lies from the upper edge, as a share of the height. @param {number} x2 */
export const fromTop = (x2) => (EDGE - x2) / (2 * EDGE);

/** The pixel at a place. @param {number} x1 @param {number} x2 @param {number} size of the square @returns {[number, number]} */
export const pixelAt = (x1, x2, size) => [fromLeft(x1) * size, fromTop(x2) * size];

/**
 * The place at a pixel; beyond the edges, the nearest one inside.
 * @param {number} x @param {number} y @param {{width: number, height: number}} box @returns {PlanePlace}
 */
export const placeAt = (x, y, { width, height }) => ({ x1: inside((x / width) * 2 * EDGE - EDGE), x2: inside(EDGE - (y / height) * 2 * EDGE) });

/** @param {number} value */
const inside = (value) => Math.max(-EDGE, Math.min(EDGE, value));

/** The index of the cell at a place; the outer cells' centres lie on the edges. @param {PlanePlace} place @param {number} side cells along one */
export function cellAt({ x1, x2 }, side) {
	const [column, row] = pixelAt(x1, x2, side - 1).map(Math.round);
	return row * side + column;
}

/** Pixels from one cell to the next. @param {number} side cells along one @param {number} size of the square */
export const cellSize = (side, size) => size / (side - 1);

/** A map of real values, scaled to its largest one. @param {number[][]} rows */
export function quantized(rows) {
	const values = rows.flat();
	const scale = Math.max(...values.map(Math.abs)) || 1;
	return { values: Int8Array.from(values, (value) => Math.round((value / scale) * 127)), shape: [rows.length, rows[0].length], scale };
}

/** A map of signed values, or of each class's probability. @param {Tensor} tensor @returns {PlaneMap} */
export function planeMap({ values, shape }) {
	return { values: /** @type {Bytes} */ (values), side: shape[shape.length - 1], classes: shape.length === 3 ? shape[0] : 0 };
}

/** One of several maps that lie one after the other. @param {Tensor} tensor @param {number} index @returns {PlaneMap} */
export function mapAt({ values, shape }, index) {
	const side = shape[shape.length - 1];
	return { values: /** @type {Bytes} */ (values).subarray(index * side * side, (index + 1) * side * side), side, classes: 0 };
}

/** The tables that colour a map. @param {PlaneMap} map @param {ColorTables} tables @param {boolean} [discretize] only which side wins */
export function mapColors({ classes }, { smooth, discrete, winners, discreteWinners }, discretize = false) {
	if (classes) return discretize ? discreteWinners : winners;
	return discretize ? discrete : smooth;
}
