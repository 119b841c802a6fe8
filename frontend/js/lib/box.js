/** Scales with round ends, and where their values lie in the box of a chart. */
import { numberScale } from "./scale.js";

/** With round ends, and ticks there and evenly between: from 0, or at powers of ten. @param {number} lowest @param {number} highest positive @param {boolean} isLog */
export function roundedScale(lowest, highest, isLog) {
	if (!isLog) {
		const high = niceCeiling(highest);
		return { ...numberScale([0, high], false), ticks: [0, high / 2, high] };
	}
	const low = Math.floor(Math.log10(lowest));
	const high = Math.max(low + 1, Math.ceil(Math.log10(highest)));
	const stride = Math.ceil((high - low) / 4);
	const ticks = Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, i) => 10 ** (low + i * stride));
	return { ...numberScale([10 ** low, 10 ** high], true), ticks };
}

/** The next value of 1, 2, 2.5, 5 times a power of ten. @param {number} value */
export function niceCeiling(value) {
	const power = 10 ** Math.floor(Math.log10(value));
	const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10;
	return step * power;
}

/** Two scales over the box of a chart, in its pixels; what lies below the lowest value is drawn at the bottom. @param {NumberScale} across @param {NumberScale} up @param {ChartBox} box */
export function boxScales(across, up, { width, height, left, right, top, bottom }) {
	const [columns, rows] = [width - left - right, height - top - bottom];
	return {
		x: (/** @type {number} */ value) => left + across.position(value) * columns,
		y: (/** @type {number} */ value) => height - bottom - Math.max(0, up.position(value)) * rows,
		/** The value at a pixel. */
		valueAt: (/** @type {number} */ x) => across.value((x - left) / columns),
	};
}
