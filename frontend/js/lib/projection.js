/** The plane of x1 and x2, both from -6 to 6, as it lies on a square of pixels and on a grid, in both directions: x2 = 6 is on top. */

export const EDGE = 6;

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

/** The cell of a grid that is nearest to a place: its index, row by row. The outer cells' centres lie on the edges. @param {PlanePlace} place @param {number} side cells along one */
export function cellAt({ x1, x2 }, side) {
	const [column, row] = pixelAt(x1, x2, side - 1).map(Math.round);
	return row * side + column;
}

/** Pixels from the centre of a cell to that of the next. @param {number} side cells along a side of the grid @param {number} size of the square */
export const cellSize = (side, size) => size / (side - 1);
