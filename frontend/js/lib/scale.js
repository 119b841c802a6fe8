/** A scale for numbers: where a value lies between its ends. */

const LOG_FROM = 100;

/** From 0 at the lowest number to 1 at the highest; a single one lies at 0.5. @param {number[]} values not empty @param {boolean} [isLog] unless given, where they are positive and far apart */
export function numberScale(values, isLog) {
	let [low, high] = [Infinity, -Infinity];
	for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
	isLog ??= low > 0 && high / low >= LOG_FROM;
	const into = isLog ? Math.log10 : Number;
	const [start, span] = [into(low), into(high) - into(low)];
	return {
		isLog,
		low,
		high,
		/** @param {number} value */
		position: (value) => (span ? (into(value) - start) / span : 0.5),
		/** @param {number} position */
		value: (position) => (position >= 1 ? high : position <= 0 ? low : isLog ? 10 ** (start + position * span) : start + position * span),
	};
}
