/** Points in the order of one of their columns. */

/** Which column a sort names, and in which direction. @param {string} sort with a minus before it for descending */
export function readSort(sort) {
	return { key: sort.replace(/^-/, ""), sign: sort.startsWith("-") ? -1 : 1 };
}

/** What a point is sorted by; points without it come last. @param {PointSummary} point @param {string} key @returns {number | string | null} */
function measure(point, key) {
	if (key === "runs") return point.runs;
	if (key === "success") return point.success && point.success.rate;
	if (key === "test_loss" || key === "epochs_to_success") return point[key] && point[key].median;
	const value = point.values[key];
	return typeof value === "number" || value === null ? value : JSON.stringify(value);
}

/**
 * Ties keep the order of the second measure: faster first, then lower losses.
 * @param {PointSummary[]} points @param {{key: string, sign: number}} sort
 */
export function pointsInOrder(points, { key, sign }) {
	const seconds = /** @type {const} */ (["epochs_to_success", "test_loss"]);
	return [...points].sort((a, b) => {
		const first = compared(measure(a, key), measure(b, key), sign);
		return first || seconds.reduce((order, name) => order || compared(measure(a, name), measure(b, name), 1), 0) || a.point - b.point;
	});
}

/** @param {number | string | null} a @param {number | string | null} b @param {number} sign */
function compared(a, b, sign) {
	if (a === null || b === null) return Number(a === null) - Number(b === null);
	if (typeof a === "string" || typeof b === "string") return sign * String(a).localeCompare(String(b));
	return sign * (a - b);
}
