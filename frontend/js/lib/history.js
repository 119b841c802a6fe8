/**
 * The history of the losses at a constant cost: when it is full, each four points in a row keep only their lowest and
 * their highest, so that peaks stay.
 */
import { roundedScale } from "./box.js";
import { numberScale } from "./scale.js";

export const CAPACITY = 1024;

/** @returns {Series} */
export const emptyHistory = () => ({ epochs: [], train: [], test: [] });

/**
 * The history with one more point. An epoch that is already there adds nothing: an edit is no training.
 * @param {Series} history @param {number} epoch @param {number | null} train @param {number | null} test null where there is no test data
 */
export function appended(history, epoch, train, test) {
	const last = history.epochs.at(-1);
	if (train === null || (last !== undefined && epoch <= last)) return history;
	const full = history.epochs.length >= CAPACITY ? thinned(history) : history;
	full.epochs.push(epoch);
	full.train.push(train);
	full.test.push(test);
	return { ...full };
}

/** The history up to an epoch. @param {Series} history @param {number} epoch */
export function truncated(history, epoch) {
	const end = history.epochs.findIndex((value) => value > epoch);
	return end < 0 ? history : taken(history, [...Array(end).keys()]);
}

/**
 * About half of the points: of each four, the lowest and the highest; the first and the last always.
 * @param {Series} history
 */
function thinned(history) {
	const length = history.epochs.length;
	const kept = new Set([0, length - 1]);
	for (let from = 0; from < length; from += 4) {
		const group = [0, 1, 2, 3].map((i) => from + i).filter((i) => i < length);
		const height = (/** @type {number} */ i) => history.train[i] + (history.test[i] ?? 0);
		group.sort((i, j) => height(i) - height(j));
		kept.add(group[0]).add(group[group.length - 1]);
	}
	return taken(history, [...kept].sort((i, j) => i - j));
}

/** The index of the point whose epoch is nearest. @param {number[]} epochs ascending @param {number} epoch */
export function nearestIndex(epochs, epoch) {
	let low = 0;
	let high = epochs.length - 1;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (epochs[middle] <= epoch) low = middle;
		else high = middle;
	}
	return epoch - epochs[low] <= epochs[high] - epoch ? low : high;
}

/** A scale for its epochs, and one for its losses. @param {Series} history @param {boolean} isLog */
export function historyScales({ epochs, train, test }, isLog) {
	const first = epochs[0] ?? 0;
	const losses = [...train, ...test.filter((loss) => loss !== null)];
	const highest = Math.max(...losses, 1e-12);
	const lowest = Math.max(Math.min(...losses.filter((loss) => loss > 0), highest), 1e-12);
	return { across: numberScale([first, Math.max(epochs.at(-1) ?? 0, first + 1)], false), up: roundedScale(lowest, highest, isLog) };
}

/** @param {Series} history @param {number[]} indices */
function taken({ epochs, train, test }, indices) {
	return {
		epochs: indices.map((i) => epochs[i]),
		train: indices.map((i) => train[i]),
		test: indices.map((i) => test[i]),
	};
}
