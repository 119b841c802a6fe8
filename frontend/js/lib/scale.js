/** A scale for numbers: logarithmic where they span orders of magnitude. */

const LOG_FROM = 100;

/**
 * Positions run from 0 at the lowest number to 1 at the highest; a single number lies at 0.5.
 * @param {number[]} values not empty @param {boolean} [isLog] unless given, whether they are positive and far apart
 */
export function numberScale(values, isLog) {
	let [low, high] = [Infinity, -Infinity];
	for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
	isLog ??= low > 0 && high / low >= LOG_FROM;
	const into = isLog ? Math.log10 : Number;
	const [start, span] = [into(low), into(high) - into(low)];
	return {
		isLog,
		/** @param {number} value */
		position: (value) => (span ? (into(value) - start) / span : 0.5),
		/** @param {number} position */
		value: (position) => (position >= 1 ? high : position <= 0 ? low : isLog ? 10 ** (start + position * span) : start + position * span),
		/** Round numbers, at most about ten. */
		ticks: span ? (isLog ? roundPowers(low, high) : roundNumbers(low, high)) : [low],
	};
}

/** Powers of ten; with their multiples by 2 and 5, or any round numbers, where the powers are few. @param {number} low @param {number} high */
function roundPowers(low, high) {
	const decades = Math.log10(high / low);
	const factors = decades < 2 ? [1, 2, 5] : [1];
	const stride = Math.ceil(decades / 7);
	const found = [];
	for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
		if (power % stride === 0) found.push(...factors.map((factor) => Number((factor * 10 ** power).toPrecision(1))));
	}
	const inside = found.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
	return inside.length > 1 ? inside : roundNumbers(low, high);
}

/** Multiples of 1, 2 or 5 times a power of ten. @param {number} low @param {number} high */
function roundNumbers(low, high) {
	const rough = (high - low) / 7;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
	const found = [];
	for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
	return found;
}
