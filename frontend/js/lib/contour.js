/** Contour lines of a grid by marching squares. */

/**
 * Averages each value with its neighbours (weights 1, 2, 1 both ways), so that a contour does not follow the steps of rounding.
 * @param {ArrayLike<number>} values row by row @param {number} columns @param {number} rows
 * @param {Float32Array} rowwise scratch, as long as values @param {Float32Array} smooth written
 */
export function smoothed(values, columns, rows, rowwise, smooth) {
	const last = columns * (rows - 1);
	for (let at = 0; at < columns * rows; at++) {
		const x = at % columns;
		rowwise[at] = 0.25 * (values[x ? at - 1 : at] + 2 * values[at] + values[x < columns - 1 ? at + 1 : at]);
	}
	for (let at = 0; at < columns * rows; at++) {
		smooth[at] = 0.25 * (rowwise[at < columns ? at : at - columns] + 2 * rowwise[at] + rowwise[at < last ? at + columns : at]);
	}
}

/**
 * Segments x0, y0, x1, y1 along which the linearly interpolated values are zero, in units of cells from the centre of the
 * first value. Zero counts as positive.
 * @param {ArrayLike<number>} values row by row @param {number} columns @param {number} rows
 */
export function zeroContour(values, columns, rows) {
	/** @type {number[]} */
	const segments = [];
	for (let y = 0; y + 1 < rows; y++) {
		for (let x = 0; x + 1 < columns; x++) {
			const at = y * columns + x;
			const a = values[at];
			const b = values[at + 1];
			const c = values[at + columns + 1];
			const d = values[at + columns];
			const sides = (a >= 0 ? 1 : 0) | (b >= 0 ? 2 : 0) | (c >= 0 ? 4 : 0) | (d >= 0 ? 8 : 0);
			if (sides !== 0 && sides !== 15) cross(segments, sides, x, y, [a, b, c, d]);
		}
	}
	return segments;
}

/**
 * @param {number[]} segments @param {number} sides @param {number} x @param {number} y
 * @param {[number, number, number, number]} corners
 */
function cross(segments, sides, x, y, [a, b, c, d]) {
	const edges = [
		() => segments.push(x + a / (a - b), y),
		() => segments.push(x + 1, y + b / (b - c)),
		() => segments.push(x + d / (d - c), y + 1),
		() => segments.push(x, y + a / (a - d)),
	];
	const isSaddle = sides === 5 || sides === 10;
	const ends = isSaddle && a + b + c + d >= 0 === (sides === 5) ? [0, 1, 2, 3] : ENDS[Math.min(sides, 15 - sides)];
	for (const end of ends) edges[end]();
}

/** Between which edges (0 top, 1 right, …) a line runs, by the corners that are positive, one bit each; 8 to 15 are as 7 to 0. */
const ENDS = [[], [3, 0], [0, 1], [3, 1], [1, 2], [3, 0, 1, 2], [0, 2], [3, 2]];

/**
 * How far each cell's probability of one class lies above the best of the others: zero at the edge of its region.
 * @param {Bytes} probabilities K maps, one after the other @param {number} cells
 * @param {number} chosen the class @param {Int16Array} margins written
 */
export function classMargins(probabilities, cells, chosen, margins) {
	const classes = probabilities.length / cells;
	for (let i = 0; i < cells; i++) {
		let best = 0;
		for (let k = 0; k < classes; k++) {
			if (k !== chosen && probabilities[k * cells + i] > best) best = probabilities[k * cells + i];
		}
		margins[i] = probabilities[chosen * cells + i] - best;
	}
}
