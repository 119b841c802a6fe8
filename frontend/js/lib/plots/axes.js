/** The axes of parallel coordinates: one for each parameter that varies, then what came out. */
import { distinctValues, isNumber } from "./levels.js";
import { numberScale } from "./scale.js";

/** Where a run without a value passes, below the axis. */
export const MISSING = -0.1;

/**
 * @param {Result[]} results
 * @param {{key: string, label: string, value: (result: Result) => any, text: (value: any) => string}[]} columns
 * @returns {PlotAxis[]}
 */
export const plotAxes = (results, columns) => columns.map((column) => plotAxis(results, column));

/**
 * Numeric if all its values are numbers or missing, else one place for each value.
 * @param {Result[]} results @param {Parameters<typeof plotAxes>[1][number]} column @returns {PlotAxis}
 */
function plotAxis(results, { key, label, value, text }) {
	const values = results.map(value);
	const numbers = values.filter(isNumber);
	const isNumeric = numbers.length > 0 && values.every((one) => isNumber(one) || one === null);
	return { key, label, ...(isNumeric ? numeric(values, numbers, text) : categorical(values, text)) };
}

/** @param {any[]} values @param {number[]} numbers @param {(value: any) => string} text */
function numeric(values, numbers, text) {
	const scale = numberScale(numbers);
	const ticks = scale.ticks.map((tick) => ({ at: scale.position(tick), text: text(tick) }));
	if (numbers.length < values.length) ticks.unshift({ at: MISSING, text: "–" });
	return {
		places: values.map((one) => (one === null ? MISSING : scale.position(one))),
		ticks,
		step: 0.05,
		textAt: (/** @type {number} */ at) => text(scale.value(at)),
	};
}

/** @param {any[]} values @param {(value: any) => string} text */
function categorical(values, text) {
	const distinct = distinctValues(values);
	const last = distinct.length - 1;
	const place = (/** @type {number} */ i) => (last > 0 ? i / last : 0.5);
	const places = new Map(distinct.map((one, i) => [JSON.stringify(one), place(i)]));
	return {
		places: values.map((one) => places.get(JSON.stringify(one ?? null)) ?? MISSING),
		ticks: distinct.map((one, i) => ({ at: place(i), text: text(one) })),
		step: last > 0 ? 1 / last : 1,
		textAt: (/** @type {number} */ at) => text(distinct[Math.max(0, Math.min(last, Math.round(at * last)))]),
	};
}

/**
 * Which runs pass through all brushes.
 * @param {PlotAxis[]} axes @param {Map<string, [number, number]>} brushes lowest and highest place by the axis' key
 * @returns {boolean[]} one for each run
 */
export function brushed(axes, brushes) {
	const set = axes.flatMap(({ key, places }) => {
		const brush = brushes.get(key);
		return brush ? [{ places, low: brush[0] - 1e-9, high: brush[1] + 1e-9 }] : [];
	});
	return (axes[0]?.places ?? []).map((_, i) => set.every(({ places, low, high }) => places[i] >= low && places[i] <= high));
}
