/** The levels of a parameter: its distinct values in order, or ranges where a random search gave it too many of them. */
import { numberScale } from "../scale.js";

const RANGES = 8;

/**
 * Discrete levels; numbers in ranges if there are more than `most`. Nothing depends on the order of the values.
 * @param {unknown[]} values @param {number} most
 * @returns {{levels: PlotLevel[], indexOf: (value: unknown) => number, isOrdered: boolean}} isOrdered: all are numbers
 */
export function parameterLevels(values, most = 12) {
	const distinct = distinctValues(values);
	const numbers = distinct.filter(isNumber);
	const isOrdered = numbers.length === distinct.length;
	const singles = numbers.length > most ? distinct.filter((value) => !isNumber(value)) : distinct;
	const edges = numbers.length > most ? rangeEdges(numbers) : [];
	const places = new Map(singles.map((value, i) => [keyOf(value), i]));
	const range = (/** @type {number} */ value) => singles.length + edges.slice(1, -1).filter((edge) => edge <= value).length;
	return {
		levels: [...singles.map((value) => ({ value })), ...rangesBetween(edges)],
		indexOf: (value) => places.get(keyOf(value)) ?? (edges.length && isNumber(value) ? range(value) : -1),
		isOrdered,
	};
}

/** Ranges of whole numbers end before the next begins. @param {number[]} edges @returns {PlotLevel[]} */
function rangesBetween(edges) {
	const step = edges.every(Number.isInteger) ? 1 : 0;
	return edges.slice(1).map((edge, i) => ({ from: edges[i], to: i < edges.length - 2 ? edge - step : edge }));
}

/** Round edges of ranges as wide as each other, whole ones between whole numbers. @param {number[]} numbers sorted */
function rangeEdges(numbers) {
	const scale = numberScale(numbers);
	const isWhole = numbers.every(Number.isInteger);
	const edges = Array.from({ length: RANGES - 1 }, (_, i) => Number(scale.value((i + 1) / RANGES).toPrecision(2)));
	return [...new Set([numbers[0], ...(isWhole ? edges.map(Math.round) : edges), numbers[numbers.length - 1]])];
}

/** Each value once, sorted: none, numbers, texts, lists from short to long. @param {unknown[]} values @returns {any[]} */
export function distinctValues(values) {
	return [...new Map(values.map((value) => [keyOf(value), value ?? null])).values()].sort(compare);
}

/** @param {unknown} value @returns {value is number} */
export const isNumber = (value) => typeof value === "number";

/** @param {unknown} value */
export const keyOf = (value) => JSON.stringify(value ?? null);

/** @param {any} a @param {any} b @returns {number} */
function compare(a, b) {
	if (rank(a) !== rank(b)) return rank(a) - rank(b);
	if (Array.isArray(a)) return a.length - b.length || (a.map((item, i) => compare(item, b[i])).find(Boolean) ?? 0);
	return isNumber(a) ? a - b : String(a).localeCompare(String(b));
}

/** @param {unknown} value */
const rank = (value) => (value === null ? 0 : isNumber(value) ? 1 : Array.isArray(value) ? 3 : 2);
