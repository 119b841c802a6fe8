/** Loss curves of many runs: their median, and what they span. */

/**
 * The losses of one run, linear between those that are known. After its end it keeps its last loss.
 * @param {RunHistory} history @param {LossName} name @param {number[]} epochs ascending
 * @returns {number[]} NaN before the first loss
 */
export function lossesAt(history, name, epochs) {
	const known = history.epochs.flatMap((epoch, i) => (history[name][i] === null ? [] : [[epoch, Number(history[name][i])]]));
	let next = 0;
	return epochs.map((epoch) => {
		while (next < known.length && known[next][0] < epoch) next++;
		const [to, after] = known[next] ?? [epoch, known.at(-1)?.[1] ?? NaN];
		const [from, before] = known[next - 1] ?? [0, NaN];
		return to === epoch ? after : before + ((after - before) * (epoch - from)) / (to - from);
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
	for (const loss of histories.flatMap((history) => history[name])) {
		if (loss !== null && loss > 0) [low, high] = [Math.min(low, loss), Math.max(high, loss)];
	}
	return [Math.max(1e-12, Math.min(low, high)), high];
}
