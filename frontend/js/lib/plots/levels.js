/** The levels of a parameter: its distinct values in order, or ranges where a random search gave it too many. */
import { numberScale } from "./scale.js";

const RANGES = 8;

/**
 * Discrete levels, or ranges of numbers if there were more than `most`. Nothing depends on the order of the values.
 * @param {unknown[]} values @param {number} most how many distinct numbers may each be a level
 * @returns {{levels: {values: any[], from: number, to: number}[], indexOf: (value: unknown) => number, isOrdered: boolean}}
 *   `values` are those of a discrete level, empty for a range [from, to); isOrdered: numbers only
 */
export function parameterLevels(values, most = 12) {
	const distinct = distinctValues(values);
	const numbers = distinct.filter(isNumber);
	const isOrdered = numbers.length === distinct.length;
	if (numbers.length > most) return rangeLevels(distinct.filter((value) => !isNumber(value)), numbers, isOrdered);
	const places = new Map(distinct.map((value, i) => [keyOf(value), i]));
	return { levels: distinct.map(single), indexOf: (value) => places.get(keyOf(value)) ?? -1, isOrdered };
}

/** Each value once, sorted: null, numbers, texts, lists from short to long. @param {unknown[]} values @returns {any[]} */
export function distinctValues(values) {
	return [...new Map(values.map((value) => [keyOf(value), value ?? null])).values()].sort(compare);
}

/** @param {any} value */
const single = (value) => ({ values: [value], from: Number(value), to: Number(value) });

/** @param {any[]} others @param {number[]} numbers @param {boolean} isOrdered */
function rangeLevels(others, numbers, isOrdered) {
	const scale = numberScale(numbers);
	const edge = (/** @type {number} */ i) => scale.value(i / RANGES);
	const ranges = Array.from({ length: RANGES }, (_, i) => ({ values: [], from: edge(i), to: edge(i + 1) }));
	const places = new Map(others.map((value, i) => [keyOf(value), i]));
	/** @param {any} value */
	const range = (value) => others.length + Math.min(RANGES - 1, Math.floor(scale.position(value) * RANGES));
	return {
		levels: [...others.map(single), ...ranges],
		indexOf: (/** @type {unknown} */ value) => (isNumber(value) ? range(value) : (places.get(keyOf(value)) ?? -1)),
		isOrdered,
	};
}

/** @param {unknown} value @returns {value is number} */
export const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** @param {unknown} value */
const keyOf = (value) => JSON.stringify(value ?? null);

/** @param {any} a @param {any} b @returns {number} */
function compare(a, b) {
	if (rank(a) !== rank(b)) return rank(a) - rank(b);
	if (Array.isArray(a)) return a.length - b.length || (a.map((item, i) => compare(item, b[i])).find(Boolean) ?? 0);
	return isNumber(a) ? a - b : String(a).localeCompare(String(b));
}

/** @param {unknown} value */
const rank = (value) => (value === null ? 0 : isNumber(value) ? 1 : Array.isArray(value) ? 3 : 2);
