/** Loss curves of many runs: their median, their extent, and which one is near. */

/**
 * The median loss of some runs at each of the epochs. A run that ended earlier counts with its last loss, so that the
 * median does not jump where runs reach their goal.
 * @param {RunHistory[]} histories @param {LossName} name @param {number[]} epochs ascending
 * @returns {number[]} NaN where no run has a loss
 */
export function medianCurve(histories, name, epochs) {
	const curves = histories.map((history) => lossesAt(history, name, epochs));
	return epochs.map((_, i) => median(curves.map((losses) => losses[i])));
}

/**
 * The losses of one run, linear between those that are known.
 * @param {RunHistory} history @param {LossName} name @param {number[]} epochs ascending
 */
export function lossesAt(history, name, epochs) {
	const known = history.epochs.flatMap((epoch, i) => (history[name][i] === null ? [] : [[epoch, /** @type {number} */ (history[name][i])]]));
	let next = 0;
	return epochs.map((epoch) => {
		while (next < known.length && known[next][0] < epoch) next++;
		if (next === known.length) return known.at(-1)?.[1] ?? NaN;
		const [to, loss] = known[next];
		if (to === epoch) return loss;
		if (next === 0) return NaN;
		const [from, before] = known[next - 1];
		return before + ((loss - before) * (epoch - from)) / (to - from);
	});
}

/** @param {number[]} values */
function median(values) {
	const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	if (!sorted.length) return NaN;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A few epochs from the first to the last of all runs. @param {RunHistory[]} histories @param {number} count */
export function sharedEpochs(histories, count = 128) {
	let last = 1;
	for (const { epochs } of histories) last = Math.max(last, epochs.at(-1) ?? 0);
	return Array.from({ length: count }, (_, i) => (last * i) / (count - 1));
}

/**
 * The lowest positive and the highest loss.
 * @param {RunHistory[]} histories @param {LossName} name @returns {[number, number]}
 */
export function lossRange(histories, name) {
	let [low, high] = [Infinity, 0];
	for (const history of histories) {
		for (const loss of history[name]) {
			if (loss === null) continue;
			if (loss > 0 && loss < low) low = loss;
			if (loss > high) high = loss;
		}
	}
	return [Math.min(low, high), high];
}

/**
 * The line that comes nearest to a place.
 * @param {{run: number, places: ArrayLike<number>}[]} lines x and y of each place in turn; NaN breaks a line
 * @param {number} x @param {number} y @param {number} reach how far away it may be
 * @returns {number | null} its run
 */
export function nearestLine(lines, x, y, reach) {
	let best = reach * reach;
	let found = null;
	for (const { run, places } of lines) {
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
