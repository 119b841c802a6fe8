/** The geometry of the loss chart: ranges, ticks, and where a point lies. */

/** @param {Series} history @param {ChartBox} box */
export function chartScales({ epochs, train, test }, { width, height, left, right, top, bottom, log }) {
	const first = epochs[0] ?? 0;
	const last = Math.max(epochs[epochs.length - 1] ?? 0, first + 1);
	const values = [...train, ...test];
	const highest = Math.max(...values, 1e-12);
	const positive = values.filter((value) => value > 0);
	const lowest = log ? Math.max(Math.min(...positive, highest), 1e-12) : 0;
	const low = log ? Math.floor(Math.log10(lowest)) : 0;
	const high = log ? Math.max(low + 1, Math.ceil(Math.log10(highest))) : niceCeiling(highest);
	const level = (/** @type {number} */ value) => (log ? Math.log10(Math.max(value, 10 ** low)) : value);
	return {
		x: (/** @type {number} */ epoch) => left + ((epoch - first) / (last - first)) * (width - left - right),
		y: (/** @type {number} */ value) => height - bottom - ((level(value) - low) / (high - low)) * (height - top - bottom),
		epochAt: (/** @type {number} */ x) => first + ((x - left) / (width - left - right)) * (last - first),
		yTicks: log ? powers(low, high) : [0, high / 2, high],
		xTicks: [first, last],
	};
}

/** The next value of 1, 2, 2.5, 5 times a power of ten. @param {number} value */
export function niceCeiling(value) {
	const power = 10 ** Math.floor(Math.log10(value));
	const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10;
	return step * power;
}

/** @param {number} low @param {number} high */
function powers(low, high) {
	const stride = Math.ceil((high - low) / 4);
	return Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, i) => 10 ** (low + i * stride));
}
