/** Maps over the plane: what the cells of a grid hold, row by row, and the colours in which they are shown. */

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
