/** Loss curves of many runs: their median, and what they span. */

/**
 * The losses of one run, linear between those that are known. After its end it keeps its last loss.
 * @param {RunHistory} history @param {LossName} name @param {number[]} epochs ascending
 * @returns {number[]} NaN before the first loss
 */
export function lossesAt(history, name, epochs) {
	const losses = history[name];
	const known = history.epochs.map((_, i) => i).filter((i) => losses[i] !== null);
	const loss = (/** @type {number} */ at) => Number(losses[known[at]]);
	let next = 0;
	return epochs.map((epoch) => {
		while (next < known.length && history.epochs[known[next]] < epoch) next++;
		if (next === known.length) return next ? loss(next - 1) : NaN;
		const to = history.epochs[known[next]];
		if (to === epoch) return loss(next);
		if (next === 0) return NaN;
		const from = history.epochs[known[next - 1]];
		return loss(next - 1) + ((loss(next) - loss(next - 1)) * (epoch - from)) / (to - from);
	});
}

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

/** @param {number[]} values */
function median(values) {
	const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A few epochs from 0 to the last of all runs. @param {RunHistory[]} histories @param {number} count */
export function sharedEpochs(histories, count = 129) {
	const last = Math.max(1, ...histories.map(({ epochs }) => epochs.at(-1) ?? 0));
	return Array.from({ length: count }, (_, i) => (last * i) / (count - 1));
}

/** The lowest positive and the highest loss. @param {RunHistory[]} histories @param {LossName} name @returns {[number, number]} */
export function lossRange(histories, name) {
	let [low, high] = [Infinity, 1e-12];
	for (const history of histories) {
		for (const loss of history[name]) {
			if (loss !== null && loss > 0) [low, high] = [Math.min(low, loss), Math.max(high, loss)];
		}
	}
	return [Math.max(1e-12, Math.min(low, high)), high];
}
