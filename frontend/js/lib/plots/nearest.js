/** Which of many lines is near a place. */

/**
 * The run of the nearest line within reach; lines that are out are left aside.
 * @param {PlotLine[]} lines @param {number} x @param {number} y @param {number} reach @returns {number | null}
 */
export function nearestRun(lines, x, y, reach) {
	let best = reach * reach;
	let found = null;
	for (const { run, places, isOut } of lines) {
		if (isOut) continue;
		for (let i = 0; i + 3 < places.length; i += 2) {
			const distance = squaredDistance(x, y, places[i], places[i + 1], places[i + 2], places[i + 3]);
			if (distance < best) [best, found] = [distance, run];
		}
	}
	return found;
}

/**
 * From a place to a segment.
 * @param {number} x @param {number} y @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1
 */
function squaredDistance(x, y, x0, y0, x1, y1) {
	const [dx, dy] = [x1 - x0, y1 - y0];
	const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
	return (x0 + along * dx - x) ** 2 + (y0 + along * dy - y) ** 2;
}
