/** The axes of parallel coordinates: where each run crosses them, and which runs pass through brushes. */
import { distinctValues, isNumber, keyOf } from "./levels.js";
import { numberScale } from "../scale.js";
import { roundTicks } from "./ticks.js";

/** Where a run without a value passes, below the axis. */
export const MISSING = -0.1;
const FEW = 8;

/**
 * Numeric if all values are numbers or missing, else one place for each value.
 * @param {any[]} values one for each run @param {{key: string, label: string, text: (value: any) => string}} name
 * @returns {PlotAxis}
 */
export function plotAxis(values, name) {
	const distinct = distinctValues(values);
	const numbers = distinct.filter(isNumber);
	const isNumeric = numbers.length > 0 && distinct.every((value) => value === null || isNumber(value));
	return { ...name, ...(isNumeric ? numeric(values, numbers, name.text) : categorical(values, distinct, name.text)) };
}

/** @param {any[]} values @param {number[]} numbers @param {(value: any) => string} text */
function numeric(values, numbers, text) {
	const scale = numberScale(numbers);
	const places = values.map((value) => (isNumber(value) ? scale.position(value) : MISSING));
	const ticks = (numbers.length <= FEW ? numbers : roundTicks(scale)).map((value) => ({ at: scale.position(value), text: text(value) }));
	if (places.includes(MISSING)) ticks.unshift({ at: MISSING, text: text(null) });
	return { places, ticks, step: 0.05, textAt: (/** @type {number} */ at) => text(scale.value(at)) };
}

/** @param {any[]} values @param {any[]} distinct @param {(value: any) => string} text */
function categorical(values, distinct, text) {
	const last = distinct.length - 1;
	const ticks = distinct.map((value, i) => ({ at: last > 0 ? i / last : 0.5, text: text(value) }));
	const places = new Map(distinct.map((value, i) => [keyOf(value), ticks[i].at]));
	return {
		places: values.map((value) => /** @type {number} */ (places.get(keyOf(value)))),
		ticks,
		step: 1 / Math.max(1, last),
		textAt: (/** @type {number} */ at) => ticks[Math.round(at * last)].text,
	};
}

/**
 * Which runs pass through all brushes.
 * @param {PlotAxis[]} axes @param {Map<string, [number, number]>} brushes lowest and highest place by the axis' key
 * @returns {boolean[]} one for each run
 */
export function passing(axes, brushes) {
	const set = axes.filter(({ key }) => brushes.has(key));
	return (axes[0]?.places ?? []).map((_, run) =>
		set.every(({ key, places }) => {
			const [low, high] = brushes.get(key) ?? [0, 1];
			return places[run] >= low - 1e-6 && places[run] <= high + 1e-6;
		}),
	);
}
